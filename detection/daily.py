"""The daily run: what a full run of the day would find that the run before did not, from a fraction of the reading.

Nothing is carried from one run to the next but the day and the moment of the last one. The rules are asked in four ways:

| accounts | a rule that looks back so many days | a rule that needs the whole history |
|---|---|---|
| touched (`detection.news`) | those days | everything |
| the others that may be due | those days | everything |

What a rule finds in a shortened history counts only behind the edge at which it sees as much as it says it must: a finding is
given when its last day is at most `SETTLING` before the last run. An account to which nothing came *may be due* for a rule that
time, or others' news, can make find (`detection.dependence`): on which accounts is said by the rule's own
`due(material, last run's day)`, often one of `detection.dues`; without one, on every account.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import polars as pl

from detection.dependence import may_find_unmoved
from detection.engine import findings_of_rule
from detection.material import Material
from detection.names import holder_named
from detection.news import SETTLING, LastRun, News
from detection.registry import Detector
from warehouse.alerts import Finding

CLASSES = (0, 31, 93, 186, 372, 744)
"""Lookbacks are rounded up to these days, so that few shortened histories serve all rules."""

Due = Callable[[Material, date], pl.Series]
Loaded = Callable[[Iterable[str], date | None], Material]
"""Gives the material of some accounts, behind a day or from the beginning."""


@dataclass(frozen=True)
class Day:
    """What a daily run works with: the accounts in its care, what is new, the last run, and how to read."""

    accounts: frozenset[str]
    news: News
    last: LastRun
    loaded: Loaded

    def edge(self, lookback: int) -> date:
        """Give the day behind which a rule must see everything."""
        days = next((days for days in CLASSES if days >= lookback), lookback)
        return self.last.on - SETTLING - timedelta(days=days)


def find_news(day: Day, detectors: Iterable[Detector]) -> Iterator[Finding]:
    """Give what the rules find that may be new: all that a full run would find for the first time, and nothing else than it."""
    live = [detector for detector in detectors if detector.rule.status == "live"]
    yield from _on_touched(day, live)
    unmoved = [detector for detector in live if may_find_unmoved(detector.module)]
    yield from _on_others(day, unmoved)


def _on_touched(day: Day, live: list[Detector]) -> Iterator[Finding]:
    everything = day.loaded(day.accounts & day.news.touched, None)
    whole = sorted(day.news.whole | set(_changed_habits(everything, day.news.movement_ids)))
    shorter: dict[date, Material] = {}
    for detector in live:
        lookback = detector.rule.lookback
        if lookback is None:
            yield from findings_of_rule(detector, everything)
            continue
        edge = day.edge(lookback)
        if edge not in shorter:
            shorter[edge] = everything.since(edge, but_whole=whole)
        yield from _recent(findings_of_rule(detector, shorter[edge]), day.last, whole)


def _on_others(day: Day, unmoved: list[Detector]) -> Iterator[Finding]:
    others = day.accounts - day.news.touched
    everything = day.loaded(others, None)
    asked = {detector.id: _asked(detector, everything, day) & others for detector in unmoved}
    by_edge: dict[date | None, list[Detector]] = {}
    for detector in unmoved:
        if asked[detector.id]:
            lookback = detector.rule.lookback
            by_edge.setdefault(None if lookback is None else day.edge(lookback), []).append(detector)
    for edge, rules in by_edge.items():
        # those that may find on any account read next to nothing of it; the others share what they read
        narrow = frozenset[str]().union(*(asked[rule.id] for rule in rules if _due(rule) is not None))
        of_some, of_all = day.loaded(narrow, edge), everything if edge is None else day.loaded(others, edge)
        for detector in rules:
            found = findings_of_rule(detector, of_all if _due(detector) is None else of_some)
            yield from found if edge is None else _recent(found, day.last, ())


def _asked(detector: Detector, everything: Material, day: Day) -> frozenset[str]:
    """Give the accounts that a rule must be asked about although nothing came to them."""
    due = _due(detector)
    return day.accounts if due is None else frozenset(due(everything, day.last.on))


def _due(detector: Detector) -> Due | None:
    return cast(Due | None, getattr(importlib.import_module(detector.module), "due", None))


def _recent(findings: Iterable[Finding], last: LastRun, whole: Iterable[str]) -> Iterator[Finding]:
    anyway, horizon = frozenset(whole), last.on - SETTLING
    return (finding for finding in findings if finding.last_date > horizon or finding.account in anyway)


def _changed_habits(everything: Material, came: pl.Series) -> pl.Series:
    """Give the accounts on which an older movement's party was the holder before the news, or is so now, and not the other."""
    booked = everything.booked.select("account", "movement_id", "holder_plain", "party_plain").collect()
    pair = ["account", "holder_plain", "party_plain"]
    before = holder_named(booked.filter(~pl.col("movement_id").is_in(came.implode())))
    now = holder_named(booked).join(before, on=pair, suffix="_before")
    return now.filter(pl.col("named") != pl.col("named_before"))["account"].unique()
