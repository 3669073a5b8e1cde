"""How much of an account's money is old, and whose it is.

`floors` needs no matching: credits up to W days ago minus debits up to today is a lower bound of the money older than W days,
because every debit is supposed to have taken the oldest money. The lots say which receipts, and which dossiers, that money
can belong to.
"""

from __future__ import annotations

import polars as pl

from detection.balances import STATEMENT
from detection.findings import ACCOUNT
from detection.material import Material
from detection.steps import levels

STRETCH = [*ACCOUNT, "stretch"]


def floors(material: Material, days: int) -> pl.LazyFrame:
    """Give, for each account and day of change, `floor_milli`: money that is certainly older than `days` days; sorted."""
    openings = material.chained.unique(STRETCH, keep="first", maintain_order=True).select(
        *STRETCH, pl.col("old_balance_date").alias("begun"), "old_balance_milli"
    )
    moved = material.booked.join(material.chained.select(*STATEMENT, "stretch"), on=STATEMENT)
    of_age = pl.when(pl.col("amount_milli") > 0).then(pl.col("booked").dt.offset_by(f"{days}d")).otherwise(pl.col("booked"))
    changes = pl.concat(
        [
            openings.select(*STRETCH, pl.col("begun").alias("day"), pl.lit(0, pl.Int64).alias("change")),
            openings.select(
                *STRETCH, pl.col("begun").dt.offset_by(f"{days}d").alias("day"), pl.col("old_balance_milli").alias("change")
            ),
            moved.select(*STRETCH, of_age.alias("day"), pl.col("amount_milli").alias("change")),
        ]
    )
    following = openings.select(*STRETCH, pl.col("begun").shift(-1).over(ACCOUNT).alias("until"))
    level = levels(changes, STRETCH).join(following, on=STRETCH, maintain_order="left")
    in_force = level.filter(pl.col("day") <= material.on, pl.col("until").is_null() | (pl.col("day") < pl.col("until")))
    return in_force.sort(*ACCOUNT, "day", "stretch").select(
        *ACCOUNT, "day", pl.col("level").clip(lower_bound=0).alias("floor_milli")
    )


def receipts(material: Material) -> pl.LazyFrame:
    """Give the lots: lot, account, currency, received, lot_milli, movement_id, dossier, and the payer's columns of `booked`.

    A lot without a movement (what was there before the first statement) has null for them.
    """
    payers = material.booked.select(
        "movement_id", "bank_reference", "party", "party_plain", "structured_reference", "own", "quality"
    )
    lots = material.changes.filter(pl.col("amount_milli") > 0).select(
        pl.col("number").alias("lot"),
        *ACCOUNT,
        pl.col("day").alias("received"),
        pl.col("amount_milli").alias("lot_milli"),
        "movement_id",
        "dossier",
    )
    return lots.join(payers, on="movement_id", how="left", maintain_order="left")


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

    A dossier is the reference, else the payer, else the receipt itself; what was there before the first statement is one.
    """
    lots = receipts(material).with_columns(pl.coalesce("dossier", "party", "movement_id", pl.lit("")).alias("whose"))
    of_age = pl.col("received").dt.offset_by(f"{days}d")
    grown = remaining(material, lots.with_columns(of_age.alias("day")), of_age)
    shrunk = lots.join(material.matches.select("lot", "debit_day", "consumed_milli"), on="lot").filter(
        pl.col("debit_day") > of_age
    )
    columns = [*ACCOUNT, "whose", "day", "change"]
    changes = pl.concat(
        [
            grown.filter(pl.col("day") <= material.on).with_columns(pl.col("remaining_milli").alias("change")).select(columns),
            shrunk.select(*ACCOUNT, "whose", pl.col("debit_day").alias("day"), (-pl.col("consumed_milli")).alias("change")),
        ]
    )
    whose = [*ACCOUNT, "whose"]
    is_open = (pl.col("level") > 0).cast(pl.Int64)
    turned = levels(changes, whose).with_columns((is_open - is_open.shift().over(whose).fill_null(0)).alias("turn"))
    return levels(turned.select(*ACCOUNT, "day", "turn"), ACCOUNT, change="turn", level="dossiers").select(
        *ACCOUNT, "day", "dossiers"
    )


def receipts_of_age(material: Material, periods: pl.LazyFrame, days: int) -> pl.LazyFrame:
    """Give, for each period's account and start, the receipts older than `days` days that were then still open."""
    asked = receipts(material).join(periods.select(*ACCOUNT, "start"), on=ACCOUNT, maintain_order="left")
    old = asked.filter(pl.col("movement_id").is_not_null(), pl.col("received").dt.offset_by(f"{days}d") <= pl.col("start"))
    still = remaining(material, old, pl.col("start")).filter(pl.col("remaining_milli") > 0)
    return still.group_by(*ACCOUNT, "start", maintain_order=True).agg(
        pl.col("movement_id").alias("movement_ids"),
        pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True).alias("bank_references"),
    )
