"""What a movement that is seen from other accounts is for: the same question that `material.booked` answers for its own rows.

The frames of what lies across accounts (`detection.surroundings`) carry texts as the bank gave them. Reading a text is what
costs, so a rule narrows them down first and then reads what is left, each communication once.

>>> seen = {"communication": ["dossier 2026/12", "solde", ""], "communication_type": [""] * 3}
>>> rows = pl.LazyFrame(seen | {"structured_reference": ["", "", "090933755493"]})
>>> with_reference(rows).collect()["referenced"].to_list()
[True, False, True]
"""

from __future__ import annotations

import polars as pl

from detection.dossiers import dossier_in
from detection.texts import folded

FREE = ""
"""Communication type of a free communication."""


def with_reference(seen: pl.LazyFrame) -> pl.LazyFrame:
    """Add `referenced`: a dossier or a structured reference says what the movement is for; row order is kept."""
    texts = seen.select("communication").unique()
    read = texts.with_columns(dossier_in(folded(pl.col("communication"))).alias("named_dossier"))
    named = (pl.col("communication_type") == FREE) & pl.col("named_dossier").is_not_null()
    joined = seen.join(read, on="communication", how="left", maintain_order="left")
    return joined.with_columns((named | (pl.col("structured_reference") != "")).alias("referenced")).drop("named_dossier")
