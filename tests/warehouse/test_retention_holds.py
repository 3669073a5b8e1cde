"""What each hold keeps from destruction, whenever it is placed, and that nothing else is kept with it."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.warehouse.decade import (
    ACQUITTED,
    FEB28,
    LATER,
    MAR1,
    ON,
    ONE,
    RECEIVED,
    STRANGER,
    THEN,
    THREE,
    TWO,
    Decade,
    finding,
    kept_movements,
    movement,
    past_movements,
)
from warehouse.alerts import AlertDraft, findings_of, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement
from warehouse.erasure import Erased, erase
from warehouse.holds import list_holds, place, release
from warehouse.retention import approve, check_certificate, plan, run, running

ACCOUNTS = (ONE, TWO, THREE)
MAR4 = date(2026, 3, 4)
FEBRUARY_27 = {movement(account, 57, sequence) for account in ACCOUNTS for sequence in (1, 2)}


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    return Decade(warehouse, tmp_path).build()


def hold(decade: Decade, scope: str, subject: str, within: str = "") -> str:
    placed = place(
        decade.warehouse,
        scope=scope,
        subject=subject,
        within=within,
        ground="instruction",
        opening_act="appointment of the investigating judge",
        authority="court of Liège",
        act_date=date(2036, 1, 5),
        by="legal officer",
        review_on=date(2036, 9, 1),
        at=THEN,
    )
    return placed.hold_id


def _subject(decade: Decade, scope: str) -> str:
    return {
        "account": ONE,
        "holder": "H2",
        "alert": decade.alerts[f"past {ONE}"],
        "period": "2026-02-01..2026-02-27",
    }[scope]


# A hold on an alert keeps the statements 057 and 058 of the movements that it names, with all their movements. One on the weeks
# up to 27 February keeps statement 057 of every account and the analyses that begin in it, hence all the statements they name.
KEPT = {
    "account": past_movements(ONE),
    "holder": past_movements(TWO) | past_movements(THREE),
    "alert": {movement(ONE, statement, sequence) for statement in (57, 58) for sequence in (1, 2)},
    "period": FEBRUARY_27
    | {movement(account, 58, sequence) for account in ACCOUNTS for sequence in (1, 2)}
    | {movement(account, 59, 1) for account in ACCOUNTS},
}
KEPT_ALERTS = {"account": (ONE,), "holder": (TWO, THREE), "alert": (ONE,), "period": ACCOUNTS}
SCOPES = list(KEPT)


def _not_past() -> set[str]:
    return {one for account in ACCOUNTS for one in kept_movements(account)}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_plan_leaves_out_what_a_hold_keeps_and_counts_it_under_the_hold(decade: Decade, scope: str):
    hold_id = hold(decade, scope, _subject(decade, scope))
    drafted = decade.plan()
    assert drafted.as_json()["held"] == len(KEPT[scope])
    assert drafted.as_json()["movements"] == 15 - len(KEPT[scope])
    assert drafted.as_json()["alerts"] == 3 - len(KEPT_ALERTS[scope])
    assert drafted.spared[hold_id]["movements"] == len(KEPT[scope])


@pytest.mark.parametrize("scope", SCOPES)
def test_what_a_hold_keeps_is_there_after_the_destruction_and_nothing_more(decade: Decade, scope: str):
    hold(decade, scope, _subject(decade, scope))
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert decade.movements() == KEPT[scope] | _not_past()
    past = {decade.alerts[f"past {account}"] for account in KEPT_ALERTS[scope]}
    assert decade.alert_ids() == past | {decade.alerts[f"reaching {account}"] for account in ACCOUNTS}
    for account in KEPT_ALERTS[scope]:
        (kept,) = findings_of(decade.warehouse, keys=[f"past-{account}"])
        assert kept.destroyed_movements == 0


def _before_the_approvals(decade: Decade, place_it: Callable[[], str], patch: pytest.MonkeyPatch) -> str:
    drafted = decade.plan()
    place_it()
    for who in ("first", "second"):
        approve(decade.warehouse, drafted.plan_id, by=who, at=THEN)
    return drafted.plan_id


def _between_the_approvals(decade: Decade, place_it: Callable[[], str], patch: pytest.MonkeyPatch) -> str:
    drafted = decade.plan()
    approve(decade.warehouse, drafted.plan_id, by="first", at=THEN)
    place_it()
    approve(decade.warehouse, drafted.plan_id, by="second", at=THEN)
    return drafted.plan_id


def _after_the_approvals(decade: Decade, place_it: Callable[[], str], patch: pytest.MonkeyPatch) -> str:
    plan_id = decade.approved().plan_id
    place_it()
    return plan_id


def _after_an_attempt_that_was_killed(decade: Decade, place_it: Callable[[], str], patch: pytest.MonkeyPatch) -> str:
    plan_id = decade.approved().plan_id
    with patch.context() as killing:
        killing.setattr(
            running, "write_notices", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt)
        )  # the last before commit
        with pytest.raises(KeyboardInterrupt):
            run(decade.warehouse, plan_id, at=LATER)
    place_it()
    return plan_id


MOMENTS = [_before_the_approvals, _between_the_approvals, _after_the_approvals, _after_an_attempt_that_was_killed]


@pytest.mark.parametrize("moment", MOMENTS, ids=[moment.__name__.strip("_") for moment in MOMENTS])
@pytest.mark.parametrize("scope", SCOPES)
def test_a_hold_placed_after_the_plan_still_keeps_everything(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scope: str, moment: Callable[..., str]
):
    decade = Decade(warehouse, tmp_path).build((ONE, TWO))
    placed: list[str] = []

    def place_it() -> str:
        placed.append(hold(decade, scope, _subject(decade, scope)))
        return placed[0]

    certificate = run(warehouse, moment(decade, place_it, monkeypatch), at=LATER)
    kept = {one for one in KEPT[scope] if one.startswith((ONE, TWO))}
    assert decade.movements() == kept | kept_movements(ONE) | kept_movements(TWO)
    document = check_certificate(warehouse.settings, certificate.path)
    assert document["spared"][placed[0]]["movements"] == len(kept)
    assert document["planned"]["movements"] == 10
    assert document["destroyed"]["movements"] == 10 - len(kept)


def test_a_hold_asked_for_while_a_destruction_runs_comes_wholly_before_or_wholly_after_it(
    decade: Decade, monkeypatch: pytest.MonkeyPatch
):
    plan_id = decade.approved().plan_id
    meanwhile = threading.Thread(target=hold, args=(decade, "account", ONE))
    placed_during: list[bool] = []

    def erase_slowly(*given: Any, **named: Any) -> Erased:
        meanwhile.start()
        meanwhile.join(timeout=0.5)
        placed_during.append(not meanwhile.is_alive())
        return erase(*given, **named)

    monkeypatch.setattr(running, "erase", erase_slowly)
    run(decade.warehouse, plan_id, at=LATER)
    meanwhile.join()
    assert placed_during == [False]
    assert [one.in_force for one in list_holds(decade.warehouse)] == [True]
    assert decade.movements() == _not_past()


def test_a_hold_on_a_holder_keeps_what_no_analysis_names_also_on_an_account_held_formerly(decade: Decade):
    unnamed = decade.statement(ONE, 64, FEB28, (11, FEB28, FEB28))
    decade.receive(ONE, unnamed)
    decade.register((ONE, "H2"), (TWO, "H2"), (THREE, "H2"))  # the account moves from H1 to H2
    hold(decade, "holder", "H1")
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert decade.movements() == past_movements(ONE) | {f"{ONE}.EUR.2026-02-28.064.0001.0000"} | _not_past()


def test_a_hold_on_a_period_keeps_what_was_booked_or_valued_in_it_though_no_analysis_names_it(decade: Decade):
    decade.receive(ONE, decade.statement(ONE, 64, FEB28, (11, FEB28, date(2026, 2, 20))))
    decade.receive(TWO, decade.statement(TWO, 64, FEB28, (11, date(2026, 2, 20), FEB28)))
    decade.receive(THREE, decade.statement(THREE, 64, FEB28, (11, date(2026, 2, 21), FEB28)))
    hold(decade, "period", "2026-02-19..2026-02-20")
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert decade.movements() == {f"{account}.EUR.2026-02-28.064.0001.0000" for account in (ONE, TWO)} | _not_past()


def test_a_hold_on_an_alert_keeps_the_whole_statement_though_the_alert_names_a_later_movement_only(decade: Decade):
    later = finding("later", movement_ids=(movement(ONE, 59, 2),), typology="later", first_date=MAR1, last_date=MAR1)
    store_findings(decade.warehouse, [later], on=MAR1, at=RECEIVED)
    (alert,) = raise_alerts(decade.warehouse, [AlertDraft("H1", ONE, "later", MAR1, ("later",))], at=RECEIVED).new
    hold(decade, "alert", alert)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert decade.movements() == {movement(ONE, 59, 1)} | _not_past()


def test_a_hold_on_a_period_of_the_next_month_keeps_a_statement_with_a_movement_in_it(decade: Decade):
    decade.receive(ONE, decade.statement(ONE, 64, FEB28, (11, FEB28, FEB28), (12, MAR4, MAR4)))
    decade.receive(TWO, decade.statement(TWO, 64, FEB28, (11, FEB28, FEB28), (12, MAR4, MAR4)))
    hold(decade, "period", "2026-03-04..2026-03-04", within=ONE)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    statements = {account: f"{account}.EUR.2026-02-28.064" for account in (ONE, TWO)}
    kept = {f"{statements[ONE]}.0001.0000", *(f"{one}.0002.0000" for one in statements.values())}
    assert decade.movements() == kept | _not_past()


def test_what_was_spared_goes_with_a_new_plan_once_two_people_released_the_hold(decade: Decade):
    hold_id = hold(decade, "account", ONE)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    release(decade.warehouse, hold_id, by="first", on=ON, at=LATER, final=ACQUITTED)
    assert decade.plan().as_json()["movements"] == 0  # one person's wish releases nothing
    release(decade.warehouse, hold_id, by="second", on=ON, at=LATER)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert decade.movements() == _not_past()


def test_a_hold_released_between_plan_and_run_does_not_widen_what_was_approved(decade: Decade):
    hold_id = hold(decade, "account", ONE)
    approved = decade.approved()
    release(decade.warehouse, hold_id, by="first", on=ON, at=LATER, final=ACQUITTED)
    release(decade.warehouse, hold_id, by="second", on=ON, at=LATER)
    run(decade.warehouse, approved.plan_id, at=LATER)
    assert decade.movements() == past_movements(ONE) | _not_past()


def test_a_hold_keeps_the_pieces_of_reports_and_the_receipt_lines(decade: Decade):
    hold(decade, "account", ONE)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert (decade.warehouse.settings.reports / ONE[-4:] / "report.pdf").exists()
    assert not (decade.warehouse.settings.reports / TWO[-4:] / "report.pdf").exists()
    with decade.warehouse.reading() as session:
        lines = session.scalars(select(DeliveredStatement).where(DeliveredStatement.account == ONE)).all()
    assert [line.statement_number for line in lines] == [57, 58, 60, 59]


def test_a_hold_keeps_the_quarantined_statements_of_its_account(decade: Decade):
    decade.receive(STRANGER, decade.statement(STRANGER, 1, FEB28, (10, FEB28, FEB28)))
    hold(decade, "account", STRANGER)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    with decade.warehouse.reading() as session:
        assert len(session.scalars(select(QuarantinedStatement)).all()) == 1


def test_an_analysis_that_names_a_held_account_is_kept_with_all_the_movements_it_names(decade: Decade):
    circle = finding("circle", account=TWO, holder_id="H2", movement_ids=(movement(TWO, 57, 1), movement(ONE, 57, 1)))
    store_findings(decade.warehouse, [circle], on=ON, at=RECEIVED)
    hold(decade, "account", ONE)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert {movement(TWO, 57, 1), movement(TWO, 57, 2)} <= decade.movements()  # the whole statement: its lines cannot be cut
    assert movement(TWO, 58, 1) not in decade.movements()
    assert findings_of(decade.warehouse, keys=["circle"]) == [circle]


def test_two_holds_count_what_they_both_keep_once_in_all_and_once_each(decade: Decade):
    first, second = hold(decade, "account", ONE), hold(decade, "holder", "H1")
    drafted = decade.plan()
    assert drafted.as_json()["held"] == 5
    assert (drafted.spared[first]["movements"], drafted.spared[second]["movements"]) == (5, 5)


def test_a_hold_never_brings_a_destruction_forward(decade: Decade):
    hold(decade, "period", "2026-03-01..2026-12-31")
    eve = plan(decade.warehouse, on=date(2036, 2, 27), by="planner", at=THEN)
    assert eve.empty
