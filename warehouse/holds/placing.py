"""Placing, reviewing and reading holds.

A hold that names nobody would protect nothing and nobody would notice, so its subject must be known: a holder of the register
or of a finding, an account that was ever delivered or registered, an alert of the queue. A review sets the next review date and
leaves the hold in force.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import FindingRow
from warehouse.alerts.tables import AlertRow, alert_id_of, number_of
from warehouse.aml_records import keep_apart
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement
from warehouse.errors import Refusal
from warehouse.evidence.subjects import looks_like_account
from warehouse.holds.dossiers import checked_reference
from warehouse.holds.keeping import keep_holds
from warehouse.holds.tables import (
    ACTIVE,
    GROUNDS,
    IN_FORCE,
    SCOPES,
    Hold,
    HoldHistoryRow,
    HoldRow,
    hold_from,
    note,
    period_of,
    row_of,
)
from warehouse.register_tables import Account, Holder


def place(
    warehouse: Warehouse,
    *,
    scope: str,
    subject: str,
    ground: str,
    opening_act: str,
    authority: str,
    act_date: date,
    by: str,
    review_on: date,
    at: datetime,
    within: str = "",
) -> Hold:
    """Forbid the destruction of what a proceeding needs. Refusal for an unknown ground or subject, or an empty field.

    `within` names the holder or account whose dossier or period it is; a dossier needs it, a period may leave it out.
    """
    if ground not in GROUNDS:
        raise Refusal(f"expected the ground of a hold to be one of {', '.join(GROUNDS)}, got {ground!r}")
    texts = {"opening act": opening_act, "authority": authority, "person": by}
    empty = [name for name, text in texts.items() if not text.strip()]
    if empty:
        raise Refusal(f"a hold needs its {' and its '.join(empty)}")
    keep_apart(opening_act, authority)
    if act_date > at.date() or review_on <= at.date():
        raise Refusal(
            f"a hold needs an opening act of today or before (got {act_date}) and a review after today (got {review_on})"
        )
    with warehouse.writing() as session:
        row = HoldRow(
            state=ACTIVE,
            ground=ground,
            scope=scope,
            subject=_known_subject(session, scope, subject.strip()),
            within=_known_owner(session, scope, within.strip()),
            opening_act=opening_act.strip(),
            authority=authority.strip(),
            act_date=act_date,
            placed_by=by.strip(),
            placed_at=at,
            review_on=review_on,
        )
        session.add(row)
        session.flush()
        note(session, row, at, row.placed_by, "placed", row.opening_act)
        placed = hold_from(row)
    keep_holds(warehouse)
    return placed


def review(warehouse: Warehouse, hold_id: str, *, review_on: date, reason: str, by: str, at: datetime) -> Hold:
    """Note that a hold was reviewed and still stands, and when it is to be reviewed next."""
    if not reason.strip() or not by.strip() or review_on <= at.date():
        raise Refusal("a review needs the person, the reason why the hold still stands, and a next review after today")
    keep_apart(reason)
    with warehouse.writing() as session:
        row = row_of(session, hold_id, lock=True)
        if row.state not in IN_FORCE:
            raise Refusal(f"hold {hold_id} was released by {row.release_proposed_by} and {row.released_by}")
        row.review_on = review_on
        note(session, row, at, by.strip(), "reviewed", reason.strip())
        reviewed = hold_from(row)
    keep_holds(warehouse)
    return reviewed


def list_holds(warehouse: Warehouse, *, in_force: bool | None = None, review_due_on: date | None = None) -> list[Hold]:
    """Give the holds, oldest first; `review_due_on`: those in force whose review date has come on that day."""
    query = select(HoldRow).order_by(HoldRow.number)
    if in_force is not None:
        query = query.where(HoldRow.state.in_(IN_FORCE) if in_force else HoldRow.state.not_in(IN_FORCE))
    if review_due_on is not None:
        query = query.where(HoldRow.state.in_(IN_FORCE), HoldRow.review_on <= review_due_on)
    with warehouse.reading() as session:
        return [hold_from(row) for row in session.scalars(query)]


def get_hold(warehouse: Warehouse, hold_id: str) -> Hold:
    """Give one hold; Refusal when there is none of this id."""
    with warehouse.reading() as session:
        return hold_from(row_of(session, hold_id))


def history(warehouse: Warehouse, hold_id: str) -> list[tuple[datetime, str, str, str]]:
    """Give everything done to a hold, oldest first: when, who, what, with which words."""
    with warehouse.reading() as session:
        number = row_of(session, hold_id).number
        query = select(HoldHistoryRow).where(HoldHistoryRow.hold_number == number).order_by(HoldHistoryRow.number)
        return [(row.at, row.by, row.event, row.detail) for row in session.scalars(query)]


def _known_subject(session: Session, scope: str, subject: str) -> str:
    """Give the subject as it is kept; Refusal when nothing is known under it."""
    if scope not in SCOPES:
        raise Refusal(f"expected the scope of a hold to be one of {', '.join(SCOPES)}, got {scope!r}")
    if scope == "period":
        since, until = period_of(subject)
        return f"{since.isoformat()}..{until.isoformat()}"
    if scope == "alert":
        number = number_of(subject)
        if session.get(AlertRow, number) is None:
            raise Refusal(f"no alert {alert_id_of(number)}; `quater alerts list` shows the alerts")
        return alert_id_of(number)
    if scope == "dossier":
        return checked_reference(subject)
    return _known(session, scope, subject)


def _known_owner(session: Session, scope: str, within: str) -> str:
    """Give whose period or dossier it is: a holder, else an account; Refusal when it is needed and nothing is known of it."""
    if scope not in ("period", "dossier"):
        if within:
            raise Refusal(f"a hold on one {scope} is narrowed by nothing else; got {within!r} besides")
        return ""
    if not within:
        if scope == "dossier":
            raise Refusal("a hold on a dossier needs whose it is: a holder or an account; the same reference may be another's")
        return ""
    return _known(session, "account" if looks_like_account(within) else "holder", within)


def _known(session: Session, scope: str, subject: str) -> str:
    if scope == "account":
        subject = "".join(subject.split()).upper()
        known = or_(
            exists().where(Account.iban == subject),
            exists().where(DeliveredStatement.account == subject),
            exists().where(FindingRow.account == subject),
        )
    else:
        known = or_(exists().where(Holder.holder_id == subject), exists().where(FindingRow.holder_id == subject))
    if not session.scalar(select(known)):
        raise Refusal(f"no {scope} {subject!r} in the register nor in what was delivered: a hold on it would protect nothing")
    return subject
