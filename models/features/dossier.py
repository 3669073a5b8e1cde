"""Which dossier a communication names, as one word: for matching within an account, not for accusing.

The last number with a separator counts (`26.0342`, `2026/0342`, `2026-034-AB`), or else the last one of five to eight digits: a
transfer of fees names its note before the dossier. Initials stay; blanks, capitals and leading words do not matter. What a rule
must prove is read more carefully there (`detection.dossiers`).

>>> texts = ["N/Réf. 26.0342 Abricka c/ Boskdon", "Note 2026/044, dossier 20260342/AB", "merci", "DOS 260342", None]
>>> pl.DataFrame({"communication": texts}).select(dossier()).to_series().to_list()
['26.0342', '20260342/AB', None, '260342', None]
"""

from __future__ import annotations

import polars as pl

SHAPE = r"\d{2,8}[./-]\d{2,6}(?:[./-][A-Z]{1,3})?|\d{5,8}(?:[./-][A-Z]{1,3})?"


def dossier() -> pl.Expr:
    """The dossier that `communication` names, or null."""
    return pl.col("communication").fill_null("").str.to_uppercase().str.extract_all(SHAPE).list.last().alias("dossier")
