"""Who may be close to the holder: payees that bear the holder's name, or live where the holder is registered.

A name is shared when a payee bears one of the words that name the holder's family or firm. Words that name no one are left
out: titles and legal forms, joining words, the 200 most frequent surnames (`lists/frequent_surnames.csv`) and the first names
that most people bear (`lists/given_names.csv`); both lists were written down from general knowledge of Belgian names, by the
house, and are no statistics. An address is shared when the payee's begins with street and number of the holder's and goes on
with its postcode or city. Every holder, name and address is compared once, by its words: never each with each.

>>> sorted(telling_words("MARIE VAN DEN BERGHE VERSTOCKT")), sorted(telling_words("SRL LEMAHIEU EN PEETERS ADVOCATEN"))
(['VERSTOCKT'], ['LEMAHIEU'])
"""

from __future__ import annotations

from functools import cache

import polars as pl

from detection.lists import rows
from detection.names import EMPTY_WORDS, PARTICLES, frequent_surnames
from detection.texts import plain

SHORTEST = 4
"""Letters of a word that names a family."""


@cache
def given_names() -> frozenset[str]:
    """Read the first names that alone identify no family."""
    return frozenset(row["word"] for row in rows("given_names"))


def telling_words(plain_name: str) -> frozenset[str]:
    """Give the words of a holder's plain name that name the family or the firm's partners."""
    silent = EMPTY_WORDS | PARTICLES | frequent_surnames() | given_names()
    return frozenset(word for word in plain_name.split() if word.isalpha() and len(word) >= SHORTEST and word not in silent)


def bears_name(payments: pl.LazyFrame) -> pl.LazyFrame:
    """Give each (holder_plain, party_plain) of the payments whose payee bears a word of the holder's name."""
    pairs = payments.select("holder_plain", "party_plain").unique().collect()
    told = [(holder, word) for holder in pairs["holder_plain"].unique() for word in telling_words(holder)]
    words = pl.DataFrame(told, schema={"holder_plain": pl.String, "word": pl.String}, orient="row")
    parties = pairs.lazy().with_columns(pl.col("party_plain").str.split(" ").alias("word")).explode("word")
    return parties.join(words.lazy(), on=["holder_plain", "word"], how="semi").select("holder_plain", "party_plain").unique()


def shares_address(payments: pl.LazyFrame, holders: pl.DataFrame) -> pl.LazyFrame:
    """Give each (holder_id, counterparty_address) of the payments that is the holder's registered address."""
    known = holders.lazy().select("holder_id", *(plain(pl.col(name)).alias(name) for name in ("street", "postcode", "city")))
    numbered = known.filter(pl.col("street").str.contains(r"\d"))
    pairs = payments.select("holder_id", "counterparty_address").filter(pl.col("counterparty_address") != "").unique()
    there = pairs.join(numbered, on="holder_id").with_columns(plain(pl.col("counterparty_address")).alias("there"))
    begins = pl.col("there").str.starts_with(pl.col("street") + " ")
    locality = (pl.lit(" ") + pl.col("there").str.strip_prefix(pl.col("street")) + " ").alias("locality")
    goes_on = pl.any_horizontal(
        (pl.col(name) != "") & pl.col("locality").str.contains(pl.lit(" ") + pl.col(name) + " ", literal=True)
        for name in ("postcode", "city")
    )
    return there.filter(begins).with_columns(locality).filter(goes_on).select("holder_id", "counterparty_address").unique()
