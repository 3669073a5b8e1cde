"""The recourses against a final decision, and the last day of each: a hold is not released before all have passed.

Judicial Code. A complaint closed without follow-up can be contested by the complainant for three months (art. 458 §2). Against
a disciplinary decision: opposition in 15 days if it was given by default (art. 462), appeal in 15 days from its notification,
cross-appeal in one month (art. 463); cassation suspends unless the decision says otherwise (art. 468) and its end is proved by
the registry. Of a judicial procedure the registry of the court proves that nothing is left. A term begins the day after, runs
from date to eve of date (art. 54), and goes on to the next working day when its last day is a Saturday, a Sunday or a holiday.

>>> [(one.name, one.last_day.isoformat()) for one in recourses("disciplinary_decision", notified_on=date(2026, 1, 16))]
[('appeal', '2026-02-02'), ('cross-appeal', '2026-02-16')]
>>> [one.last_day.isoformat() for one in recourses("closed_without_follow_up", notified_on=date(2025, 11, 30))]
['2026-03-02']
>>> recourses("judicial_decision", notified_on=date(2026, 1, 16))
()
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Term:
    """A recourse and how long it is open: in days, or in months."""

    name: str
    article: str
    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class Recourse:
    """A recourse against one decision; it is open up to and including its last day."""

    name: str
    article: str
    last_day: date


CONTEST = Term("the complainant's contest", "art. 458 §2", months=3)
OPPOSITION = Term("opposition", "art. 462", days=15)
APPEAL = Term("appeal", "art. 463", days=15)
CROSS_APPEAL = Term("cross-appeal", "art. 463", months=1)
DECISIONS: Mapping[str, tuple[Term, ...]] = {
    "closed_without_follow_up": (CONTEST,),
    "disciplinary_decision_by_default": (OPPOSITION, APPEAL, CROSS_APPEAL),
    "disciplinary_decision": (APPEAL, CROSS_APPEAL),
    "disciplinary_decision_on_appeal": (),
    "judicial_decision": (),
}
"""What may end a proceeding → the recourses whose last day can be counted; for the others the registry's proof is recorded."""
BY_REGISTRY = (
    "cassation (art. 468) and the recourses of a judicial procedure have no term here: the registry's attestation shows it"
)


def recourses(decision: str, *, notified_on: date) -> tuple[Recourse, ...]:
    """Give the recourses against a decision with their last days, in the order of the Code; KeyError for an unknown one."""
    return tuple(Recourse(term.name, term.article, last_day(term, notified_on)) for term in DECISIONS[decision])


def last_day(term: Term, notified_on: date) -> date:
    """Give the last day on which a recourse is open."""
    day = notified_on + timedelta(days=term.days) if term.days else _months_after(notified_on + _DAY, term.months) - _DAY
    while day.weekday() >= _SATURDAY or day in holidays.country_holidays("BE", years=day.year):
        day += _DAY
    return day


def _months_after(day: date, months: int) -> date:
    """Give the same date so many months later, or the first of the month after where there is no such date."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)
