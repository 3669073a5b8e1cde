"""The words by which a bank labels an account under judicial mandate.

Accounts managed under a judicial mandate are outside the control (art. 446quater §5 al. 2 of the Judicial Code), and the
register should say which they are. Where the register does not, but the bank's label of the account does, the statement is set
aside before any analysis until a person has looked. Words are compared without accents and case, as whole words.

>>> judicial_wording("MTRE CORBEAU - Administration provisoire", "")
'ADMINISTRATION PROVISOIRE'
>>> judicial_wording("Maître Séquestre", "compte de tiers")
''
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files


def judicial_wording(*labels: str) -> str:
    """The first words in the labels that speak of a judicial mandate; empty when none does."""
    for label in labels:
        found = _pattern().search(plain(label))
        if found:
            return found.group()
    return ""


def plain(text: str) -> str:
    """Upper case, without accents, one blank between words."""
    if not text.isascii():
        text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(text.upper().split())


@cache
def _pattern() -> re.Pattern[str]:
    lines = (files("warehouse") / "data" / "judicial_mandate_words.csv").read_text(encoding="utf-8").splitlines()
    words = sorted((row["words"] for row in csv.DictReader(lines)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b")
