"""`quater budget`: what a limited month's work takes, the month's draw by lot, and what is missed, as far as that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from console.access import note_access
from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import euros, say, show_json, show_table
from console.records import as_json

if TYPE_CHECKING:
    from detection.missed import Missed
    from detection.worth import Told

QUEUE = "alert-queue"


def attach(app: typer.Typer) -> None:
    """Add the `budget` family."""
    family = typer.Typer(help="What the analysts' time is spent on.", no_args_is_help=True, rich_markup_mode=None)
    family.command("show")(show)
    family.command("draw")(draw)
    family.command("missed")(missed)
    app.add_typer(family, name="budget")


def show(on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Print the reading list: hard breaches, then by rank, by doubt and by lot, within what can still be read this month."""
    from detection.budget import reading_list
    from detection.worth import worth_of

    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="list", subject=QUEUE, purpose="detect")
        found = reading_list(warehouse, on=day(on))
        worth = worth_of(warehouse)
    rows = [(reading, worth.told(reading.alert)) for reading in found.readings]
    if json:
        listed = [
            {"place": reading.place, "why": reading.why, "alert": reading.alert.alert_id, "worth": told and as_json(told)}
            for reading, told in rows
        ]
        show_json({"capacity": found.capacity, "decided": found.decided, "alerts": listed})
        return
    show_table(
        "",
        ("place", "why", "alert", "severity", "detector", "bar", "amount", "reported so far"),
        [
            (
                *(reading.place, reading.why, reading.alert.alert_id, reading.alert.severity, reading.alert.detector),
                *(reading.alert.bar, euros(reading.alert.amount_milli), _told(told)),
            )
            for reading, told in rows
        ],
    )
    say(f"{found.capacity} alerts can be read this month, {found.decided} were decided, {len(rows)} are on the list")


def draw(on: On = None, home: Home = None, json: Json = False) -> None:
    """Draw the last closed month's random checks, once; they become alerts that accuse nobody."""
    from detection.grouping import settle
    from detection.sampling import draw_month

    with opened(home) as warehouse:
        made = draw_month(warehouse, on=day(on), at=moment())
        settle(warehouse, on=day(on), at=moment())
    if json:
        show_json(as_json(made))
    else:
        say(f"{made.month:%Y-%m}: {made.size} of {made.population} months drawn, seed {made.seed!r}")


def missed(home: Home = None, json: Json = False) -> None:
    """Estimate from the draws how many months nothing points at although they should be reported."""
    from detection.missed import missed as reckon

    with opened(home) as warehouse:
        by_month, together = reckon(warehouse)
    if json:
        show_json({**{f"{month:%Y-%m}": _figures(one) for month, one in by_month.items()}, "together": _figures(together)})
        return
    lines = [_line(f"{month:%Y-%m}", one) for month, one in by_month.items()]
    show_table(
        "Missed, by the months drawn at random",
        ("month", "months", "drawn", "decided", "reported", "missed", "between"),
        [*lines, _line("together", together)],
    )


def _figures(one: Missed) -> dict[str, object]:
    return {**as_json(one), "estimate": one.estimate, "interval": [round(bound, 1) for bound in one.interval]}


def _line(month: str, one: Missed) -> tuple[object, ...]:
    low, high = one.interval
    told = "not known" if one.estimate is None else f"{one.estimate:.0f}"
    return month, one.population, one.drawn, one.decided, one.reported, told, f"{low:.0f} and {high:.0f}"


def _told(told: Told | None) -> str:
    if told is None:
        return ""
    return f"{told.share / 10:.0f} % ({told.low / 10:.0f}–{told.high / 10:.0f} %) of {told.decided}"
