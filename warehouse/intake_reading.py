"""Reading what was brought: bytes that are hashed, opened where they are packed or sealed, and parsed, many deliveries at once.

One by one, forty thousand small files take a minute; read together they are no more work than a few large ones. A delivery
larger than allowed is never looked into: its size and hash are all that is told of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from coda_parser import Problem
from coda_parser.together import Kernels
from warehouse.intake_rows import Parsed
from warehouse.opening import read_deliveries, unopened
from warehouse.printable import printable
from warehouse.settings import Settings

LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True)
class Brought:
    """A file as a bank brings it."""

    bank: str
    name: str
    data: bytes


def read_brought(settings: Settings, brought: Sequence[Brought | Parsed], kernels: Kernels | None) -> list[Parsed]:
    """Read deliveries, in their order; those that are known to be too large pass through."""
    small = [one for one in brought if isinstance(one, Brought) and len(one.data) <= LARGEST]
    read = iter(read_deliveries(settings, [(one.bank, one.data) for one in small], kernels))
    parsed = []
    for one in brought:
        if isinstance(one, Parsed):
            parsed.append(one)
            continue
        sha256 = hashlib.sha256(one.data).hexdigest()
        if len(one.data) > LARGEST:
            parsed.append(too_large(one.bank, one.name, sha256, len(one.data)))
        else:
            parsed.append(Parsed(one.bank, printable(one.name), sha256, len(one.data), next(read)))
    return parsed


def too_large(bank: str, name: str, sha256: str, size: int) -> Parsed:
    """A delivery that is refused for its size."""
    message = f"expected at most {LARGEST:,} bytes, got {size:,}; deliver it in parts"
    problem = Problem("delivery-too-large", "hard", 0, "", "", message)
    return Parsed(bank, printable(name), sha256, size, unopened(problem))
