"""An account against its peers: for each measure where the middle half and the middle four fifths of them lie, and where it
lies.

The scale of each line goes by rank, from the lowest peer to the highest, so that one giant does not press all others together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from console.charts.drawing import Chart, Writing, element, picture

WIDTH = 960
LABEL, START, END = 190, 210, 740
ROW, TOP = 34, 26
FAR = 0.95
"""Above so many of its peers an account stands out."""


@dataclass(frozen=True)
class Measure:
    """One measure: its words, the account's value as written, the share of peers below it, the peers' quartiles as written."""

    name: str
    value: str
    below: float
    quarter: str
    median: str
    three_quarters: str


def peers_chart(measures: Sequence[Measure], group: str, peers: int, writing: Writing) -> Chart | None:
    """Draw the measures; None without any, or without peers."""
    if not measures or not peers:
        return None
    title = writing.words("peers_title")
    description = writing.words("peers_desc").format(peers=peers, group=group)
    height = TOP + len(measures) * ROW + 8
    parts: list[Markup] = []
    for name, share in (("0 %", 0.0), ("25 %", 0.25), ("50 %", 0.5), ("75 %", 0.75), ("100 %", 1.0)):
        x = START + share * (END - START)
        parts.append(element("line", x1=x, x2=x, y1=TOP - 4, y2=height - 6, class_="ch-grid"))
        parts.append(element("text", name, x=x, y=TOP - 10, class_="ch-axis ch-middle"))
    for place, one in enumerate(measures):
        parts += _row(one, TOP + place * ROW + ROW / 2, writing)
    svg = picture("peers", title, description, parts, width=WIDTH, height=height)
    columns = tuple(writing.words(name) for name in ("measure", "this_account", "below", "quarter", "median", "three_quarters"))
    rows = tuple(
        (one.name, one.value, f"{round(100 * one.below)} %", one.quarter, one.median, one.three_quarters) for one in measures
    )
    return Chart("peers", title, description, svg, columns, rows, (1, 2, 3, 4, 5))


def _row(one: Measure, y: float, writing: Writing) -> list[Markup]:
    def x(share: float) -> float:
        return START + share * (END - START)

    far = one.below >= FAR
    told = writing.words("peers_more").format(round(100 * one.below))
    return [
        element("text", one.name, x=LABEL, y=y + 4, class_="ch-label ch-end"),
        element("line", x1=x(0.1), x2=x(0.9), y1=y, y2=y, class_="ch-whisker"),
        element("rect", x=x(0.25), y=y - 6, width=x(0.75) - x(0.25), height=12, rx=3, class_="ch-box"),
        element("line", x1=x(0.5), x2=x(0.5), y1=y - 6, y2=y + 6, class_="ch-median"),
        element("circle", element("title", told), cx=x(one.below), cy=y, r=5.5, class_="ch-dot ch-far" if far else "ch-dot"),
        element("text", one.value, x=END + 22, y=y + 4, class_="ch-label ch-proving" if far else "ch-label"),
    ]
