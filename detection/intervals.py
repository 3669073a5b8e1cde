"""The movements of spans of days, found without looking through an account's whole history for each of them.

A span runs from its first day to its last, both counted with all movements of those days, whatever their sequence. Joining
spans with movements by account alone would multiply a busy account with itself, so days are cut into blocks as long as the
longest span: a span touches two blocks at most.

>>> from datetime import date
>>> spans = pl.LazyFrame({"a": ["x"], "span": ["s"], "begun": [date(2026, 1, 2)], "ended": [date(2026, 1, 4)]})
>>> days = [date(2026, 1, day) for day in (1, 2, 4, 5)]
>>> during(spans, pl.LazyFrame({"a": ["x"] * 4, "booked": days}), ["a"], 3).collect()["booked"].dt.day().to_list()
[2, 4]
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def in_period(periods: pl.LazyFrame, members: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """Give the members that lie in a period of their key, with it; the members of a period in their order.

    `periods` has the key, `start` and `end` (both counted; null: it lasts), and no two of a key have a day in common;
    `members` has the key and `booked`.
    """
    begun = members.sort("booked", maintain_order=True).join_asof(
        periods.sort("start"), left_on="booked", right_on="start", by=list(by), check_sortedness=False
    )
    return begun.filter(pl.col("start").is_not_null(), (pl.col("booked") <= pl.col("end")).fill_null(True))


def during(spans: pl.LazyFrame, members: pl.LazyFrame, by: Sequence[str], most: int) -> pl.LazyFrame:
    """Give each span's members, spans in no order, the members of a span in theirs.

    `spans` has the key, `begun`, `ended` (both counted; at most `most` days) and what else shall stand beside each member;
    `members` has the key and `booked`.
    """
    block = pl.col("booked").to_physical() // most
    first, last = (pl.col(name).to_physical() // most for name in ("begun", "ended"))
    touched = spans.with_columns(pl.concat_list(first, last).list.unique().alias("_block")).explode("_block")
    joined = members.with_columns(block.alias("_block")).join(touched, on=[*by, "_block"], maintain_order="left")
    return joined.filter(pl.col("booked").is_between("begun", "ended")).drop("_block", "begun", "ended")
