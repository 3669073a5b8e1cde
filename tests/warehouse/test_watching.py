"""Watching the watchers: four signs of unusual access, each drawn with its ordinary twin, each one incident for the DPO."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.warehouse.conftest import Desk
from warehouse.alerts import AlertDraft, Finding, decide, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.evidence import record_access
from warehouse.incidents import list_incidents
from warehouse.watching import Sign, watch

ON = date(2026, 11, 20)
NOON, NIGHT = datetime(2026, 11, 20, 11, 0, tzinfo=UTC), datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
AT = datetime(2026, 11, 21, 0, 45, tzinfo=UTC)


def looks(
    warehouse: Warehouse,
    count: int,
    *,
    who: str = "anna",
    at: datetime = NOON,
    action: str = "account: show",
    result: str = "granted",
    subject: str = "Y-{:04d}",
) -> None:
    for number in range(1, count + 1):
        more = {"purpose": "detect", "modality": "page", "result": result, "at": at}
        record_access(warehouse, actor=who, action=action, subject=subject.format(number), **more)  # type: ignore[arg-type]


def days_before(count: int) -> datetime:
    return NOON - timedelta(days=count)


def test_far_more_dossiers_than_the_persons_own_habit_are_a_sign(warehouse: Warehouse) -> None:
    for back in (1, 2, 3):
        looks(warehouse, 12, at=days_before(back))
        looks(warehouse, 9, who="bert", at=days_before(back))
    looks(warehouse, 47)
    looks(warehouse, 39, who="bert")
    assert watch(warehouse, on=ON, at=AT) == []
    looks(warehouse, 48)
    assert watch(warehouse, on=ON, at=AT) == [Sign("anna", "volume", 48)], (
        "48 is four times twelve; 39 of bert's is below forty"
    )


def test_the_same_dossier_a_hundred_times_and_lists_are_no_volume(warehouse: Warehouse) -> None:
    looks(warehouse, 50, subject="Y-0001")
    looks(warehouse, 50, subject="alerts")
    assert watch(warehouse, on=ON, at=AT) == []


@pytest.mark.parametrize(("hour", "found"), [(1, True), (4, True), (5, False), (20, False), (21, True)])
def test_ten_looks_while_nobody_works_in_brussels_are_a_sign(warehouse: Warehouse, hour: int, found: bool) -> None:
    """In November Brussels is an hour ahead of UTC: from 22 to 6 nobody works."""
    at = NOON.replace(hour=hour)
    looks(warehouse, 9, at=at, subject="alerts")
    assert watch(warehouse, on=ON, at=AT) == []
    looks(warehouse, 1, at=at, subject="alerts")
    assert watch(warehouse, on=ON, at=AT) == ([Sign("anna", "hours", 10)] if found else [])


def test_dossiers_of_the_other_order_asked_for_three_times_are_a_sign(warehouse: Warehouse) -> None:
    looks(warehouse, 2, result="denied: of another Order")
    looks(warehouse, 5, result="denied: not of this role")
    assert watch(warehouse, on=ON, at=AT) == []
    looks(warehouse, 1, result="denied: of another Order")
    assert watch(warehouse, on=ON, at=AT) == [Sign("anna", "other-order", 3)]


def test_thirty_alerts_read_in_a_week_without_one_decision_are_a_sign(desk: Desk) -> None:
    warehouse = desk.warehouse
    found = Finding(
        key="k",
        detector="vague-communication",
        detector_version="1",
        nature="suspicious",
        severity="low",
        typology="vague-communication",
        account=desk.aline,
        holder_id="H1",
        bar="LIEGE-HUY",
        first_date=ON,
        last_date=ON,
        amount_milli=1,
        currency="EUR",
        movement_ids=(),
        bank_references=(),
        evidence={},
        reason="r",
    )
    store_findings(warehouse, [found], on=ON, at=NIGHT)
    raise_alerts(warehouse, [AlertDraft("H1", desk.aline, "k", ON, ("k",))], at=NIGHT)
    for who in ("anna", "bert"):
        looks(warehouse, 30, who=who, at=days_before(3), action="alert: show", subject="A-{:06d}")
    looks(warehouse, 29, who="carl", at=days_before(3), action="alert: show", subject="A-{:06d}")
    looks(warehouse, 30, who="dirk", at=days_before(8), action="alert: show", subject="A-{:06d}")
    decide(warehouse, "A-000001", outcome="dismissed", reason="read", by="bert", at=NOON)
    assert watch(warehouse, on=ON, at=AT) == [Sign("anna", "no-decision", 30)]


def test_jr_16_a_sign_opens_one_incident_that_names_counts_and_no_dossier(warehouse: Warehouse) -> None:
    looks(warehouse, 12, at=NIGHT)
    watch(warehouse, on=ON, at=AT)
    watch(warehouse, on=ON, at=AT + timedelta(hours=1))
    (incident,) = list_incidents(warehouse)
    assert (incident.kind, incident.by, incident.at) == ("unusual_access", "anna", AT)
    assert (incident.subject, incident.detail, incident.state) == ("watch:hours:2026-11-20", "hours: 12", "open")
