"""The chart of a report: the cited movements on a line of time, drawn as SVG by our own code.

Only what the facts cite is drawn, so the chart shows nothing of the account's other movements and no balance. Money that
came in stands above the line, money that went out below; an illicit movement has a full disc, a suspicious one an empty
diamond, so that no reader needs colour. Heights grow with the logarithm of the amount: a hundred euros and a million are
both seen.

>>> _height(0), _height(1_000), _height(10_000_000)
(0, 0, 4000)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detection.reports.content import ILLICIT, Fact
from detection.reports.language import Language

WIDTH, MIDDLE = 1680, 260
"""Of the drawing, in tenths of a millimetre; the line of time stands in the middle of its height."""
LEFT, RIGHT, REACH = 190, 1660, 200
LEAST = 1_000
"""Thousandths of the currency below which a movement stands on the line itself."""
INK, ACCENT, FAINT, HAIR = "#1b2a41", "#7a1f2b", "#5b6472", "#b9c0ca"
FONT = "font-family='Libertinus Serif' font-size='26'"
MOST_DATES = 6


@dataclass(frozen=True)
class Mark:
    """One cited movement of the chart."""

    day: date
    amount_milli: int
    illicit: bool


def marks_of(facts: Iterable[Fact], currency: str) -> list[Mark]:
    """Give the cited movements of a currency, each once, illicit when one of its facts is."""
    found: dict[str, Mark] = {}
    for fact in facts:
        for line in (line for part in fact.occurrences for line in part.lines if line.currency == currency):
            known = found.get(line.movement_id)
            illicit = fact.nature == ILLICIT or (known is not None and known.illicit)
            found[line.movement_id] = Mark(line.booked, line.amount_milli, illicit)
    return sorted(found.values(), key=lambda mark: (mark.day, mark.amount_milli, mark.illicit))


def draw(marks: list[Mark], words: Language) -> str:
    """Draw the chart of some movements of one currency; the same marks give the same drawing."""
    top = max(_height(mark.amount_milli) for mark in marks)
    steps = max(1, -(-top // 1000))
    body = [*_scale(steps, words), *_dates(marks, words)]
    first, last = marks[0].day, marks[-1].day
    for mark in marks:
        body += _mark(_across(mark.day, first, last), mark, steps)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {2 * MIDDLE + 40}' "
        f"width='{WIDTH}' height='{2 * MIDDLE + 40}'>{''.join(body)}</svg>"
    )


def _scale(steps: int, words: Language) -> Iterator[str]:
    for step in range(-steps, steps + 1):
        level = MIDDLE - step * REACH // steps
        colour, weight = (INK, 3) if step == 0 else (HAIR, 1)
        yield f"<line x1='{LEFT}' x2='{RIGHT}' y1='{level}' y2='{level}' stroke='{colour}' stroke-width='{weight}'/>"
        size = LEAST * 10 ** abs(step) if step else 0
        label = words.figure(-size if step < 0 else size).removesuffix(",00")
        yield f"<text x='{LEFT - 16}' y='{level + 9}' text-anchor='end' fill='{FAINT}' {FONT}>{label}</text>"


def _dates(marks: list[Mark], words: Language) -> Iterator[str]:
    first, last = marks[0].day, marks[-1].day
    span = (last - first).days
    count = min(MOST_DATES, span) or 1
    shown = sorted({first, last, *(date.fromordinal(first.toordinal() + span * place // count) for place in range(count))})
    for day in shown:
        across = _across(day, first, last)
        ends = f"y1='{2 * MIDDLE - 14}' y2='{2 * MIDDLE - 4}'"
        yield f"<line x1='{across}' x2='{across}' {ends} stroke='{FAINT}' stroke-width='2'/>"
        anchor = "end" if day == last != first else "start" if day == first != last else "middle"
        place = f"x='{across}' y='{2 * MIDDLE + 24}' text-anchor='{anchor}'"
        yield f"<text {place} fill='{FAINT}' {FONT}>{words.short_day(day)}</text>"


def _mark(across: int, mark: Mark, steps: int) -> Iterator[str]:
    rise = _height(mark.amount_milli) * REACH // (1000 * steps)
    level = MIDDLE - (rise if mark.amount_milli >= 0 else -rise)
    colour = ACCENT if mark.illicit else INK
    yield f"<line x1='{across}' x2='{across}' y1='{MIDDLE}' y2='{level}' stroke='{colour}' stroke-width='4'/>"
    if mark.illicit:
        yield f"<circle cx='{across}' cy='{level}' r='11' fill='{colour}'/>"
    else:
        points = f"{across},{level - 14} {across + 14},{level} {across},{level + 14} {across - 14},{level}"
        yield f"<polygon points='{points}' fill='white' stroke='{colour}' stroke-width='4'/>"


def _across(day: date, first: date, last: date) -> int:
    inside = LEFT + 40, RIGHT - 40
    if first == last:
        return sum(inside) // 2
    return inside[0] + (day - first).days * (inside[1] - inside[0]) // (last - first).days


def _height(amount_milli: int) -> int:
    """Give a thousand times the decimal logarithm of an amount in units of the currency, by whole arithmetic.

    Between two powers of ten the curve is drawn by straight lines through 1, 2 and 5.
    """
    size = abs(amount_milli)
    if size <= LEAST:
        return 0
    power, scale = 0, 1
    while size >= 10 * LEAST * scale:
        power, scale = power + 1, 10 * scale
    lead = size // scale
    for low, high, start, end in ((1000, 2000, 0, 301), (2000, 5000, 301, 699), (5000, 10_000, 699, 1000)):
        if lead < high:
            return 1000 * power + start + (lead - low) * (end - start) // (high - low)
    return 1000 * (power + 1)
