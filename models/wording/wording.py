"""What a language has to say, so that any reason of a score, and what would have had to be less, can be told in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Wording:
    """One language. `names` has a name for every feature, `stories` what each detector's rows look like, after `resembles`.

    | text | names |
    |---|---|
    | `percent`, `deviations`; `days` and `day`, and the two of `movements` and of `without`: for one, for many | {number} |
    | `under` | {share} |
    | `sentence` | {name}, {value}, {median}, {share} |
    | `change` | {name}, {value}, {most} |
    | `among` · `resembles` · `less` | {group} · {story} · {changes} |
    | `month` | {month}, {year} |
    """

    thousands: str
    decimal: str
    semicolon: str
    percent: str
    under: str
    days: str
    deviations: str
    day: str
    singular: tuple[int, ...]
    movements: tuple[str, str]
    months: tuple[str, ...]
    month: str
    kinds: Mapping[str, str]
    bands: Mapping[str, str]
    among: str
    resembles: str
    less: str
    without: tuple[str, str]
    change: str
    stories: Mapping[str, str]
    sentence: str
    names: Mapping[str, str]

    def number(self, value: float, decimals: int) -> str:
        """Write a number with this language's separators."""
        plain = f"{value:,.{decimals}f}"
        return plain.translate({ord(","): self.thousands, ord("."): self.decimal})

    def counted(self, number: int, one: str, many: str) -> str:
        """Write a number of things."""
        return (one if number in self.singular else many).format(number=self.number(number, 0))

    def month_of(self, iso: str) -> str:
        """Write a month that is given as YYYY-MM."""
        year, month = iso.split("-")
        return self.month.format(month=self.months[int(month) - 1], year=year)

    def group(self, peers: str) -> str:
        """Write a peer group (`models.peers`): what kind of accounts, of which Order, how busy, in which currency."""
        currency, kind, order, band = peers.split("/")
        parts = (self.kinds[kind], "" if order in ("*", "unknown") else order, self.bands.get(band, ""), currency)
        return ", ".join(part for part in parts if part)
