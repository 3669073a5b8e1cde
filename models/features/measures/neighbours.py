"""Counterparties that other lawyers deal with too: institutions, and payees whom two holders share.

An account that `MANY` holders have dealt with belongs to an insurer, a notary, a bailiff, a court: paying it is no sign of
anything. A payee whom a second lawyer pays as well, and hardly anybody else, may tie the two together (rule
related-party-cluster).
"""

from __future__ import annotations

import polars as pl

from models.features.around import DATED

MANY = 4
SECOND = 2


def institutions(meetings: pl.DataFrame) -> pl.DataFrame:
    """The accounts that `MANY` holders dealt with, and the day of the one that made them so (`DATED`)."""
    return _known(meetings, MANY)


def shared_payees(meetings: pl.DataFrame) -> pl.DataFrame:
    """The accounts that a second holder paid, and the day on which he first did (`DATED`)."""
    return _known(meetings.filter("paid"), SECOND)


def holder_meetings(movements: pl.LazyFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Which holder met which account, which way, and when first: iban, holder_id, paid, booked."""
    known = accounts.filter(pl.col("judicial_mandate").fill_null(False).not_()).select("iban", "holder_id").unique("iban")
    iban = pl.col("counterparty_account").str.replace_all(" ", "", literal=True).str.to_uppercase()
    top = movements.filter(pl.col("is_detail").not_(), pl.col("counterparty_account") != "")
    met = top.group_by("account", "counterparty_account", (pl.col("amount_milli") < 0).alias("paid")).agg(
        pl.col("booked").min()
    )
    quality = known.lazy().select(pl.col("iban"))
    return (
        met.with_columns(iban.alias("iban"))
        .join(known.lazy().rename({"iban": "account"}), on="account")
        .join(quality, on="iban", how="anti")
        .group_by("iban", "holder_id", "paid")
        .agg(pl.col("booked").min())
        .collect()
    )


def _known(meetings: pl.DataFrame, least: int) -> pl.DataFrame:
    first = meetings.group_by("iban", "holder_id").agg(pl.col("booked").min())
    several = first.filter(pl.len().over("iban") >= least)
    dated = several.group_by("iban").agg(pl.col("booked").sort().get(least - 1).alias("known_from"))
    return dated.cast(DATED).sort("iban")
