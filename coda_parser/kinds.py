"""The kinds of field that CODA knows, each with its reading, its writing and what it expects.

Numbers are digits only: `int(" 7")` and `int("٧")` would read what no bank may write. Dates are DDMMYY; the century is up
to the reader (CODA 2.6): years 70 to 99 are read as 1970–1999, the others as 2000–2069.

>>> read_date("310326")
datetime.date(2026, 3, 31)
>>> MILLI.write(1234500, 15)
'000000001234500'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from coda_parser.problem import Severity, quoted

PIVOT_YEAR = 70
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Characters that no bank may write; a database, a terminal or a page can choke on them."""
UNKNOWN_DATE = date(1, 1, 1)
"""Stands where no date could be read; only in statements that have a hard problem."""


class FieldError(ValueError):
    """A field does not hold what its kind expects."""


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of field: `read` raises FieldError, `write` takes None for the empty value and raises ValueError."""

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any, int], str]
    empty: Any
    problem: str = ""
    severity: Severity = "hard"
    wants: str = ""

    def expected(self, width: int) -> str:
        """Say what a field of this width must hold."""
        return self.wants.format(width=width)


def read_number(text: str) -> int:
    """Read digits, and nothing else, as a whole number."""
    if text.isdigit() and text.isascii():
        return int(text)
    raise FieldError(text)


def _read_optional_number(text: str) -> int:
    digits = text.strip(" ")
    return read_number(digits) if digits else 0


def _read_digits(text: str) -> str:
    if text.isdigit() and text.isascii():
        return text
    raise FieldError(text)


def _read_text(text: str) -> str:
    return text.strip(" ")


def _read_flag(text: str) -> bool:
    if text == "0":
        return False
    if text == "1":
        return True
    raise FieldError(text)


@lru_cache(maxsize=4096)
def read_date(text: str) -> date:
    """Read DDMMYY."""
    if not (text.isdigit() and text.isascii()):
        raise FieldError(text)
    year = int(text[4:6])
    try:
        return date(year + (1900 if year >= PIVOT_YEAR else 2000), int(text[2:4]), int(text[:2]))
    except ValueError:
        raise FieldError(text) from None


def _read_known_date(text: str) -> date | None:
    return None if text == "000000" else read_date(text)


def _write_number(value: int | None, width: int) -> str:
    text = f"{value or 0:0{width}d}"
    if len(text) > width or text.startswith("-"):
        raise ValueError(f"expected a whole number of at most {width} digits, got {value}")
    return text


def _write_text(value: str | None, width: int) -> str:
    text = value or ""
    if len(text) > width:
        raise ValueError(f"expected at most {width} characters, got {len(text)}: {quoted(text)}")
    if CONTROL.search(text):
        raise ValueError(f"expected no control characters, got {quoted(text)}")
    return text.ljust(width)


def _write_digits(value: str | None, width: int) -> str:
    text = "0" * width if value is None else value
    if len(text) != width or not (text.isdigit() and text.isascii()):
        raise ValueError(f"expected {width} digits, got {quoted(text)}")
    return text


def _write_date(value: date | None, width: int) -> str:
    if value is None:
        return "0" * width
    if not 1900 + PIVOT_YEAR <= value.year < 2000 + PIVOT_YEAR:
        raise ValueError(f"expected a date from 1970 to 2069, got {value}")
    return f"{value:%d%m%y}"


def _write_flag(value: bool | None, _width: int) -> str:
    return "1" if value else "0"


def _write_blank(_value: None, width: int) -> str:
    return " " * width


NUMBER = Kind("number", read_number, _write_number, 0, "number", "hard", "{width} digits")
OPTIONAL_NUMBER = Kind("optional number", _read_optional_number, _write_number, 0, "number", "hard", "at most {width} digits")
DIGITS = Kind("digits", _read_digits, _write_digits, "", "number", "hard", "{width} digits")
"""Digits that are a code, not a quantity: kept as text, leading zeros and all."""
MILLI = Kind("amount", read_number, _write_number, 0, "number", "hard", "{width} digits, the last 3 of them decimals")
FLAG = Kind("flag", _read_flag, _write_flag, False, "flag", "hard", "0 or 1")
DATE = Kind("date", read_date, _write_date, UNKNOWN_DATE, "date", "hard", "a date DDMMYY")
KNOWN_DATE = Kind(
    "date or zeros", _read_known_date, _write_date, None, "date", "warning", "a date DDMMYY, or 000000 when unknown"
)
TEXT = Kind("text", _read_text, _write_text, "")
"""Text without the blanks around it."""
ZONE = Kind("zone", str, _write_text, "")
"""Text with its blanks: part of something that continues in another field, or that has its own inner layout."""
BLANK = Kind("blank", str, _write_blank, "")
