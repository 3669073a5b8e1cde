"""Whose money is still there: receipts (lots) matched with the payments that consume them.

CODA has no client ledger. Every credit opens a lot; a debit consumes lots in three steps, each with what it is worth:

| step | what is consumed | confidence |
|---|---|---|
| reference | the lots of the same dossier, oldest first | 0.95 |
| amount | one lot received within 60 days whose remainder is the debit ± 2 %, of no other dossier | 0.7 |
| order | the oldest lot: first those without a dossier when the debit names one, then any | 0.3 |

What the account held before its first statement is a lot without a movement; so is what appears where two statements do not
follow each other, and what disappears there is consumed by order. So the lots' remainders sum to the balance. On one day
credits count before debits: money that came and left on the same day was there. Direct arithmetic needs no matching at
all (`detection.rules`, stale-floor); matching says which dossier.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from detection.balances import ACCOUNT

BY_REFERENCE, BY_AMOUNT, BY_ORDER = 950, 700, 300
"""Confidence of a match, in thousandths."""
AMOUNT_DAYS = 60
AMOUNT_TOLERANCE = 20
"""Thousandths of the debit by which a lot matched by amount may differ."""

CHANGES = [*ACCOUNT, "day", "amount_milli", "movement_id", "dossier"]
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

    `statements` as `balances.chained` gives them; `movements` in the total order with `dossier`.
    """
    jump = pl.col("old_balance_milli") - pl.col("before_new_balance_milli").fill_null(0)
    jumps = statements.filter(jump != 0).select(
        *ACCOUNT,
        pl.col("old_balance_date").alias("day"),
        jump.alias("amount_milli"),
        pl.lit(None, pl.String).alias("movement_id"),
        pl.lit(None, pl.String).alias("dossier"),
        pl.lit(0).alias("step"),
    )
    booked = movements.filter(pl.col("amount_milli") != 0).select(
        *ACCOUNT, pl.col("booked").alias("day"), "amount_milli", "movement_id", "dossier", pl.lit(1).alias("step")
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
    days = part["day"].to_physical().to_list()
    ledger = _Ledger()
    for number, day, amount, dossier in zip(
        part["number"].to_list(), days, part["amount_milli"].to_list(), part["dossier"].to_list(), strict=True
    ):
        if amount > 0:
            yield from ledger.receive(number, day, amount, dossier)
        else:
            yield from ledger.pay(number, day, -amount, dossier)


@dataclass
class _Lot:
    number: int
    day: int
    dossier: str | None
    remaining: int


@dataclass
class _Ledger:
    """The open lots of one account, found by dossier, by amount and by age. Consumed lots leave the queues when met."""

    lots: dict[int, _Lot] = field(default_factory=dict)
    by_age: deque[int] = field(default_factory=deque)
    without_dossier: deque[int] = field(default_factory=deque)
    by_dossier: dict[str, deque[int]] = field(default_factory=dict)
    by_amount: list[tuple[int, int]] = field(default_factory=list)
    owed: deque[tuple[int, int]] = field(default_factory=deque)

    def receive(self, number: int, day: int, amount: int, dossier: str | None) -> Iterator[tuple[int, int, int, int]]:
        """Open a lot; what was paid before there was money is taken from it at once."""
        while amount and self.owed:
            debit, rest = self.owed.popleft()
            consumed = min(rest, amount)
            amount -= consumed
            if rest > consumed:
                self.owed.appendleft((debit, rest - consumed))
            yield number, debit, consumed, BY_ORDER
        if amount:
            self._open(number, day, amount, dossier)

    def _open(self, number: int, day: int, amount: int, dossier: str | None) -> None:
        self.lots[number] = _Lot(number, day, dossier, amount)
        self.by_age.append(number)
        queue = self.without_dossier if dossier is None else self.by_dossier.setdefault(dossier, deque())
        queue.append(number)
        insort(self.by_amount, (amount, number))

    def pay(self, number: int, day: int, amount: int, dossier: str | None) -> Iterator[tuple[int, int, int, int]]:
        """Consume lots for a debit: number of the lot, of the debit, thousandths, confidence."""
        rest = amount
        for queue, confidence in self._steps(day, amount, dossier):
            while rest and queue:
                lot = self.lots.get(queue[0])
                if lot is None:
                    queue.popleft()
                    continue
                consumed = min(rest, lot.remaining)
                self._consume(lot, consumed)
                rest -= consumed
                yield lot.number, number, consumed, confidence
        if rest:
            self.owed.append((number, rest))

    def _steps(self, day: int, amount: int, dossier: str | None) -> Iterator[tuple[deque[int], int]]:
        same = self.by_dossier.get(dossier) if dossier is not None else None
        if same is not None:
            yield same, BY_REFERENCE
        likely = self._of_amount(day, amount, dossier)
        if likely is not None:
            yield deque([likely]), BY_AMOUNT
        if dossier is not None:
            yield self.without_dossier, BY_ORDER
        yield self.by_age, BY_ORDER

    def _of_amount(self, day: int, amount: int, dossier: str | None) -> int | None:
        """Give the lot whose remainder is nearest to the debit; the oldest of equally near ones."""
        margin = amount * AMOUNT_TOLERANCE // 1000
        found: tuple[int, int] | None = None
        for place in range(bisect_left(self.by_amount, (amount - margin, -1)), len(self.by_amount)):
            remaining, number = self.by_amount[place]
            if remaining > amount + margin:
                break
            lot = self.lots[number]
            foreign = dossier is not None and lot.dossier is not None and lot.dossier != dossier
            if foreign or day - lot.day > AMOUNT_DAYS:
                continue
            near = (abs(remaining - amount), number)
            found = near if found is None or near < found else found
        return None if found is None else found[1]

    def _consume(self, lot: _Lot, consumed: int) -> None:
        del self.by_amount[bisect_left(self.by_amount, (lot.remaining, lot.number))]
        lot.remaining -= consumed
        if lot.remaining:
            insort(self.by_amount, (lot.remaining, lot.number))
        else:
            del self.lots[lot.number]


def describe(ordered: pl.DataFrame, matches: pl.DataFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Give the matches with the named columns of `changes` for the lot (`lot_*`) and for the debit (`debit_*`)."""
    lots = ordered.lazy().select(pl.col("number").alias("lot"), *(pl.col(name).alias(f"lot_{name}") for name in columns))
    debits = ordered.lazy().select(pl.col("number").alias("debit"), *(pl.col(name).alias(f"debit_{name}") for name in columns))
    return matches.lazy().join(lots, on="lot").join(debits, on="debit")
