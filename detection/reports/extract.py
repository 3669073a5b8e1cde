"""The bâtonnier's full copy of an account: the bank's own lines, byte for byte, a document to read, and tables to reckon with.

Royal decree of 9 June 2024, art. 2 §2: the holder's irrevocable mandate lets the bâtonnier, or whom he designates, consult and
copy all operations of the account. The request has a reason; who asked, and when, is recorded before a byte is written, under
the account's pseudonym. Accounts under judicial mandate are not held here, so there is nothing to copy.

One file per statement (`20261120-001.cod`), since each has its own encoding: together they are what the bank delivered for the
account. `copy-1.pdf` is the same to read, in the bâtonnier's language. `movements.csv` and `movements.xlsx` have the columns of
the lake, where a text that a spreadsheet would calculate is written after an apostrophe. The coded statements stay the exact
copy.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from coda_parser.columns import MOVEMENTS
from detection.reports.copying import print_copy
from detection.reports.printing import write_private
from warehouse import lake
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access, subject_of_account
from warehouse.evidence.subjects import looks_like_account
from warehouse.register import accounts_frame
from warehouse.spreadsheet import amount, as_xlsx

LONGEST_REASON = 180
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
AMOUNT = "amount_milli"
MOST_ROWS = 1_000_000
"""Of one spreadsheet, which holds 1,048,576 lines."""
COLUMNS = tuple(name for name in MOVEMENTS.names if name not in {"delivery", "line"})


def extract_account(warehouse: Warehouse, iban: str, *, reason: str, by: str, at: datetime, out: Path) -> list[Path]:
    """Write the full copy of an account below `out`; gives its files. Refusal without reason or account."""
    account = "".join(iban.split()).upper()
    why = checked_reason(reason, "a copy of an account")
    if not by.strip():
        raise Refusal("a copy of an account needs the person who asks for it")
    _check_known(warehouse, account)
    record_access(
        warehouse,
        actor=by,
        action="extract",
        subject=subject_of_account(warehouse.settings, account),
        purpose="communicate",
        modality="extract",
        result=f"granted: {why}",
        at=at,
    )
    return [
        *_write_statements(warehouse, account, out),
        *_write_documents(warehouse, account, out, at),
        *_write_movements(warehouse, account, out),
    ]


def checked_reason(reason: str, what: str) -> str:
    """Give the reason for which whole accounts are read, fit for the visitors' book; Refusal without one."""
    why = " ".join(reason.split())
    if not why:
        raise Refusal(f"{what} needs a reason: the bâtonnier's request, in a sentence")
    if len(why) > LONGEST_REASON:
        raise Refusal(
            f"expected a reason shorter than {LONGEST_REASON} characters, got {len(why)}; it stands in the visitors' book"
        )
    if looks_like_account(why):
        raise Refusal("the reason may hold no account number, nor words and figures that read like one: say it without figures")
    return why


def _check_known(warehouse: Warehouse, account: str) -> None:
    known = accounts_frame(warehouse)
    rows = known.filter(known["iban"] == account)
    if rows.is_empty():
        raise Refusal("the account is not in the register: check its number, or import the register first")
    if rows["judicial_mandate"].any():
        raise Refusal("the account is under judicial mandate: its statements are never kept here, ask the bank")


def _write_statements(warehouse: Warehouse, account: str, out: Path) -> list[Path]:
    columns = ["statement_date", "statement_number", "currency", "raw"]
    kept = lake.statements(warehouse, accounts=[account], columns=columns).collect()
    currencies = kept["currency"].n_unique()
    paths: list[Path] = []
    for row in kept.iter_rows(named=True):
        name = f"{row['statement_date']:%Y%m%d}-{row['statement_number']:03d}"
        path = _free(out / "statements", name if currencies == 1 else f"{name}-{row['currency']}", paths)
        write_private(path, row["raw"])
        paths.append(path)
    return paths


def _free(folder: Path, name: str, taken: list[Path]) -> Path:
    """Give a path that no statement of this copy has: banks that write number 000 send several a day."""
    path, count = folder / f"{name}.cod", 1
    while path in taken:
        count += 1
        path = folder / f"{name}-{count}.cod"
    return path


def _write_documents(warehouse: Warehouse, account: str, out: Path, at: datetime) -> list[Path]:
    paths = []
    for number, document in enumerate(print_copy(warehouse, account, at=at), 1):
        paths.append(out / f"copy-{number}.pdf")
        write_private(paths[-1], document)
    return paths


def _write_movements(warehouse: Warehouse, account: str, out: Path) -> list[Path]:
    rows = list(lake.movements(warehouse, accounts=[account], columns=COLUMNS).collect().iter_rows())
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row] for row in rows)
    path = out / "movements.csv"
    write_private(path, table.getvalue().encode("utf-8"))
    return [path, *_write_spreadsheets(rows, out)]


def _write_spreadsheets(rows: Sequence[Sequence[Any]], out: Path) -> list[Path]:
    columns = ["amount" if name == AMOUNT else name for name in COLUMNS]
    place = COLUMNS.index(AMOUNT)
    paths = []
    for start in range(0, max(1, len(rows)), MOST_ROWS):
        part = f"-{start // MOST_ROWS + 1}" if len(rows) > MOST_ROWS else ""
        paths.append(out / f"movements{part}.xlsx")
        chosen = ([*row[:place], amount(row[place]), *row[place + 1 :]] for row in rows[start : start + MOST_ROWS])
        write_private(paths[-1], as_xlsx(columns, chosen))
    return paths


def _cell(value: Any) -> str:
    """Write a value so that a spreadsheet reads it as what it is.

    >>> _cell("=HYPERLINK(1)"), _cell(-1500), _cell(None)
    ("'=HYPERLINK(1)", '-1500', '')
    """
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return "" if value is None else str(value)
