"""Which alerts a list shows: what its reader may see, and what the reader asked for, as conditions of one query.

The days of a bucket are those of UTC, as an alert's own age is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from warehouse.alerts.deadlines import AGES, DAYS, DUE, raised_between
from warehouse.alerts.ranking import NATURES, SEVERITIES
from warehouse.alerts.tables import AlertRow
from warehouse.errors import Refusal
from warehouse.register import bars

NOBODY = "-"
"""Stands for the assignee of what is assigned to nobody."""
EVERY, SECOND = "all", "second"
STATUSES = ("open", SECOND, "reported", "watch", "more_data", "dismissed", EVERY)
"""The lists of the queue: `second` holds the open ones on which a decision waits for a second person."""


@dataclass(frozen=True)
class Sight:
    """What a reader may see: the alerts of an Order's bars (None: of both), and those that a joint case opens."""

    order: str | None = None
    joint: tuple[int, ...] = ()

    def condition(self) -> ColumnElement[bool] | None:
        """The condition of the query; None when there is none."""
        if self.order is None:
            return None
        own = AlertRow.bar.in_([code for code, bar in bars().items() if bar.order == self.order])
        return or_(own, AlertRow.number.in_(self.joint)) if self.joint else own

    def sees(self, number: int, bar: str) -> bool:
        """Say whether the reader may see an alert."""
        if self.order is None or number in self.joint:
            return True
        return bar in bars() and bars()[bar].order == self.order


@dataclass(frozen=True)
class Chosen:
    """What a reader asks for; an empty text asks for nothing. `order` is OBFG or OVB, the buckets those of `deadlines`."""

    status: str = "open"
    order: str = ""
    bar: str = ""
    nature: str = ""
    severity: str = ""
    detector: str = ""
    age: str = ""
    due: str = ""
    assignee: str = ""

    def __post_init__(self) -> None:
        """Refuse what the queue has no list for."""
        known = (
            ("status", self.status, STATUSES),
            ("Order", self.order, ("", *{bar.order for bar in bars().values()})),
            ("bar", self.bar, ("", *bars())),
            ("nature", self.nature, ("", *NATURES)),
            ("severity", self.severity, ("", *SEVERITIES)),
            ("age", self.age, ("", *AGES)),
            ("deadline", self.due, ("", *DUE)),
        )
        for name, value, allowed in known:
            if value not in allowed:
                raise Refusal(f"the queue has no {name} {value!r}")

    @property
    def narrowed(self) -> bool:
        """Whether more than the status is asked for."""
        return any((self.order, self.bar, self.nature, self.severity, self.detector, self.age, self.due, self.assignee))

    def conditions(self, on: date) -> Iterator[ColumnElement[bool]]:
        """The conditions of the query; `on` is the day of the buckets."""
        if self.status == SECOND:
            yield and_(AlertRow.status == "open", AlertRow.proposed != "")
        elif self.status != EVERY:
            yield AlertRow.status == self.status
        if self.order:
            yield AlertRow.bar.in_([code for code, bar in bars().items() if bar.order == self.order])
        for column, value in (
            (AlertRow.bar, self.bar),
            (AlertRow.nature, self.nature),
            (AlertRow.severity, self.severity),
            (AlertRow.detector, self.detector),
        ):
            if value:
                yield column == value
        if self.assignee:
            yield AlertRow.assignee == ("" if self.assignee == NOBODY else self.assignee)
        if self.age:
            fewest, most = AGES[self.age]
            last = on - timedelta(days=fewest) if fewest else None
            yield _raised(None if most is None else on - timedelta(days=most), last)
        if self.due:
            low, high = DUE[self.due]
            yield or_(
                *(
                    and_(AlertRow.severity == severity, _raised(*raised_between(low, high, on=on, days=days)))
                    for severity, days in DAYS.items()
                )
            )


def _raised(first: date | None, last: date | None) -> ColumnElement[bool]:
    """Raised from one day to another, both included; open where there is none."""
    conditions: list[Any] = []
    if first is not None:
        conditions.append(AlertRow.created_at >= _begin(first))
    if last is not None:
        conditions.append(AlertRow.created_at < _begin(last + timedelta(days=1)))
    return and_(True, *conditions)


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
