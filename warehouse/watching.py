"""Watching the watchers: what is unusual in the record of access opens an incident for the data protection officer.

Four signs, a day and a person at a time: far more dossiers than the person's own habit; many looks at an hour when nobody
works; dossiers of the other Order asked for again and again; many alerts read in a week without a single decision. None of them
is an accusation: somebody stood in for a colleague, or prepared a hearing. A fifth, two sign-ins of one person at the same
time, is noticed when it happens (`warehouse.sign_ins`). An incident is opened once for a sign, a person and a day; it names ids
and counts, the data protection officer finds the rest in the record. Sources: founding security note (an unusual use is
noticed); royal decree of 11 October 2023, art. 4 §2 al. 3 (signs of a risk).
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from warehouse.alerts.tables import DispositionRow, ProposalRow
from warehouse.belgian_day import BRUSSELS, day_of
from warehouse.database import Warehouse
from warehouse.evidence import Access, list_accesses
from warehouse.incidents import IncidentRow, open_incident

HABIT_DAYS, WEEK = 28, 7
LEAST_DOSSIERS, TIMES_HABIT = 40, 4
"""A day counts as more than the habit from so many dossiers on, and so many times the median of the days on which he worked."""
WORK_BEGINS, WORK_ENDS, LOOKS_AT_NIGHT = time(6), time(22), 10
OTHER_ORDER, ASKED_AGAIN = "denied: of another Order", 3
ALERTS_UNDECIDED = 30
OPENED_ALERT, DOSSIERS = "alert: show", ("A-", "R-", "Y-", "B-", "account:")
_LEAST = {"volume": 1, "hours": LOOKS_AT_NIGHT, "other-order": ASKED_AGAIN, "no-decision": 1}


@dataclass(frozen=True)
class Sign:
    """One unusual thing: who, which of the four, and the count that shows it."""

    person: str
    sign: str
    count: int


def watch(warehouse: Warehouse, *, on: date, at: datetime) -> list[Sign]:
    """Look at the accesses of a day, and open an incident for every sign that has none yet."""
    signs = list(_signs(warehouse, on))
    with warehouse.writing() as session:
        for one in signs:
            subject = f"watch:{one.sign}:{on.isoformat()}"
            known = select(IncidentRow.number).where(IncidentRow.subject == subject, IncidentRow.by == one.person)
            if session.scalar(known.limit(1)) is None:
                detail = f"{one.sign}: {one.count}"
                open_incident(session, "unusual_access", subject=subject, detail=detail, by=one.person, at=at)
    return signs


def _signs(warehouse: Warehouse, on: date) -> Iterator[Sign]:
    begin, end = _midnight(on - timedelta(days=HABIT_DAYS)), _midnight(on + timedelta(days=1))
    by_person: dict[str, list[Access]] = defaultdict(list)
    for access in list_accesses(warehouse, since=begin, until=end):
        if access.identity is not None:
            by_person[access.identity].append(access)
    for person, accesses in sorted(by_person.items()):
        today = [one for one in accesses if day_of(one.at) == on]
        for sign, count in (
            ("volume", _volume(accesses, on)),
            ("hours", _at_night(today)),
            ("other-order", sum(one.result == OTHER_ORDER for one in today)),
            ("no-decision", _undecided(warehouse, person, accesses, on)),
        ):
            if count >= _LEAST[sign]:
                yield Sign(person, sign, count)


def _volume(accesses: Iterable[Access], on: date) -> int:
    """How many dossiers the day saw, when that is far more than the person's habit; 0 else."""
    days: dict[date, set[str]] = defaultdict(set)
    for one in accesses:
        if one.subject.startswith(DOSSIERS):
            days[day_of(one.at)].add(one.subject)
    today = len(days.pop(on, ()))
    habit = statistics.median([len(seen) for seen in days.values()]) if days else 0
    return today if today >= max(LEAST_DOSSIERS, TIMES_HABIT * habit) else 0


def _at_night(today: Iterable[Access]) -> int:
    moments = [one.at.astimezone(BRUSSELS).time() for one in today]
    return sum(not WORK_BEGINS <= moment < WORK_ENDS for moment in moments)


def _undecided(warehouse: Warehouse, person: str, accesses: Iterable[Access], on: date) -> int:
    """How many alerts the person read in the week that ends today, when he decided on none of any; 0 else."""
    since = on - timedelta(days=WEEK - 1)
    read = {one.subject for one in accesses if one.action == OPENED_ALERT and day_of(one.at) >= since}
    if len(read) < ALERTS_UNDECIDED:
        return 0
    begin = _midnight(since)
    with warehouse.reading() as session:
        decided = select(DispositionRow.number).where(DispositionRow.by == person, DispositionRow.at >= begin)
        proposed = select(ProposalRow.number).where(ProposalRow.by == person, ProposalRow.at >= begin)
        active = session.scalar(decided.limit(1)) or session.scalar(proposed.limit(1))
    return 0 if active else len(read)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BRUSSELS).astimezone(UTC)
