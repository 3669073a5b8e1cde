"""Reading the register's files: every row checked before any is used.

`holders.csv`, `accounts.csv` and `own_accounts.csv` come from the Orders. A wrong row refuses the whole import, because a
register that is half new would quarantine or control the wrong accounts; the message names the file, row and column. Rows are
counted as a spreadsheet shows them: the header is row 1.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from coda_parser.columns import BIC, CURRENCY
from coda_parser.iban import compact, is_valid_iban
from warehouse.errors import Refusal
from warehouse.register_reference import LANGUAGES, bars

KINDS = ("third_party", "rubric")
Row = dict[str, Any]
Rows = dict[int, Row]
Reader = Callable[[str], Any]


def read_holders(path: Path) -> Rows:
    """The holders of a file by row number; raises Refusal naming the first wrong row and column."""
    return _read(path, HOLDERS, key=("holder_id",))


def read_accounts(path: Path) -> Rows:
    """The accounts of a file by row number, each with its `holder_id`; raises Refusal naming the first wrong row and column."""
    return _read(path, ACCOUNTS, key=("iban", "currency"))


def read_own_accounts(path: Path) -> Rows:
    """The holders' own accounts of a file by row number; raises Refusal naming the first wrong row and column."""
    return _read(path, OWN_ACCOUNTS, key=("holder_id", "iban"))


def _read(path: Path, columns: Mapping[str, Reader], *, key: tuple[str, ...]) -> Rows:
    found: Rows = {}
    wrong: list[str] = []
    seen: dict[tuple[Any, ...], int] = {}
    for number, fields in _lines(path, list(columns)):
        row = {name: _field(reader, fields[name], number, name, wrong) for name, reader in columns.items()}
        identity = tuple(row[name] for name in key)
        if identity in seen:
            wrong.append(f"row {number}, column {key[0]}: expected each one once, found it on row {seen[identity]} too")
        seen[identity] = number
        found[number] = row
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise Refusal(f"{path.name}, {wrong[0]}{more}; nothing was imported")
    return found


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


def _filled(text: str) -> str:
    if not text:
        raise ValueError("expected a value, found nothing")
    return text


def _any(text: str) -> str:
    return text


def _one_of(*allowed: str) -> Reader:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"expected one of {', '.join(allowed)}, found {text!r}")
        return text

    return read


def _bar(text: str) -> str:
    if text not in bars():
        raise ValueError(f"expected the code of a bar such as LIEGE-HUY, found {text!r}")
    return text


def _iban(text: str) -> str:
    iban = compact(text).upper()
    if not is_valid_iban(iban):
        raise ValueError(f"expected an IBAN whose check digits hold, found {text!r}")
    return iban


def _like(pattern: str, what: str) -> Reader:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"expected {what}, found {text!r}")
        return text

    return read


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"expected true or false, found {text!r}")
    return text == "true"


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"expected a date YYYY-MM-DD or nothing, found {text!r}") from None


HOLDERS: Mapping[str, Reader] = {
    "holder_id": _filled,
    "name": _filled,
    "street": _any,
    "postcode": _any,
    "city": _any,
    "country": _like(r"([A-Z]{2})?", "a country code of two letters"),
    "bar": _bar,
    "language": _one_of(*LANGUAGES),
}
ACCOUNTS: Mapping[str, Reader] = {
    "iban": _iban,
    "currency": _like(CURRENCY, "a currency code of three letters"),
    "kind": _one_of(*KINDS),
    "judicial_mandate": _flag,
    "holder_id": _filled,
    "bank_bic": _like(BIC, "a BIC of 8 or 11 characters"),
    "opened_on": _day,
    "closed_on": _day,
    "mandate_on": _day,
    "authorisation_on": _day,
}
OWN_ACCOUNTS: Mapping[str, Reader] = {"holder_id": _filled, "iban": _iban, "label": _any}
