"""Is a counterparty the holder? A close comparison of names, careful with the many who share one.

Two names are the same person or firm when they are almost equal (Jaro-Winkler 0.92 or more, the words sorted) and agree in a
word that is not a frequent surname: half of a village is called Peeters. Where both names have several words, two of
them must agree, else every spouse would be the lawyer. Titles, legal forms and joining words name no one.

>>> same_person("Me Jan-Baptist Verstockt", "VERSTOCKT JAN BAPTIST"), same_person("SRL Cabinet Lemahieu", "Lemahieu Avocats")
(True, True)
>>> same_person("Marie Janssens", "Marc Janssens"), same_person("Peeters", "PEETERS")
(False, False)
>>> same_person("Anna Verstockt", "Paul Verstockt")
False
>>> same_person("Anna Peeters", "PEETERS ANNA")
True
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache

import numpy as np
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from detection.lists import rows
from detection.texts import plain

ALMOST_EQUAL = 0.92
PARTICLES = frozenset(
    {"DE", "DEN", "DER", "DES", "DU", "LA", "LE", "LES", "VAN", "VON", "VANDE", "VANDEN", "TER", "TEN", "T", "D"}
)
EMPTY_WORDS = frozenset(
    {
        *(
            "ME",
            "MR",
            "MRS",
            "MTRE",
            "MAITRE",
            "MAITRES",
            "MEESTER",
            "MEESTERS",
            "DHR",
            "MEVR",
            "MME",
            "MLLE",
            "HERR",
            "FRAU",
            "DR",
        ),
        *("AVOCAT", "AVOCATE", "AVOCATS", "ADVOCAAT", "ADVOCATE", "ADVOCATEN", "ADVOKATEN", "RECHTSANWALT", "RECHTSANWALTIN"),
        *(
            "RECHTSANWALTE",
            "CABINET",
            "KANTOOR",
            "ADVOCATENKANTOOR",
            "ADVOCATENASSOCIATIE",
            "ASSOCIATIE",
            "KANZLEI",
            "LAW",
            "LEGAL",
        ),
        *("SRL", "BV", "SPRL", "BVBA", "SCRL", "CVBA", "SC", "CV", "SA", "NV", "ASBL", "VZW", "COMM", "SNC", "VOF", "FIRM"),
        *("ET", "EN", "UND", "AND", "ASSOCIES", "PARTNERS", "VENNOTEN", "ASSOCIATES", "CIE"),
    }
)
"""Titles, legal forms and joining words."""
ACCOUNT_WORDS = frozenset(
    {"TIERS", "DERDEN", "DERDENREKENING", "DERDENGELDEN", "RUBRIQUE", "RUBRIEK", "RUBRIEKREKENING", "ANDERKONTO"}
)
"""Words that make a name that of a quality account, not of the holder's own one."""
MOSTLY = 0.5
"""A bank that writes the holder's name into this share of all movements writes it as a fault: no evidence then."""
ENOUGH = 10
"""Fewer named movements than this do not show such a fault."""


@cache
def frequent_surnames() -> frozenset[str]:
    """Read the surnames that alone identify no one."""
    return frozenset(row["word"] for row in rows("frequent_surnames"))


def same_person(one: str, other: str) -> bool:
    """Say whether two names, as they are written, are almost surely the same person or firm."""
    texts = pl.DataFrame({"name": [one, other]}).select(plain(pl.col("name"))).to_series().to_list()
    return same_plain(texts[0], texts[1])


@lru_cache(maxsize=1 << 16)
def same_plain(one: str, other: str) -> bool:
    """Say the same of two plain names (`detection.texts.plain`)."""
    if ACCOUNT_WORDS & set(other.split()):
        return False
    first, second = _own_words(one), _own_words(other)
    if not first or not second:
        return False
    if JaroWinkler.similarity(" ".join(first), " ".join(second)) < ALMOST_EQUAL:
        return False
    # particles weigh nothing: Marie and Marc Van den Berghe share a surname only
    one_says, other_says = ([word for word in words if word not in PARTICLES] for words in (first, second))
    agreeing = [word for word in one_says if any(_almost(word, candidate) for candidate in other_says)]
    if min(len(one_says), len(other_says)) > 1:
        return len(agreeing) > 1
    return len(one_says) == len(other_says) and bool(set(agreeing) - frequent_surnames())


def same_pairs(ones: pl.Series, others: pl.Series) -> pl.Series:
    """Say the same of two columns of plain names, row by row; only pairs that are almost equal are looked at closely."""
    written = [_in_order(names).to_list() for names in (ones, others)]
    near = pl.Series(process.cpdist(*written, scorer=JaroWinkler.similarity, dtype=np.float64)) >= ALMOST_EQUAL
    same = [close and same_plain(one, other) for close, one, other in zip(near, ones, others, strict=True)]
    return pl.Series(same, dtype=pl.Boolean)


def _in_order(names: pl.Series) -> pl.Series:
    """Write each name as `_own_words` does, each distinct one once."""
    distinct = names.unique()
    words = [" ".join(_own_words(name)) for name in distinct]
    return names.replace_strict(distinct, pl.Series(words, dtype=pl.String))


def _almost(one: str, other: str) -> bool:
    return JaroWinkler.similarity(one, other) >= ALMOST_EQUAL


def _own_words(name: str) -> list[str]:
    return sorted({word for word in name.split() if word not in EMPTY_WORDS})


def holder_named(movements: pl.DataFrame, faulty: Collection[str] | None = None) -> pl.DataFrame:
    """Say for each (account, holder_plain, party_plain) of the movements whether the party bears the holder's name.

    An account on which most movements bear it gives False everywhere: banks are on record that write the holder as
    counterparty. `faulty` names those accounts, where the movements are not all that there are.
    """
    named = _pairs(movements)
    known = faulty_accounts(_times(named)) if faulty is None else faulty
    wrong = pl.col("account").is_in(sorted(known))
    return named.select("account", "holder_plain", "party_plain", (pl.col("named") & ~wrong).alias("named"))


def naming(movements: pl.DataFrame) -> pl.DataFrame:
    """Count for each account its movements that name somebody (`times`), and those of them that name the holder (`same`)."""
    return _times(_pairs(movements))


def naming_of(movements: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    """Count the same of movements as the bank wrote them, on accounts that may be looked at."""
    key = ["account", "currency"]
    within = register.filter(~pl.col("judicial_mandate").fill_null(False))
    holders = within.select(pl.col("iban").alias("account"), "currency", plain(pl.col("holder_name")).alias("holder_plain"))
    names = movements.select("counterparty_name").unique()
    plain_names = names.with_columns(plain(pl.col("counterparty_name")).alias("party_plain"))
    narrow = movements.select(*key, "counterparty_name")
    return naming(narrow.join(holders.unique(key, keep="any"), on=key).join(plain_names, on="counterparty_name"))


def faulty_accounts(counted: pl.DataFrame) -> frozenset[str]:
    """Give the accounts, of those that `naming` counted, whose bank writes the holder as counterparty by fault."""
    often = (pl.col("times") >= ENOUGH) & (pl.col("same") > MOSTLY * pl.col("times"))
    return frozenset(counted.filter(often)["account"])


def _pairs(movements: pl.DataFrame) -> pl.DataFrame:
    """Give each account's pairs of holder and party: how many `times`, and whether the names are the same (`named`)."""
    pairs = (
        movements.filter((pl.col("party_plain") != "") & (pl.col("holder_plain") != ""))
        .group_by("account", "holder_plain", "party_plain")
        .agg(pl.len().cast(pl.Int64).alias("times"))
    )
    return pairs.with_columns(same_pairs(pairs["holder_plain"], pairs["party_plain"]).alias("named"))


def _times(named: pl.DataFrame) -> pl.DataFrame:
    same = pl.col("times").filter("named").sum().alias("same")
    return named.group_by("account").agg(pl.col("times").sum(), same).sort("account")


def named_in(movements: pl.DataFrame) -> pl.DataFrame:
    """Add `holder_in_text`: the communication holds the holder's name; each distinct pair is looked at once, order is kept."""
    pairs = movements.select("holder_plain", "text").unique(maintain_order=True)
    held = [_holds(text, holder) for holder, text in pairs.iter_rows()]
    return movements.join(
        pairs.with_columns(pl.Series("holder_in_text", held, dtype=pl.Boolean)),
        on=["holder_plain", "text"],
        how="left",
        maintain_order="left",
    )


def _holds(text: str, holder: str) -> bool:
    """Two words of the name, or the only one where that is no frequent surname."""
    telling = [word for word in _own_words(holder) if word not in PARTICLES and len(word) > 1]
    there = set(telling) & set(text.split())
    return len(there) > 1 or (len(telling) == 1 and bool(there - frequent_surnames()))
