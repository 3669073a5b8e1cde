"""Holds that an answer proposes: a person places them with the opening act, or declines with the reason.

An enquiry or proceedings that a bâtonnier opened is a ground for a hold (royal decree of 9 June 2024, art. 5), but the program
never places one: the act, its date and its author are what a person reads in a document. The hold covers the alert and
what it stands on; an officer who wants a wider one places that too.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.tables import number_of
from warehouse.aml_records import keep_apart
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.holds.placing import place
from warehouse.holds.tables import Hold
from warehouse.reports_register.answers import DECLINED, HOLD_GROUNDS, PLACED, PROPOSED, Answer, AnswerRow, answer_from
from warehouse.reports_register.tables import number_of_report


def proposed_holds(warehouse: Warehouse, report_id: str | None = None) -> list[Answer]:
    """Give the answers whose hold nobody placed or declined yet, oldest first."""
    query = select(AnswerRow).where(AnswerRow.hold == PROPOSED).order_by(AnswerRow.number)
    if report_id is not None:
        query = query.where(AnswerRow.report_number == number_of_report(report_id))
    with warehouse.reading() as session:
        return [answer_from(row) for row in session.scalars(query)]


def place_proposed(
    warehouse: Warehouse,
    report_id: str,
    alert_id: str,
    *,
    opening_act: str,
    authority: str,
    act_date: date,
    review_on: date,
    by: str,
    at: datetime,
) -> Hold:
    """Place the hold that the answer about an alert proposes. Refusal when none is proposed, and as in `holds.place`."""
    with warehouse.reading() as session:
        ground = HOLD_GROUNDS[_waiting(session, report_id, alert_id).outcome]
    placed = place(
        warehouse,
        scope="alert",
        subject=alert_id,
        ground=ground,
        opening_act=opening_act,
        authority=authority,
        act_date=act_date,
        review_on=review_on,
        by=by,
        at=at,
    )
    with warehouse.writing() as session:
        row = _waiting(session, report_id, alert_id, lock=True)
        row.hold, row.hold_id = PLACED, placed.hold_id
        row.hold_decided_by, row.hold_decided_at = by.strip(), at
    return placed


def decline_proposed(warehouse: Warehouse, report_id: str, alert_id: str, *, why: str, by: str, at: datetime) -> Answer:
    """Decline the hold that an answer proposes, with the reason, for example that one is in force already."""
    if not why.strip() or not by.strip():
        raise Refusal("declining a proposed hold needs the person and the reason")
    keep_apart(why)
    with warehouse.writing() as session:
        row = _waiting(session, report_id, alert_id, lock=True)
        row.hold, row.declined_why = DECLINED, why.strip()
        row.hold_decided_by, row.hold_decided_at = by.strip(), at
        session.flush()
        return answer_from(row)


def _waiting(session: Session, report_id: str, alert_id: str, *, lock: bool = False) -> AnswerRow:
    query = select(AnswerRow).where(
        AnswerRow.report_number == number_of_report(report_id),
        AnswerRow.alert_number == number_of(alert_id),
        AnswerRow.hold == PROPOSED,
    )
    row = session.scalars(query.with_for_update() if lock else query).first()
    if row is None:
        raise Refusal(f"no answer about {alert_id} in {report_id} proposes a hold; `quater outcome list` shows the answers")
    return row
