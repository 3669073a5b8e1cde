"""The balance that an account brought into the lake: without it, every matching of receipts to payments would be shifted.

One row per account and currency: `opened` (the date of the first old balance, which is that of the statement before: since then
nothing moved, and silence means silence) and `opening_milli`. An account without a row begins at zero with its first
movement. It changes only when an older statement arrives late.
"""

from __future__ import annotations

import polars as pl

from models.features.lines import ACCOUNT_KEY, KEY

SCHEMA = pl.Schema(
    {
        "account": pl.String(),
        "currency": pl.String(),
        "opened": pl.Date(),
        "opening_milli": pl.Int64(),
    }
)


def no_openings() -> pl.DataFrame:
    """Every account begins at zero."""
    return pl.DataFrame(schema=SCHEMA)


def openings_of(statements: pl.LazyFrame) -> pl.DataFrame:
    """The old balance of each account's first statement; separate applications carry no balances and are left out.

    Columns needed: account, currency, statement_date, statement_number, old_balance_date, old_balance_milli,
    separate_application.
    """
    first = (
        statements.filter(pl.col("separate_application").not_())
        .sort(*ACCOUNT_KEY, "statement_date", "statement_number")
        .group_by(ACCOUNT_KEY, maintain_order=True)
        .agg(
            pl.coalesce("old_balance_date", "statement_date").first().alias("opened"),
            pl.col("old_balance_milli").first().alias("opening_milli"),
        )
    )
    return first.cast(SCHEMA).collect()


def with_openings(lines: pl.DataFrame, openings: pl.DataFrame) -> pl.DataFrame:
    """Dated credits and debits (unit, booked, paid_in, paid_out), the openings (of units) first."""
    opening = openings.join(lines.select(KEY).unique(), on=KEY, how="semi").select(
        *KEY,
        pl.col("opened").alias("booked"),
        pl.col("opening_milli").clip(lower_bound=0).alias("paid_in"),
        (-pl.col("opening_milli")).clip(lower_bound=0).alias("paid_out"),
    )
    return pl.concat([opening, lines.select(opening.columns)])
