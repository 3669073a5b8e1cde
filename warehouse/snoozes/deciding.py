"""Proposing, approving and ending a snooze; every refusal says what is missing.

The counterparty is given as findings name it (`Finding.counterparty`): the account number without blanks in capitals, else
`name` and the plain name. Only its keyed hash is kept.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from warehouse.alerts.ranking import SEVERITIES
from warehouse.aml_records import keep_apart
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.snoozes.reading import UNGRAVE, counterparty_digest
from warehouse.snoozes.tables import ENDED, IN_FORCE, PROPOSED, Snooze, SnoozeRow, row_of, snooze_from, snooze_id_of


def propose(
    warehouse: Warehouse,
    detector: str,
    *,
    severity: str,
    account: str | None = None,
    counterparty: str | None = None,
    until: date,
    reason: str,
    by: str,
    at: datetime,
) -> Snooze:
    """Snooze a rule for one account or counterparty: in force at once up to low severity, else once another approves it.

    `severity` is the rule's own. Refusal without a reason or a person, for both subjects or neither, for an end that is past
    or more than a year away, and while another snooze of the same rule and subject lasts.
    """
    if severity not in SEVERITIES:
        raise ValueError(f"unknown severity {severity!r} of {detector}")
    if not reason.strip() or not by.strip():
        raise Refusal("a snooze needs its reason and the person who asks for it; both are kept")
    keep_apart(reason)
    if bool(account) == bool(counterparty):
        raise Refusal("a snooze is for one --account or one --counterparty; got both or neither")
    longest = _a_year_after(at.date())
    if not at.date() < until <= longest:
        raise Refusal(f"expected the end of a snooze after {at.date()} and at most a year away ({longest}), got {until}")
    two = severity not in UNGRAVE
    row = SnoozeRow(
        detector=detector,
        account="".join(account.split()).upper() if account else None,
        counterparty=counterparty_digest(warehouse, counterparty) if counterparty else None,
        until=until,
        reason=reason.strip(),
        two_people=two,
        state=PROPOSED if two else IN_FORCE,
        proposed_by=by.strip(),
        proposed_at=at,
    )
    with warehouse.writing() as session:
        same = select(SnoozeRow).where(SnoozeRow.detector == detector, SnoozeRow.state != ENDED, SnoozeRow.until > at.date())
        same = same.where(SnoozeRow.account == row.account if account else SnoozeRow.counterparty == row.counterparty)
        if (lasting := session.scalars(same.limit(1)).first()) is not None:
            raise Refusal(f"{snooze_id_of(lasting.number)} already says so until {lasting.until}; end it, then ask anew")
        session.add(row)
        session.flush()
        return snooze_from(row)


def approve(warehouse: Warehouse, snooze_id: str, *, by: str, at: datetime) -> Snooze:
    """Let a proposed snooze come into force, as a second person."""
    with warehouse.writing() as session:
        row = row_of(session, snooze_id)
        if row.state != PROPOSED:
            raise Refusal(f"expected a snooze that waits for approval, {snooze_id} is {row.state}")
        if at.date() >= row.until:
            raise Refusal(f"{snooze_id} would have ended on {row.until}; ask for a new one")
        if not by.strip() or by.strip() == row.proposed_by:
            raise Refusal(f"{snooze_id} was asked for by {row.proposed_by}: another person must approve it")
        row.state, row.approved_by, row.approved_at = IN_FORCE, by.strip(), at
        return snooze_from(row)


def end(warehouse: Warehouse, snooze_id: str, *, reason: str, by: str, at: datetime) -> Snooze:
    """End a snooze before its day, or decline a proposed one; one person is enough to hear a rule again."""
    if not reason.strip() or not by.strip():
        raise Refusal("the end of a snooze needs its reason and the person; both are kept")
    keep_apart(reason)
    with warehouse.writing() as session:
        row = row_of(session, snooze_id)
        if row.state == ENDED:
            raise Refusal(f"{snooze_id} was ended by {row.ended_by}")
        row.state, row.ended_by, row.ended_at, row.ended_why = ENDED, by.strip(), at, reason.strip()
        return snooze_from(row)


def _a_year_after(day: date) -> date:
    """Give the same day of the next year, 28 February after a leap day.

    >>> _a_year_after(date(2028, 2, 29))
    datetime.date(2029, 2, 28)
    """
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
