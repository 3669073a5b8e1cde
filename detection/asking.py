"""Which accounts a daily run asks which rule about: few of those to which something came, and few of the others.

| a rule has | of the accounts to which something came | of all accounts |
|---|---|---|
| `stirred`, perhaps `near` | those that it names (`detection.lately`), else all | |
| `outlook` | of those, the ones where it may find (`detection.outlook`) or that were not foreseen | on the days that it names |
| `due` | | those on which time, or others' news, can make it find |
| `due`: a month's end, a year's end | | when one is over: those that it stirred on in it |
| no `due`, and reads more than its account's history | all | all |

Each of these says too much rather than too little: an account of which a rule is asked in vain costs time, one of which it is
not asked would cost a finding. That nothing is lost is held by the tests of the daily run, day by day.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from detection.chunks import SIZE, chunks
from detection.dependence import may_find_unmoved
from detection.dues import by_month_end, by_year_end, ended
from detection.lately import FIRST_DAYS, NEAR_DAYS, Lately
from detection.material import Material
from detection.news import SETTLING, News
from detection.outlook import LEFT, Outlook, foretold_by
from detection.registry import Detector
from detection.rule import KINDS

CLASSES = (0, 31, 93, 186, 372, 744)
"""Lookbacks are rounded up to these days, so that rules share what they read."""

Edges = Mapping[str, date | None]
"""Accounts, each with the day behind which it is read; None: from its beginning."""
Loaded = Callable[[Edges], Material]


@dataclass(frozen=True)
class Day:
    """What a daily run works with: the accounts in its care, what is new, the last run's day, the outlook, how to read."""

    accounts: frozenset[str]
    news: News
    last_on: date
    outlook: Outlook
    loaded: Loaded

    def horizon(self, rule: Detector) -> date:
        """Give the day behind which a finding may be new: as long ago as little is settled, or the eve of a year that ended."""
        settled = self.last_on - SETTLING
        begun = self.last_on.replace(month=1, day=1) - timedelta(days=1)
        yearly = hook_of(rule, "due") is by_year_end and ended(self.last_on, self.news.on, month=12)
        return min(settled, begun) if yearly else settled

    def edge(self, rule: Detector) -> date | None:
        """Give the day behind which a rule must see everything; None: from the beginning."""
        lookback = rule.rule.lookback
        if lookback is None:
            return None
        days = next((days for days in CLASSES if days >= lookback), lookback)
        return self.horizon(rule) - timedelta(days=days)

    def in_parts(self, edges: Edges) -> Iterator[tuple[frozenset[str], Material]]:
        """Give accounts and their material, so many at a time that memory is bounded by the movements read."""
        if not edges:
            return
        counted = self.loaded(edges).movements.group_by("account").len().collect()
        movements = dict.fromkeys(edges, 0) | dict(counted.iter_rows())
        for part in chunks(movements, size=SIZE):
            yield frozenset(part), self.loaded({account: edges[account] for account in part})


@dataclass(frozen=True)
class Asked:
    """The accounts that each rule is asked about (`accounts`), and those of them to which something came (`stirred`)."""

    accounts: Mapping[str, frozenset[str]]
    stirred: Mapping[str, frozenset[str]]


def asked_of(day: Day, rules: Collection[Detector], came: Iterable[Lately], others: frozenset[str]) -> Asked:
    """Give the accounts that each rule is asked about, of those that are not read whole anyway (`others`)."""
    stirred = _stirred(rules, came, others & day.news.touched)
    likely = {rule.id: accounts for rule in rules if (accounts := _likely(day, rule)) is not None}
    left = _near(day, rules, stirred, likely)
    everything = replace(day.loaded(dict.fromkeys(others)), behind=lambda edge: day.loaded(dict.fromkeys(others, edge)))
    of_kind = {rule.id: others - _of_other_kinds(rule, everything.accounts) for rule in rules}
    by_time = {rule.id: _by_time(day, rule, everything, others) for rule in rules if period_of(rule) is None}
    by_time |= _by_period(day, rules, everything)
    return Asked({rule.id: (left[rule.id] | by_time[rule.id]) & of_kind[rule.id] for rule in rules}, left)


def _stirred(rules: Iterable[Detector], came: Iterable[Lately], touched: frozenset[str]) -> dict[str, frozenset[str]]:
    found = {rule.id: frozenset[str]() for rule in rules}
    for lately in came:
        for rule in rules:
            if (hook := hook_of(rule, "stirred")) is not None:
                found[rule.id] |= touched & _accounts(hook(lately))
    return found | {rule.id: touched for rule in rules if hook_of(rule, "stirred") is None}


def _near(
    day: Day, rules: Iterable[Detector], stirred: Mapping[str, frozenset[str]], likely: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Keep the accounts that are likely; of a rule that asks a second question, those that it names then."""
    left = {rule.id: stirred[rule.id] & likely.get(rule.id, stirred[rule.id]) for rule in rules}
    asking = {rule.id: hook for rule in rules if stirred[rule.id] and (hook := hook_of(rule, "near")) is not None}
    first_days = dict(day.news.first_days.iter_rows())
    concerned = frozenset[str]().union(*(stirred[rule] for rule in asking))
    edges = {account: first_days[account] - timedelta(days=NEAR_DAYS + 1) for account in concerned}
    left |= dict.fromkeys(asking, frozenset())
    left_by_rule = day.outlook.left.partition_by("rule", as_dict=True)
    for accounts, material in day.in_parts(edges):
        lately = lately_of(day, accounts, material)
        for rule, hook in asking.items():
            of_rule = left_by_rule.get((rule,), LEFT.to_frame())
            told = replace(lately, likely=likely.get(rule, frozenset()) & accounts, left=of_rule)
            left[rule] |= stirred[rule] & _accounts(hook(told))
    return left


def lately_of(day: Day, accounts: frozenset[str], recent: Material, since: pl.DataFrame | None = None) -> Lately:
    """Give what came to some accounts, whose recent material is given, or what they have had `since` days of their own."""
    of_news = day.news.first_days.filter(pl.col("account").is_in(sorted(accounts))).select(FIRST_DAYS.names())
    first_days = of_news if since is None else since
    standing = day.outlook.standing.filter(pl.col("account").is_in(sorted(accounts - day.news.unforeseen)))
    known_days = standing.group_by("account").agg(pl.col("booked").max().fill_null(date.min).alias("day"))
    return Lately(recent, first_days, day.loaded, known=known_days)


def _likely(day: Day, rule: Detector) -> frozenset[str] | None:
    """Give the accounts on which a rule that looks ahead may find, or that it could not foresee; None for another rule."""
    if foretold_by(rule) is None:
        return None
    chances = day.outlook.chances.filter(pl.col("rule") == rule.id, pl.col("day") <= day.news.on)
    since = chances.join(day.news.moved, on="account", how="left").with_columns(pl.col("paid_milli", "moved").fill_null(0))
    enough = (pl.col("paid_milli") > pl.col("spare_milli")) & (pl.col("moved") > pl.col("spare_count"))
    return frozenset(since.filter(enough)["account"]) | day.news.unforeseen


def _of_other_kinds(rule: Detector, register: pl.DataFrame) -> frozenset[str]:
    """Give the accounts of kinds of which a rule does not speak."""
    if set(rule.rule.kinds) == set(KINDS):
        return frozenset()
    spoken_of = pl.col("kind").is_in(list(rule.rule.kinds))
    return frozenset(register.filter(~spoken_of)["iban"]) - frozenset(register.filter(spoken_of)["iban"])


def _by_time(day: Day, rule: Detector, everything: Material, others: frozenset[str]) -> frozenset[str]:
    """Give the accounts that a rule must be asked about although nothing came to them."""
    if not may_find_unmoved(rule.module):
        return frozenset()
    due = hook_of(rule, "due")
    asked = frozenset[str]() if due is None else frozenset(due(everything, day.last_on))
    if foretold_by(rule) is None:
        return others if due is None else asked
    of_rule = day.outlook.chances.filter(pl.col("rule") == rule.id)
    now = of_rule.filter(pl.col("day") > day.last_on, pl.col("day") <= day.news.on)
    return asked | frozenset(now["account"]) | day.news.unforeseen


def _by_period(day: Day, rules: Iterable[Detector], everything: Material) -> dict[str, frozenset[str]]:
    """Give the accounts on which a month or a year that ended may make a rule find: those that it stirred on in it."""
    found = {rule.id: frozenset[str]() for rule in rules if period_of(rule) is not None}
    for period, first in ((by_month_end, day.last_on.replace(day=1)), (by_year_end, day.last_on.replace(month=1, day=1))):
        of_period = [(rule.id, hook_of(rule, "stirred")) for rule in rules if period_of(rule) is period]
        edges = dict.fromkeys(period(everything, day.last_on), first - timedelta(days=1)) if of_period else {}
        for accounts, material in day.in_parts({account: edge for account, edge in edges.items() if account in day.accounts}):
            first_days = pl.DataFrame({"account": sorted(accounts)}).with_columns(pl.lit(first).alias("day"))
            lately = lately_of(day, accounts, material, first_days)
            for rule, hook in of_period:
                found[rule] |= accounts & (accounts if hook is None else _accounts(hook(lately)))
    return found


def period_of(rule: Detector) -> Callable[[Material, date], pl.Series] | None:
    """Give what a rule says of the ends of months, or of years, at which alone time makes it find; None for another rule."""
    due = hook_of(rule, "due")
    return due if due in (by_month_end, by_year_end) else None


def _accounts(named: pl.LazyFrame) -> frozenset[str]:
    return frozenset(named.select("account").unique().collect()["account"])


def hook_of(rule: Detector, name: str) -> Callable[..., Any] | None:
    """Give the function of a rule by which it says when it must be asked; None for a rule that has none of the name."""
    hook: Callable[..., Any] | None = getattr(importlib.import_module(rule.module), name, None)
    return hook
