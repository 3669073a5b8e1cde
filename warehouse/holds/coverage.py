"""What the holds in force keep: the data and the analyses concerned, found from the five scopes.

A hold on an account keeps that account's statements and every analysis that names a movement of it; on a holder, the accounts
that the holder holds or ever held; on an alert, the alert with its findings and the movements they name; on a period, what
was booked or valued in it and the statements of its days, of one account or holder if it says so; on a dossier, what names
it. An analysis that names a movement of a statement so kept is kept too (an alert with all its findings), and what is kept
keeps the movements it names, because it would prove nothing without them; a statement kept for that reason alone keeps no
further analysis. The unit of evidence is the statement, whose raw lines cannot be cut: what touches a statement keeps the
whole of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coda_parser import parse
from warehouse.alerts.findings import AlertFinding, FindingRow
from warehouse.alerts.tables import number_of
from warehouse.holds.dossiers import TEXTS, HeldDossier, holds_naming, pattern, statements_naming
from warehouse.holds.tables import IN_FORCE, HoldRow, hold_id_of, period_of
from warehouse.register_tables import AccountHolder

Holders = defaultdict[str, set[str]]
"""What is held → the ids of the holds that keep it."""


def _empty() -> Holders:
    return defaultdict(set)


@dataclass(frozen=True)
class HeldPeriod:
    """A period that a hold keeps, for everybody or for these accounts and this holder only; both days included."""

    since: date
    until: date
    hold: str
    accounts: frozenset[str] | None = None
    holder: str = ""

    def covers(self, accounts: Collection[str], holders: Collection[str]) -> bool:
        """Whether it is about one of these."""
        return self.accounts is None or not self.accounts.isdisjoint(accounts) or self.holder in holders


class Analysis(NamedTuple):
    """What the coverage needs to know of a finding; `alert` is its alert's number as text, empty without one."""

    key: str
    alert: str
    account: str
    holder_id: str
    first_date: date
    last_date: date
    movement_ids: tuple[str, ...]


@dataclass
class Coverage:
    """What a set of holds keeps; alerts are named by their number written as text."""

    periods: list[HeldPeriod] = field(default_factory=list)
    dossiers: list[HeldDossier] = field(default_factory=list)
    accounts: Holders = field(default_factory=_empty)
    holders: Holders = field(default_factory=_empty)
    alerts: Holders = field(default_factory=_empty)
    findings: Holders = field(default_factory=_empty)
    named: Holders = field(default_factory=_empty)
    """statements that name a held dossier"""
    statements: Holders = field(default_factory=_empty)
    """statements that a held analysis names"""
    analyses: tuple[Analysis, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all is held."""
        return not (self.periods or self.dossiers or self.accounts or self.holders or self.alerts)

    def of_statement(
        self, statement_id: str, account: str, days: Iterable[date | None], texts: Sequence[str | None] = ()
    ) -> set[str]:
        """Give the holds that keep a statement of this account, with movements of these days; `texts` may name a dossier."""
        return self.directly(statement_id, account, days, texts) | self.statements.get(statement_id, set())

    def directly(
        self, statement_id: str, account: str, days: Iterable[date | None], texts: Sequence[str | None] = ()
    ) -> set[str]:
        """Give the same without what is kept only because an analysis names it."""
        held = self.named.get(statement_id, set()) | self.accounts.get(account, set())
        held = held.union(*(self.of_day(day, [account]) for day in days if day is not None))
        return held | holds_naming(self.dossiers, account, texts) if texts else held

    def of_day(self, day: date, accounts: Collection[str], holders: Collection[str] = ()) -> set[str]:
        """Give the holds on a period with this day that are about one of these."""
        periods = (one for one in self.periods if one.since <= day <= one.until)
        return {one.hold for one in periods if one.covers(accounts, holders)}

    def follow(self, direct: Mapping[str, set[str]]) -> None:
        """Keep the analyses that name a movement of these statements too, and all the movements they name."""
        units: defaultdict[str, list[Analysis]] = defaultdict(list)
        for analysis in self.analyses:
            units[f"alert {analysis.alert}" if analysis.alert else f"finding {analysis.key}"].append(analysis)
        for members in units.values():
            held = set(self.alerts.get(members[0].alert, set())) if members[0].alert else set()
            for one in members:
                held |= self._holds_on(one)
                held = held.union(*(direct.get(statement_of(movement), set()) for movement in one.movement_ids))
            if held:
                self._keep(members, held)

    def _holds_on(self, one: Analysis) -> set[str]:
        accounts = {one.account, *map(account_of, one.movement_ids)}
        held = set(self.holders.get(one.holder_id, set())).union(*(self.accounts.get(account, set()) for account in accounts))
        overlapping = (period for period in self.periods if one.first_date <= period.until and one.last_date >= period.since)
        return held | {period.hold for period in overlapping if period.covers(accounts, [one.holder_id])}

    def _keep(self, members: Sequence[Analysis], held: set[str]) -> None:
        for one in members:
            self.findings[one.key] |= held
            if one.alert:
                self.alerts[one.alert] |= held
            for movement_id in one.movement_ids:
                self.statements[statement_of(movement_id)] |= held


def coverage_of(session: Session, holds: Sequence[HoldRow], *, until: date, root: Path | None = None) -> Coverage:
    """Find what these holds keep of what is past its day on `until`; `root`: the lake, for holds on a dossier.

    Analyses that begin later are read too: they may name a later movement of a statement that is not kept whole without them.
    """
    coverage = Coverage()
    if not holds:
        return coverage
    for hold in holds:
        _take(session, coverage, hold)
    _follow_holders(session, coverage)
    coverage.analyses = tuple(_analyses(session))
    if coverage.dossiers and root is not None:
        last = max([until, *(one.last_date for one in coverage.analyses if one.first_date <= until)])
        named = statements_naming(session, root, coverage.dossiers, until=f"{last:%Y-%m}")
        for statement, ids in named.items():
            coverage.named[statement] |= ids
    coverage.follow(coverage.named)
    return coverage


def holds_in_force(session: Session) -> list[HoldRow]:
    """Read the holds that forbid destruction now, oldest first."""
    return list(session.scalars(select(HoldRow).where(HoldRow.state.in_(IN_FORCE)).order_by(HoldRow.number)))


def statement_of(movement_id: str) -> str:
    """Give the statement of a movement from its id.

    >>> statement_of("BE68539007547034.EUR.2016-01-05.003.0001.0000")
    'BE68539007547034.EUR.2016-01-05.003'
    """
    return movement_id.rsplit(".", 2)[0]


def account_of(movement_id: str) -> str:
    """Give the account of a movement or statement from its id."""
    return movement_id.split(".", 1)[0]


def told_by(raw: bytes) -> tuple[list[date], list[str | None]]:
    """Give the booking and value dates, and the texts, that raw lines tell of, as far as they can be read."""
    movements = [movement for statement in parse(raw).statements for movement in statement.movements]
    days = [day for movement in movements for day in (movement.booked, movement.valued) if day is not None]
    return days, [getattr(movement, name) for movement in movements for name in TEXTS]


def _take(session: Session, coverage: Coverage, hold: HoldRow) -> None:
    hold_id = hold_id_of(hold.number)
    if hold.scope == "period":
        accounts = _accounts_of(session, hold.within) if hold.within else None
        coverage.periods.append(HeldPeriod(*period_of(hold.subject), hold_id, accounts, hold.within))
    elif hold.scope == "dossier":
        coverage.dossiers.append(HeldDossier(pattern(hold.subject), _accounts_of(session, hold.within), hold_id))
    elif hold.scope == "alert":
        coverage.alerts[str(number_of(hold.subject))].add(hold_id)
    else:
        kept = coverage.accounts if hold.scope == "account" else coverage.holders
        kept[hold.subject].add(hold_id)


def _accounts_of(session: Session, within: str) -> frozenset[str]:
    """Give the accounts of a holder, former ones included, and the name itself, which may be an account's."""
    return frozenset({within, *(account for _, account in _held_by(session, [within]))})


def _follow_holders(session: Session, coverage: Coverage) -> None:
    """Hold the accounts of the held holders, former ones included."""
    for holder_id, account in _held_by(session, list(coverage.holders)) if coverage.holders else ():
        coverage.accounts[account] |= coverage.holders[holder_id]


def _held_by(session: Session, holders: Sequence[str]) -> list[tuple[str, str]]:
    registered = select(AccountHolder.holder_id, AccountHolder.iban).where(AccountHolder.holder_id.in_(holders))
    found = select(FindingRow.holder_id, FindingRow.account).where(FindingRow.holder_id.in_(holders))
    return [(holder_id, account) for query in (registered, found) for holder_id, account in session.execute(query.distinct())]


def _analyses(session: Session) -> Iterable[Analysis]:
    query = select(
        FindingRow.key,
        AlertFinding.alert_number,
        FindingRow.account,
        FindingRow.holder_id,
        FindingRow.first_date,
        FindingRow.last_date,
        FindingRow.movement_ids,
    ).outerjoin(AlertFinding, AlertFinding.finding_key == FindingRow.key)
    for key, number, account, holder_id, first, last, movement_ids in session.execute(query):
        yield Analysis(key, "" if number is None else str(number), account, holder_id, first, last, tuple(movement_ids))
