"""Whole accounts, some at a time: what bounds the memory of a run, however many accounts a bucket holds.

A rule looks at one account at a time, and at what lies around all of them; so the accounts of a bucket may be taken in any
parts. A part has at most so many movements. An account that has more, as that of a collection firm may, is a part of its own.
The accounts that one file of the lake holds follow each other, so that few parts read it.

>>> chunks({"A": 3, "B": 9, "C": 2, "D": 1}, size=5)[-1]
['B']
>>> sorted(sum(chunks({"A": 3, "B": 9, "C": 2, "D": 1}, size=5), []))
['A', 'B', 'C', 'D']
>>> chunks({})
[[]]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import polars as pl

from detection.surroundings import Surroundings
from warehouse.lake_files import bucket_of
from warehouse.lake_upkeep import BUCKETS

SIZE = 100_000
"""Movements of a part: enough that what a rule costs at each call is little, few enough for a gigabyte."""


def chunks(movements_of: Mapping[str, int], *, size: int = SIZE) -> list[list[str]]:
    """Part accounts, given how many movements each has; always one part at least."""

    def place(account: str) -> tuple[bool, int, str]:
        return movements_of[account] > size, bucket_of(account, BUCKETS), account

    found: list[list[str]] = [[]]
    room = size
    for account in sorted(movements_of, key=place):
        if movements_of[account] > room and found[-1]:
            found.append([])
            room = size
        found[-1].append(account)
        room -= movements_of[account]
    return found


def narrowed(
    parts: list[list[str]], around: Surroundings, refused: pl.DataFrame
) -> Iterator[tuple[list[str], Surroundings, pl.DataFrame]]:
    """Give each part with what is known of its accounts alone; what is of no account at all, as of a bank, is the first's."""
    held = [account for part in parts for account in part]
    for number, part in enumerate(parts):
        account = pl.col("account").fill_null("")
        own = account.is_in(part) | ~account.is_in(held) if number == 0 else account.is_in(part)
        yield (
            part,
            replace(around, coverage=around.coverage.filter(own), silences=around.silences.filter(own)),
            refused.filter(own),
        )
