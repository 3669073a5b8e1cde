"""What was received and paid for each dossier of an account, day by day, by the movements that name it.

>>> from datetime import date
>>> days = [date(2026, 1, 5), date(2026, 1, 9), date(2026, 1, 9)]
>>> moved = {"account": "A", "currency": "EUR", "dossier": "26/1", "booked": days, "amount_milli": [900, -500, -600]}
>>> of_dossiers(pl.LazyFrame(moved)).select("received_total", "paid_total").collect().rows()
[(900, 0), (900, 1100)]
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT

DOSSIER = [*ACCOUNT, "dossier"]


def of_dossiers(booked: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each account, dossier and day with movements, `received_milli` and `paid_milli` of the day (both positive)
    and their running sums `received_total` and `paid_total`; sorted, each dossier of an account with its number `ledger`.
    """
    amount = pl.col("amount_milli")
    daily = (
        booked.filter(pl.col("dossier").is_not_null())
        .group_by(*DOSSIER, pl.col("booked").alias("day"))
        .agg(amount.filter(amount > 0).sum().alias("received_milli"), (-amount.filter(amount < 0).sum()).alias("paid_milli"))
        .sort(*DOSSIER, "day")
        .with_columns(pl.struct(DOSSIER).rle_id().alias("ledger"))
    )
    sums = (pl.col(f"{side}_milli").cum_sum().over("ledger").alias(f"{side}_total") for side in ("received", "paid"))
    return daily.with_columns(*sums)
