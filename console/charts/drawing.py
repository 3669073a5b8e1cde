"""Drawing: elements of SVG written safely, and what every chart is made of.

>>> element("text", "a < b", x=1.25, class_="ch-label")
Markup('<text x="1.2" class="ch-label">a &lt; b</text>')
>>> element("path", d='M0 0"/><script>')
Markup('<path d="M0 0&#34;/&gt;&lt;script&gt;"/>')
>>> shortened("Vandenbroucke & Partners BV", 12)
'Vandenbrouc…'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Writing:
    """How the page's language writes numbers and days, and the words of the charts."""

    money: Callable[[int], str]
    number: Callable[[float], str]
    day: Callable[[date], str]
    words: Callable[[str], str]


@dataclass(frozen=True)
class Chart:
    """A picture with its title, what it says in a sentence, and the table behind it."""

    name: str
    title: str
    description: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    """Which columns hold numbers, to be aligned."""


def element(tag: str, *inside: object, **attributes: object) -> Markup:
    """Write one element; text and attributes are escaped, what is Markup already is not. A name's trailing `_` is left out."""
    written = "".join(f' {_name(name)}="{escape(_value(value))}"' for name, value in attributes.items() if value is not None)
    body = Markup("").join(part if isinstance(part, Markup) else escape(part) for part in inside)
    return Markup(f"<{tag}{written}>{body}</{tag}>" if inside else f"<{tag}{written}/>")  # noqa: S704 every part is escaped


def picture(name: str, title: str, description: str, parts: Sequence[Markup], *, width: int, height: int) -> Markup:
    """Put parts together into one picture with title and description."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        *parts,
        class_="chart",
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def shortened(text: str, letters: int) -> str:
    """Cut a text to so many letters."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Give round numbers from below `low` to above `high`.

    >>> ticks(0, 870), ticks(-30, 95, 4)
    ([0.0, 200.0, 400.0, 600.0, 800.0, 1000.0], [-50.0, 0.0, 50.0, 100.0])
    """
    span = (high - low) or abs(high) or 1.0
    rough = span / about
    unit = 10.0 ** floor(log10(rough))
    step = next(factor * unit for factor in (1, 2, 5, 10) if factor * unit >= rough)
    first = floor(low / step)
    found = [first * step]
    while found[-1] < high:
        found.append((first + len(found)) * step)
    return found


def month_ticks(first: date, last: date, most: int = 9) -> list[date]:
    """Give firsts of months, evenly apart, between two days.

    >>> month_ticks(date(2026, 1, 15), date(2026, 4, 2))
    [datetime.date(2026, 2, 1), datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)]
    """
    start, end = first.year * 12 + first.month - (first.day == 1), last.year * 12 + last.month - 1
    count = end - start + 1
    apart = next(months for months in (1, 2, 3, 6, 12, 24, 60) if count <= months * most or months == 60)
    return [date(index // 12, index % 12 + 1, 1) for index in range(start, end + 1) if index % apart == 0]


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-") if name not in ("viewBox",) else name


def _value(value: object) -> object:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
