"""An account among its peers, as a picture in the words of the page."""

from __future__ import annotations

from datetime import date

from console.charts import Chart, Measure, Writing, peers_chart
from console.pages.formats import count
from console.pages.texts import Texts
from warehouse.database import Warehouse
from warehouse.peer_figures import Comparison, Placed, compare

COUNTS = ("movements", "days")


def peers_of(warehouse: Warehouse, iban: str, currency: str, until: date, words: Texts, writing: Writing) -> Chart | None:
    """Draw an account among its peers over the year up to a day; None when there are too few of them."""
    found = compare(warehouse, iban, currency, until=until)
    if found is None:
        return None
    measures = [_measure(one, currency, words, writing) for one in found.measures]
    return peers_chart(measures, _group(found, words), found.peers, writing)


def _measure(placed: Placed, currency: str, words: Texts, writing: Writing) -> Measure:
    def told(value: int) -> str:
        return count(value, words["language"]) if placed.measure in COUNTS else f"{writing.money(value)} {currency}"

    name = words["charts"]["measures"][placed.measure]
    values = (placed.quarter, placed.median, placed.three_quarters)
    return Measure(name, told(placed.value), placed.below, *map(told, values))


def _group(found: Comparison, words: Texts) -> str:
    """The peers in words: kind, Order, activity."""
    kind = words["alert"]["kinds"].get(found.kind, found.kind)
    if found.band is None:
        return f"{kind}, {found.order}"
    low, high = found.band
    activity = words["charts"]["band"] if high is not None else words["charts"]["band_open"]
    return f"{kind}, {found.order}, {activity.format(low, high)}"
