"""How much of an account's money is old, and whose it is.

`floors` needs no matching: credits up to W days ago minus debits up to today is a lower bound of the money older than W days,
because every debit is supposed to have taken the oldest money. The lots say which receipts, and which dossiers, that money
can belong to.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.findings import ACCOUNT
from detection.material import Material
from detection.steps import levels

STRETCH = [*ACCOUNT, "stretch"]


def floors(material: Material, days: int) -> pl.LazyFrame:
    """Give, for each account and day of change, `floor_milli`: money that is certainly older than `days` days; sorted."""
    openings = (
        material.chained.unique(STRETCH, keep="first", maintain_order=True)
        .select(*STRETCH, pl.col("old_balance_date").alias("begun"), "old_balance_milli")
        .with_row_index("opening")
        .with_columns(pl.col("begun").shift(-1).over(ACCOUNT).alias("until"))
        .collect()
        .lazy()
    )
    moved = material.flows.join(openings.select(*STRETCH, "opening"), on=STRETCH)
    of_age = f"{days}d"
    changes = pl.concat(
        [
            openings.select("opening", pl.col("begun").alias("day"), pl.lit(0, pl.Int64).alias("change")),
            openings.select(
                "opening", pl.col("begun").dt.offset_by(of_age).alias("day"), pl.col("old_balance_milli").alias("change")
            ),
            moved.filter(pl.col("in_milli") != 0).select(
                "opening", pl.col("booked").dt.offset_by(of_age).alias("day"), pl.col("in_milli").alias("change")
            ),
            moved.filter(pl.col("out_milli") != 0).select(
                "opening", pl.col("booked").alias("day"), pl.col("out_milli").alias("change")
            ),
        ]
    )
    level = levels(changes, ["opening"]).join(openings, on="opening", maintain_order="left")
    in_force = level.filter(pl.col("day") <= material.on, pl.col("until").is_null() | (pl.col("day") < pl.col("until")))
    return in_force.sort(*ACCOUNT, "day", "stretch").select(
        *ACCOUNT, "day", pl.col("level").clip(lower_bound=0).alias("floor_milli")
    )


def open_lots(material: Material) -> pl.LazyFrame:
    """Give the lots that something is left of, with `rest_milli`."""
    still = material.receipts_that(pl.col("gone_day").is_null())
    used = material.matches.select("lot", "consumed_milli").join(still.select("lot"), on="lot", how="semi")
    taken = used.group_by("lot").agg(pl.col("consumed_milli").sum())
    rest = (pl.col("lot_milli") - pl.col("consumed_milli").fill_null(0)).alias("rest_milli")
    return still.join(taken, on="lot", how="left", maintain_order="left").with_columns(rest).drop("consumed_milli")


def remaining(material: Material, lots: pl.LazyFrame, day: pl.Expr) -> pl.LazyFrame:
    """Add `remaining_milli`: what was left of each row's lot at the end of a day of that row."""
    asked = lots.with_row_index("asked").with_columns(day.alias("at_end_of"))
    consumed = (
        asked.select("asked", "lot", "at_end_of")
        .join(material.matches.select("lot", "debit_day", "consumed_milli"), on="lot")
        .filter(pl.col("debit_day") <= pl.col("at_end_of"))
        .group_by("asked")
        .agg(pl.col("consumed_milli").sum())
    )
    joined = asked.join(consumed, on="asked", how="left", maintain_order="left")
    left = pl.col("lot_milli") - pl.col("consumed_milli").fill_null(0)
    return joined.with_columns(left.alias("remaining_milli")).drop("asked", "at_end_of", "consumed_milli")


def open_dossiers(material: Material, days: int) -> pl.LazyFrame:
    """Give, for each account and day of change, `dossiers`: how many can hold a part of the money older than `days` days.

    A dossier is the reference, else the payer, else the receipt itself; what was there before the first statement is one. It
    is open from the day on which one of its lots is of age until the last such lot is gone.
    """
    whose = [*ACCOUNT, "whose"]
    of_age = pl.col("received").dt.offset_by(f"{days}d")
    old = (
        material.receipts_that(of_age <= material.on, pl.col("gone_day").is_null() | (pl.col("gone_day") > of_age))
        .select(
            *ACCOUNT,
            pl.coalesce("dossier", "party", "movement_id", pl.lit("")).alias("whose"),
            of_age.alias("day"),
            "gone_day",
        )
        .with_columns(pl.col("gone_day").fill_null(date.max))
        .sort(*whose, "day")
    )
    # overlapping lots of one dossier are one period: what begins before all that came before it has gone goes on
    until = pl.col("gone_day").cum_max().over(whose)
    begins = pl.col("day") > until.shift().over(whose).fill_null(date.min)
    spells = (
        old.with_columns(begins.cum_sum().over(whose).alias("spell"))
        .group_by(*whose, "spell")
        .agg(pl.col("day").min(), pl.col("gone_day").max())
    )
    turns = pl.concat(
        [
            spells.select(*ACCOUNT, "day", pl.lit(1).alias("turn")),
            spells.filter(pl.col("gone_day") < date.max).select(
                *ACCOUNT, pl.col("gone_day").alias("day"), pl.lit(-1).alias("turn")
            ),
        ]
    )
    return levels(turns, ACCOUNT, change="turn", level="dossiers").select(*ACCOUNT, "day", "dossiers")


def receipts_of_age(material: Material, periods: pl.LazyFrame, days: int) -> pl.LazyFrame:
    """Give, for each period's account and start, the receipts older than `days` days that were then still open."""
    asked = material.receipts.join(periods.select(*ACCOUNT, "start"), on=ACCOUNT, maintain_order="left")
    old = asked.filter(pl.col("movement_id").is_not_null(), pl.col("received").dt.offset_by(f"{days}d") <= pl.col("start"))
    still = remaining(material, old, pl.col("start")).filter(pl.col("remaining_milli") > 0)
    return still.group_by(*ACCOUNT, "start", maintain_order=True).agg(
        pl.col("movement_id").alias("movement_ids"),
        pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True).alias("bank_references"),
    )


def never_at_or_below(material: Material, least: int, first: date, last: date) -> pl.LazyFrame:
    """Give the accounts whose statements, of the days between and the newest one, all close above an amount."""
    within = pl.col("statement_date").is_between(first, last)
    newest = pl.col("statement_date") == pl.col("statement_date").max().over(ACCOUNT)
    lowest = material.chained.filter(within | newest).group_by(ACCOUNT).agg(pl.col("new_balance_milli").min())
    return lowest.filter(pl.col("new_balance_milli") > least).select(ACCOUNT)
