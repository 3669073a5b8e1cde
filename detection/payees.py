"""What kind of payee a counterparty is, by the words of its name: shop, casino, tax office, lender, the profession itself.

The words are `lists/payee_categories.csv`, a starting point of the house that analysts widen. A word is worth what it says:
`high`, the word is the payee (COINBASE); `medium`, other names hold it too (SHELL); `low`, it is a common word or a first
name (MERCEDES). A bank's names repeat without end, so every distinct name is looked at once, by one expression for all the
words that are asked for; where a name holds several, the first in the name counts, the longest of those that begin there.

>>> payers = pl.LazyFrame({"party_plain": ["COINBASE EUROPE", "JAN KLANT", "MERCEDES COUCKE", "COINBASE EUROPE"]})
>>> of_category(payers, "payee_categories", "crypto", "private").collect().rows()
[('COINBASE EUROPE', 'crypto', 950), ('MERCEDES COUCKE', 'private', 400), ('COINBASE EUROPE', 'crypto', 950)]
>>> payers.filter(is_natural(pl.col("party_plain"))).collect()["party_plain"].to_list()
['JAN KLANT', 'MERCEDES COUCKE']
"""

from __future__ import annotations

from functools import cache

import polars as pl

from detection.lists import pattern, rows

SURENESS = {"high": 950, "medium": 700, "low": 400}
"""What a word is worth, in thousandths."""
SURE_ENOUGH = SURENESS["medium"]
"""A word worth less says nothing alone."""
PERSON = r"^[A-Z]+(?: [A-Z]+){1,4}$"
"""Two to five words without a digit."""


def of_category(movements: pl.LazyFrame, words: str, *categories: str) -> pl.LazyFrame:
    """Keep the movements whose counterparty is of one of the categories; adds `payee` and `sure` (thousandths).

    `words` names the list, so that a rule says in its own file which list it stands on.
    """
    worth = _words(words, categories)
    one_of = pattern(tuple(sorted(worth, key=lambda word: (-len(word), word))))
    names = movements.select("party_plain").unique().filter(pl.col("party_plain").str.contains(one_of))
    known = names.with_columns(pl.col("party_plain").str.extract(f"({one_of})").alias("_word")).select(
        "party_plain",
        pl.col("_word").replace_strict({word: row[0] for word, row in worth.items()}, return_dtype=pl.String).alias("payee"),
        pl.col("_word").replace_strict({word: row[1] for word, row in worth.items()}, return_dtype=pl.Int64).alias("sure"),
    )
    return movements.join(known, on="party_plain", maintain_order="left")


def is_natural(plain_name: pl.Expr) -> pl.Expr:
    """Say whether a plain name reads like that of a person: some words, none that only an organisation bears."""
    organised = pattern(tuple(_words("payee_categories", ("organisation",))))
    return plain_name.str.contains(PERSON) & ~plain_name.str.contains(organised)


@cache
def _words(words: str, categories: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """Give the words of the categories, each with its category and worth."""
    asked = [row for row in rows(words) if row["category"] in categories]
    return {row["word"]: (row["category"], SURENESS[row["confidence"]]) for row in asked}
