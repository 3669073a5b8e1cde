"""Which receipts stay too long: the three groups of art. 446quater §4, and the day from which each receipt is late.

The groups of a receipt, each with the total received in it: `dossier` (the reference), `person` (the payer, where it pays
for few dossiers), `operation` (the structured reference, else the receipt alone). A group matters from the day on which its
total passes the limit. Opening balances have no receipt to name and are left to stale-floor; the holder's own money is no
receipt.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.calendar import first_day_late_expr
from detection.findings import ACCOUNT
from detection.material import Material
from detection.old_money import open_lots, remaining
from detection.rule import Rule

GROUPS = ("dossier", "person", "operation")
"""In the order in which one is named when two make a receipt late on the same day."""
GROUP = [*ACCOUNT, "group", "whose"]


def late_receipts(material: Material, rule: Rule) -> pl.LazyFrame:
    """Give the receipts that something was left of when they became late, in the total order.

    Columns of `Material.receipts` and: group, whose, total (received in the group when it became late), late_day, late_milli
    (what was then left, at most the lowest balance since its receipt), gone_day (null while some is left), confidence.
    """
    # each step is read several times: it is computed here, once
    named = _with_groups(material.receipts.filter(~pl.col("own")), rule).collect().lazy()
    due = _becoming_late(named, rule).filter(pl.col("late_day") <= material.on)
    left = remaining(material, due, pl.col("late_day").dt.offset_by("-1d")).filter(pl.col("remaining_milli") > 0)
    capped = _capped(material, left.collect().lazy()).collect().lazy()
    totals = _totals(named, capped)
    return totals.with_columns(_confidence()).sort("lot")


def late_by(material: Material, rule: Rule, until: date) -> pl.LazyFrame:
    """Give the receipts that something is left of and that are late by a day if it stays so: columns of GROUP, late_day and
    rest_milli.
    """
    old = pl.col("received").dt.offset_by(pl.format("{}mo", rule.at("months", pl.col("received")))) <= until
    waiting = open_lots(material).filter(old).select("lot", *ACCOUNT, "rest_milli").collect().lazy()
    of_them = material.receipts.filter(~pl.col("own")).join(waiting.select(ACCOUNT).unique(), on=ACCOUNT, how="semi")
    late = _becoming_late(_with_groups(of_them, rule).collect().lazy(), rule).filter(pl.col("late_day") <= until)
    return late.join(waiting.select("lot", "rest_milli"), on="lot").select(*GROUP, "late_day", "rest_milli")


def _becoming_late(named: pl.LazyFrame, rule: Rule) -> pl.LazyFrame:
    """Give each receipt of a group that passed the limit with the group that makes it late first, and the day."""
    lasting = _lasting(named, rule).collect().lazy()
    candidates = pl.concat([_of_group(lasting, _crossing(named, lasting, rule, group), rule, group) for group in GROUPS])
    return candidates.sort("lot", "late_day", "place").unique("lot", keep="first", maintain_order=True)


def late_changes(material: Material, late: pl.LazyFrame) -> pl.LazyFrame:
    """Give the steps of each group's late money: up when a receipt becomes late, down when it is paid; `day`, `change`."""
    up = late.select(*GROUP, pl.col("late_day").alias("day"), pl.col("late_milli").alias("change"))
    paid = late.join(material.matches.select("lot", "debit_day", "consumed_milli"), on="lot").filter(
        pl.col("debit_day") >= pl.col("late_day")
    )
    # late money is paid first; what the lowest balance cut away cannot be late any more
    so_far = pl.col("consumed_milli").cum_sum().over("lot")
    settled = paid.sort("lot", "debit_day").with_columns(pl.min_horizontal(so_far, "late_milli").alias("settled"))
    step = pl.col("settled") - pl.col("settled").shift().over("lot").fill_null(0)
    down = settled.with_columns((-step).alias("change"))
    return pl.concat([up, down.select(*GROUP, pl.col("debit_day").alias("day"), "change")])


def _with_groups(lots: pl.LazyFrame, rule: Rule) -> pl.LazyFrame:
    """Add `dossier`, `person` and `operation`, null where a receipt has none."""
    new_file = pl.col("dossier").is_not_null() & (pl.col("lot") == pl.col("lot").min().over(*ACCOUNT, "party", "dossier"))
    files = new_file.cast(pl.Int64).cum_sum().over(*ACCOUNT, "party")
    nobody = pl.col("own") | pl.col("quality") | pl.col("for_others") | (files >= rule.at("institutional", pl.col("received")))
    structured = pl.when(pl.col("structured_reference") != "").then(pl.col("structured_reference"))
    return lots.sort("lot").with_columns(
        pl.when(~nobody).then(pl.col("party")).alias("person"), pl.coalesce(structured, "movement_id").alias("operation")
    )


def _lasting(named: pl.LazyFrame, rule: Rule) -> pl.LazyFrame:
    """Keep the receipts that lasted long enough to be late at all: a month has 28 days at least."""
    lasted = (pl.col("gone_day") - pl.col("received")).dt.total_days()
    return named.filter(pl.col("gone_day").is_null() | (lasted >= 28 * min(rule.parameters["months"].values.values())))


def _crossing(named: pl.LazyFrame, asked: pl.LazyFrame, rule: Rule, group: str) -> pl.LazyFrame:
    """Give the first day on which the total of each group of a kind, of those that are asked for, is above the limit."""
    daily = (
        named.join(asked, on=[*ACCOUNT, group], how="semi").group_by(*ACCOUNT, group, "received").agg(pl.col("lot_milli").sum())
    )
    total = daily.sort(*ACCOUNT, group, "received").with_columns(
        pl.col("lot_milli").cum_sum().over(*ACCOUNT, group).alias("sum")
    )
    above = total.filter(pl.col("sum") > rule.at("limit", pl.col("received")))
    return above.group_by(*ACCOUNT, group).agg(pl.col("received").min().alias("crossed"))


def _of_group(named: pl.LazyFrame, crossed: pl.LazyFrame, rule: Rule, group: str) -> pl.LazyFrame:
    counted = pl.max_horizontal("received", "crossed")
    return (
        named.join(crossed, on=[*ACCOUNT, group])
        .with_columns(
            pl.lit(group).alias("group"),
            pl.col(group).alias("whose"),
            pl.lit(GROUPS.index(group)).alias("place"),
            first_day_late_expr(counted, rule.at("months", counted)).alias("late_day"),
        )
        .filter(pl.col("gone_day").is_null() | (pl.col("gone_day") >= pl.col("late_day")))
        .drop("crossed")
    )


def _capped(material: Material, lots: pl.LazyFrame) -> pl.LazyFrame:
    """Add `late_milli`: the remainder, at most the lowest balance between the receipt and the day before it is late."""
    balances = material.daily.select(*ACCOUNT, "day", "balance_milli")
    held = (
        lots.select("lot", *ACCOUNT, "received", "late_day")
        .join(balances, on=ACCOUNT)
        .filter((pl.col("day") >= pl.col("received")) & (pl.col("day") < pl.col("late_day")))
        .group_by("lot")
        .agg(pl.col("balance_milli").min().clip(lower_bound=0).alias("lowest"))
    )
    joined = lots.join(held, on="lot", how="left", maintain_order="left")
    return joined.with_columns(pl.min_horizontal("remaining_milli", "lowest").alias("late_milli")).drop("lowest")


def _totals(named: pl.LazyFrame, late: pl.LazyFrame) -> pl.LazyFrame:
    """Add `total`: what the receipt's group received up to the day before the receipt is late."""
    received = pl.concat(
        [
            named.filter(pl.col(group).is_not_null()).select(
                *ACCOUNT,
                pl.lit(group).alias("group"),
                pl.col(group).alias("whose"),
                pl.col("received").alias("at"),
                "lot_milli",
            )
            for group in GROUPS
        ]
    )
    sums = (
        late.select("lot", "late_day", *GROUP)
        .join(received, on=GROUP)
        .filter(pl.col("at") < pl.col("late_day"))
        .group_by("lot")
        .agg(pl.col("lot_milli").sum().alias("total"))
    )
    return late.join(sums, on="lot", maintain_order="left")


def _confidence() -> pl.Expr:
    """Sure where the receipt names its dossier, fair where nothing has touched it, weak where order alone took a part."""
    untouched = pl.col("remaining_milli") == pl.col("lot_milli")
    return (
        pl.when(pl.col("dossier").is_not_null())
        .then(950)
        .when(untouched)
        .then(700)
        .otherwise(300)
        .cast(pl.Int64)
        .alias("confidence")
    )
