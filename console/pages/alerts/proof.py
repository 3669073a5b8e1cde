"""What proves an alert: its movements with the bank's own lines, and the pictures of the accounts around them.

Money flow and balance are drawn over the days of the findings and the weeks around them, since a movement says little without
what came before and after; what proves is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from coda_parser.codes import Language, label
from console.charts import Chart, Proof, Stream, Writing, balance_chart, flow_chart
from console.pages.formats import iban
from warehouse.account_book import balances
from warehouse.alerts import Alert
from warehouse.database import Warehouse
from warehouse.deliveries import NamedDelivery, deliveries_named
from warehouse.lake import movements
from warehouse.raw_lines import RawLine, lines_of, movements_named

MOST = 200
BEFORE, AFTER = timedelta(days=120), timedelta(days=45)
AROUND = timedelta(days=14)
ACCOUNTS = 2
"""How many accounts of one alert are drawn."""


@dataclass(frozen=True)
class Evidence:
    """The movements of an alert, numbered from 1, with their lines; how many there are in all, and where they came from."""

    rows: tuple[Mapping[str, Any], ...]
    lines: Mapping[str, tuple[RawLine, ...]]
    count: int
    deliveries: Mapping[str, NamedDelivery]


def evidence_of(warehouse: Warehouse, alert: Alert, language: Language) -> Evidence:
    """Read the movements that prove an alert; those destroyed since are not there any more."""
    found = movements_named(warehouse, alert.movement_ids)
    shown = found.head(MOST)
    rows = [
        row | {"number": number, "operation_name": label(row["code"], language)}
        for number, row in enumerate(shown.to_dicts(), start=1)
    ]
    deliveries = deliveries_named(warehouse, shown["delivery"].unique().to_list())
    return Evidence(tuple(rows), lines_of(warehouse, shown), found.height, deliveries)


def pictures_of(warehouse: Warehouse, alert: Alert, evidence: Evidence, writing: Writing) -> list[tuple[str, list[Chart]]]:
    """Draw balance and flow for the accounts of an alert: (account, its charts)."""
    drawn = []
    for account in alert.accounts[:ACCOUNTS]:
        rows = [row for row in evidence.rows if row["account"] == account and row["currency"] == alert.currency]
        charts = [
            _balance(warehouse, account, alert, rows, writing),
            _flow(warehouse, account, alert, rows, writing),
        ]
        drawn.append((account, [chart for chart in charts if chart is not None]))
    return [(account, charts) for account, charts in drawn if charts]


def _balance(
    warehouse: Warehouse, account: str, alert: Alert, rows: Sequence[Mapping[str, Any]], writing: Writing
) -> Chart | None:
    since, until = alert.first_date - BEFORE, alert.last_date + AFTER
    points = balances(warehouse, account, alert.currency, since=since, until=until)
    proofs = [Proof(row["number"], row["booked"], row["amount_milli"]) for row in rows if not row["is_detail"]]
    return balance_chart(points, proofs, alert.currency, writing)


def _flow(
    warehouse: Warehouse, account: str, alert: Alert, rows: Sequence[Mapping[str, Any]], writing: Writing
) -> Chart | None:
    days = [row["booked"] for row in rows] or [alert.first_date, alert.last_date]
    columns = ["currency", "is_detail", "amount_milli", "counterparty_account", "counterparty_name", "movement_id"]
    moved = movements(warehouse, accounts=[account], since=min(days) - AROUND, until=max(days) + AROUND, columns=columns)
    frame = moved.filter(pl.col("currency") == alert.currency, ~pl.col("is_detail")).collect()
    proving = {row["movement_id"] for row in rows}
    return flow_of(frame.to_dicts(), proving, account, alert.currency, writing)


def flow_of(
    rows: Iterable[Mapping[str, Any]], proving: set[str], account: str, currency: str, writing: Writing
) -> Chart | None:
    """Draw the flow of some movements of one account."""
    sides: dict[bool, dict[str, list[Any]]] = {True: {}, False: {}}
    for row in rows:
        party = party_of(row, writing)
        entry = sides[row["amount_milli"] > 0].setdefault(party, [0, 0, False])
        entry[0] += abs(row["amount_milli"])
        entry[1] += 1
        entry[2] = entry[2] or row["movement_id"] in proving
    payers, beneficiaries = ([Stream(name, *entry) for name, entry in sides[side].items()] for side in (True, False))
    return flow_chart(payers, beneficiaries, iban(account), currency, writing)


def party_of(row: Mapping[str, Any], writing: Writing) -> str:
    """Name the other side of a movement: by its name, else its account, else as not named."""
    return row["counterparty_name"] or iban(row["counterparty_account"] or "") or writing.words("nobody")


def period_of(alert: Alert) -> tuple[date, date]:
    """The days that the pictures of an alert are about."""
    return alert.first_date - BEFORE, alert.last_date + AFTER
