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


def folded(text: pl.Expr) -> pl.Expr:
    """Give the text in capitals without accents, blanks reduced to one, punctuation kept; empty for none."""
    letters = text.fill_null("").str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_uppercase()
    return letters.str.replace_many(LIGATURES).str.replace_all(r"\s+", " ").str.strip_chars()


def plain(text: pl.Expr) -> pl.Expr:
    """Give the text's letters and digits in capitals without accents, everything else one blank; empty for none."""
    return plain_of(folded(text))


def plain_of(text: pl.Expr) -> pl.Expr:
    """Give the same of a text that is folded already."""
    return text.str.replace_all(r"[^A-Z0-9]+", " ").str.strip_chars()


def has_word(plain_text: pl.Expr, words: str, wanted: str) -> pl.Expr:
    """Say whether a plain text holds a word of one category of a list of words."""
    return plain_text.str.contains(pattern(category(words, wanted)))
