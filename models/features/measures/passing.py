"""Money that only passes through: handed on at once to strangers, or sent back to its payer.

quick     a credit without reference from a party met that day, and payments without reference to parties met on their
          day, on the same day or within three days after: the smaller of the two amounts. Paying on quickly is a duty;
          the absent reference and the strangers are what makes it worth a look.
returned  payments to a party, the holder aside, that paid in within the 90 days before. Movements of the same day count.
"""

from __future__ import annotations

import polars as pl

from models.features.lines import KEY, MONTH_KEY

QUICK_DAYS = 3
RETURN_DAYS = 90


def quick(lines: pl.DataFrame) -> pl.DataFrame:
    """Per account and month of the receipt: quick_milli, at most the receipts concerned."""
    strangers = lines.filter(pl.col("met_today") & (pl.col("referenced") | pl.col("own") | pl.col("cost")).not_())
    days = strangers.group_by(*KEY, "booked").agg(pl.col("paid_in", "paid_out").sum()).sort("booked", *KEY)
    totals = days.with_columns(pl.col("paid_out").cum_sum().over(KEY).alias("left"))
    horizon = days.filter(pl.col("paid_in") > 0).with_columns((pl.col("booked") + pl.duration(days=QUICK_DAYS)).alias("until"))
    after = horizon.join_asof(
        totals.select(*KEY, "booked", pl.col("left").alias("left_until")),
        left_on="until",
        right_on="booked",
        by=list(KEY),
        check_sortedness=False,
    )
    before = after.sort("booked", *KEY).join_asof(
        totals.select(*KEY, "booked", pl.col("left").alias("left_before")),
        on="booked",
        by=list(KEY),
        allow_exact_matches=False,
        check_sortedness=False,
    )
    passed = pl.min_horizontal("paid_in", pl.col("left_until").fill_null(0) - pl.col("left_before").fill_null(0))
    months = before.group_by(*KEY, pl.col("booked").dt.truncate("1mo").alias("month"))
    return months.agg(passed.sum().alias("quick_milli"))


def returned(lines: pl.DataFrame) -> pl.DataFrame:
    """Per account and month: returned_milli."""
    known = lines.filter(pl.col("party").is_not_null() & pl.col("own").not_())
    payers = known.filter(pl.col("paid_in") > 0).select(*KEY, "party", "booked", pl.col("booked").alias("paid_on"))
    payments = known.filter(pl.col("paid_out") > 0).select(*MONTH_KEY, "party", "booked", "paid_out")
    back = payments.sort("booked").join_asof(
        payers.sort("booked"), on="booked", by=[*KEY, "party"], tolerance=f"{RETURN_DAYS}d", check_sortedness=False
    )
    return (
        back.filter(pl.col("paid_on").is_not_null()).group_by(MONTH_KEY).agg(pl.col("paid_out").sum().alias("returned_milli"))
    )
