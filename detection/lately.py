"""What came to accounts lately: what a rule is shown to say on which of them it must be asked at all.

A rule that a new movement alone can make find something says with `stirred(lately)` which movements those are: no finding is
new on an account on which none of them is. It may err to the safe side only. Without `stirred` every account to which
something came is asked. `near(lately)` is the second question, of the accounts that the first one left: it is shown the days
before, too, as many as `NEAR_DAYS`, and has the last word.

What came is, of each account, everything booked from the first day of which something new was delivered: in the usual case
that day's movements, and all since then where a movement came late, because what followed it is judged anew with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from detection.material import Material

NEAR_DAYS = 100
"""Days before what came that `near` sees: a quarter, and what banks are late."""
FIRST_DAYS = pl.Schema({"account": pl.String(), "day": pl.Date()})


@dataclass(frozen=True, eq=False)
class Lately:
    """What came: `recent` holds the accounts' movements and statements of those days, perhaps with more before them,
    `first_days` the first day of each account; `loaded` reads accounts behind a day of each.

    Of the outlook (`detection.outlook`) `near` is told on which accounts its rule may find (`likely`), what the rule left for a
    closer look (`left`), and, of the accounts that were foreseen, the newest booking day that it knew (`known`).
    """

    recent: Material
    first_days: pl.DataFrame
    loaded: Callable[[Mapping[str, date | None]], Material]
    likely: frozenset[str] = frozenset()
    left: pl.DataFrame = field(default_factory=pl.DataFrame)
    known: pl.DataFrame = field(default_factory=FIRST_DAYS.to_frame)

    def back(self, days: int | None, accounts: Collection[str] | None = None) -> Material:
        """Give the accounts, or some of them, and so many days before the first of those days, for a look at a few columns
        (`Material.counted`); None: everything they ever had.
        """
        asked = {account: first for account, first in self.first_days.iter_rows() if accounts is None or account in accounts}
        edges = {account: None if days is None else first - timedelta(days=days + 1) for account, first in asked.items()}
        return self.loaded(edges)

    def moved(self, days: int = 0) -> pl.LazyFrame:
        """Give what came, described as in `Material.booked`, and what was booked so many days before it."""
        return self._behind(self.recent.booked, "booked", days)

    def moved_since_outlook(self) -> pl.LazyFrame:
        """Give what was booked since the outlook on the accounts that were foreseen; only `near` is shown it."""
        known = self.recent.booked.join(self.known.lazy(), on="account", maintain_order="left")
        return known.filter(pl.col("booked") > pl.col("day")).drop("day")

    def unforeseen(self) -> pl.LazyFrame:
        """Give the accounts of which the outlook does not hold."""
        return self.first_days.lazy().join(self.known.lazy(), on="account", how="anti").select("account")

    def stated(self, days: int = 0) -> pl.LazyFrame:
        """Give the statements that came, as in `Material.chained`, and those so many days before them."""
        return self._behind(self.recent.chained, "statement_date", days)

    @property
    def on(self) -> date:
        """The day of the run."""
        return self.recent.on

    @cached_property
    def first_day(self) -> date:
        """The first day of which anything came."""
        earliest = self.first_days["day"].min()
        return earliest if isinstance(earliest, date) else self.on

    def _behind(self, frame: pl.LazyFrame, day: str, days: int) -> pl.LazyFrame:
        since = self.first_days.lazy().select("account", (pl.col("day") - timedelta(days=days)).alias("_since"))
        known = frame.join(since, on="account", maintain_order="left")
        return known.filter(pl.col(day) >= pl.col("_since")).drop("_since")
