"""The outlook: what a run over everything leaves for the days after it, so that a daily run need not read old history.

Most rules that need an account's whole history cannot find anything new on most accounts for days to come, whatever comes
in: money that nobody left on an account does not grow old, a balance far above zero is not below it tomorrow. A run over
everything knows what is there, so it says for each such rule, with the rule's own `outlook(material, until)`, on which
accounts it may find something by a day, if only newer movements come. One row of `chances`:

| column | means |
|---|---|
| rule, account | the rule may find on the account |
| day | from this day on; on the day itself the passing of time alone may make it find |
| spare_milli | once more than this was paid from the account since the run; null: by time alone |
| spare_count | and once it was moved more often than this since the run |

An account of a rule that has no row cannot be found until the outlook ends. The outlook is no finding: it says too much
rather than too little, and the rule itself is asked with the whole history. Two rules on dossiers leave what they need for a
closer look, too (`left`: what a dossier of an account, or, for none, the account, still had in a window of a rule's).

Beside it stands what the run knew of each account (`standing`: the newest booking day and statement, and what that one closed
with), by which a later run sees that only newer things came (`detection.foresight`), and how often its movements name the
holder (`naming`).

It holds accounts, references of dossiers, days, counts and sums, no movement and no name; it ends after `HORIZON`, and with
the next run over everything. How it is kept, and when it is not trusted, is said in `detection.outlook_file` and decision 13.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

import polars as pl

from detection.balances import ACCOUNT, STATEMENT
from detection.material import Material
from detection.names import naming
from detection.outlook_rows import HORIZON
from detection.registry import Detector

STANDING = pl.Schema(
    {
        **dict.fromkeys(("account", "currency"), pl.String()),
        **dict.fromkeys(("booked", "stated"), pl.Date()),
        "balance_milli": pl.Int64(),
    }
)
NAMING = pl.Schema({"account": pl.String(), "times": pl.Int64(), "same": pl.Int64()})
CHANCES = pl.Schema(
    {
        **dict.fromkeys(("rule", "account"), pl.String()),
        "day": pl.Date(),
        **dict.fromkeys(("spare_milli", "spare_count"), pl.Int64()),
    }
)
LEFT = pl.Schema(
    {
        **dict.fromkeys(("rule", "account", "currency", "dossier"), pl.String()),
        "begun": pl.Date(),
        **dict.fromkeys(("left_milli", "short_milli"), pl.Int64()),
    }
)
FRAMES = {"standing": STANDING, "naming": NAMING, "chances": CHANCES, "left": LEFT}

Foretold = Callable[[Material, date], pl.LazyFrame]
"""A rule's `outlook`: columns account, day, spare_milli and perhaps spare_count, as above; rows may come twice. Its `left`
gives those of LEFT but for the rule."""


@dataclass(frozen=True)
class Outlook:
    """What a run over everything foresaw: its day, the moment at which it began to read, and the frames above."""

    on: date
    at: datetime
    standing: pl.DataFrame = field(default_factory=STANDING.to_frame)
    naming: pl.DataFrame = field(default_factory=NAMING.to_frame)
    chances: pl.DataFrame = field(default_factory=CHANCES.to_frame)
    left: pl.DataFrame = field(default_factory=LEFT.to_frame)

    @property
    def until(self) -> date:
        """The last day for which it holds."""
        return self.on + HORIZON

    def and_of(self, material: Material, detectors: Iterable[Detector]) -> Outlook:
        """Give the outlook with that of some more accounts, whose material is given as it was known on the day."""
        live = [detector for detector in detectors if detector.rule.status == "live"]
        seen = {"standing": _standing(material), "naming": _naming(material)}
        seen |= {"chances": _chances(material, live, self.until), "left": _left(material, live, self.until)}
        return Outlook(self.on, self.at, **{name: pl.concat([getattr(self, name), frame]) for name, frame in seen.items()})

    def and_also(self, other: Outlook) -> Outlook:
        """Give the outlook with another of the same run."""
        frames = {name: pl.concat([getattr(self, name), getattr(other, name)]) for name in FRAMES}
        return Outlook(self.on, self.at, **frames)


def foretold_by(detector: Detector) -> Foretold | None:
    """Give a rule's outlook; None for a rule that has none."""
    return cast(Foretold | None, getattr(importlib.import_module(detector.module), "outlook", None))


def _chances(material: Material, detectors: Iterable[Detector], until: date) -> pl.DataFrame:
    told = [CHANCES.to_frame()]
    for detector in detectors:
        if (foretold := foretold_by(detector)) is not None:
            rows = foretold(material, until).with_columns(pl.lit(detector.id).alias("rule"))
            counted = "spare_count" in rows.collect_schema()
            rows = rows if counted else rows.with_columns(pl.lit(-1, pl.Int64).alias("spare_count"))
            told.append(rows.filter(pl.col("day") <= until).select(CHANCES.names()).unique().collect())
    return pl.concat(told).sort(CHANCES.names(), nulls_last=True)


def _left(material: Material, detectors: Iterable[Detector], until: date) -> pl.DataFrame:
    told = [LEFT.to_frame()]
    for detector in detectors:
        left: Foretold | None = getattr(importlib.import_module(detector.module), "left", None)
        if left is not None:
            told.append(left(material, until).with_columns(pl.lit(detector.id).alias("rule")).select(LEFT.names()).collect())
    return pl.concat(told).sort(LEFT.names(), nulls_last=True)


def _standing(material: Material) -> pl.DataFrame:
    booked = material.booked.group_by(ACCOUNT).agg(pl.col("booked").max())
    closed = (
        material.chained.sort(STATEMENT)
        .group_by(ACCOUNT)
        .agg(pl.col("statement_date").last().alias("stated"), pl.col("new_balance_milli").last().alias("balance_milli"))
    )
    joined = booked.join(closed, on=ACCOUNT, how="full", coalesce=True)
    return joined.select(STANDING.names()).sort(ACCOUNT).collect()


def _naming(material: Material) -> pl.DataFrame:
    names = material.booked.select("account", "holder_plain", "party_plain").filter(pl.col("holder_plain").is_not_null())
    return naming(names.collect())
