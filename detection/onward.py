"""Money that comes in and goes on: which later debits give a receipt onward, or back.

Every receipt that is a candidate waits for its days; each debit, in the order of the days, is given to the oldest waiting
receipt into which it still fits, and to no other. A receipt is *answered* once the debits given to it reach the least share
of it; nothing is added afterwards. On one day receipts count before debits, whatever their sequence, because a bank's
sequence is not the order in which things happened. What is decided on a day never changes with later days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

EVENTS = pl.Schema(
    {
        "key": pl.String(),
        "party": pl.String(),
        "movement_id": pl.String(),
        "day": pl.Int32(),
        "met": pl.Int32(),
        "amount_milli": pl.Int64(),
        "days": pl.Int64(),
        "least": pl.Int64(),
        "most": pl.Int64(),
    }
)
"""Receipts and debits of one story: those of one `key` may answer each other. `days`, `least` and `most` (thousandths of the
receipt) are the receipt's; `met` is the day on which the debit's party was first seen."""

ANSWERED = pl.Schema(
    {"receipt": pl.String(), "debits": pl.List(pl.String()), "answered_milli": pl.Int64(), "answered_day": pl.Int32()}
)


@dataclass
class _Receipt:
    movement_id: str
    party: str
    day: int
    last_day: int
    least_milli: int
    most_milli: int
    given: int = 0
    debits: list[str] = field(default_factory=list)


def answered(events: pl.DataFrame, *, other_party: bool) -> pl.DataFrame:
    """Give the receipts that debits answer: receipt, debits, answered_milli, answered_day.

    `events` has the columns of `EVENTS`, in the total order within a key. `other_party`: a debit to the receipt's own party
    does not answer it, nor one to a party that was known before the receipt came.
    """
    both_ways = ((pl.col("amount_milli") > 0).any() & (pl.col("amount_milli") < 0).any()).over("key")
    ordered = events.filter(both_ways).sort("key", "day", pl.col("amount_milli") < 0, maintain_order=True)
    if ordered.is_empty():
        return pl.DataFrame(schema=ANSWERED)
    rows = [row for part in ordered.partition_by("key", maintain_order=True) for row in _answered_in(part, other_party)]
    return pl.DataFrame(rows, schema=ANSWERED, orient="row")


def _answered_in(part: pl.DataFrame, other_party: bool) -> Iterator[tuple[str, list[str], int, int]]:
    waiting: list[_Receipt] = []
    for _, party, movement_id, day, met, amount, days, least, most in part.select(EVENTS.names()).iter_rows():
        if amount > 0:
            waiting.append(_Receipt(movement_id, party, day, day + days, amount * least // 1000, amount * most // 1000))
            continue
        waiting = [receipt for receipt in waiting if receipt.last_day >= day]
        chosen = next((receipt for receipt in waiting if _fits(receipt, party, met, -amount, other_party)), None)
        if chosen is None:
            continue
        chosen.given -= amount
        chosen.debits.append(movement_id)
        if chosen.given >= chosen.least_milli:
            waiting.remove(chosen)
            yield chosen.movement_id, chosen.debits, chosen.given, day


def _fits(receipt: _Receipt, party: str, met: int, amount: int, other_party: bool) -> bool:
    if other_party and (party == receipt.party or met < receipt.day):
        return False
    return receipt.given + amount <= receipt.most_milli


def findings_of(movements: pl.LazyFrame, answers: pl.DataFrame) -> pl.LazyFrame:
    """Give the movements of each answer, receipt first, in their total order, with the receipt's id as `anchor`."""
    pairs = answers.lazy().select(
        pl.col("receipt").alias("anchor"),
        pl.concat_list(pl.concat_list("receipt"), "debits").alias("movement_id"),
        "answered_milli",
    )
    placed = movements.with_row_index("place").join(pairs.explode("movement_id"), on="movement_id")
    return placed.sort("anchor", "place").drop("place")
