"""What is left of receipts that came of age: the lots that no payment was matched with for so many months.

Months are calendar months from the day after the receipt (`detection.calendar`). `whose` is the dossier, else the payer, else
the receipt itself; what was there before the first statement, or appeared between two that do not follow each other, is
nobody's known. How sure a remainder is: certain enough where the receipt names its dossier (950), fair where nothing was
taken of it (700), weak where order alone decided what is left of it (300). Interest that the bank credited is no receipt.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.calendar import first_day_late_expr
from detection.findings import ACCOUNT
from detection.material import Material
from detection.old_money import open_lots, remaining
from detection.rule import Parameter

WEAK = 300


def aged_lots(material: Material, months: Parameter) -> pl.LazyFrame:
    """Give the lots that something was left of when they came of age, in their order.

    Columns of `Material.receipts` and: whose, due (the first day of age), left_milli, gone_day (null while some is left),
    confidence.
    """
    by_bank = material.booked.filter("bank").select("movement_id")
    due = first_day_late_expr(pl.col("received"), months.at(pl.col("received")))
    # what was paid before it came of age need not be reckoned
    still = pl.col("gone_day").is_null() | (pl.col("gone_day") >= due)
    lots = material.receipts_that(still, due <= material.on)
    by_others = lots.join(by_bank, on="movement_id", how="anti", maintain_order="left")
    of_age = by_others.with_columns(due.alias("due")).collect().lazy()
    left = remaining(material, of_age, pl.col("due").dt.offset_by("-1d")).filter(pl.col("remaining_milli") > 0)
    untouched = pl.col("remaining_milli") == pl.col("lot_milli")
    sure = pl.when(pl.col("dossier").is_not_null()).then(950).when(untouched).then(700).otherwise(WEAK)
    whose = pl.coalesce("dossier", "party", "movement_id", pl.lit("")).alias("whose")
    told = left.with_columns(whose, sure.cast(pl.Int64).alias("confidence"))
    return told.rename({"remaining_milli": "left_milli"}).sort("lot")


def coming_of_age(material: Material, months: Parameter, until: date) -> pl.LazyFrame:
    """Give the lots that something is left of and that are of age by a day: columns of `old_money.open_lots`, and due."""
    by_bank = material.booked.filter("bank").select("movement_id")
    lots = open_lots(material).join(by_bank, on="movement_id", how="anti", maintain_order="left")
    due = lots.with_columns(first_day_late_expr(pl.col("received"), months.at(pl.col("received"))).alias("due"))
    return due.filter(pl.col("due") <= until)


def aged_changes(material: Material, aged: pl.LazyFrame) -> pl.LazyFrame:
    """Give the steps of what is left of age: up when a lot comes of age, down when it is paid; account, whose, day, change."""
    columns = [*ACCOUNT, "whose"]
    up = aged.select(*columns, pl.col("due").alias("day"), pl.col("left_milli").alias("change"))
    paid = aged.join(material.matches.select("lot", "debit_day", "consumed_milli"), on="lot")
    down = paid.filter(pl.col("debit_day") >= pl.col("due")).select(
        *columns, pl.col("debit_day").alias("day"), (-pl.col("consumed_milli")).alias("change")
    )
    return pl.concat([up, down])
