"""The client ledger that CODA does not have, dossier by dossier: what was received, paid, taken, and how late.

Only movements that name a dossier count, so a payment beyond what was received under its reference is an indication and not a
proof. All movements of a day count before what is asked of them.

overdrawn_milli   paid for dossiers, by the end of the month, beyond what they had received; of those that paid this month
waited            paid_named_milli and waited_milli_days: payments to others, and × days since the dossier's last receipt
taken             taken_milli and taken_of_milli: what the holder has taken from the dossiers from which he takes this month,
and what
                  these had received
overtaken_dossiers
                  those of them from which he took more than one part in `OVERTAKEN`
lapped_milli      paid for a dossier whose last receipt is `OLD_DAYS` old, while another dossier's receipt of the last
`FRESH_DAYS`
                  days could have paid it
"""

from __future__ import annotations

import polars as pl

from models.features.lines import KEY, MONTH_KEY, runs_of

OLD_DAYS = 30
FRESH_DAYS = 5
OVERTAKEN = 4
"""A dossier is overtaken when the holder took more than one part in so many of what it had received."""
DOSSIER = (*KEY, "dossier")


def ledger(lines: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month: the measures above."""
    days = _days(lines.filter(pl.col("dossier").is_not_null()))
    waited = (pl.col("booked") - pl.col("last_receipt")).dt.total_days()
    to_others = pl.col("paid_out") - pl.col("own_out")
    known = pl.col("last_receipt").is_not_null()
    beyond = (pl.col("paid_total") - pl.col("received_total")).clip(lower_bound=0)
    covered = (pl.col("own_out") > 0) & (pl.col("received_total") >= pl.col("paid_total"))
    states = days.with_columns(
        pl.when(known).then(to_others).otherwise(0).alias("paid_named_milli"),
        pl.when(known).then(to_others * waited).otherwise(0).alias("waited_milli_days"),
        pl.when(pl.col("paid_out") > 0).then(beyond).otherwise(0).alias("beyond"),
        pl.when(covered).then("own_total").alias("taken"),
        pl.when(covered).then("received_total").alias("taken_of"),
        pl.when(covered).then(pl.col("own_total") * OVERTAKEN > pl.col("received_total")).alias("overtaken"),
        pl.when(known & (waited >= OLD_DAYS)).then(to_others).otherwise(0).alias("late"),
    )
    by_dossier = states.group_by(*MONTH_KEY, "dossier").agg(
        pl.col("paid_named_milli", "waited_milli_days").sum(),
        pl.col("beyond").last(),
        pl.col("taken", "taken_of", "overtaken").drop_nulls().last(),
    )
    months = by_dossier.group_by(MONTH_KEY).agg(
        pl.col("paid_named_milli", "waited_milli_days").sum(),
        pl.col("beyond").sum().alias("overdrawn_milli"),
        pl.col("taken").sum().alias("taken_milli"),
        pl.col("taken_of").sum().alias("taken_of_milli"),
        pl.col("overtaken").sum().cast(pl.Int64).alias("overtaken_dossiers"),
    )
    return months.join(_lapped(lines, states), on=MONTH_KEY, how="left")


def _days(named: pl.DataFrame) -> pl.DataFrame:
    """By dossier and day, in order: sums of the day, running totals, and the last receipt up to that day."""
    own_out = pl.col("paid_out").filter(pl.col("own")).sum().alias("own_out")
    days = named.group_by(*DOSSIER, "booked").agg(pl.col("month").first(), pl.col("paid_in", "paid_out").sum(), own_out)
    received_on = pl.when(pl.col("paid_in") > 0).then("booked")
    ordered = days.sort(*DOSSIER, "booked").with_columns(runs_of(*DOSSIER).alias("case"))
    return ordered.with_columns(
        pl.col("paid_in").cum_sum().over("case").alias("received_total"),
        pl.col("paid_out").cum_sum().over("case").alias("paid_total"),
        pl.col("own_out").cum_sum().over("case").alias("own_total"),
        received_on.forward_fill().over("case").alias("last_receipt"),
    )


def _lapped(lines: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """What was paid late and can have been paid out of what had just come for others: the smaller of the two."""
    came = lines.filter(pl.col("paid_in") > 0).group_by(*KEY, "booked").agg(pl.col("paid_in").sum())
    late = states.filter(pl.col("late") > 0).group_by(*MONTH_KEY, "booked").agg(pl.col("late").sum())
    totals = came.sort("booked").with_columns(pl.col("paid_in").cum_sum().over(KEY).alias("total")).drop("paid_in")
    asked = late.with_columns((pl.col("booked") - pl.duration(days=FRESH_DAYS + 1)).alias("before")).sort("booked")
    now = asked.join_asof(totals, on="booked", by=list(KEY), check_sortedness=False).rename({"total": "total_now"})
    then = now.sort("before").join_asof(
        totals.rename({"booked": "counted_on"}), left_on="before", right_on="counted_on", by=list(KEY), check_sortedness=False
    )
    fresh = pl.col("total_now").fill_null(0) - pl.col("total").fill_null(0)
    return then.group_by(MONTH_KEY).agg(pl.min_horizontal(pl.col("late"), fresh).sum().alias("lapped_milli"))
