"""Money that goes round between lawyers: paths through quality accounts on which time never runs backwards.

A transfer from one lawyer's quality account to another's is lawful and usual between opposing counsel (OBFG 4.74 §2). Two such
transfers in a row, the second within `DAYS` days of the first and of a sum near it, are a relay; a path that comes back to
where it began is a circle. Each transfer is seen once, from the account that pays; it counts for both accounts in its month,
with the longest path that ends with it: what comes later is not known then.

A path is looked for to `LONGEST` transfers; sums may shrink to `LEAST` of the one before, or grow to `MOST` of it.
"""

from __future__ import annotations

import polars as pl

from models.features.around import RELAYS

DAYS = 30
LONGEST = 4
LEAST, MOST = 0.7, 1.05


def transfers(movements: pl.LazyFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """The transfers between quality accounts of different holders, by day: payer, payee, booked, milli, month."""
    known = accounts.filter(pl.col("judicial_mandate").fill_null(False).not_()).select("iban", "holder_id").unique("iban")
    payee = pl.col("counterparty_account").str.replace_all(" ", "", literal=True).str.to_uppercase()
    paid = (
        movements.filter(pl.col("is_detail").not_(), pl.col("amount_milli") < 0)
        .select(pl.col("account").alias("payer"), payee.alias("payee"), "booked", (-pl.col("amount_milli")).alias("milli"))
        .join(known.lazy().select(pl.col("iban").alias("payee"), pl.col("holder_id").alias("to")), on="payee")
        .join(known.lazy().select(pl.col("iban").alias("payer"), pl.col("holder_id").alias("from")), on="payer")
        .filter(pl.col("to") != pl.col("from"))
    )
    return paid.select("payer", "payee", "booked", "milli").sort("booked", "payer", "payee", "milli").collect()


def relays(edges: pl.DataFrame) -> pl.DataFrame:
    """For each account and month: the longest path (hops), what was moved on paths of two or more, what came round
    (`RELAYS`).
    """
    numbered = edges.with_row_index("edge")
    last = numbered.select("edge", "payer", "payee", "booked", "milli")
    paths = last.with_columns(pl.col("payer").alias("origin"), pl.lit(1).cast(pl.Int64).alias("hops"))
    every = [paths]
    for _ in range(LONGEST - 1):
        paths = _longer(paths, last)
        every.append(paths)
    found = (
        pl.concat(every)
        .group_by("edge")
        .agg(
            pl.col("payer").first(),
            pl.col("payee").first(),
            pl.col("booked").first(),
            pl.col("milli").first(),
            pl.col("hops").max(),
            ((pl.col("origin") == pl.col("payee")) & (pl.col("hops") > 1)).any().alias("circle"),
        )
    )
    moved = pl.when(pl.col("hops") > 1).then("milli").otherwise(0)
    told = found.with_columns(
        pl.col("booked").dt.truncate("1mo").alias("month"),
        moved.alias("moved"),
        pl.when("circle").then("milli").otherwise(0).alias("circled"),
    )
    sides = [told.select(pl.col(side).alias("account"), "month", "hops", "moved", "circled") for side in ("payer", "payee")]
    counted = (
        pl.concat(sides)
        .group_by("account", "month")
        .agg(pl.col("hops").max(), pl.col("moved").sum().alias("moved_milli"), pl.col("circled").sum().alias("circled_milli"))
    )
    return counted.cast(RELAYS).select(RELAYS.names()).sort("account", "month")


def _longer(paths: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Every path with one transfer more at its end."""
    after = edges.rename({name: f"next_{name}" for name in edges.columns})
    joined = paths.join(after, left_on="payee", right_on="next_payer")
    gap = (pl.col("next_booked") - pl.col("booked")).dt.total_days()
    near = pl.col("next_milli").is_between(LEAST * pl.col("milli"), MOST * pl.col("milli"))
    later = (pl.col("next_edge") != pl.col("edge")) & gap.is_between(0, DAYS) & near
    onward = joined.filter(later & ((pl.col("next_payee") != pl.col("payer")) | (pl.col("hops") > 1)))
    return onward.select(
        pl.col("next_edge").alias("edge"),
        pl.col("payee").alias("payer"),
        pl.col("next_payee").alias("payee"),
        pl.col("next_booked").alias("booked"),
        pl.col("next_milli").alias("milli"),
        "origin",
        (pl.col("hops") + 1).alias("hops"),
    ).unique(["edge", "origin", "hops"], maintain_order=True)
