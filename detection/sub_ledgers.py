"""What was received and paid for each dossier of an account, day by day: the client ledger that CODA does not have.

A sub-ledger counts only movements that name the dossier. Payers leave the reference out, so a payment beyond what was
received under its reference proves nothing alone: the money may be among the receipts without a dossier (a structured
reference, no reference at all, what the account held before its first statement). `nameless` gives those, `explained` says
which of them other payments have used up. Some accounts pay under other references than they receive (a debt collector pays
his creditor from many debtors' files): `speaking` says whether the references of an account speak at all.

All movements of one day count before the sub-ledger of the day is judged, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT
from detection.ledgers import DOSSIER
from detection.material import Material

PROVEN = 700
"""Confidence, in thousandths, from which a match of `detection.lots` says whose money was used."""


def nameless(material: Material) -> pl.LazyFrame:
    """Give the receipts without a dossier, with what the account held before its first statement: day, amount_milli."""
    return material.changes.filter(pl.col("amount_milli") > 0, pl.col("dossier").is_null()).select(
        *ACCOUNT, pl.col("day").alias("booked"), "amount_milli"
    )


def explained(material: Material) -> pl.LazyFrame:
    """Give what payments have provably used of the receipts without a dossier: booked (of the payment), dossier (of the
    payment), amount_milli, age (days that it was there).
    """
    return material.matches.filter(pl.col("lot_dossier").is_null(), pl.col("confidence") >= PROVEN).select(
        *ACCOUNT,
        pl.col("debit_day").alias("booked"),
        pl.col("debit_dossier").alias("dossier"),
        pl.col("consumed_milli").alias("amount_milli"),
        (pl.col("debit_day") - pl.col("lot_day")).dt.total_days().alias("age"),
    )


def available(material: Material, asked: pl.LazyFrame, days: int) -> pl.LazyFrame:
    """Add `available_milli`: what of the receipts without a dossier of so many days can have been meant for the row's dossier.

    `asked` has account, currency, dossier and booked. What payments of other dossiers have used within half the days counts
    as gone, older use is not looked at: the figure errs on the high side.
    """
    half, used = days // 2, explained(material).filter(pl.col("age") <= days // 2)
    own = used.filter(pl.col("dossier").is_not_null())
    summed = lately(asked, nameless(material), ACCOUNT, days, "came")
    summed = lately(lately(summed, used, ACCOUNT, half, "gone"), own, DOSSIER, half, "back")
    return summed.with_columns((pl.col("came") - pl.col("gone") + pl.col("back")).alias("available_milli")).drop(
        "came", "gone", "back"
    )


def lately(asked: pl.LazyFrame, moved: pl.LazyFrame, by: list[str], days: int, name: str) -> pl.LazyFrame:
    """Add the sum of what `moved` of the same key in the `days` days that end on the row's `booked`; sorted by it.

    As `windows.trailing`, for few rows asked and many moved.
    """
    daily = moved.group_by(*by, "booked").agg(pl.col("amount_milli").sum()).sort(*by, "booked")
    totals = daily.select(*by, pl.col("booked").alias("until"), pl.col("amount_milli").cum_sum().over(by).alias("sum"))
    ordered = totals.sort("until")
    placed = asked.sort("booked").with_columns(pl.col("booked").dt.offset_by(f"-{days}d").alias("edge"))
    for edge, total in (("booked", name), ("edge", "before")):
        placed = placed.join_asof(ordered, left_on=edge, right_on="until", by=by, check_sortedness=False)
        placed = placed.drop("until").rename({"sum": total})
    return placed.with_columns(pl.col(name).fill_null(0) - pl.col("before").fill_null(0)).drop("edge", "before")


def speaking(ledgers: pl.LazyFrame, asked: pl.LazyFrame, least: int, share: int) -> pl.LazyFrame:
    """Give those of the asked rows on whose `day` the account's payments bear the references of its receipts.

    They do not when, of at least `least` dossiers paid by that day, fewer than `share` thousandths had received something.
    """
    first_paid = ledgers.filter(pl.col("paid_milli") > 0).unique("ledger", keep="first", maintain_order=True)
    daily = first_paid.group_by(*ACCOUNT, pl.col("day").alias("until")).agg(
        pl.len().cast(pl.Int64).alias("paid"), (pl.col("received_total") > 0).sum().cast(pl.Int64).alias("funded")
    )
    so_far = daily.sort(*ACCOUNT, "until").with_columns(pl.col("paid", "funded").cum_sum().over(ACCOUNT))
    silent = (pl.col("paid") >= least) & (pl.col("funded") * 1000 < share * pl.col("paid"))
    judged = so_far.select(*ACCOUNT, "until", silent.alias("silent")).sort("until")
    placed = asked.sort("day").join_asof(judged, left_on="day", right_on="until", by=ACCOUNT, check_sortedness=False)
    return placed.filter(~pl.col("silent").fill_null(False)).drop("silent", "until")


def still_silent(ledgers: pl.LazyFrame, least: int, share: int) -> pl.LazyFrame:
    """Give the accounts whose payments do not bear the references of their receipts, and after how many more dossiers paid
    that had received something they may: account, spare_count (-1 of an account that is not silent).
    """
    paid = ledgers.filter(pl.col("paid_milli") > 0).unique("ledger", keep="first", maintain_order=True)
    counted = paid.group_by(ACCOUNT).agg(
        pl.len().cast(pl.Int64).alias("paid"), (pl.col("received_total") > 0).sum().cast(pl.Int64).alias("funded")
    )
    silent = (pl.col("paid") >= least) & (pl.col("funded") * 1000 < share * pl.col("paid"))
    # with n more, all funded: (funded + n) * 1000 < share * (paid + n)
    wanting = share * pl.col("paid") - 1000 * pl.col("funded")
    more = pl.when(silent).then((wanting - 1) // (1000 - share)).otherwise(-1).alias("spare_count")
    return counted.with_columns(more).group_by("account").agg(pl.col("spare_count").min())


def beyond(moved: pl.LazyFrame, left: pl.LazyFrame, by: list[str]) -> pl.LazyFrame:
    """Give how far the payments for each dossier since a moment went beyond what was left of it then, at most: `by`, dossier,
    beyond_milli, and what `left` says of its shortage (short_milli).

    `moved` has what was booked since, and the key `by`; `left` has left_milli (0 for none) and short_milli of dossiers.
    """
    key = [*by, "dossier"]
    paid = -pl.col("amount_milli").sum()
    daily = moved.filter(pl.col("dossier").is_not_null()).group_by(*key, "booked").agg(paid).sort(*key, "booked")
    most = daily.group_by(key).agg(pl.col("amount_milli").cum_sum().max())
    known = most.join(
        left.filter(pl.col("dossier").is_not_null()).select(*key, "left_milli", "short_milli"), on=key, how="left"
    )
    further = (pl.col("amount_milli") - pl.col("left_milli").fill_null(0)).clip(lower_bound=0)
    return known.select(*key, further.alias("beyond_milli"), pl.col("short_milli").fill_null(0))
