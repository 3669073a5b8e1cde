"""Counterparties that accounts share, to two hops: who else is paid by, or pays, the same account number.

Hop 1 leads from an account over a counterparty to other controlled accounts; hop 2 from those over other counterparties to
further accounts. A counterparty on very many accounts (a tax office, a bailiff, an energy supplier) ties nobody to anybody and
is left out; so is a controlled account's own holder moving between accounts of his. Movements are read once, in two passes over
two columns of the last years; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from warehouse.database import Warehouse
from warehouse.lake import movements

COMMON = 25
"""On more accounts than these a counterparty is everybody's."""
MOST_PARTIES, MOST_ACCOUNTS = 60, 40
COLUMNS = ["account", "counterparty_account", "counterparty_name", "amount_milli", "is_detail", "currency"]


@dataclass(frozen=True)
class SharedParty:
    """A counterparty that two accounts share; `movements` and `milli` are those between it and both of them."""

    hop: int
    source: str
    party: str
    name: str
    target: str
    movements: int
    milli: int


def shared_parties(
    warehouse: Warehouse, account: str, currency: str, *, since: date, until: date, parties: Collection[str] | None = None
) -> list[SharedParty]:
    """Give what an account shares with others, nearest and largest first; `parties`: begin with these counterparties only."""
    pairs = _pairs(warehouse, currency, since, until)
    own = pairs.filter(pl.col("account") == account)
    begin = own if parties is None else own.filter(pl.col("party").is_in(list(parties)))
    first = list(_shared(pairs, begin.top_k(MOST_PARTIES, by="milli"), 1, known={account}))
    reached = list(dict.fromkeys(one.target for one in first))[:MOST_ACCOUNTS]
    seen = set(own["party"].to_list())
    theirs = pairs.filter(pl.col("account").is_in(reached), ~pl.col("party").is_in(list(seen)))
    second = list(_shared(pairs, theirs.top_k(MOST_PARTIES, by="milli"), 2, known=set(reached)))
    return [*first, *second]


def _pairs(warehouse: Warehouse, currency: str, since: date, until: date) -> pl.DataFrame:
    """Give every account and counterparty that met: how often, how much, on how many accounts the counterparty is."""
    moved = movements(warehouse, since=since, until=until, columns=COLUMNS)
    met = moved.filter(~pl.col("is_detail"), pl.col("currency") == currency, pl.col("counterparty_account") != "")
    pairs = met.group_by("account", pl.col("counterparty_account").alias("party")).agg(
        pl.col("counterparty_name").last().alias("name"),
        pl.len().alias("movements"),
        pl.col("amount_milli").abs().sum().alias("milli"),
    )
    counted = pairs.with_columns(pl.len().over("party").alias("accounts"))
    shared = pl.col("accounts").is_between(2, COMMON)
    return counted.filter(shared).sort("milli", "account", "party", descending=[True, False, False]).collect()


def _shared(pairs: pl.DataFrame, begin: pl.DataFrame, hop: int, *, known: set[str]) -> Iterator[SharedParty]:
    met = begin.join(pairs, on="party", suffix="_other").filter(pl.col("account") != pl.col("account_other"))
    ordered = met.sort("milli", "account", "party", "account_other", descending=[True, False, False, False])
    for row in ordered.iter_rows(named=True):
        if hop == 1 and row["account_other"] in known:
            continue
        yield SharedParty(
            hop,
            row["account"],
            row["party"],
            row["name"] or row["name_other"] or "",
            row["account_other"],
            row["movements"] + row["movements_other"],
            row["milli"] + row["milli_other"],
        )
