"""How a record is declared: once, by the 1-based positions that the standard prints.

Reader, writer, layout tests and the layout page come from the declaration:

>>> class Sample(Record, code="9"):
...     count: int = at(2, 4, NUMBER, "number of lambs")
...     name: str = at(5, 10, TEXT, "shepherd")
>>> Sample.write(count=7, name="Ada").rstrip()
'9007Ada'
>>> found: list[Problem] = []
>>> Sample.read("90x7Ada".ljust(128), 3, found).name
'Ada'
>>> print(found[0])
line 3, record 9, number of lambs (positions 2–4): expected 3 digits, got '0x7'

Reading is one slice getter and one conversion per field; only a line that does not convert is looked at again, field by
field, to say what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, ClassVar, Self

from coda_parser.kinds import (
    BLANK,
    DATE,
    DIGITS,
    FLAG,
    KNOWN_DATE,
    MILLI,
    NUMBER,
    OPTIONAL_NUMBER,
    TEXT,
    ZONE,
    FieldError,
    Kind,
)
from coda_parser.problem import Problem, Severity, quoted

__all__ = [
    "BLANK",
    "DATE",
    "DIGITS",
    "FLAG",
    "KNOWN_DATE",
    "LENGTH",
    "MILLI",
    "NUMBER",
    "OPTIONAL_NUMBER",
    "TEXT",
    "ZONE",
    "Field",
    "Record",
    "amiss",
    "at",
]

LENGTH = 128


@dataclass(frozen=True)
class Field:
    """A field of a record: first and last position (from 1, both included), kind, meaning."""

    first: int
    last: int
    kind: Kind
    meaning: str
    name: str = ""

    @property
    def width(self) -> int:
        """Characters that the field takes."""
        return self.last - self.first + 1

    @property
    def slice(self) -> slice:
        """Where the field stands in the line."""
        return slice(self.first - 1, self.last)


def at(first: int, last: int, kind: Kind, meaning: str) -> Any:
    """Declare a field of a record by its first and last position."""
    return Field(first, last, kind, meaning)


def amiss(line: str) -> tuple[int, int] | None:
    """Give the positions that a line lacks of its 128, or has beyond them; None when it is as long as it must be.

    >>> amiss("9".ljust(127)), amiss("9".ljust(130)), amiss("9".ljust(128))
    ((128, 128), (129, 130), None)
    """
    if len(line) == LENGTH:
        return None
    return (len(line) + 1, LENGTH) if len(line) < LENGTH else (LENGTH + 1, len(line))


class Record:
    """A record of 128 characters; a subclass declares its fields with `at` and its identification with `code`."""

    code: ClassVar[str]
    label: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]]
    _names: ClassVar[tuple[str, ...]]
    _split: ClassVar[Callable[[str], tuple[str, ...]]]
    _convert: ClassVar[tuple[Callable[[str], Any], ...]]

    def __init_subclass__(cls, *, code: str) -> None:
        cls.code = code
        cls.label = code if len(code) == 1 else f"{code[0]}.{code[1]}"
        declared = [(name, value) for name, value in vars(cls).items() if isinstance(value, Field)]
        cls.fields = tuple(Field(field.first, field.last, field.kind, field.meaning, name) for name, field in declared)
        for name, _ in declared:
            delattr(cls, name)
        read = [field for field in cls.fields if field.kind is not BLANK]
        cls._names = tuple(field.name for field in read)
        cls._split = staticmethod(itemgetter(*(field.slice for field in read)))
        cls._convert = tuple(field.kind.read for field in read)

    @classmethod
    def field(cls, name: str) -> Field:
        """Give the declaration of a field; KeyError when there is none."""
        for field in cls.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @classmethod
    def read(cls, line: str, number: int, problems: list[Problem]) -> Self:
        """Read a line; what does not convert becomes the kind's empty value and a problem."""
        parts = cls._split(line)
        record = cls.__new__(cls)
        try:
            record.__dict__.update(
                zip(cls._names, [convert(part) for convert, part in zip(cls._convert, parts, strict=True)], strict=True)
            )
        except FieldError:
            record.__dict__.update(cls._diagnosed(line, number, problems))
        return record

    @classmethod
    def _diagnosed(cls, line: str, number: int, problems: list[Problem]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in cls.fields:
            if field.kind is BLANK:
                continue
            text = line[field.slice]
            try:
                values[field.name] = field.kind.read(text)
            except FieldError:
                values[field.name] = field.kind.empty
                problems.append(
                    cls.problem(
                        field.kind.problem, field.kind.severity, number, field.name, text, field.kind.expected(field.width)
                    )
                )
        return values

    @classmethod
    def problem(cls, id: str, severity: Severity, number: int, name: str, value: str, expected: str) -> Problem:
        """Make a problem of this record, located at one of its fields."""
        field = cls.field(name)
        message = f"expected {expected}, got {quoted(value)}"
        return Problem(id, severity, number, cls.label, field.meaning, message, (field.first, field.last), value[:LENGTH])

    @classmethod
    def write(cls, **values: Any) -> str:
        """Write a line of 128 characters; what is not given takes the kind's empty value; ValueError when one does not fit."""
        unknown = values.keys() - set(cls._names)
        if unknown:
            raise ValueError(f"record {cls.label} has no field {', '.join(sorted(unknown))}")
        line = [" "] * LENGTH
        line[: len(cls.code)] = cls.code
        for field in cls.fields:
            try:
                text = field.kind.write(values.get(field.name), field.width)
            except ValueError as error:
                place = f"record {cls.label}, {field.meaning} (positions {field.first}–{field.last})"
                raise ValueError(f"{place}: {error}") from None
            line[field.slice] = text
        return "".join(line)
