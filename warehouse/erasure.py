"""Erasing, within one transaction: rows of the lake and of the database, and what only names them.

Whole rows go from the lake by files written anew (`lake.rewrite`); alerts go with their findings, history, decisions and
silences; a report goes when its last piece does; a receipt line is emptied and keeps its counts, so that the accounting closes
for ever. An analysis that stays for a later movement loses the references to the destroyed ones and counts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from warehouse.acknowledgements import FOLDER, Acknowledgement, safe_name
from warehouse.alerts.findings import AlertFinding, FindingRow
from warehouse.alerts.tables import AlertRow, DispositionRow, HistoryRow, SilenceRow
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, OutboxAcknowledgement, QuarantinedStatement, ReceivedDelivery
from warehouse.evidence.subjects import looks_like_account
from warehouse.lake import rewrite
from warehouse.manifest import LakePart
from warehouse.reports_register.pieces import PieceRow
from warehouse.reports_register.tables import ReportAlert, ReportRow
from warehouse.reports_register.views import PieceView

if TYPE_CHECKING:  # retention walks through this module, not the other way round
    from warehouse.retention.due import Due

CHUNK = 500
T = TypeVar("T")
PIECE_FILE, DROP_FILE, MOVEMENT, STATEMENT = "piece_file", "drop_file", "movement", "statement"
"""Kinds of what is left to remove, or to look for, after the commit."""


def erase(session: Session, warehouse: Warehouse, due: Due, *, at: datetime) -> Iterator[tuple[str, str]]:
    """Erase everything due, in this transaction; give (kind, value) of what is left on the disk and of what was erased."""
    for dataset, identity, frame in (
        (MOVEMENT, "movement_id", due.lake.movements),
        (STATEMENT, "statement_id", due.lake.statements),
    ):
        for (part_key,), rows in frame.group_by("part"):
            ids = pa.array(rows[identity].to_list(), pa.string())
            rewrite(warehouse, session, session.get_one(LakePart, part_key), _without(identity, ids), at=at)
            yield from ((dataset, value) for value in rows[identity])
    _erase_alerts(session, due)
    _shorten_findings(session, due)
    yield from ((PIECE_FILE, path) for path in _erase_pieces(session, due))
    yield from ((DROP_FILE, path) for path in _erase_receipts(session, due, at))


def _without(identity: str, ids: pa.Array) -> Any:
    def keep(rows: pa.Table) -> pa.Table:
        return rows.filter(pc.invert(pc.is_in(rows[identity], value_set=ids)))

    return keep


def _erase_alerts(session: Session, due: Due) -> None:
    for numbers in _chunks(due.alerts):
        decided = select(DispositionRow.number).where(DispositionRow.alert_number.in_(numbers))
        session.execute(delete(SilenceRow).where(SilenceRow.disposition_number.in_(decided)))
        for table in (DispositionRow, HistoryRow, AlertFinding):
            session.execute(delete(table).where(table.alert_number.in_(numbers)))
        session.execute(delete(AlertRow).where(AlertRow.number.in_(numbers)))
    for keys in _chunks(due.findings):
        session.execute(delete(FindingRow).where(FindingRow.key.in_(keys)))


def _shorten_findings(session: Session, due: Due) -> None:
    """Take the destroyed movements out of the findings that stay for a later one."""
    references = dict(due.lake.movements.select("movement_id", "bank_reference").iter_rows())
    if not references:
        return
    for row in session.scalars(select(FindingRow).where(FindingRow.first_date <= due.cutoff)):
        gone = [movement for movement in row.movement_ids if movement in references]
        if gone:
            lost = {references[movement] for movement in gone}
            row.movement_ids = [movement for movement in row.movement_ids if movement not in references]
            row.bank_references = [reference for reference in row.bank_references if reference not in lost]
            row.destroyed_movements += len(gone)


def _erase_pieces(session: Session, due: Due) -> Iterator[str]:
    for report, position in due.pieces:
        piece = session.get_one(PieceRow, (report, position))
        yield piece.path
        session.delete(piece)
    session.flush()
    concerned = {report for report, _ in due.pieces}
    for numbers in _chunks(sorted(concerned)):
        without = ~exists().where(PieceRow.report_number == ReportRow.number)
        bare = list(session.scalars(select(ReportRow.number).where(ReportRow.number.in_(numbers), without)))
        for table in (PieceView, ReportAlert):
            session.execute(delete(table).where(table.report_number.in_(bare)))
        session.execute(delete(ReportRow).where(ReportRow.number.in_(bare)))


def _erase_receipts(session: Session, due: Due, at: datetime) -> Iterator[str]:
    for delivery, position in due.quarantined:
        session.execute(
            delete(QuarantinedStatement).where(
                QuarantinedStatement.delivery == delivery, QuarantinedStatement.position == position
            )
        )
    emptied = dict.fromkeys(("account", "currency", "statement_date", "statement_number", "statement_id", "digest"))
    for delivery, position in due.receipts:
        session.execute(
            update(DeliveredStatement)
            .where(DeliveredStatement.delivery == delivery, DeliveredStatement.position == position)
            .values(**emptied, new_balance_milli=None, problems=[], destroyed_at=at)
        )
    for deliveries in _chunks(sorted({delivery for delivery, _ in due.receipts})):
        yield from _empty_deliveries(session, deliveries, at)


def _empty_deliveries(session: Session, deliveries: Sequence[str], at: datetime) -> Iterator[str]:
    """Empty what a delivery says in words once every statement of it is gone; give the files of its acknowledgement."""
    left = exists().where(DeliveredStatement.delivery == ReceivedDelivery.delivery, DeliveredStatement.destroyed_at.is_(None))
    query = select(ReceivedDelivery, OutboxAcknowledgement).outerjoin(
        OutboxAcknowledgement, OutboxAcknowledgement.delivery == ReceivedDelivery.delivery
    )
    for row, told in session.execute(query.where(ReceivedDelivery.delivery.in_(deliveries), ~left)):
        name = "destroyed" if looks_like_account(row.name) else row.name
        row.problems, row.name = [], name
        if told is not None:
            for again in (False, True):
                files = Acknowledgement(told.delivery, told.bank, told.name, "", "", again).files
                yield from (f"{safe_name(told.bank)}/{FOLDER}/{file}" for file in files)
            told.name, told.document, told.readable, told.delivered_at = name, None, None, told.delivered_at or at


def _chunks(values: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
