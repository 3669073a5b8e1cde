"""The rule contract: what every rule must say about itself before it may accuse anyone.

A rule is a file: a docstring (what, why, when it finds nothing), a `RULE = Rule(...)`, and `find(material) -> LazyFrame`. The
uncomfortable questions (whom does it accuse wrongly, what must the analyst look at, which article stands behind it) are
fields, and one test asks them of every rule. A figure of the law is a dated value with its unit and its source, never a
bare constant: a movement is judged by the value in force on its booking date, so that yesterday's alert can be explained
with yesterday's law.

>>> values = {date(2014, 6, 1): 2_500_000, date(2030, 1, 1): 3_000_000}
>>> limit = Parameter(values, unit="thousandths of EUR", source="446quater §4")
>>> limit.on(date(2014, 5, 31)), limit.on(date(2029, 12, 31)), limit.on(date(2030, 1, 1))
(None, 2500000, 3000000)
>>> limit.between(date(2029, 12, 1), date(2029, 12, 31))
{datetime.date(2014, 6, 1): 2500000}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

Language = Literal["en", "fr", "nl", "de"]
LANGUAGES: tuple[Language, ...] = ("en", "fr", "nl", "de")

Nature = Literal["illicit", "suspicious", "data", "governance"]
Severity = Literal["info", "low", "medium", "high", "critical"]
Status = Literal["live", "draft"]
Kind = Literal["third_party", "rubric"]
KINDS: tuple[Kind, ...] = ("third_party", "rubric")


@dataclass(frozen=True)
class Parameter:
    """A figure that changes with the law or with experience: each value counts from its date on."""

    values: Mapping[date, int]
    unit: str
    source: str

    def on(self, day: date) -> int | None:
        """Give the value in force on the day; None before the first one."""
        begun = [start for start in self.values if start <= day]
        return self.values[max(begun)] if begun else None

    def at(self, day: pl.Expr) -> pl.Expr:
        """Give the value in force on each row's day; null before the first one, so that no comparison holds."""
        value: pl.Expr = pl.lit(None, dtype=pl.Int64)
        for start in sorted(self.values):
            value = pl.when(day >= pl.lit(start)).then(pl.lit(self.values[start], dtype=pl.Int64)).otherwise(value)
        return value

    def between(self, first: date, last: date) -> dict[date, int]:
        """Give every value that was in force on a day of the interval, by the day from which it counts."""
        begun = max((start for start in self.values if start <= first), default=first)
        return {start: self.values[start] for start in sorted(self.values) if begun <= start <= last}

    def largest(self) -> int:
        """Give the largest value that was ever in force: as far as a reader has to look back."""
        return max(self.values.values())


@dataclass(frozen=True)
class Rule:
    """What a rule is, in words and figures. `sentences` name their numbers as `{name:format}` (`detection.sentences`).

    `lookback` is how many days of movements before a day the rule must see to find that day's findings, with the identity
    that they always have: a daily run shows it no more. None: the account's whole history (openings, lots, first meetings).
    """

    title: str
    titles: Mapping[str, str]
    nature: Nature
    severity: Severity
    typology: str
    references: tuple[str, ...]
    false_positives: tuple[str, ...]
    steps: tuple[str, ...]
    sentences: Mapping[str, str]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    status: Status = "live"
    kinds: tuple[Kind, ...] = KINDS
    lookback: int | None = None

    def at(self, name: str, day: pl.Expr) -> pl.Expr:
        """Give a parameter's value in force on each row's day."""
        return self.parameters[name].at(day)

    def on(self, name: str, day: date) -> int | None:
        """Give a parameter's value in force on the day."""
        return self.parameters[name].on(day)

    def in_force(self, first: date, last: date) -> dict[str, dict[str, int]]:
        """Give the parameters by which days of the interval were judged: each value under the ISO day from which it counts."""
        return {
            name: {start.isoformat(): value for start, value in parameter.between(first, last).items()}
            for name, parameter in self.parameters.items()
        }

    def name(self, language: str) -> str:
        """Give the rule's title in a language; English where it has none."""
        return self.titles.get(language, self.title)


STATUTE = date(2014, 6, 1)
"""Art. 446quater CJ entered into force; house defaults count from this day too."""
HOUSE = "house default, to calibrate"
