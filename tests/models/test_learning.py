"""Decisions in SQL become labels, and labels a learner that still waits for a person.

| account | month | the alert | its label |
|---|---|---|---|
| 1 to 6 | April | reported by an analyst | reported |
| 11 to 16 | May | dismissed by an analyst | dismissed |
| 21 | June | watched | none |
| 1 | April | a bâtonnier answered: explained | dismissed, from the day of the answer |
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from models.labels import DELAY, confirmed, labels
from models.scoring import score
from models.training import train
from tests.models.installed import AT, ON, iban, installed
from tests.warehouse.decade import finding
from warehouse.alerts import AlertDraft, dispose, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.fingerprint import sha256
from warehouse.lake import movements
from warehouse.reports_register import Piece, check, record_report, release
from warehouse.reports_register.answers import Outcome, enter_answers
from warehouse.reports_register.dispatches import REPORT, enter_dispatch, mark_sent

DECIDED = datetime(2025, 7, 1, 8, tzinfo=UTC)
ANSWERED = datetime(2025, 8, 1, 8, tzinfo=UTC)
ALERTS = [(number, 4, "reported") for number in range(1, 7)] + [(number, 5, "dismissed") for number in range(11, 17)]
ALERTS += [(21, 6, "watch")]


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with installed(tmp_path_factory.mktemp("learning")) as warehouse:
        for number, month, outcome in ALERTS:
            _decide(warehouse, number, date(2025, month, 1), outcome)
        yield warehouse


def _decide(warehouse: Warehouse, number: int, month: date, outcome: str) -> None:
    lines = _lines(warehouse, number, month)
    key, days = f"drawn:{number}", lines["booked"]
    found = finding(
        key,
        account=iban(number),
        holder_id=f"H{number}",
        first_date=days.min(),
        last_date=days.max(),
        movement_ids=tuple(lines["movement_id"]),
    )
    store_findings(warehouse, [found], on=month, at=DECIDED)
    (raised,) = raise_alerts(warehouse, [AlertDraft(f"H{number}", "", "credit", month, (key,))], at=DECIDED).new
    dispose(warehouse, raised, outcome=outcome, reason="read", by="anna", at=DECIDED, second="bea")


def _lines(warehouse: Warehouse, number: int, month: date) -> pl.DataFrame:
    columns = ["movement_id", "booked", "counterparty_account"]
    return (
        movements(warehouse, accounts=[iban(number)], columns=columns)
        .filter(pl.col("booked").dt.truncate("1mo") == month)
        .collect()
    )


def _states(warehouse: Warehouse, on: date) -> dict[tuple[str, date], str]:
    return {(account, month): label for account, month, label, _ in labels(warehouse, on=on).iter_rows()}


def test_final_decisions_are_labels_from_their_day_on_and_what_is_watched_is_none(decided: Warehouse) -> None:
    assert _states(decided, date(2025, 6, 30)) == {}
    drawn = {(iban(number), date(2025, month, 1)): state for number, month, state in ALERTS if state != "watch"}
    assert _states(decided, date(2025, 7, 1)) == drawn


def test_the_counterparties_of_what_was_reported_are_remembered_after_the_delay(decided: Warehouse) -> None:
    known = confirmed(decided, on=ON)
    reported = [_lines(decided, number, date(2025, month, 1)) for number, month, state in ALERTS if state == "reported"]
    parties = {party for party in pl.concat(reported)["counterparty_account"] if party}
    assert parties
    assert set(known["iban"]) == parties, "those of dismissed and watched alerts are not"
    assert known["known_from"].unique().to_list() == [DECIDED.date() + DELAY]


def test_labels_choose_the_learner_and_the_model_still_waits_for_a_person(decided: Warehouse) -> None:
    card = train(decided, on=ON, seed=3, at=AT)
    assert (card.learner, card.reported, card.dismissed) == ("scorecard", 6, 6)
    assert "a scorecard from 6 account-months reported and 6 dismissed" in card.as_markdown()
    assert score(decided, on=ON) is None, "nothing counts before a person has approved it"
    before = train(decided, on=date(2025, 6, 30), seed=3, at=AT)
    assert (before.learner, before.reported, before.dismissed) == ("none", 0, 0), "nobody had decided anything by then"


def test_what_a_batonnier_answered_stands_over_the_analyst_from_its_day_on(decided: Warehouse) -> None:
    place = decided.settings.reports / "report.pdf"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"report")
    body = Piece(
        kind="body",
        piece_class="report",
        path="report.pdf",
        sha256=sha256(b"report"),
        last_date=DECIDED.date(),
        movement_ids=(),
        accounts=(iban(1),),
    )
    report = record_report(
        decided,
        bar="LIEGE-HUY",
        language="fr",
        on=DECIDED.date(),
        alert_ids=["A-000001"],
        pieces=[body],
        at=DECIDED,
    )
    check(decided, report.report_id, by="anna", at=DECIDED)
    release(decided, report.report_id, by="bea", at=DECIDED)
    sealed = enter_dispatch(
        decided, report.report_id, recipient="LIEGE-HUY", purpose=REPORT, key="password", files={}, by="bea", at=DECIDED
    )
    mark_sent(decided, sealed.dispatch_id, on=DECIDED.date() + timedelta(days=1), by="program", at=DECIDED + timedelta(days=1))
    told = {"A-000001": Outcome("explained")}
    enter_answers(decided, report.report_id, told, answered_on=date(2025, 7, 20), by="bea", at=ANSWERED)
    month = (iban(1), date(2025, 4, 1))
    assert _states(decided, date(2025, 7, 31))[month] == "reported"
    assert _states(decided, date(2025, 8, 1))[month] == "dismissed"
