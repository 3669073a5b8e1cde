"""A limited month's work takes the sure ones, the likely ones, the doubtful ones and some by chance, in this order."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detection.budget import choose, in_turn, reading_list, shares
from detection.capacity import Capacity, capacity_of
from detection.grouping import settle
from tests.warehouse.decade import finding
from warehouse.alerts import dispose, store_findings
from warehouse.database import Warehouse
from warehouse.errors import Refusal

ON = date(2026, 3, 20)
AT = datetime(2026, 3, 2, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Drawn:
    """As much of an alert as the choice looks at."""

    alert_id: str
    tier: int
    typology: str
    detector: str


def queue(*groups: tuple[int, str, int]) -> list[Drawn]:
    """Draw alerts in the queue's order: tier, detector (its own typology), number."""
    return [Drawn(f"{name}-{place}", tier, name, name) for tier, name, number in groups for place in range(number)]


def chosen(alerts: list[Drawn], room: int, capacity: int | None = None, **width: float) -> list[tuple[str, str]]:
    picked = choose(alerts, room=room, capacity=capacity or room, width=lambda alert: width.get(alert.detector, 0.5))  # type: ignore[arg-type]
    assert len({alert.alert_id for _, alert in picked}) == len(picked) <= room
    return [(why, alert.alert_id) for why, alert in picked]


# room 100: 20 hard ones leave 80, of which 12 go to doubt, 8 to chance and 60 to the rank
def test_the_shares_are_of_what_the_hard_ones_leave() -> None:
    alerts = queue((1, "cash", 20), (2, "fan", 200), (3, "round", 200), (4, "random-check", 30))
    found = chosen(alerts, 100)
    assert Counter(why for why, _ in found) == {"hard": 20, "rank": 60, "uncertainty": 12, "random": 8}
    assert [name for why, name in found if why == "rank"] == [f"fan-{place}" for place in range(60)]
    assert [why for why, _ in found] == ["hard"] * 20 + ["rank"] * 60 + ["uncertainty"] * 12 + ["random"] * 8


def test_one_typology_has_at_most_a_quarter_of_the_capacity_for_its_hard_breaches() -> None:
    found = chosen(queue((1, "cash", 90), (1, "cheque", 10), (2, "fan", 200)), 100)
    hard = [name for why, name in found if why == "hard"]
    assert Counter(name.split("-")[0] for name in hard) == {"cash": 25, "cheque": 10}
    assert not [name for why, name in found if why != "hard" and name.startswith("cash")], "the others wait behind everything"


def test_hard_breaches_beyond_their_share_fill_what_would_stay_empty() -> None:
    found = chosen(queue((1, "cash", 90), (2, "fan", 10)), 100)
    assert Counter(name.split("-")[0] for _, name in found) == {"cash": 90, "fan": 10}
    assert [name for _, name in found][:25] == [f"cash-{place}" for place in range(25)]


def test_a_share_that_finds_too_few_alerts_gives_its_room_to_the_rank() -> None:
    found = chosen(queue((2, "fan", 200)), 100)
    assert Counter(why for why, _ in found) == {"rank": 85, "uncertainty": 15}
    assert len(chosen(queue((2, "fan", 3)), 100)) == 3


def test_doubt_takes_one_alert_of_each_detector_in_turn_and_the_least_known_first() -> None:
    alerts = queue((2, "known", 3), (3, "unread", 3), (3, "halfway", 1))
    widths = {"known": 0.1, "unread": 1.0, "halfway": 0.4}
    placed = [alert.alert_id for alert in in_turn(alerts, lambda alert: widths[alert.detector])]  # type: ignore[arg-type]
    assert placed == ["unread-0", "halfway-0", "known-0", "unread-1", "known-1", "unread-2", "known-2"]


def test_doubt_never_explores_the_quality_of_data() -> None:
    found = chosen(queue((2, "fan", 90), (4, "field", 200)), 100)
    assert not [name for why, name in found if why == "uncertainty" and name.startswith("field")]


def test_no_room_takes_nothing_and_little_room_takes_the_hard_ones() -> None:
    alerts = queue((1, "cash", 5), (2, "fan", 5))
    assert chosen(alerts, 0, capacity=40) == []
    assert chosen(alerts, 3, capacity=40) == [("hard", f"cash-{place}") for place in range(3)]
    assert shares(0) == (0, 0)


@pytest.mark.parametrize("room", [0, 1, 2, 5, 9, 33, 100])
def test_the_room_is_filled_as_far_as_there_are_alerts_and_chance_has_no_more_than_its_share(room: int) -> None:
    for alerts in (queue(), queue((1, "a", 50)), queue((2, "b", 4), (4, "c", 90)), queue((3, "d", 7), (4, "random-check", 80))):
        found = chosen(alerts, room)
        hard = sum(why == "hard" for why, _ in found)
        drawn = sum(alert.detector == "random-check" for alert in alerts)
        assert len(found) == min(room, len(alerts) - drawn + min(drawn, shares(room - hard)[1]))


# four analysts, ten alerts a day, twenty days
def test_the_capacity_is_what_the_installation_says(warehouse: Warehouse) -> None:
    assert capacity_of(warehouse.settings) == Capacity(4, 10, 20)
    assert Capacity(4, 10, 20).alerts == 800
    file: Path = warehouse.settings.home / "capacity.toml"
    file.write_text("analysts = 2\nalerts_a_day = 6\n")
    assert capacity_of(warehouse.settings).alerts == 2 * 6 * 20
    for wrong, said in (("analysts = 2.5", "whole number"), ("analysts = -1", "whole number"), ("analyst = 2", "got analyst")):
        file.write_text(wrong)
        with pytest.raises(Refusal, match=said):
            capacity_of(warehouse.settings)
    file.write_text("analysts =")
    with pytest.raises(Refusal, match="expected TOML"):
        capacity_of(warehouse.settings)


def test_what_was_decided_this_month_uses_up_its_part(warehouse: Warehouse) -> None:
    (warehouse.settings.home / "capacity.toml").write_text("analysts = 1\nalerts_a_day = 1\ndays = 8\n")
    drawn = [finding(f"f{place}", holder_id=f"H{place}", account=f"A{place}") for place in range(20)]
    store_findings(warehouse, drawn, on=ON, at=AT)
    alerts = settle(warehouse, on=ON, at=AT)
    for alert, outcome, month in zip(alerts, ("dismissed", "watch", "reported"), (3, 3, 2), strict=False):
        at = AT.replace(month=month)
        dispose(warehouse, alert.alert_id, outcome=outcome, reason="read", by="an analyst", at=at, second="an officer")
    found = reading_list(warehouse, on=ON)
    assert (found.capacity, found.decided, len(found.readings)) == (8, 2, 6)
    assert [reading.place for reading in found.readings] == list(range(1, 7))
    assert reading_list(warehouse, on=ON) == found
    assert reading_list(warehouse, on=date(2026, 4, 1)).decided == 0
