"""Is a counterparty a natural person? As far as its name shows.

A name of two words or more, letters only, without a legal form (`lists/legal_forms.csv`) and without the word of a court,
bailiff, notary, insurer, public fund or lawyer. A company that trades under a bare name is taken for a person: the rules that
ask use this as one sign of several.

>>> names = pl.DataFrame({"party_plain": ["PEETERS AN", "NOORD NV", "NOTARIS PEETERS", "DELHAIZE", ""]})
>>> names.select(is_person()).to_series().to_list()
[True, False, False, False, False]
"""

from __future__ import annotations

import polars as pl

from detection.parties import acts_for_others
from detection.texts import has_word

TWO_WORDS = r"^[A-Z]+(?: [A-Z]+)+$"


def is_person() -> pl.Expr:
    """Say whether the counterparty's plain name is that of a natural person."""
    name = pl.col("party_plain")
    return name.str.contains(TWO_WORDS) & ~has_word(name, "legal_forms", "form") & ~acts_for_others(name)
