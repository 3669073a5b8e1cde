"""The requirements of the decree (AR), of the JustRestart note (JR) and of the GDPR (GD), one line each in `requirements.csv`.

A requirement is shown by a test whose name carries its id, by a document where there is nothing to run, or by inspection where
only a person can look. Ids are written in names in small letters, with `_` for every other sign; an id ends where a letter or a
digit no longer follows, and of two ids that begin alike the longer one is meant.

>>> ids_in("test_ar_2_2_b_a_mandate_cannot_be_withdrawn")
('AR-2.2-b',)
>>> ids_in("test_jr_12_and_jr_1_together"), ids_in("test_ar_2_2_between_two_banks"), ids_in("test_a_car_2_2_b")
(('JR-12', 'JR-1'), (), ())
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

Shown = Literal["test", "document", "inspection"]

DUE = ("AR-1.", "AR-2.", "AR-3-c")
"""What the ids of the requirements begin with that must be met by now; the others may still say `not yet`."""
PARTS = {
    "AR": "Royal decree of 9 June 2024 and Judicial Code",
    "JR": "JustRestart note and royal decree of 11 October 2023: the house's standard of security",
    "GD": "General Data Protection Regulation and anti-money-laundering law",
}
_FILE = Path(__file__).with_name("requirements.csv")
_LOOKS_LIKE_AN_ID = re.compile(r"(?<![a-z0-9])(?:ar|jr|gd)_\d[a-z0-9_]*")


@dataclass(frozen=True)
class Requirement:
    """One requirement; `document` and `why` are empty when it is shown by a test."""

    id: str
    source: str
    must: str
    shown: Shown
    document: str
    why: str

    @property
    def due(self) -> bool:
        """Whether it must be met by now."""
        return self.id.startswith(DUE)


@cache
def requirements() -> tuple[Requirement, ...]:
    """Read all requirements, in the order of the file; ValueError for a line that does not say how it is shown."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_read(row) for row in csv.DictReader(file))


def ids_in(name: str) -> tuple[str, ...]:
    """Give the requirements whose ids a test's name carries, in the order of the name."""
    known, pattern = _written()
    return tuple(dict.fromkeys(known[found] for found in pattern.findall(name.lower())))


def strange_ids_in(name: str) -> tuple[str, ...]:
    """Give what looks like an id in a test's name and is none of the catalogue's."""
    _, pattern = _written()
    return tuple(found for found in _LOOKS_LIKE_AN_ID.findall(name.lower()) if not pattern.match(found))


@cache
def _written() -> tuple[dict[str, str], re.Pattern[str]]:
    known = {re.sub(r"[^a-z0-9]", "_", one.id.lower()): one.id for one in requirements()}
    longest_first = "|".join(sorted(known, key=len, reverse=True))
    return known, re.compile(rf"(?<![a-z0-9])(?:{longest_first})(?![a-z0-9])")


def _read(row: dict[str, str]) -> Requirement:
    if row["shown"] not in get_args(Shown):
        raise ValueError(
            f"requirements.csv, {row['id']}: expected shown by {', '.join(get_args(Shown))}, found {row['shown']!r}"
        )
    return Requirement(row["id"], row["source"], row["must"], cast(Shown, row["shown"]), row["document"], row["why"])
