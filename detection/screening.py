"""What became of every movement: no silent drop.

After a run each row that was read has exactly one status, and the counts add up to what was read; a run that cannot say so
is refused.

| status | means |
|---|---|
| found | a finding names it |
| clear | every rule saw it, none names it |
| detail | part of a globalised movement, which stands for it |
| later | booked after the day of the run |
| excluded | on an account that came under judicial mandate after it was ingested: outside the control |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from detection.material import Material

STATUSES = ("found", "clear", "detail", "later", "excluded")


@dataclass(frozen=True)
class Screening:
    """How many movements have each status."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All rows read."""
        return sum(self.counts.values())

    def named_too(self, movements: int) -> Screening:
        """Move so many movements from clear to found: what the learned model names and no rule did."""
        counts = dict.fromkeys(STATUSES, 0) | dict(self.counts)
        moved = min(movements, counts["clear"])
        return Screening(counts | {"found": counts["found"] + moved, "clear": counts["clear"] - moved})

    def __add__(self, other: Screening) -> Screening:
        """Add the counts of another bucket."""
        return Screening(dict(Counter(self.counts) + Counter(other.counts)))


def screening(material: Material, named: pl.Series, seen: pl.LazyFrame | None = None) -> Screening:
    """Count the statuses of a run's movements; `named` are the ids that its findings name, `seen` what rules were shown.

    Raises AssertionError when the counts do not add up, or when a finding names a movement that was not read.
    """
    status = (
        pl.when(material.excluded)
        .then(pl.lit("excluded"))
        .when(pl.col("is_detail"))
        .then(pl.lit("detail"))
        .when(pl.col("booked") > material.on)
        .then(pl.lit("later"))
        .when(pl.col("movement_id").is_in(named.unique().implode()))
        .then(pl.lit("found"))
        .otherwise(pl.lit("clear"))
        .alias("status")
    )
    judged = material.movements.select("movement_id", status)
    rows = judged.group_by("status").len().collect()
    counts = dict.fromkeys(STATUSES, 0) | dict(rows.iter_rows())
    shown = material.booked if seen is None else seen
    read = shown.select(pl.len()).collect().item() + sum(counts[status] for status in STATUSES[2:])
    if sum(counts.values()) != read or counts["found"] != named.n_unique():
        raise AssertionError(f"screening does not add up: {counts}, {read} rows read, {named.n_unique()} named by findings")
    return Screening(counts)
