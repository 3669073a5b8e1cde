"""A request from its receipt to its answer: entered, its term made longer, decided, sent; whose it was, erased.

The identity of who asks is kept apart (`requesters`) and goes by itself when it is no longer needed. An erasure is granted
only of what nobody has to keep any more: what the law orders to keep is not erased on request (GDPR, art. 17 §3 b).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.persons.finding import EXPIRED, Found, found_of
from warehouse.persons.grounds import grounds_of
from warehouse.persons.tables import (
    CLOSED,
    DECIDED,
    GRANTED,
    LANGUAGES,
    OPEN,
    OUTCOMES,
    PARTLY,
    REFUSED,
    RIGHTS,
    Case,
    CaseEvent,
    CaseRow,
    RequesterRow,
    case_from,
    note,
    number_of,
    row_of,
    words,
)

ORDERS = ("OBFG", "OVB")


@dataclass(frozen=True)
class Requester:
    """Who asks, and by what his data are found."""

    name: str
    address: str
    identified_by: str
    holder_id: str
    iban: str


@dataclass(frozen=True)
class Done:
    """One thing that was done about a request."""

    at: datetime
    by: str
    event: str
    detail: str


def register_request(
    warehouse: Warehouse, asked: Requester, *, right: str, order: str, language: str, received_on: date, by: str, at: datetime
) -> Case:
    """Enter a request. Refusal for a right that is none, a day to come, or a person who is not identified."""
    for what, given, known in (("right", right, RIGHTS), ("Order", order, ORDERS), ("language", language, LANGUAGES)):
        if given not in known:
            raise Refusal(f"expected the {what} to be one of {', '.join(known)}, got {given!r}")
    if received_on > day_of(at):
        raise Refusal(f"expected the day on which the request came, today or before, got {received_on}")
    if not by.strip():
        raise Refusal("a request needs the person who enters it")
    facts = {
        "name": words("name of who asks", asked.name),
        "address": words("address of who asks", asked.address),
        "identified_by": words("means by which the person was identified", asked.identified_by),
        "holder_id": asked.holder_id.strip(),
        "iban": "".join(asked.iban.split()).upper(),
    }
    with warehouse.writing() as session:
        row = CaseRow(asks=right, order_code=order, language=language, received_on=received_on, extended=False, state=OPEN)
        row.outcome, row.ground = "", ""
        session.add(row)
        session.flush()
        session.add(RequesterRow(request_number=row.number, **facts))
        note(session, row.number, "received", detail=right, by=by.strip(), at=at)
        return case_from(row)


def extend(warehouse: Warehouse, case_id: str, *, why: str, by: str, at: datetime) -> Case:
    """Make the term two months longer; only once, and only while the first month lasts: the person is told in it."""
    reason = words("reason why it takes longer", why)
    with warehouse.writing() as session:
        row = row_of(session, case_id, lock=True)
        case = case_from(row)
        if row.state != OPEN or row.extended or day_of(at) > case.due:
            raise Refusal(f"the term of {case_id} can be made longer once, until {case.due}, while nothing is decided")
        row.extended = True
        note(session, row.number, "term extended", detail=reason, by=by, at=at)
        return case_from(row)


def decide(warehouse: Warehouse, case_id: str, *, outcome: str, ground: str = "", by: str, at: datetime) -> Case:
    """Decide what is answered: granted, or partly or wholly refused on a ground of the right that is asked for."""
    case, asked = get_case(warehouse, case_id), requester_of(warehouse, case_id)
    _check_decision(case, outcome, ground)
    if case.right == "erasure" and outcome == GRANTED and asked is not None:
        _refuse_what_is_kept(case_id, found_of(warehouse, asked, on=day_of(at)))
    with warehouse.writing() as session:
        row = row_of(session, case_id, lock=True)
        if row.state == CLOSED:
            raise Refusal(f"{case_id} was answered on {row.sent_on}")
        row.state, row.outcome, row.ground, row.decided_by = DECIDED, outcome, ground, by.strip()
        note(session, row.number, "decided", detail=f"{outcome} {ground}".strip(), by=by, at=at)
        return case_from(row)


def close(warehouse: Warehouse, case_id: str, *, sent_on: date, by: str, at: datetime) -> Case:
    """Enter the day on which the answer left."""
    with warehouse.writing() as session:
        row = row_of(session, case_id, lock=True)
        if row.state != DECIDED or not row.received_on <= sent_on <= day_of(at):
            raise Refusal(f"{case_id} is closed when it is decided, by the day on which the answer left, not {sent_on}")
        row.state, row.sent_on = CLOSED, sent_on
        note(session, row.number, "answered", detail=f"sent on {sent_on}", by=by, at=at)
        return case_from(row)


def forget(warehouse: Warehouse, case_id: str, *, by: str, at: datetime) -> None:
    """Erase whose request it was, once it is answered; what was done about it stays."""
    with warehouse.writing() as session:
        row = row_of(session, case_id, lock=True)
        if row.state != CLOSED:
            raise Refusal(f"{case_id} is not answered yet: whose it is is needed until then")
        session.execute(delete(RequesterRow).where(RequesterRow.request_number == row.number))
        note(session, row.number, "identity erased", by=by, at=at)


def list_cases(warehouse: Warehouse) -> list[Case]:
    """Give every request, those that wait first, by the day on which they are due."""
    with warehouse.reading() as session:
        cases = [case_from(row) for row in session.scalars(select(CaseRow).order_by(CaseRow.number))]
    return sorted(cases, key=lambda one: (one.state == CLOSED, one.due))


def get_case(warehouse: Warehouse, case_id: str) -> Case:
    """Give one request; Refusal when there is none."""
    with warehouse.reading() as session:
        return case_from(row_of(session, case_id))


def requester_of(warehouse: Warehouse, case_id: str) -> RequesterRow | None:
    """Give who asks; None once that is erased."""
    with warehouse.reading() as session:
        return session.get(RequesterRow, number_of(case_id))


def done_about(warehouse: Warehouse, case_id: str) -> list[Done]:
    """Give what was done about a request, oldest first."""
    query = select(CaseEvent).where(CaseEvent.request_number == number_of(case_id)).order_by(CaseEvent.number)
    with warehouse.reading() as session:
        return [Done(row.at, row.by, row.event, row.detail) for row in session.scalars(query)]


def _check_decision(case: Case, outcome: str, ground: str) -> None:
    if outcome not in OUTCOMES:
        raise Refusal(f"expected the outcome to be one of {', '.join(OUTCOMES)}, got {outcome!r}")
    known: Mapping[str, tuple[str, ...]] = {GRANTED: ("",), **dict.fromkeys((PARTLY, REFUSED), grounds_of(case.right))}
    if ground not in known[outcome]:
        allowed = ", ".join(known[outcome]) or "no ground"
        raise Refusal(f"expected as ground of {outcome} for {case.right}: {allowed}; got {ground!r}")


def _refuse_what_is_kept(case_id: str, found: Found) -> None:
    if sum(found.standing.values()) or found.holders:
        gone = f"; {found.standing[EXPIRED]} go with the next destruction" if found.standing[EXPIRED] else ""
        raise Refusal(f"the law orders to keep data of {case_id}: refuse on the ground kept_by_law{gone}")
