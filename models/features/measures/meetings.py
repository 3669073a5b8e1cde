"""Who paid and who was paid, over this month and the one before: gathering and scattering take longer than one month.

Only private parties count (`lines`): an insurer that pays many victims and a bailiff who is paid by many dossiers are known to
other lawyers too. By party, then by dossier and party.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from models.features.lines import MONTH_KEY


def meetings(lines: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month, over two months of private parties: how many, the largest of them, and how much in all.

    payers_recent, payees_recent, came_recent, left_recent, largest_payer_recent, largest_payee_recent (thousandths), and
    payments_to_one: most payments to one payee, payments_private: to all, sums passed on whole aside.
    """
    private = lines.filter("private")
    return (
        _recent(private, "party")
        .group_by(MONTH_KEY)
        .agg(
            (pl.col("paid_in") > 0).sum().cast(pl.Int64).alias("payers_recent"),
            (pl.col("paid_out") > 0).sum().cast(pl.Int64).alias("payees_recent"),
            pl.col("paid_in").sum().alias("came_recent"),
            pl.col("paid_out").sum().alias("left_recent"),
            pl.col("paid_in").max().alias("largest_payer_recent"),
            pl.col("paid_out").max().alias("largest_payee_recent"),
            pl.col("payments").max().cast(pl.Int64).alias("payments_to_one"),
            pl.col("payments").sum().cast(pl.Int64).alias("payments_private"),
        )
    )


def dossier_meetings(lines: pl.DataFrame) -> pl.DataFrame:
    """Per unit and month, over two months: most private payers and payees of one dossier (dossier_payers, dossier_payees)."""
    named = lines.filter(pl.col("private") & pl.col("dossier").is_not_null())
    by_dossier = (
        _recent(named, "dossier", "party")
        .group_by(*MONTH_KEY, "dossier")
        .agg(
            (pl.col("paid_in") > 0).sum().cast(pl.Int64).alias("dossier_payers"),
            (pl.col("paid_out") > 0).sum().cast(pl.Int64).alias("dossier_payees"),
        )
    )
    return by_dossier.group_by(MONTH_KEY).agg(pl.col("dossier_payers", "dossier_payees").max())


def _recent(lines: pl.DataFrame, *who: str) -> pl.DataFrame:
    """Sums by month and party over the month and the one before."""
    payment = (pl.col("paid_out") > 0) & pl.col("echo").not_()
    months = lines.group_by(*MONTH_KEY, *who).agg(
        pl.col("paid_in", "paid_out").sum(), payment.sum().cast(pl.Int64).alias("payments")
    )
    later = months.with_columns(pl.col("month").dt.offset_by("1mo"))
    return _summed(pl.concat([months, later]), who)


def _summed(months: pl.DataFrame, who: Sequence[str]) -> pl.DataFrame:
    return months.group_by(*MONTH_KEY, *who).agg(pl.col("paid_in", "paid_out", "payments").sum())
