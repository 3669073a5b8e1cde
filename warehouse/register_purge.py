"""Purging what came of an account that should never have been received: lake, analyses, quarantine, receipts, files.

One transaction removes the rows and writes the purge record (counts, the people, the holds it was made despite, the released
reports that told of the account and must be recalled from the bâtonnier); afterwards, repeatable at will, the files that held
them go, every file of the lake is decoded and searched, the database is written anew. A purge record is no certificate of
destruction: no term was reached. The accounting still closes: what left is counted where it was (decision 9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.erasure import DROP_FILE, LAKE_FOLDER, MOVEMENT, PIECE_FILE, STATEMENT, erase
from warehouse.holds.coverage import coverage_of, holds_in_force
from warehouse.lake import sweep
from warehouse.manifest import LakePart
from warehouse.register_exclusion_tables import Exclusion, PurgeLeftover, PurgeRow
from warehouse.register_held import Held, detach, held_of
from warehouse.remnants import search_lake
from warehouse.reports_register.pieces import remove_piece
from warehouse.retention.journal import confirm_entry, write_entry
from warehouse.retention.policy import policy_of
from warehouse.retention.rewriting import rewrite_database
from warehouse.working_files import forget_runs

ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Purge:
    """One purge. `told`: released reports to recall; `verification` is empty until the files were searched."""

    number: int
    purge_id: str
    exclusion_number: int
    at: datetime
    by: str
    second: str | None
    counts: Mapping[str, int]
    holds: tuple[str, ...]
    told: tuple[str, ...]
    verification: Mapping[str, Any] | None


def purge(
    session: Session, warehouse: Warehouse, exclusion: Exclusion, *, by: str, second: str | None, at: datetime
) -> PurgeRow | None:
    """Remove all that is held of an excluded account, within a transaction; None when nothing is held."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE holds IN SHARE MODE"))
        session.execute(text("LOCK TABLE alerts IN SHARE ROW EXCLUSIVE MODE"))
    held = held_of(session, warehouse, exclusion.iban, on=at.astimezone(UTC).date())
    if held.empty:
        return None
    holds = sorted(_holds(session, warehouse, held, exclusion.iban))
    detach(session, held, at=at, by=by)
    leftovers = list(dict.fromkeys(erase(session, warehouse, held.due, at=at).leftovers))
    row = PurgeRow(
        exclusion_number=exclusion.number,
        at=at,
        by=by,
        second=second,
        counts=held.due.counts,
        holds=holds,
        told=list(held.told),
    )
    session.add(row)
    session.flush()
    rows = [{"purge_number": row.number, "kind": kind, "value": value} for kind, value in leftovers]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        session.execute(insert(PurgeLeftover), rows[start : start + ROWS_AT_ONCE])
    day = at.astimezone(UTC).date()
    horizon = day + timedelta(days=policy_of(warehouse.settings).backup_days)
    write_entry(warehouse.settings, purge_id_of(row.number), held.due.things(), on=day, horizon=horizon)
    return row


def finish_purges(warehouse: Warehouse, *, at: datetime) -> list[Purge]:
    """Remove the files of every purge that is not verified yet, search for what is left, and say so in its record.

    Raises RuntimeError when something is found, or when readers keep the database from being written anew; repeat it then.
    """
    with warehouse.reading() as session:
        numbers = list(
            session.scalars(select(PurgeRow.number).where(PurgeRow.verification.is_(None)).order_by(PurgeRow.number))
        )
    return [_finish(warehouse, number, at) for number in numbers]


def list_purges(warehouse: Warehouse) -> list[Purge]:
    """Every purge record, in the order of their making."""
    with warehouse.reading() as session:
        return [_read(row) for row in session.scalars(select(PurgeRow).order_by(PurgeRow.number))]


def holds_on(session: Session, warehouse: Warehouse, iban: str, *, on: date) -> set[str]:
    """The holds in force that cover something held of an account; none when nothing is held."""
    return _holds(session, warehouse, held_of(session, warehouse, iban, on=on), iban)


def _holds(session: Session, warehouse: Warehouse, held: Held, iban: str) -> set[str]:
    if held.empty:
        return set()
    coverage = coverage_of(session, holds_in_force(session), until=date.max, root=warehouse.settings.lake)
    found = set(coverage.accounts.get(iban, set()))
    found = found.union(*(coverage.findings.get(key, set()) for key in held.due.findings))
    found = found.union(*(coverage.alerts.get(str(number), set()) for number in held.alerts))
    return found.union(*(coverage.of_statement(statement, iban, days) for statement, days in held.days.items()))


def _finish(warehouse: Warehouse, number: int, at: datetime) -> Purge:
    left: dict[str, set[str]] = {kind: set() for kind in (PIECE_FILE, DROP_FILE, MOVEMENT, STATEMENT, LAKE_FOLDER)}
    with warehouse.reading() as session:
        for leftover in session.scalars(select(PurgeLeftover).where(PurgeLeftover.purge_number == number)):
            left[leftover.kind].add(leftover.value)
    verification = _clean(warehouse, left, at)
    confirm_entry(warehouse.settings, purge_id_of(number))
    rewrite_database(warehouse.engine)
    with warehouse.writing() as session:
        row = session.get_one(PurgeRow, number)
        row.verification = verification
        session.execute(delete(PurgeLeftover).where(PurgeLeftover.purge_number == number))
    if warehouse.engine.dialect.name == "postgresql":
        with warehouse.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM FULL purge_leftovers"))
    return _read(row)


def _clean(warehouse: Warehouse, left: Mapping[str, set[str]], at: datetime) -> dict[str, Any]:
    root = warehouse.settings.lake
    wanted = left[MOVEMENT] | left[STATEMENT]
    with warehouse.reading() as session:
        named = set(session.scalars(select(LakePart.path).where(LakePart.replaced_at.is_(None))))
    before = search_lake(root, wanted)
    for name in before.found:
        if name not in named:
            (root / name).unlink(missing_ok=True)
    for name in sorted(left[PIECE_FILE]):
        remove_piece(warehouse.settings, name)
    for name in left[DROP_FILE]:
        (warehouse.settings.drop / name).unlink(missing_ok=True)
    forget_runs(warehouse.settings)
    sweep(warehouse, at=at)
    search = search_lake(root, wanted)
    if search.found or any(name in named for name in search.unreadable):
        raise RuntimeError(f"the purge is not complete: {len({*search.found, *search.unreadable})} files of the lake remain")
    return {
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "files": search.files,
        "rows": search.rows,
        "found_before": len(before.ids),
        "remnants": len(search.ids),
    }


def purge_id_of(number: int) -> str:
    """Write a purge's number as people read it.

    >>> purge_id_of(3)
    'U-0003'
    """
    return f"U-{number:04d}"


def _read(row: PurgeRow) -> Purge:
    return Purge(
        row.number,
        purge_id_of(row.number),
        row.exclusion_number,
        row.at,
        row.by,
        row.second,
        dict(row.counts),
        tuple(row.holds),
        tuple(row.told),
        row.verification,
    )
