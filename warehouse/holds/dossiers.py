r"""Holds on a dossier: which statements name it, as lawyers and payers write a reference.

A dossier is known by the reference that a communication names and by whose it is: a holder or an account, because `2026/12` of
one lawyer is not `2026/12` of another. The same reference is written in many ways (`DOS 2026/0012`, `2026-12`), so case, zeros
in front of a number and what stands between its parts do not count; what stands before and behind must not be a letter or a
digit. Where in doubt a statement is kept: a hold only ever lengthens.

>>> named = pattern("2026/12")
>>> [bool(named.search(folded(text))) for text in ("dos. 2026-0012 Janssens", "N/Réf 2026.12", "2026/123", "12026/12")]
[True, True, False, False]
>>> bool(pattern("Janssens/Dupont").search(folded("Dupont c/ Janssens, solde")))
True
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from sqlalchemy.orm import Session

from warehouse.errors import Refusal
from warehouse.manifest import visible_parts

TEXTS = ("communication", "structured_reference", "customer_reference")
SHORTEST = 3
_PARTS = re.compile(r"[A-Z]+|\d+")


@dataclass(frozen=True)
class HeldDossier:
    """A dossier that a hold keeps: its reference as a pattern, the accounts on which it may be named, the hold."""

    named: re.Pattern[str]
    accounts: frozenset[str]
    hold: str


def checked_reference(text: str) -> str:
    """Give a reference as it is kept, without the word before it; Refusal for one that would name everything or nothing.

    >>> checked_reference("Dos. 2026/0012"), checked_reference("abc/2026/15"), checked_reference("Janssens / Dupont")
    ('2026/0012', 'ABC/2026/15', 'JANSSENS / DUPONT')
    """
    words = folded(text).split()
    numbered = next((place for place, word in enumerate(words) if any(sign.isdigit() for sign in word)), 0)
    reference = " ".join(words[numbered:])
    if len("".join(_PARTS.findall(reference))) < SHORTEST:
        raise Refusal(f"expected the reference of a dossier such as 2026/123, of {SHORTEST} letters or digits, got {text!r}")
    return reference


def pattern(reference: str) -> re.Pattern[str]:
    """Give what finds a reference in a folded text; names of parties without a number may stand in any order."""
    parts = _PARTS.findall(folded(reference))
    if any(part.isdigit() for part in parts):
        ways = [f"0*{part.lstrip('0') or '0'}" if part.isdigit() else part for part in parts]
        return re.compile(r"(?<![A-Z0-9])" + r"[^A-Z0-9]{0,3}".join(ways) + r"(?![A-Z0-9])")
    return re.compile("".join(rf"(?=.*(?<![A-Z0-9]){part}(?![A-Z0-9]))" for part in parts), re.DOTALL)


def folded(text: str) -> str:
    """Give a text in capitals without accents."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()


def statements_naming(session: Session, root: Path, held: Sequence[HeldDossier], *, until: str) -> Mapping[str, set[str]]:
    """Give the statements of the lake, up to a month, of which a movement names a held dossier → the holds."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    accounts = sorted(frozenset().union(*(one.accounts for one in held)))
    for part in visible_parts(session, "movements", until=until) if accounts else []:
        rows = pl.scan_parquet(root / part.path, glob=False, hive_partitioning=False)
        told = rows.filter(pl.col("account").is_in(accounts)).select("movement_id", "account", *TEXTS).collect()
        for movement_id, account, *texts in told.iter_rows():
            holds = holds_naming(held, account, texts)
            if holds:
                found[movement_id.rsplit(".", 2)[0]] |= holds
    return found


def holds_naming(held: Sequence[HeldDossier], account: str, texts: Sequence[str | None]) -> set[str]:
    """Give the holds on a dossier of this account that one of the texts names."""
    concerned = [one for one in held if account in one.accounts]
    if not concerned:
        return set()
    said = folded(" | ".join(text for text in texts if text))
    return {one.hold for one in concerned if one.named.search(said)}
