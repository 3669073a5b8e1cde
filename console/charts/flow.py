"""Money flow: who paid in, the account, who was paid; the wider the band, the more money, in one scale on both sides.

The largest of each side are named and the others taken together, so that the picture stays readable; the table names all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from console.charts.drawing import Chart, Writing, element, picture, shortened

WIDTH = 960
MIDDLE, BLOCK = 480, 16
EDGE = 212
ROW, GAP, TOP = 46, 6, 34
NAMED = 7
LETTERS = 30


@dataclass(frozen=True)
class Stream:
    """What came from, or went to, one party: its name, the sum in thousandths (positive), how many, whether proof is in it."""

    party: str
    milli: int
    count: int
    proving: bool = False


def flow_chart(
    payers: Sequence[Stream], beneficiaries: Sequence[Stream], account: str, currency: str, writing: Writing
) -> Chart | None:
    """Draw both sides of an account; None when nothing moved."""
    if not payers and not beneficiaries:
        return None
    left, right = _largest(payers, writing), _largest(beneficiaries, writing)
    received, paid = (sum(one.milli for one in side) for side in (payers, beneficiaries))
    title = writing.words("flow_title")
    description = writing.words("flow_desc").format(
        payers=len(payers),
        received=f"{writing.money(received)} {currency}",
        beneficiaries=len(beneficiaries),
        paid=f"{writing.money(paid)} {currency}",
    )
    rows = max(len(left), len(right), 2)
    height = TOP + rows * ROW + 12
    room = rows * ROW - (rows - 1) * GAP
    scale = room / max(received, paid, 1)
    parts = [
        _head(writing.words("payers"), received, currency, writing, x=EDGE, anchor="ch-end"),
        _head(writing.words("beneficiaries"), paid, currency, writing, x=WIDTH - EDGE, anchor=""),
        *_side(left, scale, currency, writing, incoming=True, height=height),
        *_side(right, scale, currency, writing, incoming=False, height=height),
        element(
            "rect", x=MIDDLE - BLOCK / 2, y=TOP, width=BLOCK, height=max(received, paid) * scale, rx=3, class_="ch-account"
        ),
        element("text", account, x=MIDDLE, y=TOP - 10, class_="ch-label ch-middle ch-strong"),
    ]
    svg = picture("flow", title, description, parts, width=WIDTH, height=height)
    table = [(writing.words(side), *_cells(one, writing)) for side, found in _both(payers, beneficiaries) for one in found]
    columns = tuple(writing.words(name) for name in ("side", "party", "sum", "count"))
    return Chart("flow", title, description, svg, columns, tuple(table), (2, 3))


def _both(payers: Sequence[Stream], beneficiaries: Sequence[Stream]) -> tuple[tuple[str, Sequence[Stream]], ...]:
    return ("payer", payers), ("beneficiary", beneficiaries)


def _cells(one: Stream, writing: Writing) -> tuple[str, str, str]:
    return one.party, writing.money(one.milli), str(one.count)


def _largest(streams: Sequence[Stream], writing: Writing) -> list[Stream]:
    """Keep the proving ones and the largest, take the rest together; the largest first."""
    ordered = sorted(streams, key=lambda one: (-one.milli, one.party))
    if len(ordered) <= NAMED:
        return ordered
    chosen = sorted(ordered, key=lambda one: not one.proving)[: NAMED - 1]
    rest = [one for one in ordered if one not in chosen]
    others = Stream(
        writing.words("others").format(len(rest)),
        sum(one.milli for one in rest),
        sum(one.count for one in rest),
        any(one.proving for one in rest),
    )
    return [*sorted(chosen, key=lambda one: -one.milli), others]


def _head(words: str, total: int, currency: str, writing: Writing, *, x: int, anchor: str) -> Markup:
    return element("text", f"{words} · {writing.money(total)} {currency}", x=x, y=TOP - 16, class_=f"ch-axis {anchor}".strip())


def _side(
    streams: Sequence[Stream], scale: float, currency: str, writing: Writing, *, incoming: bool, height: int
) -> list[Markup]:
    parts: list[Markup] = []
    inner = MIDDLE - BLOCK / 2 if incoming else MIDDLE + BLOCK / 2
    outer = EDGE + 8 if incoming else WIDTH - EDGE - 8
    at_account = float(TOP)
    pitch = (height - TOP - 12) / max(1, len(streams))
    for place, one in enumerate(streams):
        thick = max(1.5, one.milli * scale)
        centre = TOP + pitch * (place + 0.5)
        band = min(thick, pitch - GAP)
        parts.append(_band(outer, centre, band, inner, at_account, thick, one, currency, writing))
        at_account += one.milli * scale
        x, anchor = (EDGE, "ch-end") if incoming else (WIDTH - EDGE, "")
        strong = "ch-label ch-proving" if one.proving else "ch-label"
        parts.append(element("text", shortened(one.party, LETTERS), x=x, y=centre - 2, class_=f"{strong} {anchor}".strip()))
        told = f"{writing.money(one.milli)} {currency} · {one.count}×"
        parts.append(element("text", told, x=x, y=centre + 13, class_=f"ch-axis {anchor}".strip()))
    return parts


def _band(
    outer: float,
    centre: float,
    band: float,
    inner: float,
    top: float,
    thick: float,
    one: Stream,
    currency: str,
    writing: Writing,
) -> Markup:
    """A band from the outer edge to the account, as thick there as its share, both ends level."""
    half = (outer + inner) / 2
    high, low = centre - band / 2, centre + band / 2
    path = (
        f"M{outer:.1f} {high:.1f}C{half:.1f} {high:.1f} {half:.1f} {top:.1f} {inner:.1f} {top:.1f}"
        f"V{top + thick:.1f}C{half:.1f} {top + thick:.1f} {half:.1f} {low:.1f} {outer:.1f} {low:.1f}Z"
    )
    told = f"{one.party}: {writing.money(one.milli)} {currency} ({one.count})"
    return element("path", element("title", told), d=path, class_="ch-band ch-band-proof" if one.proving else "ch-band")
