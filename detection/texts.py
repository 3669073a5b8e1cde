"""Texts as banks write them, made comparable: capitals, no accents, one blank.

>>> pl.select(folded(pl.lit(" Réf.: dos\u00a02026/12 "))).item()
'REF.: DOS 2026/12'
>>> pl.select(plain(pl.lit("Maître É. O'Brien-Œuvré (SRL)"))).item()
'MAITRE E O BRIEN OEUVRE SRL'
"""

from __future__ import annotations

import polars as pl

from detection.lists import category, pattern

LIGATURES = {"Œ": "OE", "Æ": "AE", "ß": "SS", "Ø": "O", "Ł": "L", "Đ": "D"}
BLANKS = r"\s{2,}|[^\S ]"
"""All blanks but a single one as it should be: what is as it should be costs most to replace."""
OTHERS = r"[^A-Z0-9]{2,}|[^A-Z0-9 ]"
"""The same of everything that is neither a letter nor a digit."""


def folded(text: pl.Expr) -> pl.Expr:
    """Give the text in capitals without accents, blanks reduced to one, punctuation kept; empty for none."""
    letters = text.fill_null("").map_batches(_without_accents, return_dtype=pl.String, is_elementwise=True)
    return letters.str.to_uppercase().str.replace_all(BLANKS, " ").str.strip_chars()


def _without_accents(texts: pl.Series) -> pl.Series:
    """Take accents and ligatures away; most texts have none, and looking is cheaper than doing."""
    foreign = (texts.str.len_bytes() != texts.str.len_chars()).arg_true()
    if foreign.is_empty():
        return texts
    bare = texts.gather(foreign).str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_uppercase()
    return texts.clone().scatter(foreign, bare.str.replace_many(LIGATURES))


def plain(text: pl.Expr) -> pl.Expr:
    """Give the text's letters and digits in capitals without accents, everything else one blank; empty for none."""
    return plain_of(folded(text))


def plain_of(text: pl.Expr) -> pl.Expr:
    """Give the same of a text that is folded already."""
    return text.str.replace_all(OTHERS, " ").str.strip_chars()


def has_word(plain_text: pl.Expr, words: str, wanted: str) -> pl.Expr:
    """Say whether a plain text holds a word of one category of a list of words."""
    return plain_text.str.contains(pattern(category(words, wanted)))
