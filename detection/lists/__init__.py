"""Facts that rules look things up in: codes, words, names, countries. One CSV each; a value is added there, not in code.

The lists are starting points of the house (words and names from practice, to be widened by analysts) except the codes, which
are Febelfin's coded statement of account 2.6, annex II, and the high-risk countries, Delegated Regulation (EU) 2016/1675
with its changes, dated.

>>> [row["word"] for row in rows("payees") if row["category"] == "public"][:2]
['HUISSIER', 'GERECHTSDEURWAARDER']
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Read one list, line by line."""
    with files(__package__).joinpath(f"{name}.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def category(name: str, wanted: str) -> tuple[str, ...]:
    """Give the words of one category of a list of words."""
    return tuple(row["word"] for row in rows(name) if row["category"] == wanted)


def pattern(words: tuple[str, ...]) -> str:
    """Write words (a star at the end: any ending) as one regular expression for plain text (`detection.texts.plain`).

    >>> [bool(re.search(pattern(("REFUND", "REMBOURS*")), text)) for text in ("REMBOURSEMENT", "REFUNDING", "THE REFUND")]
    [True, False, True]
    """
    parts = (re.escape(word.rstrip("*")).replace("\\ ", " ") + (r"\w*" if word.endswith("*") else "") for word in words)
    return rf"\b(?:{'|'.join(parts)})\b"
