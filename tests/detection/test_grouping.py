"""Findings become alerts: holder, typology, ninety days."""

from datetime import date, timedelta
from random import Random

from detection.grouping import drafts_of, settle
from tests.detection.world import AT
from warehouse.alerts import Finding, findings_of, list_alerts, store_findings
from warehouse.database import Warehouse

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
