"""What a rule says of itself in English, said in French and in Dutch to those who read it on the desk.

A folder a language, a table a kind of text, each line the English of the rule's own file and what stands for it: the
provisions it rests on, whom it accuses wrongly, what must be looked at; the names, units and sources of its figures, and the
names of the numbers that a finding keeps. What a rule finds, why and when it finds nothing, its docstring, is a file of its own
that begins with the digest of the English that it tells. Titles and reasons speak every language in the rule
itself, since a finding is told with them years later. These stand beside the rules because a rule's version is its content
(docs/decisions/0012): a better word in another language is no other rule. They are found by the English, so a sentence that
is written anew has no translation until somebody has given it one, and a test asks for it.

>>> said("steps", "Ask for the lease: who is the tenant?", "fr")
'Demander le bail : qui est le locataire ?'
>>> said("units", "bank days", "nl"), said("units", "bank days", "en")
('bankwerkdagen', 'bank days')
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

TRANSLATED = ("fr", "nl")
KINDS = ("references", "false_positives", "steps", "figures", "units", "sources", "evidence")
"""`figures` are the names of parameters, `evidence` those of a finding's numbers, both with blanks for underscores."""


def said(kind: str, english: str, language: str) -> str:
    """Give a text of a rule in a language; in English where there is no other."""
    return english if language not in TRANSLATED else table(kind, language).get(english, english)


@cache
def table(kind: str, language: str) -> Mapping[str, str]:
    """Read one table of a language: the English, and what stands for it."""
    with files(__package__).joinpath(language, f"{kind}.csv").open(encoding="utf-8") as lines:
        return {row["en"]: row[language] for row in csv.DictReader(lines)}


def explained(rule: str, english: str, language: str) -> tuple[str, str]:
    """Give what a rule's docstring says and the language of it: English where the translation tells of another docstring."""
    if language not in TRANSLATED:
        return english, "en"
    of, text = explanation(rule, language)
    return (text, language) if of == digest(english) else (english, "en")


@cache
def explanation(rule: str, language: str) -> tuple[str, str]:
    """Read the explanation of a rule: the digest of the English that it tells, and its text; two empty ones for none."""
    file = files(__package__).joinpath(language, "explanations", f"{rule}.txt")
    if not file.is_file():
        return "", ""
    first, _, text = file.read_text(encoding="utf-8").partition("\n\n")
    return first.removeprefix("of "), text.rstrip("\n")


def digest(english: str) -> str:
    """Give the digest of a docstring, twelve hexadecimal digits as a version has."""
    return hashlib.sha256(english.strip().encode()).hexdigest()[:12]
