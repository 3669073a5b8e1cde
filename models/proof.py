"""Which movements make a month what it is: those without which its features, and its score, would be less.

No list says which movements belong to which feature, because such a list would be believed long after the features had changed.
Instead the account is taken again without each movement of the month (a *copy*), the same features are computed of every copy,
and a movement proves a feature when its copy shows less. Movements that only count together (two payments to one payee make
one payee) are left out together too: all of one party in one direction.

*Named* are the movements that prove a reason and without which the score falls. Then all of them are left out at once: what is
named has to lower the score, because leaving movements out may also raise something else (a share of what is left). Where it
does not, the fewest that lower it most are named instead. `enough` says that without them the month is not flagged.

What a feature knows of other accounts stays as it is; where no movement makes anything less, none is named. Of a month with
more than `MOST` movements the largest are tried, and of an account with a long history fewer, so that one explanation costs at
most about `LINES` lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from models.ranking import TOLD
from models.tails import Floats

MOST = 60
LINES = 400_000
FEWEST = 5
"""Movements that are tried however long the history is."""
SLACK = 1e-9
MARK = "#"
"""Between an account and the number of its copy; no account number has it."""

Rebuilt = Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]
"""Gives the feature table of copied movements; the second frame says of which account each copy is: copy, account."""
Ids = frozenset[str]
Row = Mapping[str, Any]
SCORE = "score"


@dataclass(frozen=True)
class Asked:
    """A month of an account, and the features that want proof."""

    account: str
    currency: str
    month: date
    features: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """What proves each feature, and what is named; `enough`: without what is named the month is not flagged."""

    by_feature: Mapping[str, Ids]
    named: Ids
    enough: bool


@dataclass(frozen=True)
class _Shown:
    """What proves each feature, and how far the score falls without each movement, where it falls."""

    proven: Mapping[str, Ids]
    falls: Mapping[str, float]

    @property
    def named(self) -> Ids:
        return Ids().union(*self.proven.values()) & self.falls.keys()


@dataclass(frozen=True)
class _Copies:
    """The copies of one account: the movements up to the month's end, and what each copy lacks; the first lacks nothing."""

    asked: Asked
    history: pl.DataFrame
    lacking: Mapping[str, Ids]

    @property
    def whole(self) -> str:
        return next(iter(self.lacking))

    @property
    def lines(self) -> int:
        return self.history.height * len(self.lacking)

    def frames(self) -> Iterator[pl.DataFrame]:
        for copy, gone in self.lacking.items():
            kept = self.history.filter(pl.col("movement_id").is_in(list(gone)).not_())
            yield kept.with_columns(pl.lit(copy).alias("account"))


def proofs(
    movements: pl.DataFrame, asked: Sequence[Asked], rebuilt: Rebuilt, scored: Callable[[pl.DataFrame], Floats], line: float
) -> list[Proof]:
    """Give for each month asked the movements that prove each of its features, and those that are named.

    `movements`: of the accounts asked, up to the end of their months at least, details left out, with movement_id. `scored`:
    gives the scores of a feature table; `line`: the lowest score that is flagged.
    """
    by_account = movements.partition_by("account", "currency", as_dict=True)
    nothing = movements.clear()
    known = [by_account.get((one.account, one.currency), nothing) for one in asked]
    first = [_copies(history, one, place) for place, (one, history) in enumerate(zip(asked, known, strict=True))]
    shown = [_compared(copies, rows) for copies, rows in zip(first, _rows(first, rebuilt, scored), strict=True)]
    second = [_together(copies, one, place) for place, (copies, one) in enumerate(zip(first, shown, strict=True))]
    return [
        _chosen(one, copies, rows, line)
        for one, copies, rows in zip(shown, second, _rows(second, rebuilt, scored), strict=True)
    ]


def _rows(copies: Sequence[_Copies], rebuilt: Rebuilt, scored: Callable[[pl.DataFrame], Floats]) -> Iterator[dict[str, Row]]:
    """Give for each account its copies' rows of the month, with their score, by the copy's name."""
    for part in _parts(copies):
        lines = pl.concat([frame for one in part for frame in one.frames()])
        pairs = [(copy, one.asked.account) for one in part for copy in one.lacking]
        names = pl.DataFrame(pairs, schema={"copy": pl.String, "account": pl.String}, orient="row")
        table = rebuilt(lines, names)
        for one in part:
            own = table.filter(pl.col("account").is_in(list(one.lacking)), pl.col("month") == one.asked.month)
            rows = own.filter(pl.col("currency") == one.asked.currency)
            yield {row["account"]: row for row in rows.with_columns(pl.Series(SCORE, scored(rows))).iter_rows(named=True)}


def _compared(copies: _Copies, rows: Mapping[str, Row]) -> _Shown:
    """Say what each copy lacks makes less; a month that is gone shows nothing at all."""
    whole = rows.get(copies.whole, {})
    proven: dict[str, Ids] = dict.fromkeys(copies.asked.features, Ids())
    falls: dict[str, float] = {}
    for copy, gone in copies.lacking.items():  # single movements first; of a party what one of its movements does not show
        row = rows.get(copy, {})
        for name in copies.asked.features:
            if proven[name].isdisjoint(gone) and _less(whole.get(name), row.get(name)):
                proven[name] |= gone
        fall = float(whole.get(SCORE, 0.0)) - float(row.get(SCORE, 0.0))
        if fall > TOLD and falls.keys().isdisjoint(gone):
            falls |= dict.fromkeys(gone, fall)
    return _Shown(proven, falls)


def _less(before: float | None, after: float | None) -> bool:
    return before is not None and before > 0 and (after is None or after < before - SLACK)


def _together(copies: _Copies, shown: _Shown, place: int) -> _Copies:
    """Copies that lack all that would be named, and the most telling movements one by one more."""
    ordered = sorted(shown.named, key=lambda movement: (-shown.falls[movement], movement))
    most = _most(copies.history.height)
    lacking = [Ids(), shown.named, *(Ids(ordered[:number]) for number in range(1, min(most, len(ordered)) + 1))]
    named = {f"{copies.asked.account}{MARK}{place}.{number}": gone for number, gone in enumerate(lacking)}
    return _Copies(copies.asked, copies.history, named)


def _chosen(shown: _Shown, copies: _Copies, rows: Mapping[str, Row], line: float) -> Proof:
    """Name all that proves a reason, if the score falls without it; else the fewest without which it falls most."""
    if not shown.named:
        return Proof(shown.proven, Ids().union(*shown.proven.values()), enough=False)
    left = {copy: float(rows.get(copy, {}).get(SCORE, 0.0)) for copy in copies.lacking}
    whole, together, *fewer = copies.lacking
    if left[together] < line:
        return Proof(shown.proven, shown.named, enough=True)
    below = [copy for copy in fewer if left[copy] < line]
    best = below[0] if below else min(fewer, key=lambda copy: (left[copy], fewer.index(copy)))
    if not below and left[together] < min(left[whole] - TOLD, left[best] + TOLD):
        best = together
    return Proof(shown.proven, copies.lacking[best], enough=bool(below))


def _copies(history: pl.DataFrame, one: Asked, place: int) -> _Copies:
    known = history.filter(pl.col("booked").dt.truncate("1mo") <= one.month)
    lacking = [Ids(), *_left_out(known, one)]
    return _Copies(one, known, {f"{one.account}{MARK}{place}.{number}": gone for number, gone in enumerate(lacking)})


def _most(lines: int) -> int:
    return max(FEWEST, min(MOST, LINES // max(1, lines)))


def _left_out(history: pl.DataFrame, one: Asked) -> Iterator[Ids]:
    """What copies lack: each movement of the month, and all of one party in one direction, the largest first."""
    size = pl.col("amount_milli").abs()
    month = history.filter(pl.col("booked").dt.truncate("1mo") == one.month).sort(size, "movement_id", descending=[True, False])
    most = _most(history.height)
    yield from (Ids((movement,)) for movement in month["movement_id"].head(most))
    party = pl.coalesce(
        pl.when(pl.col(name).fill_null("") != "").then(name) for name in ("counterparty_account", "counterparty_name")
    )
    together = (
        month.filter(party.is_not_null())
        .group_by(party.alias("party"), (pl.col("amount_milli") > 0).alias("in"), maintain_order=True)
        .agg("movement_id", size.sum().alias("size"))
        .filter(pl.col("movement_id").list.len() > 1)
        .sort("size", descending=True, maintain_order=True)
    )
    yield from (Ids(ids) for ids in together["movement_id"].head(most))


def _parts(copies: Sequence[_Copies]) -> Iterator[list[_Copies]]:
    """Cut the copies so that no part makes more than about `LINES` lines."""
    part: list[_Copies] = []
    for one in copies:
        if part and one.lines + sum(other.lines for other in part) > LINES:
            yield part
            part = []
        part.append(one)
    if part:
        yield part
