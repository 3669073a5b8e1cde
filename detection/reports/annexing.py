"""The annexes of a report: for each account of its facts, the statements of the period concerned.

The founding security note: account statements are a piece of their own, confidential, that the report does not embed. One annex
holds one account, so that it can be handed on, or kept back, account by account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from detection.reports.content import Account, AnnexContent, Fact, Line, StatementSheet
from detection.reports.lines import COLUMNS, line_of
from warehouse import lake
from warehouse.database import Warehouse
from warehouse.retention.clock import first_destruction_day

STATEMENT_COLUMNS = (
    "statement_id",
    "account",
    "currency",
    "statement_date",
    "statement_number",
    "old_balance_milli",
    "new_balance_milli",
)
MOST_MOVEMENTS = 1_000  # of one annex; typst lays out a movement in about 100 kB of memory
MOVEMENT_PART = r"\.\d+\.\d+$"  # sequence and detail: what a movement's identity adds to its statement's


def gather_annexes(warehouse: Warehouse, facts: Sequence[Fact]) -> tuple[AnnexContent, ...]:
    """Give the annexes, account by account as the facts first name them; the lake is read once for all of them."""
    by_account: defaultdict[Account, list[tuple[int, Fact]]] = defaultdict(list)
    for number, fact in enumerate(facts, 1):
        by_account[fact.account].append((number, fact))
    sheets = _sheets(warehouse, {account: [fact for _, fact in told] for account, told in by_account.items()})
    parts = [(account, told, part) for account, told in by_account.items() for part in _parts(sheets[account])]
    return tuple(
        AnnexContent(
            number=number,
            holder=told[0][1].holder,
            account=account,
            statements=part,
            cited=_cited(told),
            destroyed_from=max(_destruction_days(part)),
        )
        for number, (account, told, part) in enumerate(parts, 1)
    )


def whole_account(warehouse: Warehouse, account: Account) -> list[tuple[tuple[StatementSheet, ...], date]]:
    """Give every statement of an account in parts that can be printed, each with its first day of destruction."""
    known = lake.statements(warehouse, accounts=[account.iban], columns=STATEMENT_COLUMNS).collect()
    rows = [row for row in known.iter_rows(named=True) if row["currency"] == account.currency]
    lines = _lines(warehouse, [account.iban], [row["statement_id"] for row in rows])
    parts = _parts([_sheet(row, lines[row["statement_id"]]) for row in rows])
    return [(part, max(_destruction_days(part))) for part in parts]


def _parts(sheets: Sequence[StatementSheet]) -> list[tuple[StatementSheet, ...]]:
    """Cut the statements of a busy account into annexes that can be printed, and read, without end of memory or patience."""
    parts: list[list[StatementSheet]] = []
    size = 0
    for sheet in sheets:
        size += len(sheet.lines)
        if not parts or size > MOST_MOVEMENTS:
            parts.append([])
            size = len(sheet.lines)
        parts[-1].append(sheet)
    return [tuple(part) for part in parts]


def _cited(told: Sequence[tuple[int, Fact]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for number, fact in told:
        for line in cited_lines([fact]):
            numbers[line.movement_id].add(number)
    return tuple((movement, tuple(sorted(found))) for movement, found in sorted(numbers.items()))


def cited_lines(facts: Sequence[Fact]) -> list[Line]:
    """Give every movement that the facts cite."""
    return [line for fact in facts for occurrence in fact.occurrences for line in occurrence.lines]


def _sheets(warehouse: Warehouse, told: Mapping[Account, Sequence[Fact]]) -> defaultdict[Account, list[StatementSheet]]:
    """Give, for each account, the statements dated within its facts' period and those of the movements that they cite."""
    ibans = sorted({account.iban for account in told})
    known = lake.statements(warehouse, accounts=ibans, columns=STATEMENT_COLUMNS).collect()
    account_of = {(account.iban, account.currency): account for account in told}
    chosen = [
        (account, row)
        for row in known.iter_rows(named=True)
        if (account := account_of.get((row["account"], row["currency"]))) and _concerned(row, told[account])
    ]
    lines = _lines(warehouse, ibans, [row["statement_id"] for _, row in chosen])
    sheets: defaultdict[Account, list[StatementSheet]] = defaultdict(list)
    for account, row in chosen:
        sheets[account].append(_sheet(row, lines[row["statement_id"]]))
    return sheets


def _concerned(row: dict[str, Any], facts: Sequence[Fact]) -> bool:
    first, last = min(fact.first_date for fact in facts), max(fact.last_date for fact in facts)
    if first <= row["statement_date"] <= last:
        return True
    return any(line.movement_id.rsplit(".", 2)[0] == row["statement_id"] for line in cited_lines(facts))


def _sheet(row: dict[str, Any], lines: list[Line]) -> StatementSheet:
    return StatementSheet(
        statement_id=row["statement_id"],
        number=row["statement_number"],
        statement_date=row["statement_date"],
        old_balance_milli=row["old_balance_milli"],
        new_balance_milli=row["new_balance_milli"],
        lines=tuple(lines),
    )


def _lines(warehouse: Warehouse, ibans: list[str], statement_ids: list[str]) -> defaultdict[str, list[Line]]:
    statement = pl.col("movement_id").str.replace(MOVEMENT_PART, "")
    frame = lake.movements(warehouse, accounts=ibans, columns=COLUMNS)
    kept = frame.with_columns(statement.alias("statement_id")).filter(pl.col("statement_id").is_in(statement_ids)).collect()
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for row in kept.iter_rows(named=True):
        lines[row["statement_id"]].append(line_of(row))
    return lines


def _destruction_days(sheets: Sequence[StatementSheet]) -> list[date]:
    days = [(sheet.statement_date, None) for sheet in sheets]
    return [
        first_destruction_day(*dates) for dates in [*days, *((i.booked, i.valued) for sheet in sheets for i in sheet.lines)]
    ]
