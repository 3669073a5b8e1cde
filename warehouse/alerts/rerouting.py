"""What is noted of an alert when its holder has moved: the bâtonnier of the new bar is told, no longer that of the old one.

Art. 469 of the Judicial Code: of a lawyer who moved to another bar the new bâtonnier is competent, and the former one hands
over.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from warehouse.alerts.queue import Alert
from warehouse.alerts.tables import HistoryRow, number_of
from warehouse.database import Warehouse

REROUTED = "rerouted"


def note_rerouted(warehouse: Warehouse, alert: Alert, bar: str, *, by: str, at: datetime) -> None:
    """Note, once for each bar, that an alert raised for one bar is told to the bâtonnier of another."""
    if bar == alert.bar:
        return
    number, detail = number_of(alert.alert_id), f"{alert.bar} → {bar}"
    with warehouse.writing() as session:
        noted = select(HistoryRow.number).where(
            HistoryRow.alert_number == number, HistoryRow.event == REROUTED, HistoryRow.detail == detail
        )
        if session.scalars(noted).first() is None:
            session.add(HistoryRow(alert_number=number, at=at, by=by, event=REROUTED, detail=detail))
