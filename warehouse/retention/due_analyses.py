"""What is past its day, all of it: the lake, findings, alerts, pieces of reports, quarantined statements, receipt lines, rows.

An analysis over several movements is kept until the latest of them goes; a finding that is part of an alert goes with the
alert. A quarantined statement is dated by the movements its raw lines tell of, else by its statement date, else by its
reception. The receipt line of a statement is emptied when the statement is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import AlertFinding, FindingRow
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement, ReceivedDelivery
from warehouse.holds.coverage import Coverage, statement_of, told_by
from warehouse.reports_register.pieces import PieceRow
from warehouse.reports_register.tables import ReportAlert
from warehouse.retention.clock import last_due_day
from warehouse.retention.due import Due, LakeDue, lake_due
from warehouse.retention.due_rows import rows_due
from warehouse.retention.spared import Spared

Receipt = tuple[str, int]
"""Delivery and position."""
_RAW_KEPT = select(QuarantinedStatement.delivery, QuarantinedStatement.position)


def everything_due(session: Session, root: Path, *, on: date, coverage: Coverage) -> Due:
    """Find all that is past its day on `on` and that the coverage does not keep."""
    spared = Spared()
    cutoff = last_due_day(on)
    lake = lake_due(session, root, on=on, coverage=coverage, spared=spared)
    findings, alerts = _analyses(session, cutoff, lake, coverage, spared)
    raw_going = _quarantined(session, cutoff, coverage, spared)
    return Due(
        on=on,
        lake=lake,
        findings=tuple(sorted(findings)),
        alerts=tuple(sorted(alerts)),
        pieces=tuple(sorted(_pieces(session, cutoff, lake, coverage, spared))),
        quarantined=tuple(sorted(raw_going)),
        receipts=tuple(sorted(_receipts(session, cutoff, lake, raw_going, coverage, spared))),
        rows=rows_due(session, cutoff, coverage, spared),
        spared=spared,
    )


def holds_on_movements(lake: LakeDue, coverage: Coverage, movement_ids: Iterable[str]) -> set[str]:
    """Give the holds that keep one of these movements."""
    held: set[str] = set()
    for statement in {statement_of(movement_id) for movement_id in movement_ids}:
        held |= lake.held.get(statement, set()) | coverage.statements.get(statement, set())
    return held


def _analyses(session: Session, cutoff: date, lake: LakeDue, coverage: Coverage, spared: Spared) -> tuple[list[str], list[int]]:
    query = select(FindingRow.key, FindingRow.movement_ids, AlertFinding.alert_number)
    query = query.outerjoin(AlertFinding, AlertFinding.finding_key == FindingRow.key)
    alone: list[str] = []
    members: defaultdict[int, list[str]] = defaultdict(list)
    holds: defaultdict[int, set[str]] = defaultdict(set)
    for key, movement_ids, alert in session.execute(query.where(FindingRow.last_date <= cutoff)):
        held = coverage.findings.get(key, set()) | holds_on_movements(lake, coverage, movement_ids)
        if alert is not None:
            holds[alert] |= held | coverage.alerts.get(str(alert), set())
        if held:
            spared.count("findings", held)
        elif not lake.staying.isdisjoint(movement_ids):
            continue
        elif alert is None:
            alone.append(key)
        else:
            members[alert].append(key)
    whole = _whole_alerts(session, cutoff, members)
    for held in filter(None, holds.values()):
        spared.count("alerts", held)
    going = [alert for alert in whole if not holds[alert]]
    return [*alone, *(key for alert in going for key in members[alert])], going


def _whole_alerts(session: Session, cutoff: date, members: dict[int, list[str]]) -> list[int]:
    """Give the alerts all of whose findings are past their day."""
    concerned = select(AlertFinding.alert_number).join(FindingRow, FindingRow.key == AlertFinding.finding_key)
    concerned = concerned.where(FindingRow.last_date <= cutoff)
    query = select(AlertFinding.alert_number, func.count()).where(AlertFinding.alert_number.in_(concerned))
    found = session.execute(query.group_by(AlertFinding.alert_number))
    return [alert for alert, number in found if number == len(members.get(alert, ()))]


def _pieces(session: Session, cutoff: date, lake: LakeDue, coverage: Coverage, spared: Spared) -> list[tuple[int, int]]:
    told: defaultdict[int, set[str]] = defaultdict(set)
    for report, alert in session.execute(select(ReportAlert.report_number, ReportAlert.alert_number)):
        told[report] |= coverage.alerts.get(str(alert), set())
    going = []
    for piece in session.scalars(select(PieceRow).where(PieceRow.last_date <= cutoff)):
        held = told[piece.report_number] | holds_on_movements(lake, coverage, piece.movement_ids)
        held = held.union(*(coverage.accounts.get(account, set()) for account in piece.accounts))
        if held:
            spared.count("pieces", held)
        elif lake.staying.isdisjoint(piece.movement_ids):
            going.append((piece.report_number, piece.position))
    return going


def _quarantined(session: Session, cutoff: date, coverage: Coverage, spared: Spared) -> list[Receipt]:
    query = select(QuarantinedStatement, DeliveredStatement).join(
        DeliveredStatement,
        (DeliveredStatement.delivery == QuarantinedStatement.delivery)
        & (DeliveredStatement.position == QuarantinedStatement.position),
    )
    undated = DeliveredStatement.statement_date.is_(None)
    going = []
    for kept, receipt in session.execute(query.where(or_(undated, DeliveredStatement.statement_date <= cutoff))):
        days, texts = told_by(kept.raw)
        days = days or [receipt.statement_date or kept.quarantined_at.date()]
        if max(days) > cutoff:
            continue
        told = (receipt.statement_id or "", receipt.account or "", [receipt.statement_date, *days], texts)
        held = coverage.of_statement(*told)
        if held:
            spared.count("quarantined", held)
        else:
            going.append((kept.delivery, kept.position))
    return going


def _receipts(
    session: Session, cutoff: date, lake: LakeDue, raw_going: Sequence[Receipt], coverage: Coverage, spared: Spared
) -> list[Receipt]:
    """Give the receipt lines to empty: of what goes now or is already gone, and of mandates past their day."""
    statements_going = set(lake.statements["statement_id"])
    staying = lake.present - statements_going
    raw_kept = {(row.delivery, row.position) for row in session.execute(_RAW_KEPT)} - set(raw_going)
    newest = max([cutoff, *lake.statements["statement_date"]])
    query = select(DeliveredStatement, ReceivedDelivery.received_at).join(
        ReceivedDelivery, ReceivedDelivery.delivery == DeliveredStatement.delivery
    )
    undated = DeliveredStatement.statement_date.is_(None)
    query = query.where(DeliveredStatement.destroyed_at.is_(None), or_(undated, DeliveredStatement.statement_date <= newest))
    going = []
    for receipt, received_at in session.execute(query):
        identity = receipt.statement_id or ""
        accepted = receipt.state in ("ingested", "duplicate")
        day = receipt.statement_date or received_at.date()
        held = coverage.of_statement(identity, receipt.account or "", [day]) | lake.held.get(identity, set())
        if (accepted and identity in staying) or (receipt.delivery, receipt.position) in raw_kept:
            continue
        if day > cutoff and not (accepted and identity in statements_going):
            continue
        if held:
            spared.count("receipts", held)
        else:
            going.append((receipt.delivery, receipt.position))
    return going
