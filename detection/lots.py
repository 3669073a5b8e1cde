"""Whose money is still there: receipts (lots) matched with the payments that consume them.

CODA has no client ledger. Every credit opens a lot; a debit consumes lots in four steps, each with what it is worth:

| step | what is consumed | confidence |
|---|---|---|
| reference | the lots of the same dossier, oldest first | 0.95 |
| payer | what the payers of that dossier, and of no other, paid without naming one | 0.7 |
| amount | a lot received within 60 days, or all that is left of one dossier or payer, that is the rest ± 2 % | 0.7 |
| order | the oldest lot: first those without a dossier when the debit names one, then any | 0.3 |

What the account held before its first statement is a lot without a movement; so is what appears where two statements do not
follow each other, and what disappears there is consumed by order. What was paid without any money being there is owed by
the next lots. So the lots' remainders sum to the balance. On one day credits count before debits: money that came and left on
the same day was there. Direct arithmetic needs no matching at all (rule stale-floor); matching says which dossier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from detection.balances import ACCOUNT
from detection.lot_ledger import Ledger

CHANGES = [*ACCOUNT, "day", "amount_milli", "movement_id", "dossier", "party"]
MATCHES_SCHEMA = pl.Schema(
    {
        "lot": pl.Int64(),
        "debit": pl.Int64(),
        "consumed_milli": pl.Int64(),
        "confidence": pl.Int64(),
    }
)


def changes(statements: pl.LazyFrame, movements: pl.LazyFrame) -> pl.DataFrame:
    """Put the movements and the jumps between statements in the order in which lots are opened and consumed, numbered.

    `statements` as `balances.chained` gives them; `movements` in the total order with `dossier` and `party`.
    """
    jump = pl.col("old_balance_milli") - pl.col("before_new_balance_milli").fill_null(0)
    jumps = statements.filter(jump != 0).select(
        *ACCOUNT,
        pl.col("old_balance_date").alias("day"),
        jump.alias("amount_milli"),
        pl.lit(None, pl.String).alias("movement_id"),
        pl.lit(None, pl.String).alias("dossier"),
        pl.lit(None, pl.String).alias("party"),
        pl.lit(0).alias("step"),
    )
    booked = movements.filter(pl.col("amount_milli") != 0).select(
        *ACCOUNT, pl.col("booked").alias("day"), "amount_milli", "movement_id", "dossier", "party", pl.lit(1).alias("step")
    )
    ordered = pl.concat([jumps, booked]).sort(*ACCOUNT, "day", "step", pl.col("amount_milli") < 0, maintain_order=True)
    return ordered.select(CHANGES).with_row_index("number").with_columns(pl.col("number").cast(pl.Int64)).collect()


def match(ordered: pl.DataFrame) -> pl.DataFrame:
    """Consume the lots of every account; columns lot and debit (numbers of `changes`), consumed_milli, confidence (‰)."""
    rows: list[tuple[int, int, int, int]] = []
    for part in ordered.partition_by(ACCOUNT, maintain_order=True):
        rows.extend(_match_account(part))
    return pl.DataFrame(rows, schema=MATCHES_SCHEMA, orient="row")


def _match_account(part: pl.DataFrame) -> Iterator[tuple[int, int, int, int]]:
    ledger = Ledger()
    numbered = part.select("number", pl.col("day").to_physical(), "amount_milli", "dossier", "party")
    for number, day, amount, dossier, party in numbered.iter_rows():
        if amount > 0:
            yield from ledger.receive(number, day, amount, dossier, party)
        else:
            yield from ledger.pay(number, day, -amount, dossier)


def describe(ordered: pl.DataFrame, matches: pl.DataFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Give the matches with the named columns of `changes` for the lot (`lot_*`) and for the debit (`debit_*`)."""
    lots = ordered.lazy().select(pl.col("number").alias("lot"), *(pl.col(name).alias(f"lot_{name}") for name in columns))
    debits = ordered.lazy().select(pl.col("number").alias("debit"), *(pl.col(name).alias(f"debit_{name}") for name in columns))
    return matches.lazy().join(lots, on="lot").join(debits, on="debit")
