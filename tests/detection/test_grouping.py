"""Findings become alerts: holder, typology, ninety days."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from detection.grouping import drafts_of, settle
from tests.detection.world import AT
from warehouse.alerts import Finding, dispose, dispositions, findings_of, get_alert, history, list_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.snoozes import propose

ON = date(2026, 12, 31)


def finding(
    key: str, day: str, *, holder: str = "H1", typology: str = "cash", account: str = "A", detector: str = "d"
) -> Finding:
    last = date.fromisoformat(day)
    return Finding(
        key=key,
        detector=detector,
        detector_version="1",
        nature="suspicious",
        severity="medium",
        typology=typology,
        account=account,
        holder_id=holder,
        bar="GENT",
        first_date=last - timedelta(days=60),
        last_date=last,
        amount_milli=1,
        currency="EUR",
        movement_ids=(key,),
        bank_references=(),
        evidence={},
        reason="found",
    )


def test_findings_of_one_holder_and_typology_within_ninety_days_are_one_alert() -> None:
    findings = [
        finding("a", "2026-01-10"),
        finding("b", "2026-04-09", account="B"),  # 89 days later, another account of the holder
        finding("c", "2026-04-10"),  # 90 days later: the next window
        finding("d", "2026-01-10", typology="credit"),
        finding("e", "2026-01-10", holder="H2"),
        finding("f", "2026-01-10", holder="", account="X"),
    ]
    expected = [
        ("", "X", "cash", date(2026, 1, 10), ("f",)),
        ("H1", "A", "cash", date(2026, 1, 10), ("a", "b")),
        ("H1", "A", "cash", date(2026, 4, 10), ("c",)),
        ("H1", "A", "credit", date(2026, 1, 10), ("d",)),
        ("H2", "A", "cash", date(2026, 1, 10), ("e",)),
    ]
    Random(5).shuffle(findings)
    drafts = drafts_of(findings)
    assert sorted((d.holder_id, d.account, d.typology, d.window_start, d.finding_keys) for d in drafts) == sorted(expected)


def test_new_evidence_is_appended_and_a_new_window_is_a_new_alert(warehouse: Warehouse) -> None:
    store_findings(warehouse, [finding("a", "2026-01-10")], on=ON, at=AT)
    [first] = settle(warehouse, on=ON, at=AT)
    assert settle(warehouse, on=ON, at=AT) == []
    store_findings(warehouse, [finding("b", "2026-02-10"), finding("c", "2026-05-10")], on=ON, at=AT)
    touched = settle(warehouse, on=ON, at=AT)
    assert {alert.alert_id: alert.movement_ids for alert in touched} == {
        first.alert_id: ("a", "b"),
        next(alert.alert_id for alert in touched if alert.alert_id != first.alert_id): ("c",),
    }
    assert len(list_alerts(warehouse)) == 2
    assert findings_of(warehouse, attached=False) == []


def test_what_is_not_known_on_the_day_waits(warehouse: Warehouse) -> None:
    store_findings(warehouse, [finding("a", "2026-01-10"), finding("b", "2026-02-10")], on=ON, at=AT)
    [alert] = settle(warehouse, on=date(2026, 1, 31), at=AT)
    assert alert.movement_ids == ("a",)
    assert [waiting.key for waiting in findings_of(warehouse, attached=False)] == ["b"]


def test_a_day_leaves_the_stories_alone_to_which_nothing_came(warehouse: Warehouse) -> None:
    store_findings(warehouse, [finding("a", "2026-01-10"), finding("h", "2026-01-10", holder="H2")], on=ON, at=AT)
    assert len(settle(warehouse, on=ON, at=AT)) == 2
    store_findings(warehouse, [finding("b", "2026-01-12"), finding("x", "2026-01-12", holder="", account="X")], on=ON, at=AT)
    touched = settle(warehouse, on=ON, at=AT + timedelta(1))
    assert sorted(alert.movement_ids for alert in touched) == [("a", "b"), ("x",)]
    assert [alert.score for alert in touched] == sorted((alert.score for alert in touched), reverse=True)
    everything = {alert.alert_id: alert.score for alert in list_alerts(warehouse)}
    assert all(everything[alert.alert_id] == alert.score for alert in touched)


def test_day_by_day_and_all_at_once_make_the_same_alerts_in_the_same_order(warehouse: Warehouse) -> None:
    random = Random(7)
    findings = [
        finding(
            f"{place:03d}",
            (date(2026, 1, 1) + timedelta(random.randrange(300))).isoformat(),
            holder=random.choice(["H1", "H2", ""]),
            account=random.choice("ABX"),
            typology=random.choice(["cash", "flow"]),
        )
        for place in range(120)
    ]
    store_findings(warehouse, random.sample(findings, len(findings)), on=ON, at=AT)
    for day in sorted({one.last_date for one in findings}):
        settle(warehouse, on=day, at=AT)
    told = {alert.movement_ids for alert in list_alerts(warehouse)}
    assert {frozenset(ids) for ids in told} == {frozenset(draft.finding_keys) for draft in drafts_of(findings)}
    assert findings_of(warehouse, attached=False) == []


def test_a_decision_is_kept_new_evidence_reopens_and_a_dismissed_one_stays_silent(warehouse: Warehouse) -> None:
    store_findings(warehouse, [finding("a", "2026-01-10"), finding("h", "2026-01-10", holder="H2", account="B")], on=ON, at=AT)
    alerts = {alert.holder_id: alert.alert_id for alert in settle(warehouse, on=ON, at=AT)}
    dispose(warehouse, alerts["H1"], outcome="reported", reason="no document", by="analyst", at=AT, second="officer")
    dispose(warehouse, alerts["H2"], outcome="dismissed", reason="a fair", by="analyst", at=AT)
    fresh = [finding("b", "2026-02-10"), finding("i", "2026-02-10", holder="H2", account="B")]
    store_findings(warehouse, [*fresh, finding("j", "2026-07-01", holder="H2", account="B")], on=ON, at=AT)
    settle(warehouse, on=ON, at=AT + timedelta(1))
    assert [get_alert(warehouse, alerts[holder]).status for holder in ("H1", "H2")] == ["open", "dismissed"]
    assert [one.outcome for one in dispositions(warehouse, alerts["H1"])] == ["reported"]
    assert [event.event for event in history(warehouse, alerts["H1"])] == ["raised", "reported", "evidence", "reopened"]
    # of the silenced ones, i continues its alert, and j, in a window of its own, opens none: both are stored
    assert get_alert(warehouse, alerts["H2"]).movement_ids == ("h", "i")
    assert [one.key for one in findings_of(warehouse, attached=False)] == ["j"]


def test_a_snoozed_story_is_raised_whole_on_the_day_the_snooze_is_over(warehouse: Warehouse) -> None:
    until = (AT + timedelta(10)).date()
    propose(warehouse, "d", severity="low", account="A", until=until, reason="a sale", by="analyst", at=AT)
    low = [replace(finding(key, f"2026-01-{day}"), severity="low") for key, day in (("a", 10), ("b", 20))]
    store_findings(warehouse, low, on=ON, at=AT)
    assert settle(warehouse, on=ON, at=AT + timedelta(9)) == []
    [alert] = settle(warehouse, on=ON, at=AT + timedelta(10))
    assert alert.movement_ids == ("a", "b")
