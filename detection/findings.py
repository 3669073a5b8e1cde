"""The frame that every rule gives: one row per finding, the same columns first, then its named evidence (`e_…`).

| column | meaning |
|---|---|
| account, currency | the account |
| anchor | what the finding is about, never changing: a movement, a month, the first day of a period |
| stage | for a finding that grows with time (a running month, a debit not yet cured): how far it had come; else empty |
| first_date, last_date | the days it covers; last_date is the day from which it could be known |
| amount_milli | the money it is about, in thousandths |
| movement_ids, bank_references | the movements that prove it, in the total order |
| counterparty | whose movements a dismissal would silence; null for none |
| severity | where it differs from the rule's own; null for the rule's |
| confidence | thousandths |
| e_… | the numbers for the sentence: whole numbers, texts, ISO dates |

Detector, account, anchor and stage make the finding's key: the same data found again are the same finding, and more data
never silently change a finding that somebody has read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

SCHEMA = pl.Schema(
    {
        "account": pl.String(),
        "currency": pl.String(),
        "anchor": pl.String(),
        "stage": pl.String(),
        "first_date": pl.Date(),
        "last_date": pl.Date(),
        "amount_milli": pl.Int64(),
        "movement_ids": pl.List(pl.String()),
        "bank_references": pl.List(pl.String()),
        "counterparty": pl.String(),
        "severity": pl.String(),
        "confidence": pl.Int64(),
    }
)
EVIDENCE = "e_"
CERTAIN = 1000
ACCOUNT = ["account", "currency"]


def per_movement(
    movements: pl.LazyFrame,
    *,
    severity: pl.Expr | None = None,
    confidence: pl.Expr | None = None,
    evidence: Mapping[str, pl.Expr] | None = None,
) -> pl.LazyFrame:
    """Make each movement a finding of its own, anchored on itself."""
    return movements.select(
        *ACCOUNT,
        pl.col("movement_id").alias("anchor"),
        pl.lit("").alias("stage"),
        pl.col("booked").alias("first_date"),
        pl.col("booked").alias("last_date"),
        "amount_milli",
        pl.concat_list("movement_id").alias("movement_ids"),
        pl.concat_list("bank_reference").list.filter(pl.element() != "").alias("bank_references"),
        pl.col("party").alias("counterparty"),
        (pl.lit(None) if severity is None else severity).cast(pl.String).alias("severity"),
        (pl.lit(CERTAIN) if confidence is None else confidence).cast(pl.Int64).alias("confidence"),
        *named(evidence),
    )


def together(movements: pl.LazyFrame, by: Sequence[str], *extra: pl.Expr) -> pl.LazyFrame:
    """Gather movements, which stand in the total order, by a key: dates, Σ amount, ids and references, then `extra`."""
    return movements.group_by(*by, maintain_order=True).agg(
        pl.col("booked").min().alias("first_date"),
        pl.col("booked").max().alias("last_date"),
        pl.col("amount_milli").sum(),
        pl.col("movement_id").alias("movement_ids"),
        pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True).alias("bank_references"),
        *extra,
    )


def shaped(frame: pl.LazyFrame, **columns: pl.Expr) -> pl.LazyFrame:
    """Set the given columns and fill in what a finding needs and the frame does not have; evidence columns stay."""
    frame = frame.with_columns(**columns)
    present = frame.collect_schema().names()
    defaults = {"stage": pl.lit(""), "confidence": pl.lit(CERTAIN)}
    filled = [
        (pl.col(name) if name in present else defaults.get(name, pl.lit(None))).cast(kind).alias(name)
        for name, kind in SCHEMA.items()
    ]
    return frame.select(*filled, *(name for name in present if name.startswith(EVIDENCE)))


def named(evidence: Mapping[str, pl.Expr] | None) -> list[pl.Expr]:
    """Name expressions as evidence columns."""
    return [value.alias(EVIDENCE + name) for name, value in (evidence or {}).items()]
