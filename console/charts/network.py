"""Who shares a counterparty with an account, to two hops: account, counterparties, other accounts, and theirs in turn.

Four columns from left to right. A link that comes back to an account already drawn is drawn to it, so a ring shows as a ring.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from console.charts.drawing import Chart, Writing, element, picture, shortened

WIDTH = 960
COLUMNS = (8, 250, 500, 742)
BOX, TALL, PITCH, TOP = 210, 34, 44, 30
MOST = 14
LETTERS = 30


@dataclass(frozen=True)
class Link:
    """A counterparty that two accounts share: on which hop (1 or 2), from which account to which; the sum in thousandths."""

    hop: int
    source: str
    counterparty: str
    target: str
    movements: int
    milli: int


def network_chart(account: str, links: Sequence[Link], currency: str, writing: Writing) -> Chart | None:
    """Draw what is shared; None when nothing is."""
    if not links:
        return None
    shown = sorted(links, key=lambda one: (one.hop, -one.milli, one.counterparty, one.target))[: MOST * 2]
    first = [one for one in shown if one.hop == 1]
    second = [one for one in shown if one.hop == 2]
    columns = [
        [account],
        _distinct(one.counterparty for one in first)[:MOST],
        _distinct(one.target for one in first)[:MOST],
        _distinct(one.target for one in second if one.target != account)[:MOST],
    ]
    height = TOP + max(len(column) for column in columns) * PITCH + 8
    places = {
        (level, name): (COLUMNS[level], TOP + (height - TOP - len(column) * PITCH) / 2 + place * PITCH)
        for level, column in enumerate(columns)
        for place, name in enumerate(column)
    }
    title = writing.words("network_title")
    description = writing.words("network_desc").format(
        counterparties=len({one.counterparty for one in links}), accounts=len({one.target for one in links if one.hop == 1})
    )
    parts = [*_heads(writing), *_lines(account, first, second, places), *_boxes(places)]
    svg = picture("network", title, description, parts, width=WIDTH, height=height)
    names = ("hop", "account", "counterparty", "other_account", "count", "sum")
    rows = [
        (str(one.hop), one.source, one.counterparty, one.target, str(one.movements), f"{writing.money(one.milli)} {currency}")
        for one in sorted(links, key=lambda one: (one.hop, -one.milli, one.counterparty, one.target))
    ]
    return Chart("network", title, description, svg, tuple(writing.words(name) for name in names), tuple(rows), (4, 5))


Places = dict[tuple[int, str], tuple[int, float]]


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _heads(writing: Writing) -> list[Markup]:
    names = ("account", "counterparty", "other_account", "second_hop")
    return [element("text", writing.words(name), x=x, y=16, class_="ch-axis") for name, x in zip(names, COLUMNS, strict=True)]


def _lines(account: str, first: Sequence[Link], second: Sequence[Link], places: Places) -> list[Markup]:
    drawn: dict[tuple[tuple[int, str], tuple[int, str]], str] = {}
    for one in first:
        drawn[(0, account), (1, one.counterparty)] = "ch-link"
        drawn[(1, one.counterparty), (2, one.target)] = "ch-link"
    for one in second:
        back = one.target == account
        drawn[(2, one.source), (0, account) if back else (3, one.target)] = "ch-link ch-back" if back else "ch-link ch-far"
    return [
        _line(places[start], places[end], kind) for (start, end), kind in drawn.items() if start in places and end in places
    ]


def _line(start: tuple[int, float], end: tuple[int, float], kind: str) -> Markup:
    forward = end[0] > start[0]
    x1, x2 = (start[0] + BOX, end[0]) if forward else (start[0], end[0] + BOX)
    y1, y2 = start[1] + TALL / 2, end[1] + TALL / 2
    half = (x1 + x2) / 2
    return element("path", d=f"M{x1:.1f} {y1:.1f}C{half:.1f} {y1:.1f} {half:.1f} {y2:.1f} {x2:.1f} {y2:.1f}", class_=kind)


def _boxes(places: Places) -> list[Markup]:
    parts = []
    for (level, name), (x, y) in places.items():
        kind = "ch-node ch-self" if level == 0 else "ch-node ch-party" if level == 1 else "ch-node"
        box = element("rect", x=x, y=y, width=BOX, height=TALL, rx=6)
        label = element("text", shortened(name, LETTERS), x=x + 10, y=y + TALL / 2 + 4, class_="ch-label")
        parts.append(element("g", element("title", name), box, label, class_=kind))
    return parts
