"""Running an approved plan: one transaction destroys, then the disk is cleaned, searched and certified.

1. In one transaction: the plan is worked out again under the holds of its drafting and must have the approved digest; the holds
   in force now are read and spare what they keep; the lake's files are written anew, the manifest changes, rows go, the
   certificate is appended, and what is left to remove is noted.
2. After the commit, repeatable at will: old and orphaned files go, every file is decoded and searched, the certificate's files
   are written, the notes go, the database is rewritten so that its free pages and its log hold nothing.

A kill before the commit leaves everything as it was; after it, running the plan again finishes the second part.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.erasure import DROP_FILE, MOVEMENT, PIECE_FILE, STATEMENT, Erased, erase
from warehouse.errors import Refusal
from warehouse.holds.coverage import holds_in_force
from warehouse.holds.tables import HoldRow, hold_id_of
from warehouse.lake import sweep
from warehouse.manifest import LakePart
from warehouse.remnants import search_lake
from warehouse.reports_register.pieces import piece_file
from warehouse.retention.certificate import Certificate, append_certificate, publish_certificate
from warehouse.retention.due import Due
from warehouse.retention.planning import due_with, plan_from, row_of
from warehouse.retention.rewriting import rewrite_database
from warehouse.retention.tables import DRAFTED, ERASED, RUN, CertificateRow, LeftoverRow, PlanRow, plan_id_of
from warehouse.working_files import forget_runs

_ROWS_AT_ONCE = 1000


def run(warehouse: Warehouse, plan_id: str, *, at: datetime) -> Certificate:
    """Destroy what an approved plan says, sparing what is held since; run again, it finishes and destroys nothing more."""
    with warehouse.writing() as session:
        row = row_of(session, plan_id, lock=True)
        number = row.number
        if row.state not in (ERASED, RUN):
            _destroy(session, warehouse, row, at)
    return _finish(warehouse, number, at)


def _destroy(session: Session, warehouse: Warehouse, row: PlanRow, at: datetime) -> None:
    plan_id = plan_id_of(row.number)
    if row.state == DRAFTED:
        raise Refusal(f"plan {plan_id} needs the approval of two different people before it is run")
    if row.on > at.astimezone(UTC).date():
        raise Refusal(f"plan {plan_id} is for {row.on}, which has not come: nothing is destroyed before its day")
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE holds IN SHARE MODE"))  # a hold is placed before this destruction or after it
    due = _approved(session, warehouse, row)
    erased = erase(session, warehouse, due, at=at)
    rows = [{"plan_number": row.number, "kind": kind, "value": value} for kind, value in erased.leftovers]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        session.execute(insert(LeftoverRow), rows[start : start + _ROWS_AT_ONCE])
    append_certificate(session, warehouse.settings, row.number, _document(session, row, due, erased, at))
    row.state = ERASED


def _approved(session: Session, warehouse: Warehouse, row: PlanRow) -> Due:
    """Work the plan out again, check that it is what was approved, and leave out what is held since."""
    now = holds_in_force(session)
    then = [hold for hold in session.scalars(select(HoldRow).order_by(HoldRow.number)) if hold_id_of(hold.number) in row.holds]
    planned = due_with(session, warehouse, row.on, then)
    if planned.digest() != row.digest:
        plan_id = plan_id_of(row.number)
        raise Refusal(f"plan {plan_id} is no longer what was approved: data of its days came or went; draft a new plan")
    since = [hold for hold in now if hold_id_of(hold.number) not in row.holds]
    return due_with(session, warehouse, row.on, [*then, *since]) if since else planned


def _document(session: Session, row: PlanRow, due: Due, erased: Erased, at: datetime) -> Mapping[str, Any]:
    plan = plan_from(session, row)
    return {
        "plan": plan.plan_id,
        "plan_sha256": plan.digest,
        "on": plan.on.isoformat(),
        "drafted_by": plan.drafted_by,
        "approvals": [{"by": approval.by, "at": _moment(approval.at)} for approval in plan.approvals],
        "destroyed_at": _moment(at),
        "planned": dict(plan.counts),
        "destroyed": due.counts,
        "rows": dict(sorted(erased.rows.items())),
        "emptied": dict(sorted(erased.emptied.items())),
        "spared": {hold: dict(counts) for hold, counts in due.spared.by_hold.items()},
    }


def _finish(warehouse: Warehouse, number: int, at: datetime) -> Certificate:
    with warehouse.reading() as session:
        plan = session.get_one(PlanRow, number)
        certificate = session.scalars(select(CertificateRow).where(CertificateRow.plan_number == number)).one()
        left: dict[str, set[str]] = {kind: set() for kind in (PIECE_FILE, DROP_FILE, MOVEMENT, STATEMENT)}
        for row in session.scalars(select(LeftoverRow).where(LeftoverRow.plan_number == number)):
            left[row.kind].add(row.value)
    verification = plan.verification or _clean(warehouse, left, at)
    published = publish_certificate(warehouse.settings, certificate, verification)
    with warehouse.writing() as session:
        session.get_one(PlanRow, number).verification = verification
        session.execute(delete(LeftoverRow).where(LeftoverRow.plan_number == number))
    if plan.state != RUN:
        document = json.loads(certificate.document)
        rewrite_database(warehouse.engine, sorted({*document["rows"], *document["emptied"], LeftoverRow.__tablename__}))
        with warehouse.writing() as session:
            session.get_one(PlanRow, number).state = RUN
    return published


def _clean(warehouse: Warehouse, left: Mapping[str, set[str]], at: datetime) -> dict[str, Any]:
    """Remove the files that hold what was destroyed, then search every file of the lake for it."""
    root = warehouse.settings.lake
    wanted = left[MOVEMENT] | left[STATEMENT]
    named = _named(warehouse)
    before = search_lake(root, wanted)
    for name in before.found:
        if name not in named:  # a file that was replaced, or that an interrupted writer left and no line ever named
            (root / name).unlink(missing_ok=True)
    for name in sorted(left[PIECE_FILE]):
        _remove_piece(warehouse.settings.reports, name)
    for name in left[DROP_FILE]:
        (warehouse.settings.drop / name).unlink(missing_ok=True)
    forget_runs(warehouse.settings)
    sweep(warehouse, at=at)
    search = search_lake(root, wanted)
    if search.found or any(name in named for name in search.unreadable):
        names = sorted({*search.found, *search.unreadable})
        raise RuntimeError(f"the destruction is not complete: {len(names)} files of the lake, the first is {names[0]}")
    return {
        "at": _moment(at),
        "files": search.files,
        "rows": search.rows,
        "unreadable": len(search.unreadable),
        "found_before": len(before.ids),
        "remnants": len(search.ids),
    }


def _named(warehouse: Warehouse) -> set[str]:
    with warehouse.reading() as session:
        return set(session.scalars(select(LakePart.path).where(LakePart.replaced_at.is_(None))))


def _remove_piece(reports: Path, name: str) -> None:
    """Remove a piece in all its versions (report.pdf, report.final.pdf …), and its report's folder when it is empty."""
    path = piece_file(reports, name)
    if path.parent.is_dir():
        for version in path.parent.iterdir():
            if version.name.startswith(f"{path.stem}."):
                version.unlink(missing_ok=True)
    if path.parent != reports and path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
