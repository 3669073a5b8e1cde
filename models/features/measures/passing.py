"""Money that only passes through: handed on at once to strangers, or sent back to its payer.

quick      payments without reference to parties met that day, as far as receipts without reference from parties met on their
           day cover them, on the same day or within three days before. Paying on quickly is a duty; the absent reference and
           the strangers are what makes it worth a look.
swift      the same within a week, with or without a reference, private parties only: a notary or a bailiff who is paid at once
           is no stranger.
returned   payments to a party, the holder aside, that paid in within the 90 days before. Movements of the same day count.
sent_back  payments to a private person, by name, who paid in within the 180 days before; `elsewhere` is the part that went to
           another account than the one he had paid from. Sums passed on whole (`echo`) within days of his own receipt do not
           count.

Every measure stands in the month of the payment: a receipt cannot know what will be paid.
"""

from __future__ import annotations

import polars as pl

from models.features.lines import KEY, MONTH_KEY

QUICK_DAYS = 3
SWIFT_DAYS = 7
RETURN_DAYS = 90
SENT_BACK_DAYS = 180


def quick(lines: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month of the payment: quick_milli."""
    strangers = lines.filter(pl.col("met_today") & (pl.col("referenced") | pl.col("own") | pl.col("cost")).not_())
    passed = _passed(strangers, QUICK_DAYS).group_by(MONTH_KEY)
    return passed.agg(pl.col("passed").sum().alias("quick_milli"))


def swift(lines: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month of the payment: swift_milli, and on how many days (swift_days)."""
    strangers = lines.filter(pl.col("met_today") & pl.col("private"))
    passed = _passed(strangers, SWIFT_DAYS).filter(pl.col("passed") > 0).group_by(MONTH_KEY)
    return passed.agg(pl.col("passed").sum().alias("swift_milli"), pl.len().cast(pl.Int64).alias("swift_days"))


def _passed(strangers: pl.DataFrame, within: int) -> pl.DataFrame:
    """By day of payment: what of it receipts of the last days cover that no payment before it had used."""
    days = strangers.group_by(*KEY, "booked").agg(pl.col("paid_in", "paid_out").sum()).sort(*KEY, "booked")
    window = days.rolling("booked", period=f"{within + 1}d", group_by=list(KEY)).agg(
        pl.col("paid_in").sum().alias("came"), pl.col("paid_out").sum().alias("left"), pl.col("paid_out").last()
    )
    available = pl.col("came") - (pl.col("left") - pl.col("paid_out"))
    passed = pl.min_horizontal(pl.col("paid_out"), available).clip(lower_bound=0)
    return window.select(*KEY, pl.col("booked").dt.truncate("1mo").alias("month"), passed.alias("passed"))


def returned(lines: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month: returned_milli."""
    known = lines.filter(pl.col("party").is_not_null() & pl.col("own").not_())
    back = _back(known, "party", RETURN_DAYS)
    return back.group_by(MONTH_KEY).agg(pl.col("paid_out").sum().alias("returned_milli"))


def sent_back(lines: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month: sent_back_milli and elsewhere_milli."""
    back = _back(lines.filter("private"), "person", SENT_BACK_DAYS)
    elsewhere = pl.col("paid_out").filter(pl.col("party") != pl.col("payer"))
    return back.group_by(MONTH_KEY).agg(
        pl.col("paid_out").sum().alias("sent_back_milli"), elsewhere.sum().alias("elsewhere_milli")
    )


def _back(lines: pl.DataFrame, who: str, days: int) -> pl.DataFrame:
    """Payments to those who had paid in before, with the party that had."""
    payers = lines.filter(pl.col("paid_in") > 0).select(*KEY, who, "booked", pl.col("party").alias("payer"))
    payments = lines.filter(pl.col("paid_out") > 0).join(payers.select(*KEY, who).unique(), on=[*KEY, who], how="semi")
    found = (
        payments.select(*MONTH_KEY, *dict.fromkeys((who, "party")), "booked", "paid_out")
        .sort("booked")
        .join_asof(payers.sort("booked"), on="booked", by=[*KEY, who], tolerance=f"{days}d", check_sortedness=False)
    )
    return found.filter(pl.col("payer").is_not_null())
