"""Recalls that are due: facts that left in a report and no longer hold, and were not taken back yet.

A fact no longer holds when its alert was dismissed after the report left, or when the whole report was withdrawn. What was
taken back stands as an event of the dispatch that had carried it. What never left is not recalled: a report that is withdrawn
while its files wait for the recipient's server stays here (`warehouse.outbox`). Source: GDPR art. 19 (tell every recipient).
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.alerts import dispositions
from warehouse.alerts.tables import alert_id_of, number_of
from warehouse.database import Warehouse
from warehouse.reports_register.dispatches import REPORT, Dispatch, list_dispatches
from warehouse.reports_register.register import get_report
from warehouse.reports_register.tables import WITHDRAWN, Report

ALERTS_WITHDRAWN, ALERTS_CORRECTED = "alerts withdrawn", "alerts corrected"
"""The events of a dispatch: which of its alerts were recalled, and how."""


@dataclass(frozen=True)
class Recall:
    """What is to be recalled from one recipient: the dispatch that it takes back, how, and which of its alerts."""

    dispatch: Dispatch
    kind: str
    alert_ids: tuple[str, ...]


def due_recalls(warehouse: Warehouse, report_id: str | None = None) -> list[Recall]:
    """Give what no longer holds and was not recalled yet, in all reports that left or in one."""
    found = []
    for dispatch in list_dispatches(warehouse, report_id=report_id):
        if dispatch.purpose != REPORT or not dispatch.may_have_arrived:
            continue
        report = get_report(warehouse, dispatch.report_id)
        known = _withdrawn(dispatch)
        gone = tuple(one for one in report.alert_ids if one not in known and _is_gone(warehouse, report, one))
        if gone:
            found.append(Recall(dispatch, ALERTS_WITHDRAWN, gone))
    return found


def recalls_of(warehouse: Warehouse, alert_id: str) -> list[Recall]:
    """Give the recalls by which an alert is corrected at everyone who was told of it, and from whom it was not withdrawn."""
    wanted = alert_id_of(number_of(alert_id))
    return [
        Recall(one, ALERTS_CORRECTED, (wanted,))
        for one in list_dispatches(warehouse)
        if one.purpose == REPORT
        and one.may_have_arrived
        and wanted in get_report(warehouse, one.report_id).alert_ids
        and wanted not in _withdrawn(one)
    ]


def _is_gone(warehouse: Warehouse, report: Report, alert_id: str) -> bool:
    if report.state == WITHDRAWN:
        return True
    decided = dispositions(warehouse, alert_id)
    return bool(decided and report.decided_at and decided[-1].outcome == "dismissed" and decided[-1].at > report.decided_at)


def _withdrawn(dispatch: Dispatch) -> set[str]:
    return {alert_id for _, _, event, detail in dispatch.events if event == ALERTS_WITHDRAWN for alert_id in detail.split()}
