"""What a rule says of itself in English, said in French and in Dutch to those who read it on the desk.

A folder a language, a table a kind of text, each line the English of the rule's own file and what stands for it: the
provisions it rests on, whom it accuses wrongly, what must be looked at. Titles and reasons speak every language in the rule
itself, since a finding is told with them years later. These stand beside the rules because a rule's version is its content
(docs/decisions/0012): a better word in another language is no other rule. They are found by the English, so a sentence that
is written anew has no translation until somebody has given it one, and a test asks for it.

>>> said("Ask for the lease: who is the tenant?", "fr")
'Demander le bail : qui est le locataire ?'
>>> said("Ask for the lease: who is the tenant?", "en")
'Ask for the lease: who is the tenant?'
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

TRANSLATED = ("fr", "nl")
KINDS = ("references", "false_positives", "steps")


def said(english: str, language: str) -> str:
    """Give a text of a rule in a language; in English where there is no other."""
    return english if language not in TRANSLATED else _texts(language).get(english, english)


@cache
def table(kind: str, language: str) -> Mapping[str, str]:
    """Read one table of a language: the English, and what stands for it."""
    with files(__package__).joinpath(language, f"{kind}.csv").open(encoding="utf-8") as lines:
        return {row["en"]: row[language] for row in csv.DictReader(lines)}


@cache
def _texts(language: str) -> Mapping[str, str]:
    return {english: text for kind in KINDS for english, text in table(kind, language).items()}
