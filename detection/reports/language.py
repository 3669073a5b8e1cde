r"""The contract of a report language: every text a bâtonnier reads, and how that language writes figures and dates.

One language is one file in `languages/` holding one `LANGUAGE`; the folder is the registry. Texts are plain sentences with
named places (`{date}`), never markup. The wording of a detector (title, legal basis, what may be asked) is the report's own
and not the rule's: it quotes the rule of the bar's own Order, and says nothing of what a report must not disclose
(law of 18 September 2017, art. 55).

>>> sorted(languages())
['de', 'fr', 'nl']
>>> language("nl").amount(-1234567890, "EUR")
'−1.234.567,89\xa0EUR'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

from detection.reports import languages as folder
from detection.reports.typologies import typology_wording
from detection.reports.wording import Wording

# Words that would tell of a declaration to the financial intelligence unit, or of an analysis for it
FORBIDDEN = re.compile(
    r"\b(ctif|cfi|fiu|cellule de traitement|cel voor financiële|blanch\w+|witwas\w*|geldwäsche\w*|money.launder\w*"
    r"|déclaration de soupçon\w*|melding van vermoeden\w*|verdachtsmeldung\w*|terroris\w+|tipping)\b",
    re.IGNORECASE,
)

__all__ = ["Code", "Language", "Wording", "language", "languages"]

Code = Literal["fr", "nl", "de"]


@dataclass(frozen=True)
class Language:
    """One language of the reports."""

    code: Code
    months: tuple[str, ...]
    long_date: str
    short_date: str
    thousands: str
    texts: Mapping[str, str]
    natures: Mapping[str, str]
    severities: Mapping[str, str]
    account_kinds: Mapping[str, str]
    orders: Mapping[str, str]
    pieces: Mapping[str, str]
    wordings: Mapping[str, Wording]
    other_wording: Wording
    first_of_month: str = ""

    def say(self, key: str, **values: str | int) -> str:
        """Fill the places of one text; raises KeyError when the text or a value is missing."""
        return self.texts[key].format_map(values)

    def count(self, key: str, number: int) -> str:
        """Give the words for a number: `key_one` or `key_many`, with the number in its place if they have one."""
        return self.texts[f"{key}_{'one' if number == 1 else 'many'}"].format_map({"number": number})

    def wording(self, detector: str) -> Wording:
        """Give what is said of a detector: its own words, else those of its typology, else the general ones."""
        return self.wordings.get(detector) or typology_wording(detector, self.code) or self.other_wording

    def day(self, moment: date) -> str:
        """Write a date out, as in running text."""
        pattern = self.first_of_month if moment.day == 1 and self.first_of_month else self.long_date
        return pattern.format(day=moment.day, month=self.months[moment.month - 1], year=moment.year)

    def short_day(self, moment: date) -> str:
        """Write a date in figures, as in a table."""
        return moment.strftime(self.short_date)

    def figure(self, milli: int) -> str:
        """Write thousandths with a decimal comma: two decimals, three only when the third is not zero."""
        whole, rest = divmod(abs(milli), 1000)
        decimals = f"{rest:03d}"
        shown = decimals[:2] if decimals.endswith("0") else decimals
        sign = "−" if milli < 0 else ""
        return f"{sign}{f'{whole:,}'.replace(',', self.thousands)},{shown}"

    def amount(self, milli: int, currency: str) -> str:
        """Write an amount with its currency."""
        return f"{self.figure(milli)}\u00a0{currency}"


@cache
def languages() -> Mapping[str, Language]:
    """Give every language of the folder by its code."""
    modules = (import_module(f"{folder.__name__}.{found.name}") for found in iter_modules(folder.__path__))
    found: list[Language] = [module.LANGUAGE for module in modules]
    return {chosen.code: chosen for chosen in found}


def language(code: str) -> Language:
    """Give one language; raises KeyError naming those that exist."""
    known = languages()
    if code not in known:
        raise KeyError(f"expected a report language among {', '.join(sorted(known))}, got {code!r}")
    return known[code]
