"""Which counterparties bear a listed name: every distinct name against the whole list, without comparing each with each.

Two names are compared only when they agree in the first four letters of two words (of the one word, where both have no
more); titles and legal forms are no words. Compared, they match at a Jaro-Winkler likeness of 0.93 or more of their words in
alphabetical order, when besides every word of the shorter name has its counterpart in the longer one. Screening everything
anew is cheap (measured: 629,000 distinct names against 40,000 listed ones in 5 s of one processor), so nothing is remembered
about who was screened against which version: every run screens every counterparty against the lists that count.

>>> listed = pl.DataFrame({"name_plain": ["BORIS IVANOVITSJ LISTEDOV", "SBERLOVBANK"]})
>>> names = pl.DataFrame({"party_plain": ["LISTEDOW BORIS IVANOVITSJ", "BORIS PEETERS", "SBERLOVBANK NV", "SBERLOV GARAGE"]})
>>> matches(names, listed, 930).sort("party_plain").rows()
[('LISTEDOW BORIS IVANOVITSJ', 'BORIS IVANOVITSJ LISTEDOV', 984), ('SBERLOVBANK NV', 'SBERLOVBANK', 1000)]
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import polars as pl
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from detection.names import EMPTY_WORDS

LETTERS = 4
"""Of the beginning of a word, in which two names must agree to be compared."""
LONG_ENOUGH = 6
"""Letters of a name of one word."""
THOUSAND = 1000
COUNTERPART = 0.88
"""Likeness of a word and its counterpart."""


def matches(names: pl.DataFrame, listed: pl.DataFrame, least: int) -> pl.DataFrame:
    """Give party_plain, name_plain and score (thousandths) of the pairs that match at `least` thousandths."""
    theirs = _prepared(tuple(listed["name_plain"].unique().sort()))
    ours = _words(names["party_plain"].unique().alias("name")).filter(pl.col("start").is_in(theirs.starts.implode()))
    pairs = pl.concat(
        [
            _pairs(ours).join(theirs.pairs, on=["one", "other"], suffix="_listed"),
            _alone(ours).join(theirs.alone, on="start", suffix="_listed"),
        ],
        how="diagonal",
    )
    compared = pairs.select("name", "name_listed").unique()
    sides = [_in_order(compared[name]) for name in ("name", "name_listed")]
    likeness = cpdist(*(side.to_list() for side in sides), scorer=JaroWinkler.normalized_similarity)
    score = (pl.Series("score", likeness, dtype=pl.Float64) * THOUSAND).round().cast(pl.Int64)
    near = compared.with_columns(score, sides[0].alias("ours"), sides[1].alias("theirs")).filter(pl.col("score") >= least)
    same = [_counterparts(one, other) for one, other in near.select("ours", "theirs").iter_rows()]
    found = near.filter(pl.Series(same, dtype=pl.Boolean))
    return found.select(pl.col("name").alias("party_plain"), pl.col("name_listed").alias("name_plain"), "score")


class _Listed(NamedTuple):
    """A list made ready: the beginnings of its words, its names by two of them, and its names of one word."""

    starts: pl.Series
    pairs: pl.DataFrame
    alone: pl.DataFrame


@lru_cache(maxsize=1)
def _prepared(names: tuple[str, ...]) -> _Listed:
    words = _words(pl.Series("name", names, dtype=pl.String))
    return _Listed(words["start"].unique(), _pairs(words), _alone(words))


def _words(names: pl.Series) -> pl.DataFrame:
    """Give a row for each telling word of each name: its beginning, and how many the name has."""
    split = names.to_frame().filter(pl.col("name") != "").with_columns(pl.col("name").str.split(" ").alias("word"))
    telling = split.explode("word").filter(~pl.col("word").is_in(list(EMPTY_WORDS)))
    return telling.select(
        "name",
        pl.col("word").str.slice(0, LETTERS).alias("start"),
        pl.len().over("name").alias("words"),
        pl.col("word").str.len_chars().alias("letters"),
    )


def _pairs(words: pl.DataFrame) -> pl.DataFrame:
    """Give each name once for every two of its beginnings."""
    several = words.filter(pl.len().over("name") > 1).select("name", "start").with_row_index("place")
    both = several.join(several, on="name", suffix="_other").filter(pl.col("place") < pl.col("place_other"))
    first, second = pl.col("start"), pl.col("start_other")
    return both.select(
        "name", pl.min_horizontal(first, second).alias("one"), pl.max_horizontal(first, second).alias("other")
    ).unique()


def _alone(words: pl.DataFrame) -> pl.DataFrame:
    return words.filter(pl.col("words") == 1, pl.col("letters") >= LONG_ENOUGH).select("name", "start")


def _in_order(names: pl.Series) -> pl.Series:
    """Give the telling words of each name in alphabetical order."""
    silent = pl.element().is_in(list(EMPTY_WORDS))
    words = pl.col(names.name).str.split(" ").list.filter(~silent).list.sort().list.join(" ")
    distinct = names.unique().to_frame().with_columns(words.alias("in_order"))
    return names.to_frame().join(distinct, on=names.name, how="left", maintain_order="left")["in_order"]


def _counterparts(one: str, other: str) -> bool:
    shorter, longer = sorted((one.split(), other.split()), key=len)
    if len(shorter) == 1 and len(longer) > 1:
        return False
    return all(any(JaroWinkler.normalized_similarity(word, each) >= COUNTERPART for each in longer) for word in shorter)
