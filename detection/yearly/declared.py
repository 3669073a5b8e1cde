"""What a holder declared, read from his file, beside what is known.

The file is a CSV with the columns `iban,currency,dossier,balance`: without a dossier the line is the account's balance of 31
December, with one it is the dossier's share. A dossier is compared by its name as the program reads it in communications, so
`DOS 2026/0123` and `2026/123` are one.

>>> from detection.dossiers import dossier_of
>>> named("DOS 2026/0123"), named("2026/123"), named("Janssens")
('2026/123', '2026/123', 'Janssens')
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from coda_parser.iban import is_valid_iban
from detection.dossiers import dossier_of
from detection.yearly.content import Compared, YearlyReport
from warehouse.errors import Refusal

COLUMNS = ("iban", "currency", "dossier", "balance")
_AMOUNT = re.compile(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,3}))?")
Key = tuple[str, str, str | None]


def named(dossier: str) -> str:
    """Write a declared dossier as the program writes those that communications name."""
    return dossier_of(f"dossier {dossier}") or dossier_of(dossier) or dossier.strip()


def read_declared(content: bytes) -> dict[Key, int]:
    """Read a declaration; Refusal with the line for anything that is not one."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal(f"the declaration cannot be read as CSV in UTF-8: {error}") from None
    if not rows or tuple(rows[0]) != COLUMNS:
        raise Refusal(
            f"the declaration begins with the line {','.join(COLUMNS)}, got {','.join(rows[0]) if rows else 'nothing'}"
        )
    declared: dict[Key, int] = {}
    for line, row in enumerate(rows[1:], 2):
        if not row:
            continue
        key, milli = _read(row, line)
        if key in declared:
            raise Refusal(f"the declaration, line {line}: this account and dossier stand in it twice")
        declared[key] = milli
    return declared


def compare(report: YearlyReport, declared: Mapping[Key, int]) -> tuple[Compared, ...]:
    """Put declared and known figures side by side: accounts first, then the dossiers that either names."""
    known: dict[Key, int | None] = {(one.iban, one.currency, None): one.balance_milli for one in report.accounts}
    shares = {(one.iban, one.currency, one.dossier): one.balance_milli for one in report.dossiers if one.dossier}
    split = {(iban, currency) for iban, currency, dossier in declared if dossier}
    known |= {key: milli for key, milli in shares.items() if (key[0], key[1]) in split}
    keys = sorted(known.keys() | declared.keys(), key=lambda key: (key[0], key[1], key[2] is not None, key[2] or ""))
    return tuple(Compared(*key, declared.get(key), known.get(key)) for key in keys)


def _read(row: list[str], line: int) -> tuple[Key, int]:
    if len(row) != len(COLUMNS):
        raise Refusal(f"the declaration, line {line}: expected {len(COLUMNS)} columns, got {len(row)}")
    iban, currency, dossier, balance = (cell.strip() for cell in row)
    account = "".join(iban.split()).upper()
    found = _AMOUNT.fullmatch(balance)
    if not is_valid_iban(account) or not re.fullmatch("[A-Z]{3}", currency) or found is None:
        raise Refusal(f"the declaration, line {line}: expected an IBAN, a currency and a balance such as 2500.00")
    milli = int(found[2]) * 1000 + int((found[3] or "").ljust(3, "0"))
    return (account, currency, named(dossier) if dossier else None), -milli if found[1] else milli


def differences(compared: tuple[Compared, ...]) -> Iterator[Compared]:
    """Give the lines on which declared and known figures do not agree."""
    return (one for one in compared if not one.agrees)
