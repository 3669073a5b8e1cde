"""What the bâtonnier allowed beforehand: a breach that an allowance covers becomes a noted fact, never silence.

An allowance names an account or a holder, a kind, a period (its first day counts, the day on which it is over does not)
and perhaps a cap for each movement. Several may cover one movement.
"""

from __future__ import annotations

import polars as pl

NOTED = "info"
"""Severity of a noted fact."""


def with_allowances(movements: pl.LazyFrame, allowances: pl.DataFrame, kind: str) -> pl.LazyFrame:
    """Add `allowed`: how many allowances of the kind (as the register writes it) cover each movement; row order is kept."""
    given = allowances.lazy().filter(pl.col("kind") == kind).drop("kind")
    asked = movements.select("movement_id", "account", "holder_id", "booked", pl.col("amount_milli").abs().alias("size_milli"))
    of_account = asked.join(given.filter(_filled("iban")), left_on="account", right_on="iban")
    of_holder = asked.join(given.filter(_filled("holder_id")), on="holder_id")
    over = pl.col("valid_until")
    in_force = (pl.col("valid_from") <= pl.col("booked")) & (over.is_null() | (pl.col("booked") < over))
    capped = pl.col("cap_milli").is_null() | (pl.col("size_milli") <= pl.col("cap_milli"))
    columns = ["movement_id", "booked", "size_milli", "valid_from", "valid_until", "cap_milli"]
    covered = (
        pl.concat([of_account.select(columns), of_holder.select(columns)])
        .filter(in_force & capped)
        .group_by("movement_id")
        .agg(pl.len().cast(pl.Int64).alias("allowed"))
    )
    joined = movements.join(covered, on="movement_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("allowed").fill_null(0))


def _filled(name: str) -> pl.Expr:
    return pl.col(name).fill_null("") != ""


def noted(otherwise: pl.Expr | None = None) -> pl.Expr:
    """Give the severity of a movement: a noted fact where it is allowed, else the one given or the rule's."""
    return (
        pl.when(pl.col("allowed") > 0)
        .then(pl.lit(NOTED))
        .otherwise(pl.lit(None, pl.String) if otherwise is None else otherwise)
    )


def staged(findings: pl.LazyFrame) -> pl.LazyFrame:
    """Set the stage of findings with `e_allowed`, so that what an allowance entered later covers is a finding of its own."""
    return findings.with_columns(pl.when(pl.col("e_allowed") > 0).then(pl.lit("allowed")).otherwise("stage").alias("stage"))
