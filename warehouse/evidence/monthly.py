"""The monthly report of the record of access: its figures for the data protection officer, and every daily head of the month.

It is the third place outside for the heads, beside the folders and the messages of each day: a report that people read, print
and keep is out of reach of whoever holds this installation. It names counts and no person. The month that is over is reported
with the first head of the next one, once, into every place that `evidence.toml` names and beside the certificates; a place that
was away gets it later. `quater evidence verify` reads the heads in it like the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from warehouse.belgian_day import BRUSSELS
from warehouse.blocking.tables import BlockRow
from warehouse.database import Warehouse
from warehouse.durable import write_whole
from warehouse.evidence.accesses import AccessRow
from warehouse.evidence.heads import FOLDER
from warehouse.evidence.outside import bring_month
from warehouse.incidents import IncidentRow

MONTHS = "months"


def report_month(warehouse: Warehouse, *, on: date) -> list[str]:
    """Report the month before a day where that is not done yet; give the places that could not be reached."""
    last = on.replace(day=1) - timedelta(days=1)
    month, settings = f"{last:%Y-%m}", warehouse.settings
    kept = settings.certificates / MONTHS / f"{month}.txt"
    if not kept.exists():
        heads = sorted((settings.certificates / FOLDER).glob(f"{month}-*.json"))
        if not heads:
            return []
        write_whole(kept, "".join(f"{line}\n" for line in _lines(warehouse, last, heads)).encode("ascii"))
    return bring_month(settings, month, kept.read_bytes())


def _lines(warehouse: Warehouse, last: date, heads: Iterable[Path]) -> Iterator[str]:
    begin, end = (datetime.combine(day, time(), BRUSSELS).astimezone(UTC) for day in (last.replace(day=1), last + timedelta(1)))
    yield f"Record of access, {last:%Y-%m}"
    with warehouse.reading() as session:
        of_month = (AccessRow.at >= begin, AccessRow.at < end)
        for title, column in (("purpose", AccessRow.purpose), ("modality", AccessRow.modality)):
            yield from (f"accesses, {title} {name}: {count}" for name, count in _counts(session, column, *of_month))
        refused = select(func.count()).where(*of_month, AccessRow.result.startswith("denied"))
        yield f"refused: {session.scalar(refused)}"
        opened = _counts(session, IncidentRow.kind, IncidentRow.at >= begin, IncidentRow.at < end)
        yield from (f"incidents, {kind}: {count}" for kind, count in opened)
        blocks = select(func.count()).where(BlockRow.at >= begin, BlockRow.at < end)
        yield f"people shut out: {session.scalar(blocks)}"
    yield "Signed heads of the days:"
    for head in heads:
        yield " ".join(head.read_text(encoding="ascii").split())


def _counts(session: Session, column: InstrumentedAttribute[str], *conditions: ColumnElement[bool]) -> list[tuple[str, int]]:
    rows = session.execute(select(column, func.count()).where(*conditions).group_by(column).order_by(column))
    return [(name, count) for name, count in rows]
