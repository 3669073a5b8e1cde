"""Which alerts a limited month's work takes: the sure ones, the likely ones, the doubtful ones, and some by chance.

K alerts can be read (`detection.capacity`); what was decided this month uses up its part. The rest goes, in this order, to

1. **hard** breaches (tier 1), in the queue's order; of one typology at most a quarter of K, so that one flood does not drown
   the others: those beyond it wait behind everything else;
2. 75 % by **rank**: the queue's strict order (tier, score, amount exposed, days open, number; `warehouse.alerts.ranking`);
3. 15 % by **uncertainty**: of each detector in turn, the one first whose worth is least known (the widest interval of the share
   that people reported, `detection.worth`), because what is never read is never learnt;
4. 10 % at **random** below the line: the month's draw (`detection.sampling`), from which what is missed can be estimated.

Shares are of what the hard ones leave. A share that finds too few alerts gives what is left to the rank. Nothing is stored: the
list follows from the open alerts, what people decided, and the day, so it is the same on every screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detection.capacity import capacity_of
from detection.random_check import DETECTOR as RANDOM
from detection.worth import worth_of
from warehouse.alerts import Alert, decided_between, list_alerts
from warehouse.database import Warehouse

UNCERTAIN, CHANCE = 15, 10
"""Hundredths of what the hard breaches leave; the rank has the rest."""
OF_ONE_TYPOLOGY = 25
"""Hundredths of K."""
HARD = 1
"""The tier of hard breaches."""
DATA = 4
"""The tier of data quality and of mere information: read by rank, never explored."""

Why = Literal["hard", "rank", "uncertainty", "random"]


@dataclass(frozen=True)
class Reading:
    """One alert of the list, its place, and why it is there."""

    place: int
    why: Why
    alert: Alert


@dataclass(frozen=True)
class ReadingList:
    """What is to be read: of a capacity, so many were decided this month already."""

    capacity: int
    decided: int
    readings: tuple[Reading, ...]


def reading_list(warehouse: Warehouse, *, on: date) -> ReadingList:
    """Give the list of a day: what is left of the month's capacity, filled with open alerts."""
    capacity, decided = capacity_of(warehouse.settings).alerts, decided_between(warehouse, on.replace(day=1), on)
    waiting, room = list_alerts(warehouse, status="open"), max(0, capacity - decided)
    chosen = choose(waiting, room=room, capacity=capacity, width=worth_of(warehouse).width)
    readings = tuple(Reading(place, why, alert) for place, (why, alert) in enumerate(chosen, start=1))
    return ReadingList(capacity, decided, readings)


def choose(alerts: Sequence[Alert], *, room: int, capacity: int, width: Callable[[Alert], float]) -> list[tuple[Why, Alert]]:
    """Fill the room with open alerts, which stand in the queue's order; `width` says how little is known of one's worth."""
    drawn = [alert for alert in alerts if alert.detector == RANDOM]
    others = [alert for alert in alerts if alert.detector != RANDOM]
    hard, waiting = _hard(others, room, capacity)
    taken = {alert.alert_id for alert in (*hard, *waiting)}
    ranked = [alert for alert in others if alert.alert_id not in taken]
    uncertain_room, random_room = shares(room - len(hard))
    random = drawn[:random_room]
    by_rank = ranked[: room - len(hard) - uncertain_room - len(random)]
    rest = ranked[len(by_rank) :]
    uncertain = in_turn([alert for alert in rest if alert.tier < DATA], width)[:uncertain_room]
    doubted = {alert.alert_id for alert in uncertain}
    left = [*(alert for alert in rest if alert.alert_id not in doubted), *waiting]
    by_rank += left[: room - len(hard) - len(by_rank) - len(uncertain) - len(random)]
    return [
        *(("hard", alert) for alert in hard),
        *(("rank", alert) for alert in by_rank),
        *(("uncertainty", alert) for alert in uncertain),
        *(("random", alert) for alert in random),
    ]


def shares(room: int) -> tuple[int, int]:
    """Give the room of the uncertain and of the random ones, rounded; the rank has the rest.

    >>> shares(100), shares(7), shares(3), shares(0)
    ((15, 10), (1, 1), (0, 0), (0, 0))
    """
    return (room * UNCERTAIN + 50) // 100, (room * CHANCE + 50) // 100


def in_turn(alerts: Iterable[Alert], width: Callable[[Alert], float]) -> list[Alert]:
    """Take one alert of each detector in turn, the detector first of whose alerts the least is known; ties by the queue."""
    turns: Counter[str] = Counter()
    placed = []
    for place, alert in enumerate(alerts):
        placed.append((turns[alert.detector], -width(alert), place, alert))
        turns[alert.detector] += 1
    return [alert for *_, alert in sorted(placed, key=lambda one: one[:3])]


def _hard(alerts: Iterable[Alert], room: int, capacity: int) -> tuple[list[Alert], list[Alert]]:
    """Give the hard breaches that come first, and those that wait because their typology has its share."""
    most = max(1, capacity * OF_ONE_TYPOLOGY // 100)
    first: list[Alert] = []
    waiting: list[Alert] = []
    counted: Counter[str] = Counter()
    for alert in alerts:
        if alert.tier == HARD:
            fits = counted[alert.typology] < most and len(first) < room
            (first if fits else waiting).append(alert)
            counted[alert.typology] += fits
    return first, waiting
