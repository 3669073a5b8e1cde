"""The balance over time as a line of steps, with the movements that prove an alert marked on it by their number in the table.

A balance is known at the end of a day and holds until the next one, so the line goes in steps and never slopes. Years of days
are drawn through their lowest and highest of each stretch: a debit of one day is the point, and must not be smoothed away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from console.charts.drawing import Chart, Writing, element, month_ticks, picture, ticks

WIDTH, HEIGHT = 960, 250
LEFT, RIGHT, TOP, BOTTOM = 78, 16, 22, 28
MOST_POINTS = 480
APART, HIGHEST = 15, 9.0
CLOSE = 15.0
"""Marks nearer than this share a place and stand above each other."""


@dataclass(frozen=True)
class Proof:
    """A movement that proves the alert: its number in the list, day and amount in thousandths."""

    number: int
    on: date
    amount_milli: int


def balance_chart(points: Sequence[tuple[date, int]], proofs: Sequence[Proof], currency: str, writing: Writing) -> Chart | None:
    """Draw the balance at the end of each day; None without two days."""
    if len(points) < 2:
        return None
    frame = _Frame(points, proofs)
    low, high = min(points, key=lambda point: point[1]), max(points, key=lambda point: point[1])
    title = writing.words("balance_title")
    description = writing.words("balance_desc").format(
        first=writing.day(points[0][0]),
        last=writing.day(points[-1][0]),
        low=f"{writing.money(low[1])} {currency}",
        low_day=writing.day(low[0]),
        high=f"{writing.money(high[1])} {currency}",
        high_day=writing.day(high[0]),
    )
    if proofs:
        description = f"{description} {writing.words('balance_marked').format(len(proofs))}"
    line = _steps(frame, _thinned(points))
    zero = frame.y(0)
    parts = [
        *_grid(frame, writing),
        element("path", d=f"{line} L{frame.right:.1f} {zero:.1f} L{frame.x(points[0][0]):.1f} {zero:.1f} Z", class_="ch-area"),
        element("path", d=line, class_="ch-line"),
        *_marks(frame, points, proofs, currency, writing),
    ]
    rows = tuple((writing.day(day), writing.money(balance)) for day, balance in _thinned(points, 120))
    columns = (writing.words("day"), f"{writing.words('balance')} ({currency})")
    return Chart(
        "balance",
        title,
        description,
        picture("balance", title, description, parts, width=WIDTH, height=HEIGHT),
        columns,
        rows,
        (1,),
    )


class _Frame:
    """The plane: days to the right, thousandths upwards."""

    def __init__(self, points: Sequence[tuple[date, int]], proofs: Sequence[Proof]) -> None:
        days = [day for day, _ in points] + [proof.on for proof in proofs]
        self.first, self.last = min(days), max(days)
        balances = [balance for _, balance in points]
        self.levels = ticks(min(0, *balances) / 1000, max(1, *balances) / 1000, 4)
        self.right = float(WIDTH - RIGHT)

    def x(self, day: date) -> float:
        return LEFT + (day - self.first).days / max(1, (self.last - self.first).days) * (WIDTH - LEFT - RIGHT)

    def y(self, milli: float) -> float:
        low, high = self.levels[0], self.levels[-1]
        return HEIGHT - BOTTOM - (milli / 1000 - low) / (high - low) * (HEIGHT - TOP - BOTTOM)


def _thinned(points: Sequence[tuple[date, int]], most: int = MOST_POINTS) -> list[tuple[date, int]]:
    """Keep the first, lowest, highest and last of each stretch, so that no dip and no peak is lost."""
    if len(points) <= most:
        return list(points)
    size = -(-len(points) // (most // 4))
    kept: dict[date, int] = {}
    for start in range(0, len(points), size):
        stretch = points[start : start + size]
        extremes = (stretch[0], min(stretch, key=lambda one: one[1]), max(stretch, key=lambda one: one[1]), stretch[-1])
        kept.update(extremes)
    return sorted(kept.items())


def _steps(frame: _Frame, points: Sequence[tuple[date, int]]) -> str:
    day, balance = points[0]
    path = [f"M{frame.x(day):.1f} {frame.y(balance):.1f}"]
    for day, balance in points[1:]:
        path.append(f"H{frame.x(day):.1f}V{frame.y(balance):.1f}")
    return "".join([*path, f"H{frame.right:.1f}"])


def _grid(frame: _Frame, writing: Writing) -> list[Markup]:
    parts = []
    for level in frame.levels:
        height = frame.y(level * 1000)
        kind = "ch-zero" if level == 0 else "ch-grid"
        parts.append(element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=height, y2=height, class_=kind))
        parts.append(element("text", writing.number(level), x=LEFT - 8, y=height + 4, class_="ch-axis ch-end"))
    for month in month_ticks(frame.first, frame.last):
        place = frame.x(month)
        parts.append(element("line", x1=place, x2=place, y1=HEIGHT - BOTTOM, y2=HEIGHT - BOTTOM + 4, class_="ch-tick"))
        parts.append(element("text", f"{month:%m/%Y}", x=place, y=HEIGHT - 9, class_="ch-axis ch-middle"))
    return parts


def _marks(
    frame: _Frame, points: Sequence[tuple[date, int]], proofs: Sequence[Proof], currency: str, writing: Writing
) -> list[Markup]:
    parts: list[Markup] = []
    placed: list[tuple[float, int]] = []
    for proof in proofs:
        before = [balance for day, balance in points if day <= proof.on]
        x, y = frame.x(proof.on), frame.y(before[-1] if before else 0)
        height = 1 + max((level for place, level in placed if abs(place - x) < CLOSE), default=0)
        placed.append((x, height))
        above = y - APART * height
        if above < HIGHEST:
            above = y + APART * height  # no room above the line
        kind = "ch-proof ch-in" if proof.amount_milli > 0 else "ch-proof ch-out"
        told = f"{proof.number}. {writing.day(proof.on)}: {writing.money(proof.amount_milli)} {currency}"
        dot = element("circle", cx=x, cy=y, r=3.5)
        parts.append(
            element(
                "g",
                element("title", told),
                element("line", x1=x, x2=x, y1=y, y2=above),
                dot,
                element("circle", cx=x, cy=above, r=7.5),
                element("text", str(proof.number), x=x, y=above + 3.6, class_="ch-middle"),
                class_=kind,
            )
        )
    return parts
