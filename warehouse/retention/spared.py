"""What holds keep though its day has come, counted by store and by hold.

>>> spared = Spared()
>>> spared.count("movements", ["H-0001", "H-0002"], 3)
>>> spared.total["movements"], spared.by_hold["H-0002"]["movements"]
(3, 3)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Spared:
    """By store, each thing once; and by hold and store."""

    total: Counter[str] = field(default_factory=Counter)
    by_hold: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, store: str, holds: Iterable[str], number: int = 1) -> None:
        """Count things of a store that these holds keep."""
        self.total[store] += number
        for hold in holds:
            self.by_hold.setdefault(hold, Counter())[store] += number
