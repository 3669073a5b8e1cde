"""The daily run: what a full run of the day would find that the run before did not, from a fraction of the reading.

It reads what came, asks each rule on which accounts that can make it find something (`detection.asking`), and reads of these
accounts as much as the rule must see: the days that it looks back (`Rule.lookback`), or everything. A rule that looks at each
day alone is shown what came and no more. Accounts of which everything must be read again (`detection.news`) are read whole by
every rule.

What a rule finds in a shortened history counts only behind the edge at which it sees as much as it says it must: a finding is
given when its last day is at most `SETTLING` before the last run, or, of what a year's end makes certain, in that year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from detection.asking import Asked, Day, asked_of, lately_of
from detection.dependence import reads_history
from detection.engine import findings_of_rule
from detection.lately import NEAR_DAYS, Lately
from detection.material import Material
from detection.registry import Detector
from warehouse.alerts import Finding


def find_news(day: Day, detectors: Iterable[Detector]) -> Iterator[Finding]:
    """Give what the rules find that may be new: all that a full run would find for the first time, and nothing else than it."""
    live = [detector for detector in detectors if detector.rule.status == "live"]
    reading = [detector for detector in live if reads_history(detector.module)]
    whole = day.accounts & day.news.whole
    for detector in live:
        if detector not in reading:
            yield from findings_of_rule(detector, day.loaded({}))
    for _, material in day.in_parts(dict.fromkeys(whole)):
        for detector in reading:
            yield from findings_of_rule(detector, material)
    came = list(_came(day, day.accounts - whole))
    asked = asked_of(day, reading, came, day.accounts - whole)
    for lately in came:
        for detector in reading:
            if detector.rule.lookback == 0:
                yield from findings_of_rule(detector, lately.recent)
    yield from _of_asked(day, reading, asked)


def _came(day: Day, accounts: frozenset[str]) -> Iterator[Lately]:
    """Give what came to the accounts, some of them at a time."""
    first_days = {account: first for account, first in day.news.first_days.iter_rows() if account in accounts}
    edges = {account: first - timedelta(days=1) for account, first in first_days.items()}
    for part, material in day.in_parts(edges):
        longer = day.loaded({account: first_days[account] - timedelta(days=NEAR_DAYS) for account in part})
        yield lately_of(day, part, material.with_statements(longer.statements.collect().lazy()))


def _of_asked(day: Day, reading: Iterable[Detector], asked: Asked) -> Iterator[Finding]:
    wanted = {detector.id: _wanted(detector, asked) for detector in reading}
    edges: dict[str, date | None] = {}
    for detector in reading:
        edge = day.edge(detector)
        for account in wanted[detector.id]:
            edges[account] = _earlier(edge, edges[account]) if account in edges else edge
    for accounts, read in day.in_parts(edges):
        material = read.with_statements(read.statements.collect().lazy())
        narrowed: dict[tuple[date | None, frozenset[str]], Material] = {}
        for detector in reading:
            key = day.edge(detector), wanted[detector.id] & accounts
            if not key[1]:
                continue
            if key not in narrowed:
                narrowed[key] = material.only(key[1], key[0])
            yield from _recent(findings_of_rule(detector, narrowed[key]), detector, day)


def _wanted(detector: Detector, asked: Asked) -> frozenset[str]:
    """Give the accounts of which a rule is shown more than what came."""
    accounts = asked.accounts[detector.id]
    return accounts - asked.stirred.get(detector.id, frozenset()) if detector.rule.lookback == 0 else accounts


def _earlier(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else min(one, other)


def _recent(findings: Iterable[Finding], detector: Detector, day: Day) -> Iterator[Finding]:
    anyway, horizon = detector.rule.lookback is None, day.horizon(detector)
    return (finding for finding in findings if anyway or finding.last_date > horizon)
