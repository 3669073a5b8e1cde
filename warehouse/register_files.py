"""Reading the register's files: every row checked before any is used.

The files come from the Orders; what columns each has is in `register_sheets`. A wrong row refuses the whole import, because a
register that is half new would quarantine or control the wrong accounts; the message names the file, row and column. Rows are
counted as a spreadsheet shows them: the header is row 1.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warehouse.errors import Refusal

Row = dict[str, Any]
Rows = dict[int, Row]
Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Sheet:
    """One kind of file: its columns with their readers, those that may be left out, and what makes a row one and the same.

    `check` looks at a whole row and says which column is wrong and why, or nothing.
    """

    columns: Mapping[str, Reader]
    key: tuple[str, ...]
    optional: Mapping[str, Reader] = field(default_factory=dict)
    check: Callable[[Row], tuple[str, str] | None] = lambda _row: None


class WrongRow(Refusal):
    """A row that cannot be entered; names the file, row and column."""

    def __init__(self, file: str, row: int, column: str, message: str) -> None:
        super().__init__(f"{file}, row {row}, column {column}: {message}; nothing was imported")


def read_sheet(path: Path, sheet: Sheet) -> Rows:
    """The rows of a file by row number; an optional column that is absent or empty is not in its row.

    Raises Refusal naming the first wrong row and column.
    """
    found: Rows = {}
    wrong: list[str] = []
    seen: dict[tuple[Any, ...], int] = {}
    for number, fields in _lines(path, list(sheet.columns)):
        row = _row(sheet, fields, number, wrong)
        identity = tuple(row[name] for name in sheet.key)
        if identity in seen:
            wrong.append(f"row {number}, column {sheet.key[0]}: expected each one once, found it on row {seen[identity]} too")
        seen[identity] = number
        found[number] = row
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise Refusal(f"{path.name}, {wrong[0]}{more}; nothing was imported")
    return found


def _row(sheet: Sheet, fields: Mapping[str, str], number: int, wrong: list[str]) -> Row:
    before = len(wrong)
    row = {name: _field(reader, fields[name], number, name, wrong) for name, reader in sheet.columns.items()}
    for name, reader in sheet.optional.items():
        if fields.get(name, "").strip():
            row[name] = _field(reader, fields[name], number, name, wrong)
    fault = sheet.check(row) if len(wrong) == before else None
    if fault is not None:
        wrong.append(f"row {number}, column {fault[0]}: {fault[1]}")
    return row


def _field(reader: Reader, text: str, number: int, name: str, wrong: list[str]) -> Any:
    try:
        return reader(text.strip())
    except ValueError as error:
        wrong.append(f"row {number}, column {name}: {error}")
        return None


def _lines(path: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from _records(csv.reader(lines), path, columns)
    except FileNotFoundError:
        raise Refusal(f"no file {path}; name a CSV file of the register") from None
    except UnicodeDecodeError as error:
        raise Refusal(f"{path.name}: expected UTF-8, found byte {error.object[error.start]:#04x} at {error.start}") from None
    except csv.Error as error:
        raise Refusal(f"{path.name}: expected a CSV file, found: {error}") from None


def _records(rows: Iterable[list[str]], path: Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    numbered = enumerate(rows, start=1)
    header = next(numbered, (1, []))[1]
    missing = [name for name in columns if name not in header]
    if missing:
        raise Refusal(f"{path.name}, row 1: expected the column {missing[0]}, found {', '.join(header) or 'nothing'}")
    for number, fields in numbered:
        if not fields:
            continue
        if len(fields) != len(header):
            raise Refusal(f"{path.name}, row {number}: expected {len(header)} fields, found {len(fields)}")
        yield number, dict(zip(header, fields, strict=True))
