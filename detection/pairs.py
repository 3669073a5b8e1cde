"""Two movements, one story: which movement answers which.

A transfer that came back, a deposit that left again, a fee that was passed on: each *opening* waits for days and for amounts
of its own, and each *reply* answers one of them. A reply takes the opening closest in amount, of those the latest. Where
several replies want the same opening, the second takes what is second for it, and so on; an opening belongs to the first
reply that takes it. So a row of equal sums is paired off, and what is decided on a day never changes with later days: a
reply looks back as far as its openings wait, at what else they were answered with, and at what those replies saw, three
times the days in all.

>>> from datetime import date
>>> drawn = {"account": ["A"] * 2, "currency": ["EUR"] * 2, "booked": [date(2026, 1, 5), date(2026, 1, 6)]}
>>> out = pl.LazyFrame({**drawn, "movement_id": ["a", "b"], "amount_milli": [-500, -500]})
>>> back = pl.LazyFrame({**drawn, "movement_id": ["c", "d"], "amount_milli": [500, 500]})
>>> waiting = awaiting(out, first=0, days=pl.lit(9), least=pl.lit(1000), most=pl.lit(1000))
>>> paired(waiting, back, days=9).sort("reply").collect().rows()
[('a', 'c'), ('b', 'd')]
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT
from detection.windows import days_after

RATIO = 1.25
"""Amounts are first looked up in steps that grow by this; the exact comparison is in whole thousandths."""


def awaiting(openings: pl.LazyFrame, *, first: int, days: pl.Expr, least: pl.Expr, most: pl.Expr) -> pl.LazyFrame:
    """Add what each opening waits for: replies from `first` to `days` days later, of `least` to `most` thousandths of it."""
    size = pl.col("amount_milli").abs()
    return awaiting_between(openings, first=first, days=days, low=size * least // 1000, high=size * most // 1000)


def awaiting_between(openings: pl.LazyFrame, *, first: int, days: pl.Expr, low: pl.Expr, high: pl.Expr) -> pl.LazyFrame:
    """Add the same, the amounts given in thousandths of the currency, without a sign."""
    return openings.with_columns(
        pl.col("booked").dt.offset_by(f"{first}d").alias("from_day"),
        days_after(pl.col("booked"), days).alias("until_day"),
        low.alias("low_milli"),
        high.alias("high_milli"),
    )


def paired(openings: pl.LazyFrame, replies: pl.LazyFrame, *, days: int) -> pl.LazyFrame:
    """Give the pairs: columns opening and reply, movement ids; each movement is in one pair at most.

    Both frames stand in the total order; `openings` as `awaiting` gives them; `days` is the longest that any waits.
    """
    candidates = _candidates(openings, replies, days + 1)
    ranked = (
        candidates.sort("reply_place", "distance", "opening_place", descending=[False, False, True])
        .with_columns(pl.int_range(pl.len()).over("reply_place").alias("choice"))
        .collect()
        .lazy()
    )
    wanted = ranked.filter(pl.col("choice") == 0)
    turns = wanted.select("reply_place", pl.int_range(pl.len()).over("opening_place").alias("turn"))
    claims = ranked.join(turns, on="reply_place", maintain_order="left").filter(pl.col("choice") == pl.col("turn"))
    return claims.unique("opening_place", keep="first", maintain_order=True).select("opening", "reply")


def _candidates(openings: pl.LazyFrame, replies: pl.LazyFrame, span: int) -> pl.LazyFrame:
    """Give every opening that a reply fits; looked up by stretches of days and steps of amounts, so that none explodes."""
    offered = openings.with_row_index("opening_place").select(
        *(*ACCOUNT, "opening_place", "from_day", "until_day", "low_milli", "high_milli"),
        pl.col("movement_id").alias("opening"),
        pl.col("amount_milli").abs().alias("opening_milli"),
        (pl.col("from_day").to_physical() // span).alias("stretch"),
        pl.int_ranges(_step(pl.col("low_milli")), _step(pl.col("high_milli")) + 1).alias("step"),
    )
    size, stretch = pl.col("amount_milli").abs(), pl.col("booked").to_physical() // span
    asked = replies.with_row_index("reply_place").select(
        *(*ACCOUNT, "reply_place", "booked"),
        pl.col("movement_id").alias("reply"),
        size.alias("reply_milli"),
        _step(size).alias("step"),
        pl.concat_list(stretch, stretch - 1).alias("stretch"),
    )
    met = asked.explode("stretch").join(offered.explode("step"), on=[*ACCOUNT, "stretch", "step"])
    fits = pl.col("reply_milli").is_between("low_milli", "high_milli")
    return met.filter(pl.col("booked").is_between("from_day", "until_day"), fits).with_columns(
        (pl.col("reply_milli") - pl.col("opening_milli")).abs().alias("distance")
    )


def _step(milli: pl.Expr) -> pl.Expr:
    return milli.clip(lower_bound=1).log(RATIO).floor().cast(pl.Int64)


def in_pairs(movements: pl.LazyFrame, pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Give the movements of each pair, in their total order, with the opening's id as `anchor`."""
    both = pairs.select(pl.col("opening").alias("anchor"), pl.concat_list("opening", "reply").alias("movement_id"))
    return movements.join(both.explode("movement_id"), on="movement_id", maintain_order="left")
