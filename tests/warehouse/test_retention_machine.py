"""R11: a machine of random deliveries, findings, holds, releases and destructions, beside a model that is told from the law.

The model knows statements as sets of dated movements and looks through all of them each time. Ten years are counted by walking
from day to day. A hold keeps whole statements: those of its account or holder, those of its period or with a movement of it;
an analysis that a hold is on, or that names a movement of such a statement, keeps the statements it names. After each
destruction every movement, statement and finding that ever was is looked up, and counts of plan and certificate are compared:
each is a check.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.warehouse.conftest import _on_sqlite
from tests.warehouse.decade import ACQUITTED, HOLDER, ONE, THREE, TWO, Decade, finding
from warehouse.alerts import AlertDraft, findings_of, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.holds import place, release
from warehouse.retention import approve, plan, run

pytestmark = pytest.mark.trial
DAY = timedelta(days=1)
SEEDS = range(40) if os.environ.get("QUATER_TEST_FULL") == "1" else (0, 1)
ROUNDS = 7
ACCOUNTS = (ONE, TWO, THREE)
WORLDS = (date(2026, 2, 28), date(2028, 2, 28), date(2027, 12, 31))
"""The last is an ordinary edge of a year; ten years after the others a 29 February is there, or is not."""


def ten_years_on(day: date) -> date:
    """Walk from the morrow of a day to the first day that is not before the same date ten years later."""
    start = day + DAY
    walked = start + 3640 * DAY
    while (walked.year, walked.month, walked.day) < (start.year + 10, start.month, start.day):
        walked += DAY
    return walked


@dataclass
class Statement:
    """A statement: its movements with their two days; what is destroyed leaves `there`."""

    name: str
    account: str
    day: date
    days: dict[str, tuple[date, date]]
    there: set[str] = field(default_factory=set)

    def within(self, since: date, until: date) -> bool:
        """Whether it is of a period: by its own day, or by that of a movement that is there."""
        return any(since <= day <= until for day in [self.day, *(day for name in self.there for day in self.days[name])])

    def due(self, on: date) -> set[str]:
        return {one for one in self.there if ten_years_on(max(self.days[one])) <= on}


@dataclass
class Told:
    """A finding of one account, perhaps in an alert of its own."""

    account: str
    days: tuple[date, date]
    movements: tuple[str, ...]
    alert: str = ""


@dataclass
class Model:
    """What must be there, and what a destruction on a day takes."""

    statements: dict[str, Statement] = field(default_factory=dict)
    findings: dict[str, Told] = field(default_factory=dict)
    holds: dict[str, tuple[str, str]] = field(default_factory=dict)

    def _on_account(self, account: str) -> bool:
        return any((scope, subject) in (("account", account), ("holder", HOLDER[account])) for scope, subject in self._now())

    def _now(self) -> list[tuple[str, str]]:
        return list(self.holds.values())

    def _periods(self) -> list[tuple[date, date]]:
        told = [subject.split("..") for scope, subject in self._now() if scope == "period"]
        return [(date.fromisoformat(since), date.fromisoformat(until)) for since, until in told]

    def kept(self) -> set[str]:
        """The statements that holds keep."""
        direct = {
            one.name
            for one in self.statements.values()
            if self._on_account(one.account) or any(one.within(*period) for period in self._periods())
        }
        kept = set(direct)
        for told in self.findings.values():
            names = {one.name for one in self.statements.values() if one.there.intersection(told.movements)}
            if (
                self._on_account(told.account)
                or ("alert", told.alert) in self._now()
                or any(told.days[0] <= until and told.days[1] >= since for since, until in self._periods())
                or names & direct
            ):
                kept |= names
        return kept

    def destroy(self, on: date) -> tuple[int, int]:
        """Take what is past its day and not kept; gives how many movements went, and how many due ones holds kept."""
        kept = self.kept()
        due = {one.name: one.due(on) for one in self.statements.values()}
        spared = sum(len(names) for name, names in due.items() if name in kept)
        for name, names in due.items():
            if name not in kept:
                self.statements[name].there -= names
        there = self.movements()
        for key in [key for key, told in self.findings.items() if not there.intersection(told.movements)]:
            del self.findings[key]
        return sum(len(names) for name, names in due.items() if name not in kept), spared

    def movements(self) -> set[str]:
        return set().union(*(one.there for one in self.statements.values()))


class Machine:
    """Does to the product and to the model the same, drawn by a seed, and compares."""

    def __init__(self, decade: Decade, seed: int) -> None:
        self.decade, self.model, self.draw = decade, Model(), random.Random(f"retention {seed}")
        self.warehouse = decade.warehouse
        self.base = WORLDS[seed % len(WORLDS)]
        self.on = ten_years_on(self.base) - 2 * DAY
        self.received = datetime.combine(self.base + 9 * DAY, time(6), UTC)
        self.ever: set[str] = set()
        self.numbers = dict.fromkeys(ACCOUNTS, 100)
        self.checks = self.made = self.past = 0
        decade.register(*((account, HOLDER[account]) for account in ACCOUNTS))

    @property
    def at(self) -> datetime:
        return datetime.combine(self.on, time(9), UTC)

    def _day(self) -> date:
        return self.base + self.draw.randint(-2, 3) * DAY

    def deliver(self) -> None:
        account = self.draw.choice(ACCOUNTS)
        self.numbers[account] += 1
        number, day = self.numbers[account], self._day()
        drawn = [(self._day(), self._day()) for _ in range(self.draw.randint(1, 3))]
        movements = [(euros, booked, valued) for euros, (booked, valued) in enumerate(drawn, start=1)]
        self.decade.receive(account, self.decade.statement(account, number, day, *movements), at=self.received)
        name = f"{account}.EUR.{day}.{number:03d}"
        days = {f"{name}.{place:04d}.0000": both for place, both in enumerate(drawn, start=1)}
        self.model.statements[name] = Statement(name, account, day, days, set(days))
        self.ever |= set(days)

    def find(self) -> None:
        account = self.draw.choice(ACCOUNTS)
        own = [one for one in self.model.statements.values() if one.account == account and one.there]
        known = {name: one.days[name] for one in own for name in sorted(one.there)}
        if not known:
            return
        names = tuple(sorted(self.draw.sample(sorted(known), min(len(known), self.draw.randint(1, 3)))))
        days = [booked for name in names for booked in known[name]]
        self.made += 1
        key = f"drawn-{self.made}"
        one = finding(
            key, account=account, holder_id=HOLDER[account], movement_ids=names, bank_references=(), typology=key,
            first_date=min(days), last_date=max(days),
        )  # fmt: skip
        store_findings(self.warehouse, [one], on=self.base, at=self.received)
        told = Told(account, (min(days), max(days)), names)
        if self.draw.random() < 0.5:
            drafts = [AlertDraft(HOLDER[account], account, key, min(days), (key,))]
            (told.alert,) = raise_alerts(self.warehouse, drafts, at=self.received).new
        self.model.findings[key] = told

    def hold(self) -> None:
        alerts = [told.alert for told in self.model.findings.values() if told.alert]
        scope = self.draw.choice(["account", "holder", "period", *(["alert"] * bool(alerts))])
        since = self._day()
        subject = {
            "account": self.draw.choice(ACCOUNTS),
            "holder": self.draw.choice(["H1", "H2"]),
            "period": f"{since}..{since + self.draw.randint(0, 1) * DAY}",
            "alert": self.draw.choice(alerts or [""]),
        }[scope]
        placed = place(
            self.warehouse, scope=scope, subject=subject, ground="instruction", opening_act="act", authority="court",
            act_date=date(2036, 1, 5), by="officer", review_on=self.on + 90 * DAY, at=self.at,
        )  # fmt: skip
        self.model.holds[placed.hold_id] = (scope, subject)

    def release(self) -> None:
        if self.model.holds:
            hold_id = self.draw.choice(sorted(self.model.holds))
            for who in ("first", "second"):
                release(self.warehouse, hold_id, by=who, on=self.on, at=self.at, final=ACQUITTED)
            del self.model.holds[hold_id]

    def destroy(self) -> None:
        planned = plan(self.warehouse, on=self.on, by="planner", at=self.at)
        for who in ("first", "second"):
            approve(self.warehouse, planned.plan_id, by=who, at=self.at)
        if self.draw.random() < 0.3:
            self.hold()
        document = run(self.warehouse, planned.plan_id, at=self.at).document
        gone, spared = self.model.destroy(self.on)
        self.past += gone + spared
        self._same("movements destroyed", document["destroyed"]["movements"], gone)
        self._same("movements spared", planned.counts["movements"] + planned.held.get("movements", 0), gone + spared)
        self._same("remnants", document["verification"]["remnants"], 0)
        self._compare()

    def _compare(self) -> None:
        there, statements = self.decade.movements(), self.decade.statement_ids()
        expected = self.model.movements()
        for one in sorted(self.ever):
            self._same(one, one in there, one in expected)
        for name, statement in self.model.statements.items():
            self._same(name, name in statements, bool(statement.there))
        found = {one.key: one for one in findings_of(self.warehouse)}
        for number in range(1, self.made + 1):
            key = f"drawn-{number}"
            told = self.model.findings.get(key)
            self._same(key, key in found, told is not None)
            if told is not None:
                self._same(f"{key} names", set(found[key].movement_ids), expected.intersection(told.movements))
                self._same(f"{key} lost", found[key].destroyed_movements, len(set(told.movements) - expected))

    def _same(self, what: str, found: object, expected: object) -> None:
        self.checks += 1
        assert found == expected, f"{what} on {self.on}: {found}, and by the law {expected}; holds {self.model.holds}"


@pytest.fixture
def on_sqlite(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Warehouse]:
    yield from _on_sqlite(tmp_path, migrated_sqlite)


@pytest.mark.parametrize("seed", SEEDS)
def test_ar_5_a_exactly_what_the_law_says_is_destroyed_and_kept_whatever_happens(
    on_sqlite: Warehouse, tmp_path: Path, seed: int, record_property
) -> None:
    machine = Machine(Decade(on_sqlite, tmp_path), seed)
    for _ in range(5):
        machine.deliver()
    for _ in range(ROUNDS):
        machine.deliver()
        machine.find()
        if machine.draw.random() < 0.4:
            machine.hold()
        machine.destroy()
        if machine.draw.random() < 0.5:
            machine.release()
        machine.on += machine.draw.randint(0, 2) * DAY
    assert machine.past > 0  # something was past its day; with some seeds holds keep all of it
    record_property("R11", f"seed {seed}: {machine.checks} checks")
