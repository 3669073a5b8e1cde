"""Whose money is still there: receipts (lots) matched with the payments that consume them.

CODA has no client ledger. Every credit opens a lot; a debit consumes lots in four steps, each with what it is worth:

| step | what is consumed | confidence |
|---|---|---|
| reference | the lots of the same dossier, oldest first | 0.95 |
| payer | what the payers of that dossier, and of no other, paid without naming one | 0.7 |
| amount | a lot received within 60 days, or all that is left of one dossier or payer, that is the rest ± 2 % | 0.7 |
| order | the oldest lot: first those without a dossier when the debit names one, then any | 0.3 |

By amount the nearest counts: of those that are as near a single lot before a sum, then the oldest.

What the account held before its first statement is a lot without a movement; so is what appears where two statements do not
follow each other, and what disappears there is consumed by order. What was paid without any money being there is owed by
the next lots. So the lots' remainders sum to the balance. On one day credits count before debits: money that came and left on
the same day was there. Direct arithmetic needs no matching at all (rule stale-floor); matching says which dossier.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from detection.balances import ACCOUNT
from detection.compiled import Consume, consume_for
from detection.lot_ledger import NONE, OWED_END, Changes, Ledger, Matches, consume

Numbers = npt.NDArray[np.int64]

CHANGES = [*ACCOUNT, "day", "amount_milli", "movement_id", "dossier", "party", "place"]
MATCHED = ["day", "movement_id", "dossier"]
"""Columns of a change that say of what a match is."""
PAYER = ["bank_reference", "party", "party_plain", "structured_reference", "own", "quality", "for_others"]
"""Columns of a receipt's movement that say who paid, and what for."""
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

    `statements` as `balances.chained` gives them; `movements` in the total order with `dossier` and `party`. `place` is the
    movement's row, null for a jump.
    """
    jump = pl.col("old_balance_milli") - pl.col("before_new_balance_milli").fill_null(0)
    jumps = statements.filter(jump != 0).select(
        *ACCOUNT,
        pl.col("old_balance_date").alias("day"),
        jump.alias("amount_milli"),
        pl.lit(None, pl.String).alias("movement_id"),
        pl.lit(None, pl.String).alias("dossier"),
        pl.lit(None, pl.String).alias("party"),
        pl.lit(None, pl.Int64).alias("place"),
        pl.lit(0).alias("step"),
    )
    named = ("amount_milli", "movement_id", "dossier", "party")
    booked = (
        movements.select(*ACCOUNT, pl.col("booked").alias("day"), *named, pl.int_range(pl.len()).alias("place"))
        .filter(pl.col("amount_milli") != 0)
        .with_columns(pl.lit(1).alias("step"))
    )
    ordered = pl.concat([jumps, booked]).sort(*ACCOUNT, "day", "step", pl.col("amount_milli") < 0, maintain_order=True)
    return ordered.select(CHANGES).with_row_index("number").with_columns(pl.col("number").cast(pl.Int64)).collect()


def match(ordered: pl.DataFrame) -> pl.DataFrame:
    """Consume the lots of every account; columns lot and debit (numbers of `changes`), consumed_milli, confidence (‰)."""
    walk = consume_for(ordered.height)
    return matched(ordered, consume, np.ndarray.tolist) if walk is None else matched(ordered, walk, np.array)


def matched(ordered: pl.DataFrame, walk: Consume, given: Callable[[Numbers], Any]) -> pl.DataFrame:
    """Match by one way of walking, which is given arrays, or the lists that `given` makes of them."""
    account = ordered.select(pl.struct(ACCOUNT).rle_id()).to_series()
    dossier, dossiers = _numbered(ordered, "dossier")
    party, parties = _numbered(ordered, "party")
    day, amount = ordered["day"].to_physical().cast(pl.Int64), ordered["amount_milli"]
    starts = np.append(np.flatnonzero(np.diff(account.to_numpy().astype(np.int64), prepend=-1)), ordered.height)
    changes = Changes(*(given(column.to_numpy()) for column in (day, amount, dossier, party)))
    out = Matches(*(given(np.zeros(ordered.height, np.int64)) for _ in Matches._fields))
    found = walk(given(starts), changes, _empty_ledger(ordered.height, dossiers, parties, given), out)
    return pl.DataFrame({name: column[:found] for name, column in zip(MATCHES_SCHEMA, out, strict=True)}, schema=MATCHES_SCHEMA)


def _numbered(ordered: pl.DataFrame, name: str) -> tuple[pl.Series, int]:
    """Number the names of a column, each account its own ones; NONE for none. Gives how many there are, too."""
    own = pl.struct(*ACCOUNT, name).rank("dense").cast(pl.Int64)
    numbers = ordered.select(pl.when(pl.col(name).is_not_null()).then(own - 1).otherwise(NONE)).to_series()
    return numbers, ordered.height and int(numbers.max()) + 1  # type: ignore[arg-type]


def _empty_ledger(changes: int, dossiers: int, parties: int, given: Callable[[Numbers], Any]) -> Ledger:
    sizes = dict.fromkeys(Ledger._fields[:5], changes) | {"owed_debit": changes, "owed_rest": changes}
    sizes |= dict.fromkeys(("first_of_dossier", "last_of_dossier", "first_payer", "last_payer"), dossiers)
    sizes |= dict.fromkeys(("first_of_payer", "last_of_payer", "next_payer", "only_dossier"), parties)
    sizes |= dict.fromkeys(("case_seen", "case_sum", "case_lots", "case_first"), dossiers + parties)
    sizes |= dict.fromkeys(("first", "last"), OWED_END + 1)
    # one block for all: as large as that, the system has it back as soon as it is not needed
    parts = np.split(np.full(sum(sizes.values()), NONE, np.int64), np.cumsum([*sizes.values()])[:-1])
    return Ledger(**{name: given(part) for name, part in zip(sizes, parts, strict=True)})


def described(matches: pl.DataFrame, ordered: pl.DataFrame) -> pl.LazyFrame:
    """Give the matches with account and currency, and day, movement_id and dossier of the lot (`lot_*`) and of the debit
    (`debit_*`): each read from `changes` for those who ask for it, because to keep them all is to keep the account again.
    """
    sides = [_at(ordered, name, side).alias(f"{side}_{name}") for side in ("lot", "debit") for name in MATCHED]
    return matches.lazy().with_columns(*(_at(ordered, name, "lot") for name in ACCOUNT), *sides)


def opened(ordered: pl.DataFrame, matches: pl.DataFrame) -> pl.DataFrame:
    """Give the lots that receipts opened: lot, received, lot_milli, place (`changes`), and `gone_day`, on which the last of it
    was paid (null while some is left).
    """
    paid = matches.select("lot", "consumed_milli", ordered["day"].gather(matches["debit"]).alias("debit_day"))
    gone = paid.group_by("lot").agg(pl.col("consumed_milli").sum(), pl.col("debit_day").max())
    lots = ordered.filter(pl.col("amount_milli") > 0).select(
        pl.col("number").alias("lot"), pl.col("day").alias("received"), pl.col("amount_milli").alias("lot_milli"), "place"
    )
    ended = pl.when(pl.col("consumed_milli") == pl.col("lot_milli")).then("debit_day").alias("gone_day")
    return lots.join(gone, on="lot", how="left", maintain_order="left").select(*lots.columns, ended)


def receipts(opened: pl.LazyFrame, ordered: pl.DataFrame, booked: pl.DataFrame) -> pl.LazyFrame:
    """Give the lots with account, currency, movement_id, dossier and the payer's columns of `booked`, each read where it is.

    A lot without a movement (what was there before the first statement) has null for its payer.
    """
    lots = [_at(ordered, name, "lot") for name in (*ACCOUNT, "movement_id", "dossier")]
    return opened.with_columns(*lots, *(_at(booked, name, "place") for name in PAYER)).drop("place")


def _at(frame: pl.DataFrame, name: str, place: str) -> pl.Expr:
    """Give a column's values at the rows that another column names."""
    return pl.lit(frame[name]).gather(pl.col(place)).alias(name)
