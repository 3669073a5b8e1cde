"""Whether what the lake holds still adds up to what each statement said of itself.

Intake proves a statement's totals before it accepts it (`coda_parser.checks`); here the rows that are stored are added up
again, so that a fault between the parser and the disk, or a row lost since, does not stay unseen. For every statement of
thirty days: the new balance is the old one plus credit less debit (not of a separate application, whose balances are zeroed),
and its stored movements are as many, and sum to as much, as its totals. Every difference must be zero.

Source: royal decree of 9 June 2024, art. 2 §4 (AR-2.4-c); CODA 2.6, records 8 and 9.
"""

from __future__ import annotations

import polars as pl

from warehouse.quality_fields import NOW, Filling

TOTALS = "totals"
STATEMENT = ["account", "currency", "statement_date", "statement_number"]
DIFFERENCES = ("balance difference", "count difference", "debit difference", "credit difference")
EXPECTED = [("ExpectColumnValuesToBeBetween", {"column": name, "min_value": 0, "max_value": 0}) for name in DIFFERENCES]


def totals(filling: Filling) -> pl.DataFrame:
    """Give the statements of now with their differences, in thousandths or rows; statements that share a key are one."""
    since = filling.on - NOW
    amount = pl.col("amount_milli")
    counted = (
        filling.movements.filter(~pl.col("is_detail"))
        .group_by(STATEMENT)
        .agg(
            pl.len().cast(pl.Int64).alias("count"),
            (-amount.filter(amount < 0)).sum().alias("debit"),
            amount.filter(amount > 0).sum().alias("credit"),
        )
    )
    sums = ("movement_count", "debit_milli", "credit_milli")
    balance = pl.col("new_balance_milli") - pl.col("old_balance_milli") - pl.col("credit_milli") + pl.col("debit_milli")
    moved = pl.when(pl.col("separate_application")).then(0).otherwise(balance)
    stated = (
        filling.statements.filter(pl.col("statement_date") > since)
        .group_by(STATEMENT)
        .agg(moved.abs().sum().alias(DIFFERENCES[0]), *(pl.col(name).sum() for name in sums))
    )
    joined = stated.join(counted, on=STATEMENT, how="left").with_columns(pl.col("count", "debit", "credit").fill_null(0))
    found = zip(DIFFERENCES[1:], sums, ("count", "debit", "credit"), strict=True)
    differing = [(pl.col(said) - pl.col(summed)).alias(name) for name, said, summed in found]
    return joined.select(*STATEMENT, DIFFERENCES[0], *differing).sort(STATEMENT)
