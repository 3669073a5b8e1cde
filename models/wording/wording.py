"""What a language has to say, so that any reason of a score can be told in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Wording:
    """One language. `sentence` names {name}, {value}, {median}, {share}; `days` and `deviations` name {number}."""

    thousands: str
    decimal: str
    percent: str
    under: str
    days: str
    deviations: str
    sentence: str
    names: Mapping[str, str]

    def number(self, value: float, decimals: int) -> str:
        """Write a number with this language's separators."""
        plain = f"{value:,.{decimals}f}"
        return plain.translate({ord(","): self.thousands, ord("."): self.decimal})
