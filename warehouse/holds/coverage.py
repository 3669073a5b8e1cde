"""What the holds in force keep: the data and the analyses concerned, found from the four scopes.

A hold on an account keeps that account's statements and every analysis that names a movement of it; on a holder, the accounts
that the holder holds or ever held; on an alert, the alert with its findings and the movements they name; on a period, what was
booked or valued in it. An analysis that is kept keeps the movements it names, because it would prove nothing without them. The
unit of evidence is the statement, whose raw lines cannot be cut: what touches a statement keeps the whole of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import AlertFinding, FindingRow
from warehouse.alerts.tables import number_of
from warehouse.holds.tables import IN_FORCE, HoldRow, hold_id_of, period_of
from warehouse.register_tables import AccountHolder

Holders = defaultdict[str, set[str]]
"""What is held → the ids of the holds that keep it."""


def _empty() -> Holders:
    return defaultdict(set)


@dataclass
class Coverage:
    """What a set of holds keeps; alerts are named by their number written as text."""

    periods: list[tuple[date, date, str]] = field(default_factory=list)
    accounts: Holders = field(default_factory=_empty)
    holders: Holders = field(default_factory=_empty)
    alerts: Holders = field(default_factory=_empty)
    findings: Holders = field(default_factory=_empty)
    statements: Holders = field(default_factory=_empty)

    def of_statement(self, statement_id: str, account: str, days: Iterable[date | None]) -> set[str]:
        """Give the holds that keep a statement of this account with movements booked or valued on these days."""
        held = self.statements.get(statement_id, set()) | self.accounts.get(account, set())
        return held.union(*(self.of_day(day) for day in days if day is not None))

    def of_day(self, day: date) -> set[str]:
        """Give the holds on a period with this day."""
        return {hold for since, until, hold in self.periods if since <= day <= until}


def coverage_of(session: Session, holds: Sequence[HoldRow], *, until: date) -> Coverage:
    """Find what these holds keep among analyses that begin on or before `until`."""
    coverage = Coverage()
    for hold in holds:
        _take(coverage, hold)
    if not holds:
        return coverage
    _follow_holders(session, coverage)
    analyses = _analyses(session, until)
    for finding, alert in analyses:
        held = _holds_on(coverage, finding, alert)
        if held:
            coverage.findings[finding.key] |= held
            if alert:
                coverage.alerts[alert] |= held
    for finding, alert in analyses:
        held = coverage.findings.get(finding.key, set()) | coverage.alerts.get(alert, set())
        if held:
            coverage.findings[finding.key] |= held
            for movement_id in finding.movement_ids:
                coverage.statements[statement_of(movement_id)] |= held
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


def _take(coverage: Coverage, hold: HoldRow) -> None:
    hold_id = hold_id_of(hold.number)
    if hold.scope == "period":
        coverage.periods.append((*period_of(hold.subject), hold_id))
    elif hold.scope == "alert":
        coverage.alerts[str(number_of(hold.subject))].add(hold_id)
    else:
        kept = coverage.accounts if hold.scope == "account" else coverage.holders
        kept[hold.subject].add(hold_id)


def _follow_holders(session: Session, coverage: Coverage) -> None:
    """Hold the accounts of the held holders, former ones included."""
    if not coverage.holders:
        return
    wanted = list(coverage.holders)
    registered = select(AccountHolder.holder_id, AccountHolder.iban).where(AccountHolder.holder_id.in_(wanted))
    found = select(FindingRow.holder_id, FindingRow.account).where(FindingRow.holder_id.in_(wanted))
    for query in (registered, found):
        for holder_id, account in session.execute(query.distinct()):
            coverage.accounts[account] |= coverage.holders[holder_id]


def _analyses(session: Session, until: date) -> list[tuple[FindingRow, str]]:
    query = select(FindingRow, AlertFinding.alert_number).outerjoin(AlertFinding, AlertFinding.finding_key == FindingRow.key)
    rows = session.execute(query.where(FindingRow.first_date <= until))
    return [(finding, "" if number is None else str(number)) for finding, number in rows]


def _holds_on(coverage: Coverage, finding: FindingRow, alert: str) -> set[str]:
    held = set(coverage.holders.get(finding.holder_id, set()) | coverage.alerts.get(alert, set()))
    for account in {finding.account, *map(account_of, finding.movement_ids)}:
        held |= coverage.accounts.get(account, set())
    return held | {
        hold for since, until, hold in coverage.periods if finding.first_date <= until and finding.last_date >= since
    }
