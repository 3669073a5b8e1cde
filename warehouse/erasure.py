"""Erasing, within one transaction: rows of the lake and of the database, and what only names them.

Whole rows go from the lake by files written anew (`lake.rewrite`); alerts go with their findings and with all that the table of
what is kept says belongs to them; a report goes when its last piece does; a receipt line is emptied and keeps its counts, so
that the accounting closes for ever. An analysis that stays for a later movement loses the references to the destroyed ones and
counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import CursorResult, exists, select, tuple_, update
from sqlalchemy.orm import Session

from warehouse.acknowledgements import FOLDER, Acknowledgement, safe_name
from warehouse.alerts.findings import FindingRow
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, OutboxAcknowledgement, QuarantineRelease, ReceivedDelivery
from warehouse.erasure_rows import among, chunks, delete_with_followers, named
from warehouse.evidence.subjects import looks_like_account
from warehouse.kept import TABLES, ByDay
from warehouse.lake import rewrite
from warehouse.manifest import LakePart
from warehouse.quarantine_tables import QuarantineDecision
from warehouse.reports_register.pieces import PieceRow
from warehouse.reports_register.tables import ReportRow

if TYPE_CHECKING:  # retention walks through this module, not the other way round
    from warehouse.retention.due import Due

PIECE_FILE, DROP_FILE, MOVEMENT, STATEMENT = "piece_file", "drop_file", "movement", "statement"
"""Kinds of what is left to remove, or to look for, after the commit."""


@dataclass
class Erased:
    """What was erased: (kind, value) of what is left on the disk or to be looked for; rows deleted and emptied, by table."""

    leftovers: list[tuple[str, str]] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    emptied: Counter[str] = field(default_factory=Counter)

    @property
    def touched(self) -> list[str]:
        """The tables that are to be written anew."""
        return sorted({*self.rows, *self.emptied})


def erase(session: Session, warehouse: Warehouse, due: Due, *, at: datetime) -> Erased:
    """Erase everything due, in this transaction."""
    erased = Erased()
    for dataset, identity, frame in (
        (MOVEMENT, "movement_id", due.lake.movements),
        (STATEMENT, "statement_id", due.lake.statements),
    ):
        for (part_key,), rows in frame.group_by("part"):
            ids = pa.array(rows[identity].to_list(), pa.string())
            rewrite(warehouse, session, session.get_one(LakePart, part_key), _without(identity, ids), at=at)
            erased.leftovers += [(dataset, value) for value in rows[identity]]
    _erase_analyses(session, due, erased)
    _shorten_findings(session, due, erased)
    erased.leftovers += [(PIECE_FILE, path) for path in _erase_pieces(session, due, erased)]
    erased.leftovers += [(DROP_FILE, path) for path in _erase_receipts(session, due, erased, at)]
    for name, keys in due.rows.items():
        way = TABLES[name].way
        if isinstance(way, ByDay):
            values = [key[0] for key in keys] if len(way.key.split()) == 1 else list(keys)
            erased.rows += delete_with_followers(session, name, way.key, values)
    return erased


def _without(identity: str, ids: pa.Array) -> Any:
    def keep(rows: pa.Table) -> pa.Table:
        return rows.filter(pc.invert(pc.is_in(rows[identity], value_set=ids)))

    return keep


def _erase_analyses(session: Session, due: Due, erased: Erased) -> None:
    erased.rows += delete_with_followers(session, "alerts", "number", due.alerts)
    erased.rows += delete_with_followers(session, "findings", "key", due.findings)


def _shorten_findings(session: Session, due: Due, erased: Erased) -> None:
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
            erased.emptied["findings"] += 1


def _erase_pieces(session: Session, due: Due, erased: Erased) -> list[str]:
    key = "report_number position"
    pieces = named("report_pieces", [*key.split(), "path"])
    paths = [
        path for some in chunks(due.pieces) for path in session.scalars(select(pieces.c.path).where(among(pieces, key, some)))
    ]
    erased.rows += delete_with_followers(session, "report_pieces", key, due.pieces)
    without = ~exists().where(PieceRow.report_number == ReportRow.number)
    for numbers in chunks(sorted({report for report, _ in due.pieces})):
        bare = session.scalars(select(ReportRow.number).where(ReportRow.number.in_(numbers), without)).all()
        erased.rows += delete_with_followers(session, "reports", "number", bare)
    return paths


def _erase_receipts(session: Session, due: Due, erased: Erased, at: datetime) -> list[str]:
    key = "delivery position"
    erased.rows += delete_with_followers(session, "quarantined_statements", key, due.quarantined)
    gone = dict.fromkeys(
        ("account", "currency", "statement_date", "statement_number", "statement_id", "digest", "new_balance_milli")
    )
    for some in chunks(due.receipts):
        for table, values in (
            (DeliveredStatement, {**gone, "problems": [], "destroyed_at": at}),
            (QuarantineRelease, {"why": ""}),
            (QuarantineDecision, {"proposed_why": "", "decided_why": None}),
        ):
            which = tuple_(table.delivery, table.position).in_(some)
            emptied = session.execute(update(table).where(which).values(**values).execution_options(synchronize_session=False))
            erased.emptied[table.__tablename__] += max(cast("CursorResult[Any]", emptied).rowcount, 0)
    return [
        path
        for deliveries in chunks(sorted({delivery for delivery, _ in due.receipts}))
        for path in _empty_deliveries(session, deliveries, erased, at)
    ]


def _empty_deliveries(session: Session, deliveries: Sequence[str], erased: Erased, at: datetime) -> Iterator[str]:
    """Empty what a delivery says in words once every statement of it is gone; give the files of its acknowledgement."""
    left = exists().where(DeliveredStatement.delivery == ReceivedDelivery.delivery, DeliveredStatement.destroyed_at.is_(None))
    query = select(ReceivedDelivery, OutboxAcknowledgement).outerjoin(
        OutboxAcknowledgement, OutboxAcknowledgement.delivery == ReceivedDelivery.delivery
    )
    for row, told in session.execute(query.where(ReceivedDelivery.delivery.in_(deliveries), ~left)):
        name = "destroyed" if looks_like_account(row.name) else row.name
        row.problems, row.name = [], name
        erased.emptied["deliveries"] += 1
        if told is not None:
            erased.emptied["acknowledgements"] += 1
            for again in (False, True):
                files = Acknowledgement(told.delivery, told.bank, told.name, "", "", again).files
                yield from (f"{safe_name(told.bank)}/{FOLDER}/{file}" for file in files)
            told.name, told.document, told.readable, told.delivered_at = name, None, None, told.delivered_at or at
