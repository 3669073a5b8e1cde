"""Running an approved plan: one transaction destroys, then the disk is cleaned, searched and certified.

1. In one transaction: the plan is worked out again under the holds of its drafting and must have the approved digest; the holds
   in force now are read and spare what they keep; what an Order archives is packed; the lake's files are written anew, the
   manifest changes, rows go. Before the commit the list of what is left to remove and the entry in the journal of destructions
   are on the disk.
2. After the commit, repeatable at will: old and orphaned files go, the database is written anew so that its free pages and its
   log hold nothing, everything that was touched is decoded and searched, and the certificate is signed and written.

A kill before the commit leaves everything as it was; after it, running the plan again finishes the second part. No other plan
is run before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.erasure import MOVEMENT, STATEMENT, Erased, erase
from warehouse.errors import Refusal
from warehouse.holds.coverage import holds_in_force
from warehouse.holds.keeping import keep_holds
from warehouse.holds.tables import HoldRow, hold_id_of
from warehouse.lake import sweep
from warehouse.retention.archive import archive_due
from warehouse.retention.certificate import Certificate, append_certificate, publish_certificate
from warehouse.retention.cleaning import clean_files, clean_lake, search_database
from warehouse.retention.copies import copies_elsewhere, write_notices
from warehouse.retention.due import Due
from warehouse.retention.journal import confirm_entry, drop_entries, write_entry
from warehouse.retention.leftovers import forget_leftovers, keep_leftovers, read_leftovers
from warehouse.retention.planning import due_with, plan_from, row_of
from warehouse.retention.policy import policy_of
from warehouse.retention.rewriting import rewrite_database
from warehouse.retention.sweeping import sweep_drafts, sweep_strays
from warehouse.retention.tables import DRAFTED, ERASED, RUN, CertificateRow, PlanRow, plan_id_of
from warehouse.retention.versions import versions
from warehouse.working_files import forget_runs


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
    if row.on > day_of(at):
        raise Refusal(f"plan {plan_id} is for {row.on}, which has not come: nothing is destroyed before its day")
    unfinished = session.scalar(select(PlanRow.number).where(PlanRow.state == ERASED).limit(1))
    if unfinished is not None:
        raise Refusal(f"plan {plan_id_of(unfinished)} is not finished: run it again first")
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE holds IN SHARE MODE"))  # a hold is placed before this destruction or after it
    policy = policy_of(warehouse.settings)
    due = _approved(session, warehouse, row)
    copies = copies_elsewhere(session, due.pieces)
    archived = archive_due(session, warehouse, due, policy, plan_id, at=moment_of(at))
    erased = erase(session, warehouse, due, at=at, mark=f"[destroyed: {plan_id}]")
    horizon = day_of(at) + timedelta(days=policy.backup_days)
    keep_leftovers(warehouse.settings, row.number, erased.leftovers)
    write_entry(warehouse.settings, plan_id, due.things(), on=row.on, horizon=horizon)
    write_notices(session, row.number, copies, at)
    row.outcome = _outcome(session, due, erased, at, horizon) | {"copies_elsewhere": copies, "archived": archived}
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


def _outcome(session: Session, due: Due, erased: Erased, at: datetime, horizon: date) -> dict[str, Any]:
    """Say what the transaction did, for the certificate that is signed when it was verified."""
    spared = {hold: dict(counts) for hold, counts in due.spared.by_hold.items()}
    return {
        "destroyed_at": moment_of(at),
        "destroyed": due.counts,
        "rows": dict(sorted(erased.rows.items())),
        "emptied": dict(sorted(erased.emptied.items())),
        "spared": spared,
        "holds": [
            {"hold": hold_id_of(hold.number), "ground": hold.ground, "scope": hold.scope}
            for hold in session.scalars(select(HoldRow).order_by(HoldRow.number))
            if hold_id_of(hold.number) in spared
        ],
        "backups_gone_on": horizon.isoformat(),
    }


def _finish(warehouse: Warehouse, number: int, at: datetime) -> Certificate:
    with warehouse.reading() as session:
        state = session.get_one(PlanRow, number).state
    if state == ERASED:
        _verify_and_certify(warehouse, number, at)
    with warehouse.reading() as session:
        row = session.scalars(select(CertificateRow).where(CertificateRow.plan_number == number)).one()
    confirm_entry(warehouse.settings, plan_id_of(number))
    keep_holds(warehouse)
    published = publish_certificate(warehouse.settings, row)
    forget_leftovers(warehouse.settings, number)
    drop_entries(warehouse.settings, on=day_of(at))
    sweep_drafts(warehouse.settings, at=at)
    return published


def _verify_and_certify(warehouse: Warehouse, number: int, at: datetime) -> None:
    left = read_leftovers(warehouse.settings, number)
    wanted = left[MOVEMENT] | left[STATEMENT]
    cleaned = clean_lake(warehouse, number, left)
    clean_files(warehouse, left)
    forget_runs(warehouse.settings)
    sweep(warehouse, at=at)
    sweep_strays(warehouse, at=at)
    with warehouse.reading() as session:
        outcome: Mapping[str, Any] = session.get_one(PlanRow, number).outcome or {}
    touched = sorted({*outcome["rows"], *outcome["emptied"]})
    rewrite_database(warehouse.engine, touched)
    places = search_database(warehouse.engine, wanted, touched)
    verification = {
        "at": moment_of(at),
        **asdict(cleaned),
        "places_of_the_database": places,
        "control": "found",
    }
    with warehouse.writing() as session:
        row = session.get_one(PlanRow, number, with_for_update=True)
        row.verification, row.state = verification, RUN
        append_certificate(session, warehouse.settings, number, _document(session, row, verification))


def _document(session: Session, row: PlanRow, verification: Mapping[str, Any]) -> Mapping[str, Any]:
    plan = plan_from(session, row)
    return {
        "law": "royal decree of 9 June 2024, art. 5",
        "plan": plan.plan_id,
        "plan_sha256": plan.digest,
        "on": plan.on.isoformat(),
        "transactions_until": plan.cutoff.isoformat(),
        "drafted_by": plan.drafted_by,
        "approvals": [{"by": approval.by, "at": moment_of(approval.at)} for approval in plan.approvals],
        "planned": dict(plan.counts),
        **(row.outcome or {}),
        "verification": dict(verification),
        "versions": versions(session),
    }


def moment_of(at: datetime) -> str:
    """Write a moment as documents do: UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
