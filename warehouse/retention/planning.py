"""Drafting plans of destruction and approving them: two different people, for exactly the digest that was drafted.

Planning reads everything and changes nothing but the list of plans. A plan may be drafted for a day to come, to see what
will be due; it can be run only when that day has come.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds.coverage import coverage_of, holds_in_force
from warehouse.holds.tables import HoldRow, hold_id_of
from warehouse.retention.clock import last_due_day
from warehouse.retention.due import Due
from warehouse.retention.due_analyses import everything_due
from warehouse.retention.tables import APPROVED, DRAFTED, ApprovalRow, PlanRow, plan_id_of

APPROVALS_NEEDED = 2
_PLAN_ID = re.compile(r"P-0*([1-9][0-9]{0,17})")


@dataclass(frozen=True)
class Approval:
    """One person's approval."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Plan:
    """What is to be destroyed on a day: counts by store, what holds keep (in all, and each), the digest of the ids."""

    plan_id: str
    on: date
    state: str
    drafted_by: str
    drafted_at: datetime
    counts: Mapping[str, int]
    held: Mapping[str, int]
    spared: Mapping[str, Mapping[str, int]]
    digest: str
    approvals: tuple[Approval, ...]
    verification: Mapping[str, Any] | None = None

    @property
    def cutoff(self) -> date:
        """The latest transaction day whose first day of destruction has come."""
        return last_due_day(self.on)

    @property
    def empty(self) -> bool:
        """Whether nothing is past its day."""
        return not any(self.counts.values())

    def as_json(self) -> dict[str, str | int]:
        """Give the plan as `quater retention plan --json` prints it."""
        return {
            "plan": self.plan_id,
            "on": self.on.isoformat(),
            "statements": self.counts["statements"],
            "movements": self.counts["movements"],
            "alerts": self.counts["alerts"],
            "held": self.held.get("movements", 0),
        }


def plan(warehouse: Warehouse, *, on: date, by: str, at: datetime) -> Plan:
    """Draft the plan of what is past its first day of destruction on `on`; nothing is destroyed."""
    if not by.strip():
        raise Refusal("a plan needs the person who drafts it")
    with warehouse.reading() as session:
        holds = holds_in_force(session)
        found = due_with(session, warehouse, on, holds)
    with warehouse.writing() as session:
        row = PlanRow(
            on=on,
            state=DRAFTED,
            drafted_by=by.strip(),
            drafted_at=at,
            counts=found.counts,
            held=dict(found.spared.total),
            spared={hold: dict(counts) for hold, counts in found.spared.by_hold.items()},
            holds=[hold_id_of(hold.number) for hold in holds],
            digest=found.digest(),
        )
        session.add(row)
        session.flush()
        return plan_from(session, row)


def approve(warehouse: Warehouse, plan_id: str, *, by: str, at: datetime) -> Plan:
    """Approve a drafted plan; the second person's approval lets it be run. Refusal when the same person approves twice."""
    who = by.strip()
    if not who:
        raise Refusal("an approval needs the person who approves")
    with warehouse.writing() as session:
        row = row_of(session, plan_id, lock=True)
        if row.state != DRAFTED:
            raise Refusal(f"plan {plan_id_of(row.number)} is {row.state}; only a drafted plan is approved")
        if session.get(ApprovalRow, (row.number, who)) is not None:
            raise Refusal(f"{who} has approved plan {plan_id_of(row.number)} already: it waits for a second person")
        session.add(ApprovalRow(plan_number=row.number, by=who, at=at))
        session.flush()
        if len(plan_from(session, row).approvals) >= APPROVALS_NEEDED:
            row.state = APPROVED
        return plan_from(session, row)


def get_plan(warehouse: Warehouse, plan_id: str) -> Plan:
    """Give one plan; Refusal when there is none of this id."""
    with warehouse.reading() as session:
        return plan_from(session, row_of(session, plan_id))


def list_plans(warehouse: Warehouse, *, state: str | None = None) -> list[Plan]:
    """Give the plans, newest first."""
    query = select(PlanRow).order_by(PlanRow.number.desc())
    if state is not None:
        query = query.where(PlanRow.state == state)
    with warehouse.reading() as session:
        return [plan_from(session, row) for row in session.scalars(query).all()]


def due_with(session: Session, warehouse: Warehouse, on: date, holds: list[HoldRow]) -> Due:
    """Find everything due on a day that these holds do not keep."""
    coverage = coverage_of(session, holds, until=last_due_day(on), root=warehouse.settings.lake)
    return everything_due(session, warehouse.settings.lake, on=on, coverage=coverage)


def row_of(session: Session, plan_id: str, *, lock: bool = False) -> PlanRow:
    """Find a plan's row; Refusal when there is none of this id."""
    found = _PLAN_ID.fullmatch(plan_id.strip().upper())
    row = session.get(PlanRow, int(found.group(1)), with_for_update=lock) if found else None
    if row is None:
        raise Refusal(f"no plan {plan_id!r}; `quater retention plan --on DATE` drafts one and says its id")
    return row


def plan_from(session: Session, row: PlanRow) -> Plan:
    """Read a plan with its approvals."""
    approvals = select(ApprovalRow).where(ApprovalRow.plan_number == row.number).order_by(ApprovalRow.at, ApprovalRow.by)
    return Plan(
        plan_id=plan_id_of(row.number),
        on=row.on,
        state=row.state,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        counts=dict(row.counts),
        held=dict(row.held),
        spared={hold: dict(counts) for hold, counts in row.spared.items()},
        digest=row.digest,
        approvals=tuple(Approval(approval.by, approval.at) for approval in session.scalars(approvals)),
        verification=row.verification,
    )
