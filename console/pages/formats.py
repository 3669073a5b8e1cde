"""Numbers, amounts and days as people of each language write them in Belgium; the templates' filters.

>>> money(-1_234_560, "fr"), money(1_234_560, "nl"), money(1_234_567, "en")
('−1\u00a0234,56', '1.234,56', '1,234.567')
>>> day(date(2026, 6, 30), "fr"), day(date(2026, 6, 30), "en"), count(12345, "nl"), share(0.1234, "fr")
('30/06/2026', '2026-06-30', '12.345', '12,3\u00a0%')
>>> counted(0, "fr", ("{} jour", "{} jours")), counted(0, "nl", ("{} dag", "{} dagen")), counted(1200, "en", ("", "{} days"))
('0 jour', '0 dagen', '1,200 days')
>>> iban("BE35985051416137")
'BE35\u00a09850\u00a05141\u00a06137'
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context

from detection.sentences import DATES, NO_BREAK, PERCENT, SEPARATORS, SINGULAR

BRUSSELS = ZoneInfo("Europe/Brussels")
MINUS = "−"


def brussels(moment: datetime) -> datetime:
    """A moment as the clock in Brussels shows it."""
    return moment.astimezone(BRUSSELS)


def money(milli: int, language: str) -> str:
    """Thousandths as an amount without its currency; the third decimal only where it is not zero."""
    thousands, decimal = SEPARATORS[language]
    whole, rest = divmod(abs(milli), 1000)
    cents = f"{rest:03d}" if rest % 10 else f"{rest // 10:02d}"
    return f"{MINUS if milli < 0 else ''}{f'{whole:,}'.replace(',', thousands)}{decimal}{cents}"


def count(number: int, language: str) -> str:
    """A whole number."""
    return f"{number:,}".replace(",", SEPARATORS[language][0]).replace("-", MINUS)


def counted(number: int, language: str, forms: tuple[str, str]) -> str:
    """A count with its word, from the form for one and the form for many; French says none as one."""
    return forms[number not in SINGULAR[language]].format(count(number, language))


def decimal(number: float, language: str, digits: int = 2) -> str:
    """A number with decimals."""
    return f"{number:.{digits}f}".replace(".", SEPARATORS[language][1]).replace("-", MINUS)


def share(part: float, language: str) -> str:
    """A part of one as a percentage with one decimal."""
    return f"{decimal(100 * part, language, 1)}{PERCENT[language]}"


def day(value: date, language: str) -> str:
    """A day."""
    return value.strftime(DATES[language])


def moment(value: datetime, language: str) -> str:
    """A moment, as the clock in Brussels showed it."""
    local = brussels(value)
    return f"{day(local.date(), language)} {local:%H:%M}"


def iban(number: str) -> str:
    """An account number in groups of four that are not torn apart; what is none stays as it is."""
    plain = number.replace(" ", "")
    if not (plain[:2].isalpha() and plain[2:4].isdigit()):
        return number
    return NO_BREAK.join(plain[start : start + 4] for start in range(0, len(plain), 4))


def _spoken(write: Callable[..., str]) -> Callable[..., str]:
    """Make a filter that writes in the language of the page."""

    @pass_context
    def filtered(context: Context, value: Any, *more: Any) -> str:
        return write(value, context["t"]["language"], *more)

    return filtered


FILTERS: dict[str, Callable[..., str]] = {
    **{write.__name__: _spoken(write) for write in (money, count, counted, decimal, share, day, moment)},
    "iban": iban,
}
