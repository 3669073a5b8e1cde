"""The day from which a feed is due: the decree is in force from 1 October 2024 (royal decree of 9 June 2024, art. 6).

No bank owed anything before it, so no day before it counts in a silence, and an account that was opened before it is no new one
of which the opening should have come (art. 2 §5). What lies before comes only on request: `earlier`.

>>> import polars as pl
>>> days = pl.DataFrame({"last": [date(2024, 8, 1), date(2024, 11, 4), None]})
>>> days.select(due_since(pl.col("last")))["last"].to_list()
[datetime.date(2024, 9, 30), datetime.date(2024, 11, 4), None]
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

IN_FORCE = date(2024, 10, 1)
EVE = IN_FORCE - timedelta(days=1)


def due_since(day: pl.Expr) -> pl.Expr:
    """Give, for each row, the day after which bank days without a statement count; none where there is no day."""
    return pl.when(day >= EVE).then(day).when(day.is_not_null()).then(pl.lit(EVE)).name.keep()
