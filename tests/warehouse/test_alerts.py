"""Findings and alerts: stored once, grouped once, decided by people, in an order without ties."""

import csv
import random
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse.decade import finding
from warehouse.alerts import (
    Alert,
    AlertDraft,
    Finding,
    alerts_csv,
    dispose,
    dispositions,
    findings_of,
    get_alert,
    history,
    list_alerts,
    raise_alerts,
    store_findings,
)
from warehouse.database import Warehouse
from warehouse.errors import Refusal

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
JANUARY = date(2026, 1, 1)


def _store(warehouse: Warehouse, *findings: Finding) -> int:
    return store_findings(warehouse, findings, on=ON, at=AT)


def _draft(*keys: str, **more: object) -> AlertDraft:
    given = {"holder_id": "H1", "account": "", "typology": "credit", "window_start": JANUARY, "finding_keys": keys}
    return AlertDraft(**(given | more))  # type: ignore[arg-type]


def _raised(warehouse: Warehouse, *findings: Finding, **more: object) -> Alert:
    """One alert of these findings."""
    _store(warehouse, *findings)
    raised = raise_alerts(warehouse, [_draft(*(one.key for one in findings), **more)], at=AT)
    return get_alert(warehouse, raised.new[0])


def test_a_finding_reads_back_as_it_was_stored(warehouse: Warehouse):
    whole = finding(
        "whole",
        score_micro=730_000,
        counterparty="BE68539007547034",
        evidence={"days": 61, "limit": "2500.00"},
        parameters={"limit": {"2014-06-01": 2_500_000, "2026-02-28": 3_000_000}},
        amount_milli=-(2**53),
    )
    assert _store(warehouse, whole) == 1
    assert findings_of(warehouse) == [whole]


def test_storing_the_same_finding_twice_does_nothing(warehouse: Warehouse):
    assert _store(warehouse, finding("a"), finding("b"), finding("a")) == 2
    assert _store(warehouse, finding("b", reason="another sentence"), finding("c")) == 1
    assert [(one.key, one.reason) for one in findings_of(warehouse)] == [
        ("a", "the balance was negative"),
        ("b", "the balance was negative"),
        ("c", "the balance was negative"),
    ]


def test_two_workers_storing_the_same_findings_store_them_once(warehouse: Warehouse):
    findings = [finding(f"{number:04d}") for number in range(1200)]
    counts: list[int] = []
    workers = [threading.Thread(target=lambda: counts.append(_store(warehouse, *findings))) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(counts) == len(findings_of(warehouse)) == 1200


@pytest.mark.parametrize(
    "wrong",
    [
        {"nature": "odd"},
        {"severity": "urgent"},
        {"reason": "  "},
        {"key": ""},
        {"detector": ""},
        {"first_date": date(2026, 3, 1), "last_date": date(2026, 2, 1)},
        {"score_micro": 1_000_001},
        {"score_micro": -1},
    ],
)
def test_a_detector_cannot_make_a_finding_that_nobody_could_rank_or_read(wrong: dict[str, object]):
    with pytest.raises(ValueError, match="finding"):
        finding(str(wrong.pop("key", "k")), **wrong)


def test_findings_are_found_by_any_condition_and_by_all_of_them(warehouse: Warehouse):
    _store(warehouse, finding("a"), finding("b", detector="cash"), finding("c", account="BE2", holder_id="H2"))
    assert [one.key for one in findings_of(warehouse, detector="neg-balance")] == ["a", "c"]
    assert [one.key for one in findings_of(warehouse, detector="neg-balance", holder_id="H2")] == ["c"]
    assert [one.key for one in findings_of(warehouse, account="BE2")] == ["c"]
    assert [one.key for one in findings_of(warehouse, keys=["b", "a", "z"])] == ["a", "b"]
    raise_alerts(warehouse, [_draft("a")], at=AT)
    assert [one.key for one in findings_of(warehouse, attached=True)] == ["a"]
    assert [one.key for one in findings_of(warehouse, attached=False)] == ["b", "c"]


def test_an_alert_takes_the_face_of_its_gravest_finding(warehouse: Warehouse):
    alert = _raised(
        warehouse,
        finding("light", severity="low", detector="missing-communication", nature="suspicious", reason="no communication"),
        finding("grave", severity="critical", amount_milli=-5_000, movement_ids=("m2",), bank_references=("R2",), last_date=ON),
    )
    assert (alert.alert_id, alert.status, alert.version, alert.tier) == ("A-000001", "open", 1, 1)
    assert (alert.detector, alert.nature, alert.severity) == ("neg-balance", "illicit", "critical")
    assert alert.reason == "the balance was negative (and 1 more finding)"
    assert (alert.first_date, alert.last_date) == (date(2026, 2, 27), ON)
    assert [one.key for one in alert.findings] == ["grave", "light"]
    assert alert.movement_ids[0] == "m2"
    assert alert.days_open(date(2026, 3, 12)) == 10


def test_the_amount_exposed_counts_a_shared_movement_once(warehouse: Warehouse):
    alert = _raised(
        warehouse,
        finding("a", amount_milli=9_000, movement_ids=("m1", "m2")),
        finding("b", amount_milli=-5_000, movement_ids=("m2", "m3")),
        finding("c", amount_milli=-2_000, movement_ids=("m4",)),
    )
    assert alert.amount_milli == 11_000


def test_raising_twice_appends_nothing(warehouse: Warehouse):
    _store(warehouse, finding("a"), finding("b"))
    first = raise_alerts(warehouse, [_draft("a", "b")], at=AT)
    again = raise_alerts(warehouse, [_draft("a", "b")], at=AT + timedelta(1))
    assert (first.new, first.attached) == (("A-000001",), 2)
    assert (again.new, again.appended, again.attached) == ((), (), 0)
    assert [event.event for event in history(warehouse, "A-000001")] == ["raised"]


def test_new_evidence_is_appended_to_the_alert_of_its_window(warehouse: Warehouse):
    _raised(warehouse, finding("a", movement_ids=("m1",)))
    _store(warehouse, finding("b", amount_milli=-7_000, movement_ids=("m2",)))
    raised = raise_alerts(warehouse, [_draft("b")], at=AT + timedelta(1))
    assert (raised.new, raised.appended, raised.reopened) == ((), ("A-000001",), ())
    alert = get_alert(warehouse, "A-000001")
    assert (alert.movement_ids, alert.amount_milli) == (("m1", "m2"), 47_000)
    assert [event.event for event in history(warehouse, "A-000001")] == ["raised", "evidence"]


def test_a_late_delivery_that_moves_the_window_continues_the_same_alert(warehouse: Warehouse):
    _raised(warehouse, finding("a"))
    _store(warehouse, finding("earlier", first_date=date(2025, 12, 1)))
    raised = raise_alerts(warehouse, [_draft("earlier", "a", window_start=date(2025, 12, 1))], at=AT)
    assert (raised.new, raised.appended) == ((), ("A-000001",))


@pytest.mark.parametrize("more", [{"typology": "flow"}, {"holder_id": "H2"}, {"window_start": date(2026, 4, 1)}])
def test_another_holder_typology_or_window_is_another_alert(warehouse: Warehouse, more: dict[str, object]):
    _raised(warehouse, finding("a"))
    _store(warehouse, finding("b"))
    assert raise_alerts(warehouse, [_draft("b", **more)], at=AT).new == ("A-000002",)


def test_a_draft_of_findings_that_are_not_stored_is_a_mistake_of_the_program(warehouse: Warehouse):
    with pytest.raises(ValueError, match="not stored"):
        raise_alerts(warehouse, [_draft("ghost")], at=AT)


@pytest.mark.parametrize("outcome", ["dismissed", "reported", "watch", "more_data"])
def test_a_person_decides_with_a_reason_that_is_kept(warehouse: Warehouse, outcome: str):
    _raised(warehouse, finding("a"))
    dispose(warehouse, "A-000001", outcome=outcome, reason=" read the file ", by="analyst 1", at=AT, second="officer")
    assert get_alert(warehouse, "A-000001").status == outcome
    (kept,) = dispositions(warehouse, "A-000001")
    assert (kept.outcome, kept.reason, kept.by, kept.at) == (outcome, "read the file", "analyst 1", AT)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": " \t\n"}, "reason"),
        ({"outcome": "closed"}, "one of dismissed, reported, watch, more_data"),
        ({"by": ""}, "person"),
        ({"alert_id": "A-000009"}, "no alert A-000009"),
        ({"alert_id": "12; DROP TABLE alerts"}, "expected an alert such as"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused_and_changes_nothing(
    warehouse: Warehouse, wrong: dict[str, str], words: str
):
    _raised(warehouse, finding("a"))
    given = {"alert_id": "A-000001", "outcome": "reported", "reason": "read", "by": "analyst"} | wrong
    alert_id = given.pop("alert_id")
    with pytest.raises(Refusal, match=words):
        dispose(warehouse, alert_id, at=AT, **given)
    assert get_alert(warehouse, "A-000001").version == 1
    assert len(history(warehouse, "A-000001")) == 1


def test_a_later_decision_supersedes_and_the_earlier_one_stays_readable(warehouse: Warehouse):
    _raised(warehouse, finding("a"))
    dispose(warehouse, "A-000001", outcome="watch", reason="wait a month", by="first", at=AT)
    dispose(warehouse, "A-000001", outcome="reported", reason="it went on", by="later", at=AT + timedelta(30), second="x")
    assert get_alert(warehouse, "A-000001").status == "reported"
    assert [(one.outcome, one.by) for one in dispositions(warehouse, "A-000001")] == [
        ("watch", "first"),
        ("reported", "later"),
    ]
    assert [event.event for event in history(warehouse, "A-000001")] == ["raised", "watch", "reported"]


def test_the_second_of_two_people_who_read_the_same_alert_is_told_what_the_first_decided(warehouse: Warehouse):
    version = _raised(warehouse, finding("a")).version
    dispose(warehouse, "A-000001", outcome="dismissed", reason="bank error", by="first", at=AT, expected_version=version)
    with pytest.raises(Refusal, match=r"dismissed by first .*bank error"):
        dispose(warehouse, "A-000001", outcome="watch", reason="breach", by="second", at=AT, expected_version=version)
    assert [one.by for one in dispositions(warehouse, "A-000001")] == ["first"]


def test_of_two_simultaneous_decisions_exactly_one_is_made(warehouse: Warehouse):
    version = _raised(warehouse, finding("a")).version
    refused: list[str] = []

    def decide(who: str) -> None:
        try:
            dispose(warehouse, "A-000001", outcome="watch", reason="breach", by=who, at=AT, expected_version=version)
        except Refusal as refusal:
            refused.append(str(refusal))

    people = [threading.Thread(target=decide, args=(f"analyst {number}",)) for number in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(dispositions(warehouse, "A-000001")) == 1
    assert len(refused) == 3
    assert get_alert(warehouse, "A-000001").version == version + 1


def test_new_evidence_reopens_a_decided_alert_and_keeps_the_decision(warehouse: Warehouse):
    _raised(warehouse, finding("a"))
    dispose(warehouse, "A-000001", outcome="reported", reason="breach", by="first", at=AT, second="officer")
    _store(warehouse, finding("b"))
    assert raise_alerts(warehouse, [_draft("b")], at=AT).reopened == ("A-000001",)
    assert get_alert(warehouse, "A-000001").status == "open"
    assert [one.outcome for one in dispositions(warehouse, "A-000001")] == ["reported"]
    assert [event.event for event in history(warehouse, "A-000001")] == ["raised", "reported", "evidence", "reopened"]


DISMISSED_ON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # 180 days later: 29 August 2026
SILENCED = {
    "the same account, rule and counterparty": ({}, True),
    "on the last silent day": ({"last_date": date(2026, 8, 28)}, True),
    "on the first day after it": ({"last_date": date(2026, 8, 29)}, False),
    "another counterparty": ({"counterparty": "BE-OTHER"}, False),
    "another rule": ({"detector": "cash-withdrawal"}, False),
    "another account": ({"account": "BE-OTHER"}, False),
}


@pytest.mark.parametrize("case", SILENCED)
def test_a_dismissal_silences_the_same_account_rule_and_counterparty_for_180_days(warehouse: Warehouse, case: str):
    more, silent = SILENCED[case]
    _raised(warehouse, finding("a", counterparty="BE-PAYEE"))
    dispose(warehouse, "A-000001", outcome="dismissed", reason="monthly rent", by="analyst", at=DISMISSED_ON)
    _store(warehouse, finding("b", **({"counterparty": "BE-PAYEE", "last_date": date(2026, 4, 1)} | more)))
    raised = raise_alerts(warehouse, [_draft("b")], at=DISMISSED_ON + timedelta(30))
    assert raised.silenced == int(silent)
    assert get_alert(warehouse, "A-000001").status == ("dismissed" if silent else "open")
    assert {one.key for one in get_alert(warehouse, "A-000001").findings} == {"a", "b"}  # appended, never dropped


def test_silenced_findings_open_no_alert_of_their_own_and_stay_counted(warehouse: Warehouse):
    _raised(warehouse, finding("a"))
    dispose(warehouse, "A-000001", outcome="dismissed", reason="bank error", by="analyst", at=DISMISSED_ON)
    _store(warehouse, finding("b", first_date=date(2026, 6, 1), last_date=date(2026, 6, 1)))
    next_window = _draft("b", window_start=date(2026, 6, 1))
    assert raise_alerts(warehouse, [next_window], at=AT).silenced == 1
    assert [alert.alert_id for alert in list_alerts(warehouse)] == ["A-000001"]
    assert [one.key for one in findings_of(warehouse, attached=False)] == ["b"]


def test_another_decision_ends_the_silence(warehouse: Warehouse):
    _raised(warehouse, finding("a"))
    dispose(warehouse, "A-000001", outcome="dismissed", reason="bank error", by="analyst", at=DISMISSED_ON)
    dispose(warehouse, "A-000001", outcome="watch", reason="it was none", by="senior", at=DISMISSED_ON)
    _store(warehouse, finding("b", last_date=date(2026, 4, 1)))
    assert raise_alerts(warehouse, [_draft("b")], at=AT).reopened == ("A-000001",)


def test_the_queue_is_ordered_by_tier_score_euros_age_and_number(warehouse: Warehouse):
    breach = {"nature": "illicit"}
    suspicion = {"nature": "suspicious", "severity": "high", "score_micro": 950_000, "amount_milli": 1_000}
    drawn = [  # in the order in which they must stand
        ("breach", breach | {"severity": "critical"}, AT),
        ("breach, lesser score, more money", breach | {"severity": "high", "amount_milli": 9_000_000}, AT),
        ("suspicion, much money", suspicion | {"amount_milli": 90_000}, AT),
        ("suspicion, less money, older", suspicion, AT),
        ("suspicion, less money, younger", suspicion, AT + timedelta(1)),
        ("as young, later number", suspicion, AT + timedelta(1)),
        ("governance", {"nature": "governance", "severity": "critical", "score_micro": 1_000_000}, AT),
        ("suspicion, medium", {"nature": "suspicious", "severity": "medium"}, AT),
        ("slight breach, much money", {"nature": "illicit", "severity": "low", "amount_milli": 900_000_000}, AT),
        ("data", {"nature": "data", "severity": "critical", "score_micro": 1_000_000}, AT),
    ]
    later = [one for one in drawn if one[0] == "as young, later number"]
    shuffled = [one for one in drawn if one not in later]
    random.Random(4).shuffle(shuffled)
    for name, more, at in [*shuffled, *later]:
        _store(warehouse, finding(name, holder_id=name, **more))
        raise_alerts(warehouse, [_draft(name, holder_id=name)], at=at)
    queue = list_alerts(warehouse)
    assert [alert.holder_id for alert in queue] == [name for name, _, _ in drawn]
    scores = [alert.score for alert in queue]
    assert scores == sorted(set(scores), reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_five_hundred_equal_alerts_have_five_hundred_scores_in_the_order_of_their_numbers(warehouse: Warehouse, tmp_path: Path):
    _store(warehouse, *(finding(f"{number:04d}", holder_id=f"H{number}") for number in range(500)))
    raise_alerts(warehouse, [_draft(f"{number:04d}", holder_id=f"H{number}") for number in range(500)], at=AT)
    alerts_csv(warehouse, tmp_path / "alerts.csv")
    with (tmp_path / "alerts.csv").open(newline="") as file:
        scores = [float(row["score"]) for row in csv.DictReader(file)]
    assert len(set(scores)) == 500
    assert scores == sorted(scores, reverse=True)


def test_a_filter_does_not_change_an_alerts_score(warehouse: Warehouse):
    _store(warehouse, finding("a", bar="LIEGE-HUY"), finding("b", bar="ANTWERPEN", holder_id="H2"))
    raise_alerts(warehouse, [_draft("a"), _draft("b", holder_id="H2")], at=AT)
    everything = {alert.alert_id: alert.score for alert in list_alerts(warehouse)}
    (one,) = list_alerts(warehouse, bar="ANTWERPEN")
    assert (one.alert_id, one.score) == ("A-000002", everything["A-000002"])


def test_the_queue_is_filtered_by_status_bar_and_order(warehouse: Warehouse):
    _store(warehouse, finding("a", bar="LIEGE-HUY"), finding("b", bar="ANTWERPEN", holder_id="H2"))
    raise_alerts(warehouse, [_draft("a"), _draft("b", holder_id="H2")], at=AT)
    dispose(warehouse, "A-000001", outcome="watch", reason="wait", by="analyst", at=AT)
    assert [alert.alert_id for alert in list_alerts(warehouse, status="open")] == ["A-000002"]
    assert [alert.alert_id for alert in list_alerts(warehouse, order="OBFG")] == ["A-000001"]
    assert [alert.alert_id for alert in list_alerts(warehouse, order="OVB")] == ["A-000002"]
    assert list_alerts(warehouse, status="open", bar="LIEGE-HUY") == []
    with pytest.raises(Refusal, match="OBFG, OVB"):
        list_alerts(warehouse, order="ABF")


def test_the_export_has_the_columns_of_the_contract(warehouse: Warehouse, tmp_path: Path):
    _raised(
        warehouse,
        finding(
            "a", amount_milli=-1_234_560, movement_ids=("m1", "m2"), bank_references=("R|1", "R2"), reason='negative, "again"'
        ),
    )
    assert alerts_csv(warehouse, tmp_path / "new" / "alerts.csv") == 1
    with (tmp_path / "new" / "alerts.csv").open(encoding="utf-8", newline="") as file:
        head, row = csv.reader(file)
    assert ",".join(head) == (
        "alert_id,status,detector,detector_version,nature,severity,score,account,holder_id,bar,"
        "first_date,last_date,amount,currency,movement_ids,bank_references,reason,created_at"
    )
    told = dict(zip(head, row, strict=True))
    assert told["amount"] == "1234.56"
    assert told["movement_ids"] == "m1|m2"
    assert told["bank_references"] == "R 1|R2"
    assert told["reason"] == 'negative, "again"'
    assert told["created_at"] == "2026-03-02T07:00:00+00:00"
    assert 0 < float(told["score"]) < 1
    assert (tmp_path / "new" / "alerts.csv").stat().st_mode & 0o077 == 0


def test_no_text_of_the_export_starts_a_formula_or_leaves_its_line(warehouse: Warehouse, tmp_path: Path):
    starts = ("=", "+", "-", "@", " =", "\t=", "\r=", "\n@", "\x1b[31m", "\u202e")
    for number, start in enumerate(starts):
        holder = {"account": f"{start}A{number}", "bar": f"{start}B", "holder_id": f"{start}H"}
        _store(warehouse, finding(f"{number}", reason=f"{start}HYPERLINK(1)", bank_references=(f"{start}1",), **holder))
        raise_alerts(warehouse, [_draft(f"{number}", holder_id=f"{start}H")], at=AT)
    assert alerts_csv(warehouse, tmp_path / "alerts.csv") == len(starts)
    with (tmp_path / "alerts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [len(row) for row in rows] == [18] * len(starts)
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert all(cell.isprintable() for cell in cells)
