"""Months are drawn at random from those that nothing points at, the same again, and what they say is unbiased."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import mean

import polars as pl
import pytest

from detection.grouping import settle
from detection.missed import Missed, missed
from detection.random_check import DETECTOR
from detection.reasons import reason_of
from detection.reports.selection import reportable
from detection.rule import LANGUAGES
from detection.sampling import draw_month, last_closed, sample
from models.calibration import wilson
from tests.detection.world import AT, IBANS, deliver, register
from tests.warehouse.decade import finding
from warehouse.alerts import dispose, findings_of, list_alerts, store_findings
from warehouse.database import Warehouse, open_warehouse
from warehouse.random_draws import RandomDraw, list_draws
from warehouse.settings import load_settings

ON = date(2026, 3, 31)
MARCH = date(2026, 3, 1)
LIVES = """
account | booked     | amount   | counterparty  | communication    | bank_reference
A       | 2026-02-02 | 10000.00 | BE16 Fa Klant | dossier 2026/101 |
A       | 2026-03-02 | 30000.00 | BE16 Fa Klant | dossier 2026/101 | R1
A       | 2026-03-09 | -1000.00 | BE17 Ga Klant | dossier 2026/101 | R2
B       | 2026-03-03 | 20000.00 | BE18 Ha Klant | dossier 2026/102 |
M       | 2026-03-04 | 20000.00 | BE18 Ha Klant | dossier 2026/103 |
R       | 2026-02-05 | 20000.00 | BE18 Ha Klant | dossier 2026/104 |
"""
"""In March A and B move, M is under judicial mandate, R rests."""


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = open_warehouse(load_settings(tmp_path / "home", environ={}))
    register(warehouse, tmp_path)
    deliver(warehouse, LIVES)
    yield warehouse
    warehouse.close()


def test_every_month_of_a_controlled_account_that_moved_can_be_drawn(lake: Warehouse) -> None:
    draw = draw_month(lake, on=ON, at=AT)
    assert draw == RandomDraw(MARCH, ON, "2026-03-31 2026-03", 2, 2)
    found = {one.account: one for one in findings_of(lake, detector=DETECTOR)}
    assert set(found) == {IBANS["A"], IBANS["B"]}
    drawn = found[IBANS["A"]]
    assert (drawn.holder_id, drawn.bar, drawn.severity) == ("H1", "LIEGE-HUY", "info")
    assert (drawn.first_date, drawn.last_date, drawn.amount_milli) == (date(2026, 3, 2), date(2026, 3, 9), 31_000_000)
    assert (len(drawn.movement_ids), drawn.bank_references) == (2, ("R1", "R2"))


def test_a_months_draw_is_made_once_and_recorded(lake: Warehouse) -> None:
    first = draw_month(lake, on=ON, at=AT)
    assert draw_month(lake, on=date(2026, 4, 20), at=AT) == first
    assert list_draws(lake) == [first]
    assert len(findings_of(lake, detector=DETECTOR)) == 2


def test_what_is_read_anyway_is_not_drawn(lake: Warehouse) -> None:
    on_list = finding("k", account=IBANS["A"], first_date=date(2026, 3, 9), last_date=date(2026, 3, 9))
    before = finding("l", account=IBANS["B"], holder_id="H2", first_date=date(2026, 2, 9), last_date=date(2026, 2, 28))
    store_findings(lake, [on_list, before], on=ON, at=AT)
    settle(lake, on=ON, at=AT)
    assert draw_month(lake, on=ON, at=AT).population == 1
    assert [one.account for one in findings_of(lake, detector=DETECTOR)] == [IBANS["B"]], "its alert is about February"


def test_what_was_decided_is_not_drawn_either(lake: Warehouse) -> None:
    store_findings(lake, [finding("k", account=IBANS["A"], last_date=date(2026, 3, 9))], on=ON, at=AT)
    (alert,) = settle(lake, on=ON, at=AT)
    dispose(lake, alert.alert_id, outcome="dismissed", reason="read", by="an analyst", at=AT, second="an officer")
    assert draw_month(lake, on=ON, at=AT).population == 1


def test_an_alert_beyond_the_list_leaves_its_month_to_be_drawn(lake: Warehouse) -> None:
    (lake.settings.home / "capacity.toml").write_text("analysts = 0\n")
    store_findings(lake, [finding("k", account=IBANS["A"], last_date=date(2026, 3, 9))], on=ON, at=AT)
    settle(lake, on=ON, at=AT)
    draw = draw_month(lake, on=ON, at=AT)
    assert (draw.population, draw.size) == (2, 0), "nobody can read, so nothing is drawn"


def test_nobody_is_drawn_again_within_half_a_year(lake: Warehouse) -> None:
    draw_month(lake, on=ON, at=AT)
    april = "account | booked | amount | communication\nA | 2026-04-02 | 5.00 | d 2026/1\nR | 2026-04-02 | 5.00 | d 2026/1"
    deliver(lake, april)
    assert draw_month(lake, on=date(2026, 4, 30), at=AT).population == 1
    assert findings_of(lake, detector=DETECTOR)[-1].account == IBANS["R"]


def test_a_drawn_month_becomes_an_alert_that_accuses_nobody(lake: Warehouse) -> None:
    draw_month(lake, on=ON, at=AT)
    alerts = settle(lake, on=ON, at=AT)
    assert {(alert.detector, alert.severity, alert.tier) for alert in alerts} == {(DETECTOR, "info", 4)}
    assert reportable(lake, on=ON).told == {}
    told = {language: reason_of(alerts[0].findings[0], language) for language in LANGUAGES}
    assert len(set(told.values())) == 4
    assert told["en"] == (
        "The month 2026-03 of this account was drawn at random, one of 2 of 2 that nothing pointed at; "
        "it is to be read so that what is missed can be estimated."
    )


def test_what_a_person_finds_there_reaches_the_baetonnier(lake: Warehouse) -> None:
    draw_month(lake, on=ON, at=AT)
    alert = next(alert for alert in settle(lake, on=ON, at=AT) if alert.bar == "GENT")
    dispose(
        lake,
        alert.alert_id,
        outcome="reported",
        reason="money of the client went home",
        by="an analyst",
        at=AT,
        second="an officer",
    )
    assert {destination.bar for destination in reportable(lake, on=ON).told} == {"GENT"}


def test_what_is_missed_is_reckoned_from_what_was_decided(lake: Warehouse) -> None:
    draw_month(lake, on=ON, at=AT)
    one, other = settle(lake, on=ON, at=AT)
    assert missed(lake)[1] == Missed(2, 2, 0, 0)
    assert missed(lake)[1].estimate is None
    dispose(lake, one.alert_id, outcome="reported", reason="read", by="an analyst", at=AT, second="an officer")
    dispose(lake, other.alert_id, outcome="watch", reason="read", by="an analyst", at=AT, second="an officer")
    assert missed(lake) == ({MARCH: Missed(2, 2, 1, 1)}, Missed(2, 2, 1, 1))
    dispose(lake, other.alert_id, outcome="dismissed", reason="read", by="an analyst", at=AT, second="an officer")
    assert missed(lake)[1] == Missed(2, 2, 2, 1)
    assert len([alert for alert in list_alerts(lake) if alert.status == "open"]) == 0


# 5000 months, 60 of them missed, 200 drawn: on average over the draws the estimate is 60
def test_the_estimate_is_right_on_average_over_draws() -> None:
    population = pl.DataFrame({"missed": [place % 83 == 0 and place < 4980 for place in range(5000)]})
    assert population["missed"].sum() == 60
    estimates, held = [], 0
    for day in range(600):
        drawn = sample(population, 200, f"{date(2026, 1, 1) + timedelta(days=day)} 2025-12")
        found = Missed(5000, 200, 200, int(drawn["missed"].sum()))
        estimates.append(found.estimate or 0)
        low, high = found.interval
        held += low <= 60 <= high
    assert mean(estimates) == pytest.approx(60, rel=0.06)  # the error of 600 draws is about 1.6
    assert held / 600 > 0.9
    assert Missed(5000, 200, 200, 3).interval == (5000 * wilson(3, 200)[0], 5000 * wilson(3, 200)[1])


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    population = pl.DataFrame({"place": range(1000)})
    first = sample(population, 20, "2026-03-31 2026-03")
    assert first["place"].to_list() == sorted(set(first["place"]))
    assert sample(population, 20, "2026-03-31 2026-03").equals(first)
    assert not sample(population, 20, "2026-04-30 2026-04").equals(first)
    assert sample(population[:5], 20, "s").height == 5


def test_a_month_is_closed_on_its_last_day() -> None:
    assert last_closed(date(2026, 3, 30)) == date(2026, 2, 1)
    assert last_closed(date(2026, 3, 31)) == MARCH
    assert last_closed(date(2026, 1, 1)) == date(2025, 12, 1)


def test_an_empty_lake_draws_nothing(tmp_path: Path) -> None:
    empty = open_warehouse(load_settings(tmp_path / "home", environ={}))
    assert draw_month(empty, on=ON, at=datetime(2026, 3, 31, tzinfo=UTC)).population == 0
    empty.close()
