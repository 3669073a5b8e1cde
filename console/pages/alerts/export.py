"""The queue, and the movements of an alert, as files to keep; each handing out stands in the visitors' book as an export.

A list holds at most so many alerts, the first ones in its order: a file is for working with, not for carrying the house away.
"""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from console.pages.alerts.lists import asked_for
from console.pages.alerts.queue import QUEUE
from console.pages.desk import desk_of
from console.pages.door import Opening
from console.pages.exporting import file_of
from console.pages.rule_facts import facts_of, sentence_of
from console.pages.sight import sight_of, the_alert
from console.pages.texts import Texts
from warehouse.alerts import get_alert, queue_lines
from warehouse.evidence import subject_of_account
from warehouse.raw_lines import movements_named
from warehouse.spreadsheet import Cell, amount

router = APIRouter()

MOST = 5_000
Kind = Literal["csv", "xlsx"]
LINE = (
    "alert",
    "status",
    "severity",
    "nature",
    "about",
    "reason",
    "bar",
    "first",
    "last",
    "amount",
    "currency",
    "due",
    "assignee",
)
MOVEMENT = (
    "booked",
    "valued",
    "amount",
    "currency",
    "account",
    "counterparty",
    "counterparty_account",
    "communication",
    "structured_reference",
    "code",
    "bank_reference",
    "delivery",
    "line",
)


@router.get(
    "/exports/alerts.{kind}",
    name="export_queue",
    dependencies=[Depends(Opening("alerts", "export", QUEUE, modality="export"))],
)
def export_queue(request: Request, kind: Kind) -> Response:
    """Hand out a list of the queue."""
    desk, on = desk_of(request), desk_of(request).today()
    words = desk.words(request)
    lines = queue_lines(desk.warehouse, asked_for(request.query_params), sight_of(request), on=on, size=MOST)
    rows = [
        (
            line.alert_id,
            words["status"][line.status],
            words["severity"][line.severity],
            words["nature"][line.nature],
            facts_of(line.detector, words["language"]).title,
            sentence_of(line.lead, words["language"]),
            line.bar,
            line.first_date,
            line.last_date,
            amount(line.amount_milli),
            line.currency,
            line.due,
            line.assignee,
        )
        for line in lines
    ]
    return file_of(f"alerts-{on:%Y%m%d}", kind, [words["exports"][name] for name in LINE], rows)


@router.get(
    "/alerts/{alert_id}/movements.{kind}",
    name="export_movements",
    dependencies=[Depends(Opening("alert", "export", the_alert, modality="export"))],
)
def export_movements(request: Request, kind: Kind) -> Response:
    """Hand out the movements that prove an alert."""
    desk = desk_of(request)
    alert = get_alert(desk.warehouse, request.state.subject)
    for account in alert.accounts:
        desk.note(
            request,
            action=f"alert: export of {alert.alert_id}",
            subject=subject_of_account(desk.warehouse.settings, account),
            purpose="detect",
            modality="export",
        )
    rows = movements_named(desk.warehouse, alert.movement_ids).to_dicts()
    return file_of(f"{alert.alert_id}-movements", kind, movement_columns(desk.words(request)), map(movement_cells, rows))


def movement_columns(words: Texts) -> list[str]:
    """The names of the columns of a table of movements, in the reader's language."""
    return [words["exports"][name] for name in MOVEMENT]


def movement_cells(row: dict[str, Any]) -> tuple[Cell, ...]:
    """The cells of a movement."""
    return (
        row["booked"],
        row["valued"],
        amount(row["amount_milli"]),
        row["currency"],
        row["account"],
        row["counterparty_name"],
        row["counterparty_account"],
        row["communication"],
        row["structured_reference"],
        row["code"],
        row["bank_reference"],
        row["delivery"],
        row["line"],
    )
