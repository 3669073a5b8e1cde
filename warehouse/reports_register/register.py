"""Entering, checking, releasing and withdrawing reports.

What leaves the control entity was seen by two people: an analyst checks the draft, an officer who is another person (and did
not draft it) releases it. Before a release the pieces are read again, and a file that is no longer what was drafted is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import AlertFinding, FindingRow
from warehouse.alerts.tables import AlertRow, alert_id_of, number_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.reports_register.classes import PIECE_CLASSES
from warehouse.reports_register.pieces import MisclassifiedPiece, Piece, PieceRow, check_piece, check_pieces, unchanged
from warehouse.reports_register.refusals import keep_refusal
from warehouse.reports_register.tables import (
    DRAFTED,
    RELEASED,
    WITHDRAWN,
    Report,
    ReportAlert,
    ReportRow,
    number_of_report,
    piece_row,
    report_from,
    report_id_of,
)
from warehouse.reports_register.views import open_wrongful_views

PROGRAM = "program"
"""Who drafted a report that no person asked for."""


def record_report(
    warehouse: Warehouse,
    *,
    bar: str,
    language: str,
    on: date,
    alert_ids: Sequence[str],
    pieces: Sequence[Piece],
    at: datetime,
    drafted_by: str = PROGRAM,
    recipient: str | None = None,
) -> Report:
    """Enter a drafted report whose files are written; the same body (same SHA-256 and path) keeps its entry.

    `recipient`: who gets it, where that is not the bar's own bâtonnier.
    """
    numbers = [number_of(alert_id) for alert_id in alert_ids]
    with refusals_kept(warehouse, bar=bar, by=drafted_by, at=at):
        check_pieces(pieces, warehouse.settings.reports, proven=_proven(warehouse, numbers))
    body = next(piece for piece in pieces if piece.kind == "body")
    with warehouse.writing() as session:
        entered = session.scalar(select(PieceRow).where(PieceRow.path == body.path))
        if entered is not None:
            return _known(session, entered, body)
        missing = set(numbers) - set(session.scalars(select(AlertRow.number).where(AlertRow.number.in_(numbers))))
        if missing:
            raise Refusal(f"no alert {alert_id_of(min(missing))}: a report tells of alerts that are in the queue")
        row = ReportRow(
            bar=bar,
            recipient=recipient or bar,
            language=language,
            on=on,
            state=DRAFTED,
            drafted_by=drafted_by,
            drafted_at=at,
        )
        session.add(row)
        session.flush()
        session.add_all(
            ReportAlert(report_number=row.number, alert_number=number, position=position)
            for position, number in enumerate(dict.fromkeys(numbers), start=1)
        )
        session.add_all(piece_row(row.number, position, piece) for position, piece in enumerate(pieces, start=1))
        session.flush()
        return report_from(session, row)


def add_piece(warehouse: Warehouse, report_id: str, piece: Piece, *, by: str, at: datetime) -> Report:
    """Add one more piece to a draft; raises MisclassifiedPiece, or Refusal for a report that was decided on."""
    bar = get_report(warehouse, report_id).bar
    with refusals_kept(warehouse, bar=bar, by=by, at=at):
        check_piece(piece, warehouse.settings.reports, proven=())
    with warehouse.writing() as session:
        row = _row(session, report_id, lock=True)
        report = report_from(session, row)
        if row.state != DRAFTED:
            raise Refusal(f"report {report.report_id} was {row.state}: only a draft can be added to")
        if piece.path in {known.path for known in report.pieces}:
            return report
        session.add(piece_row(row.number, len(report.pieces) + 1, piece))
        session.flush()
        return report_from(session, row)


def list_reports(
    warehouse: Warehouse, *, bar: str | None = None, state: str | None = None, recipient: str | None = None
) -> list[Report]:
    """Give the reports that meet every condition, newest first."""
    query = select(ReportRow).order_by(ReportRow.number.desc())
    if bar is not None:
        query = query.where(ReportRow.bar == bar)
    if state is not None:
        query = query.where(ReportRow.state == state)
    if recipient is not None:
        query = query.where(ReportRow.recipient == recipient)
    with warehouse.reading() as session:
        return [report_from(session, row) for row in session.scalars(query).all()]


def pending_releases(warehouse: Warehouse) -> list[Report]:
    """Give the drafted reports that wait for a person, oldest first."""
    return list_reports(warehouse, state=DRAFTED)[::-1]


def get_report(warehouse: Warehouse, report_id: str) -> Report:
    """Give one report; Refusal when there is none of this id."""
    with warehouse.reading() as session:
        return report_from(session, _row(session, report_id))


def check(warehouse: Warehouse, report_id: str, *, by: str, at: datetime) -> Report:
    """Note that an analyst read the draft and stands for it; a later check takes the place of an earlier one."""
    if not by.strip():
        raise Refusal("checking a report needs the person who read it")
    with warehouse.writing() as session:
        row = _row(session, report_id, lock=True)
        if row.state != DRAFTED:
            raise Refusal(f"report {report_id_of(row.number)} was {row.state} by {row.decided_by} on {row.decided_at:%Y-%m-%d}")
        row.checked_by, row.checked_at = by.strip(), at
        session.flush()
        return report_from(session, row)


def release(warehouse: Warehouse, report_id: str, *, by: str, at: datetime) -> Report:
    """Let a checked report go. Refusal when it was decided on or not checked, for its drafter or checker, or a changed file."""
    if not by.strip():
        raise Refusal("releasing a report needs the person who lets it go")
    with warehouse.writing() as session:
        row = _row(session, report_id, lock=True)
        report = report_from(session, row)
        if row.state != DRAFTED:
            raise Refusal(f"report {report.report_id} was {row.state} by {row.decided_by} on {row.decided_at:%Y-%m-%d}")
        if row.checked_by is None:
            raise Refusal(
                f"report {report.report_id} was read by nobody yet: an analyst checks it, then an officer releases it"
            )
        if by.strip() in (row.drafted_by, row.checked_by):
            what = "drafted" if by.strip() == row.drafted_by else "checked"
            raise Refusal(f"report {report.report_id} needs a second person: {by.strip()} {what} it and may not release it")
        changed = [piece.path for piece in report.pieces if not unchanged(piece, warehouse.settings.reports)]
        if changed:
            raise Refusal(
                f"report {report.report_id}: piece {changed[0]} is missing or changed since it was drafted; draft it anew"
            )
        return _decide(session, row, RELEASED, by, "", at)


def withdraw(warehouse: Warehouse, report_id: str, *, by: str, reason: str, at: datetime) -> Report:
    """Withdraw a report, drafted or released, with the reason: a correction the bâtonnier must be told of."""
    if not by.strip() or not reason.strip():
        raise Refusal("withdrawing a report needs the person and the reason")
    with warehouse.writing() as session:
        row = _row(session, report_id, lock=True)
        if row.state == WITHDRAWN:
            raise Refusal(f"report {report_id_of(row.number)} was withdrawn by {row.decided_by} on {row.decided_at:%Y-%m-%d}")
        return _decide(session, row, WITHDRAWN, by, reason, at)


def reclassify(
    warehouse: Warehouse, report_id: str, position: int, *, piece_class: str, by: str, reason: str, at: datetime
) -> int:
    """Correct the class of a piece (counted from 1); gives how many earlier views the right class would have refused.

    The correction repairs none of them: each is an incident from now on.
    """
    if not by.strip() or not reason.strip():
        raise Refusal("correcting a class needs the person and the reason")
    with warehouse.writing() as session:
        row = _row(session, report_id, lock=True)
        piece = session.get(PieceRow, (row.number, position))
        if piece is None:
            raise Refusal(f"report {report_id_of(row.number)} has no piece {position}")
        if piece_class not in PIECE_CLASSES or "body" in (piece.kind, PIECE_CLASSES[piece_class]):
            beside = ", ".join(name for name, kind in PIECE_CLASSES.items() if kind != "body")
            raise Refusal(f"only a piece beside the report has its class corrected, to one of {beside}")
        piece.piece_class, piece.kind = piece_class, PIECE_CLASSES[piece_class]
        return open_wrongful_views(session, row.number, position, piece_class, at=at)


@contextmanager
def refusals_kept(warehouse: Warehouse, *, bar: str, by: str, at: datetime) -> Iterator[None]:
    """Write down the refusal of a misclassified piece before it goes on to whoever offered the piece."""
    try:
        yield
    except MisclassifiedPiece as refused:
        keep_refusal(warehouse, refused, bar=bar, by=by, at=at)
        raise


def _proven(warehouse: Warehouse, numbers: Sequence[int]) -> set[str]:
    """Give the movements that the findings of these alerts name."""
    named = select(FindingRow.movement_ids).join(AlertFinding, AlertFinding.finding_key == FindingRow.key)
    with warehouse.reading() as session:
        rows = session.scalars(named.where(AlertFinding.alert_number.in_(numbers))).all()
    return {movement for row in rows for movement in row}


def _decide(session: Session, row: ReportRow, state: str, by: str, reason: str, at: datetime) -> Report:
    row.state, row.decided_by, row.decided_at, row.reason = state, by.strip(), at, reason.strip() or None
    session.flush()
    return report_from(session, row)


def _known(session: Session, entered: PieceRow, body: Piece) -> Report:
    row = session.get_one(ReportRow, entered.report_number)
    if entered.sha256 != body.sha256:
        raise Refusal(f"piece {body.path} belongs to report {report_id_of(row.number)}; write the new one under another name")
    return report_from(session, row)


def _row(session: Session, report_id: str, *, lock: bool = False) -> ReportRow:
    row = session.get(ReportRow, number_of_report(report_id), with_for_update=lock)
    if row is None:
        raise Refusal(f"no report {report_id!r}; expected one such as R-000045")
    return row
