"""The checklist of an alert: the steps that were ticked, by whom and when; a tick can be taken back and both stay on record.

A step is known by its text, so a step that the rule words anew must be looked at anew.

>>> step_key("Look at the dossier.") == step_key("  look at the  dossier.")
True
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from warehouse.alerts.dispositions import locked
from warehouse.alerts.tables import number_of
from warehouse.casework.tables import TickRow
from warehouse.database import Warehouse
from warehouse.errors import Refusal

DIGITS = 16


@dataclass(frozen=True)
class Step:
    """The last thing that a person said of a step."""

    done: bool
    by: str
    at: datetime


def step_key(text: str) -> str:
    """Give the identity of a step: the beginning of the hash of its words."""
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:DIGITS]


def tick(warehouse: Warehouse, alert_id: str, *, step: str, done: bool, by: str, at: datetime) -> None:
    """Tick a step, or take its tick back; nothing is written when it is so already."""
    if len(step) != DIGITS or not by.strip():
        raise Refusal("a tick needs its step and the person")
    with warehouse.writing() as session:
        alert = locked(session, alert_id, None)
        last = select(TickRow).where(TickRow.alert_number == alert.number, TickRow.step == step)
        row = session.scalars(last.order_by(TickRow.number.desc()).limit(1)).first()
        if (row.done if row else False) != done:
            session.add(TickRow(alert_number=alert.number, step=step, done=done, at=at, by=by.strip()))


def ticks_of(warehouse: Warehouse, alert_id: str) -> Mapping[str, Step]:
    """Give what was last said of each step of an alert."""
    query = select(TickRow).where(TickRow.alert_number == number_of(alert_id)).order_by(TickRow.number)
    with warehouse.reading() as session:
        return {row.step: Step(row.done, row.by, row.at) for row in session.scalars(query)}
