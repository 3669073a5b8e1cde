"""How the charts of a page write: numbers, days and words in the page's language."""

from __future__ import annotations

from console.charts import Writing
from console.pages import formats
from console.pages.texts import Texts

THOUSAND, MILLION = 1_000, 1_000_000


def writing_in(words: Texts) -> Writing:
    """Give the writing of the charts in the language of the texts."""
    language = words["language"]
    return Writing(
        money=lambda milli: formats.money(milli, language),
        number=lambda number: short(number, language),
        day=lambda day: formats.day(day, language),
        words=lambda key: words["charts"][key],
    )


def short(number: float, language: str) -> str:
    """Write an amount for an axis: whole, or in thousands and millions.

    >>> short(1500, "fr"), short(2_500_000, "nl"), short(40, "en"), short(-20_000, "en")
    ('1\u00a0500', '2,5 M', '40', '−20 k')
    """
    size = abs(number)
    for unit, sign in ((MILLION, "M"), (THOUSAND, "k")):
        if size >= 10 * THOUSAND and size >= unit:
            part = number / unit
            return f"{formats.decimal(part, language, 0 if part == round(part) else 1)} {sign}"
    return formats.count(round(number), language)
