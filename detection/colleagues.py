"""Which counterparties bear the name of another lawyer or firm of the register.

Names agree when they consist of the same words, whatever their order, titles, legal forms and particles left out
(`detection.names`); a name of one word is nobody's, and one that calls itself a quality account is no office account.
"""

from __future__ import annotations

import polars as pl

from detection.names import ACCOUNT_WORDS, EMPTY_WORDS, PARTICLES
from detection.texts import plain

LEAST_WORDS = 2


def of_colleagues(movements: pl.LazyFrame, accounts: pl.DataFrame) -> pl.LazyFrame:
    """Keep the movements whose counterparty bears the name of a holder of the register other than the account's own."""
    holders = accounts.lazy().select("holder_id", plain(pl.col("holder_name")).alias("name"))
    registered = _keyed(holders.unique(), "name").select("key", pl.col("holder_id").alias("colleague"))
    parties = movements.select("party_plain").filter(pl.col("party_plain") != "").unique()
    known = _keyed(parties, "party_plain").join(registered, on="key").select("party_plain", "colleague")
    asked = movements.select("movement_id", "party_plain", "holder_id").join(known, on="party_plain")
    own = pl.col("colleague").eq_missing(pl.col("holder_id"))
    named = asked.group_by("movement_id").agg(own.any().alias("own_name")).filter(~pl.col("own_name"))
    return movements.join(named.select("movement_id"), on="movement_id", how="semi", maintain_order="left")


def _keyed(names: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """Add `key`, the words that count, sorted; names that no key can be made of are left out."""
    words = pl.col(name).str.split(" ")
    counting = words.list.set_difference(list(EMPTY_WORDS | PARTICLES)).list.unique().list.sort()
    quality_account = words.list.set_intersection(list(ACCOUNT_WORDS)).list.len() > 0
    return names.filter(counting.list.len() >= LEAST_WORDS, ~quality_account).with_columns(counting.list.join(" ").alias("key"))
