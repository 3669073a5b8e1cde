"""Sentences with numbers, as a person of each language writes them.

A rule's sentence names its numbers as `{name:format}`; the numbers are the finding's evidence, kept as whole numbers and ISO
dates, so that the same finding can be read in another language years later. Reasons carry no names and no account numbers:
the movements stand beside them, under their own access rules.

| format | evidence | en | fr |
|---|---|---|---|
| money | thousandths of the finding's currency | 1,234.56 EUR | 1 234,56 EUR |
| date | ISO date | 2026-06-30 | 30/06/2026 |
| percent | thousandths | 23.4% | 23,4 % |
| one&#124;many | a count | 3 transfers | 3 virements |
| word | a key of `words.csv` | no mandate | sans mandat |

>>> money(-1_234_560, "EUR", "nl"), money(1_234_567, "EUR", "en")
('-1.234,56 EUR', '1,234.567 EUR')
>>> render("{n:virement|virements}", {"n": 0}, "fr", "EUR"), render("{n:transfer|transfers}", {"n": 0}, "en", "EUR")
('0 virement', '0 transfers')
>>> render("{n:transfer|transfers}, {sum:money} since {day:date}", {"n": 2, "sum": 500_000, "day": "2026-06-30"}, "de", "EUR")
'2 transfers, 500,00 EUR since 30.06.2026'
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from detection.lists import rows

NO_BREAK = "\u00a0"
SEPARATORS = {"en": (",", "."), "fr": (NO_BREAK, ","), "nl": (".", ","), "de": (".", ",")}
"""Of thousands and of decimals, by language."""
DATES = {"en": "%Y-%m-%d", "fr": "%d/%m/%Y", "nl": "%d/%m/%Y", "de": "%d.%m.%Y"}
SINGULAR = {"en": (1,), "fr": (0, 1), "nl": (1,), "de": (1,)}
"""Counts that go with the word for one: in French, none does."""
PERCENT = {"en": "%", "fr": f"{NO_BREAK}%", "nl": f"{NO_BREAK}%", "de": f"{NO_BREAK}%"}

STANDARD = frozenset({"amount", "first_date", "last_date", "movements"})
"""Numbers that every finding has without naming them in its evidence."""


def standard(amount_milli: int, first: date, last: date, movements: int) -> dict[str, str | int]:
    """Give the numbers of `STANDARD`; the amount without its sign."""
    return {"amount": abs(amount_milli), "first_date": first.isoformat(), "last_date": last.isoformat(), "movements": movements}


def money(milli: int, currency: str, language: str) -> str:
    """Write thousandths of a currency: two decimals, three where the third is not zero."""
    thousands, decimal = SEPARATORS[language]
    whole, rest = divmod(abs(milli), 1000)
    cents = f"{rest:03d}" if rest % 10 else f"{rest // 10:02d}"
    sign = "-" if milli < 0 else ""
    return f"{sign}{f'{whole:,}'.replace(',', thousands)}{decimal}{cents} {currency}"


def percent(per_mille: int, language: str) -> str:
    """Write thousandths as a percentage with one decimal where it has one."""
    whole, tenth = divmod(per_mille, 10)
    decimals = f"{SEPARATORS[language][1]}{tenth}" if tenth else ""
    return f"{whole}{decimals}{PERCENT[language]}"


def day(iso: str, language: str) -> str:
    """Write an ISO date as the language writes it."""
    return date.fromisoformat(iso).strftime(DATES[language])


def render(sentence: str, numbers: Mapping[str, str | int], language: str, currency: str) -> str:
    """Fill a sentence with its numbers; a number that is missing is a mistake of the rule and raises KeyError."""
    return _Writer(language, currency).vformat(sentence, (), numbers)


def placeholders(sentence: str) -> frozenset[tuple[str, str]]:
    """Give the names and formats that a sentence asks for; the words of a plural are left out of the format."""
    parts = string.Formatter().parse(sentence)
    return frozenset((name, "count" if "|" in (spec or "") else spec or "") for _, name, spec, _ in parts if name is not None)


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Read the words that evidence refers to by key, in every language."""
    return {row["key"]: row for row in rows("words")}


class _Writer(string.Formatter):
    """A formatter that knows money, dates, percentages, plurals and words of one language."""

    def __init__(self, language: str, currency: str) -> None:
        self.language, self.currency = language, currency

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{value} {one if int(value) in SINGULAR[self.language] else many}"
        if format_spec == "money":
            return money(int(value), self.currency, self.language)
        if format_spec == "percent":
            return percent(int(value), self.language)
        if format_spec == "date":
            return day(str(value), self.language)
        if format_spec == "word":
            return words()[str(value)][self.language]
        return format(value, format_spec)
