"""Erasing, within one transaction: rows of the lake and of the database, and what only names them.

Whole rows go from the lake by files written anew (`lake.rewrite`); alerts go with their findings and with all that the table of
what is kept says belongs to them; a report goes when its last piece does; a receipt line is emptied and keeps its counts, so
that the accounting closes for ever. A statement that stays for a later movement loses the lines of the destroyed ones, an
analysis that stays what only they told (`erasure_tombstones`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import CursorResult, Text, exists, select, tuple_, update
from sqlalchemy import cast as cast_to_text
from sqlalchemy.orm import Session

from warehouse.acknowledgements import FOLDER, Acknowledgement, safe_name
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, OutboxAcknowledgement, QuarantineRelease, ReceivedDelivery
from warehouse.erasure_lines import blanked
from warehouse.erasure_rows import among, chunks, delete_with_followers, named
from warehouse.erasure_tombstones import set_tombstones
from warehouse.evidence.subjects import looks_like_account
from warehouse.kept import TABLES, ByDay
from warehouse.lake import rewrite
from warehouse.manifest import LakePart
from warehouse.quarantine_tables import QuarantineDecision
from warehouse.reports_register.pieces import PieceRow
from warehouse.reports_register.tables import ReportRow

if TYPE_CHECKING:  # retention walks through this module, not the other way round
    from warehouse.retention.due import Due

PIECE_FILE, DROP_FILE, MOVEMENT, STATEMENT, LAKE_FOLDER = "piece_file", "drop_file", "movement", "statement", "folder"
"""Kinds of what is left to remove, or to look for, after the commit."""
DESTROYED = "[destroyed]"


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


def erase(session: Session, warehouse: Warehouse, due: Due, *, at: datetime, mark: str = DESTROYED) -> Erased:
    """Erase everything due, in this transaction; `mark` stands for it in what is kept."""
    erased = Erased()
    erased.rows += delete_with_followers(session, "alerts", "number", due.alerts)
    erased.rows += delete_with_followers(session, "findings", "key", due.findings)
    erased.emptied.update(set_tombstones(session, warehouse, due, mark=mark))
    erase_lake(session, warehouse, due, erased, at=at)
    erased.leftovers += [(PIECE_FILE, path) for path in _erase_pieces(session, due, erased)]
    _shorten_pieces(session, due, erased)
    erased.leftovers += [(DROP_FILE, path) for path in _erase_receipts(session, due, erased, at)]
    for name, keys in due.rows.items():
        way = TABLES[name].way
        if isinstance(way, ByDay):
            values = [key[0] for key in keys] if len(way.key.split()) == 1 else list(keys)
            erased.rows += delete_with_followers(session, name, way.key, values)
    return erased


def erase_lake(session: Session, warehouse: Warehouse, due: Due, erased: Erased, *, at: datetime) -> None:
    """Write the files of the lake anew without the rows that are due, and without the lines of those whose statement stays."""
    lines = _lines_by_statement(due)
    thinned = dict(due.lake.thinned.select("part", "statement_id").group_by("part").agg("statement_id").iter_rows())
    for dataset, identity, frame in (
        (MOVEMENT, "movement_id", due.lake.movements),
        (STATEMENT, "statement_id", due.lake.statements),
    ):
        going = dict(frame.select("part", identity).group_by("part").agg(identity).iter_rows())
        touched = sorted({*going, *(thinned if dataset == STATEMENT else ())})
        for key in touched:
            part = session.get_one(LakePart, key)
            ids = pa.array(going.get(key, []), pa.string())
            rewrite(warehouse, session, part, _without(identity, ids, lines if dataset == STATEMENT else {}), at=at)
            erased.leftovers.append((LAKE_FOLDER, part.path.rpartition("/")[0]))
        erased.leftovers += [(dataset, value) for value in frame[identity]]


def _lines_by_statement(due: Due) -> dict[str, set[int]]:
    """Give the lines, counted in their delivery, of the movements that go, for the statements that stay."""
    rows = due.lake.movements.filter(pl.col("statement_id").is_in(due.lake.thinned["statement_id"].implode()))
    return {statement: set(lines) for statement, lines in rows.group_by("statement_id").agg("line").iter_rows()}


def _without(identity: str, ids: pa.Array, lines: Mapping[str, set[int]]) -> Callable[[pa.Table], pa.Table]:
    def keep(rows: pa.Table) -> pa.Table:
        kept = rows.filter(pc.invert(pc.is_in(rows[identity], value_set=ids)))
        return kept if not lines else _thinned(kept, lines)

    return keep


def _thinned(rows: pa.Table, lines: Mapping[str, set[int]]) -> pa.Table:
    """Blank the lines of movements that went; a statement whose lines are not where they should be keeps them to its end."""
    told = zip(rows["statement_id"].to_pylist(), rows["line"].to_pylist(), rows["raw"].to_pylist(), strict=True)
    raw = []
    for statement, first, given in told:
        places = {line - first for line in lines.get(statement, ())}
        raw.append((blanked(given, places) or given) if places else given)
    place = rows.schema.get_field_index("raw")
    return rows.set_column(place, rows.schema.field(place), pa.array(raw, rows.schema.field(place).type))


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


def _shorten_pieces(session: Session, due: Due, erased: Erased) -> None:
    """Take the destroyed movements out of the lists of the pieces that stay for a later one."""
    gone = frozenset(due.lake.movements["movement_id"])
    told = cast_to_text(PieceRow.movement_ids, Text)
    for month in sorted({identity.split(".")[2][:7] for identity in gone}):
        for row in session.scalars(select(PieceRow).where(told.contains(f".{month}-", autoescape=True))):
            if not gone.isdisjoint(row.movement_ids):
                row.movement_ids = [identity for identity in row.movement_ids if identity not in gone]
                erased.emptied["report_pieces"] += 1


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
