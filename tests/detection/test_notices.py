"""What the control has to say of itself reaches people as an alert, in four languages, and accuses nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest

from detection.late_run import tell
from detection.notices import model_drift, model_refused, model_waiting, notices, run_late
from detection.reasons import reason_of, rule_of
from detection.reports.selection import reportable
from detection.rule import LANGUAGES
from detection.sentences import placeholders
from models.drift import Drift
from tests.detection.world import AT
from warehouse.alerts import list_alerts, store_findings
from warehouse.alerts.queue import Alert
from warehouse.database import Warehouse

ON = date(2026, 3, 31)
MARCH = date(2026, 3, 1)


def drifted(feature: str, index: float | None) -> Drift:
    return Drift("KASTEEL", feature, 900, 120, index, 0.1)


DRIFT = model_drift.notice(
    "M-0001",
    "KASTEEL",
    [drifted("payers", 0.31), drifted("money_in", 0.52), drifted("payees", 0.2), drifted("cash_money", None)],
    on=ON,
    month=MARCH,
)
assert DRIFT is not None
QUEUED = datetime(2026, 3, 30, 23, 30, tzinfo=UTC)  # half past one in the night of the 31st, in Brussels
LATE = run_late.notice("detection", QUEUED, timedelta(hours=3), on=ON)
EVERY = {
    **{f"refused, {why}": model_refused.notice("M-0001", why, "abc", on=ON) for why in model_refused.SEVERITY},
    **{f"waiting, {state}": model_waiting.notice("M-0001", state, on=ON) for state in ("registered", "withdrawn")},
    "drift": DRIFT,
    "late": LATE,
}


@pytest.mark.parametrize("name", EVERY)
def test_a_notice_is_told_in_every_language_from_its_numbers(name: str) -> None:
    notice = EVERY[name]
    told = {language: reason_of(notice, language) for language in LANGUAGES}
    assert len(set(told.values())) == 4
    assert told["en"] == notice.reason
    assert not [text for text in told.values() if "{" in text or "None" in text]


@pytest.mark.parametrize("name", notices())
def test_a_notice_says_what_to_do_and_its_sentences_name_the_same_numbers(name: str) -> None:
    rule = rule_of(name)
    assert rule is not None
    assert rule.nature == "governance"
    assert all((rule.title, rule.references, rule.false_positives, rule.steps))
    assert set(rule.titles) == set(LANGUAGES) - {"en"}
    assert set(rule.sentences) == set(LANGUAGES)
    assert len({placeholders(sentence) for sentence in rule.sentences.values()}) == 1


def test_what_becomes_of_a_drift_is_counted_and_its_worst_feature_named() -> None:
    assert DRIFT.reason == (
        "The accounts at Kasteel Bank moved away in 2026-03 from what the model M-0001 learnt: 2 of 3 features, most of all "
        "`money_in` (index 520 thousandths, from 250 on it counts)."
    )
    assert model_drift.notice("M-0001", "KASTEEL", [drifted("payers", 0.2)], on=ON, month=MARCH) is None


def raised(warehouse: Warehouse, *findings: object, on: date = ON) -> list[Alert]:
    from detection.grouping import settle

    store_findings(warehouse, findings, on=on, at=AT)  # type: ignore[arg-type]
    settle(warehouse, on=on, at=AT)
    return list_alerts(warehouse)


def test_a_notice_becomes_an_alert_without_lawyer_and_movement_that_no_report_tells(warehouse: Warehouse) -> None:
    (alert,) = raised(warehouse, EVERY["refused, altered"])
    assert (alert.nature, alert.severity, alert.status) == ("governance", "critical", "open")
    assert (alert.account, alert.holder_id, alert.bar, alert.movement_ids) == ("M-0001", "", "", ())
    assert reportable(warehouse, on=ON).told == {}


def test_a_cause_that_lasts_is_told_once_a_month_and_another_one_at_once(warehouse: Warehouse) -> None:
    first = model_refused.notice("M-0001", "altered", "abc", on=ON)
    raised(warehouse, first)
    (same,) = raised(warehouse, model_refused.notice("M-0001", "altered", "abc", on=date(2026, 3, 31)))
    assert len(same.findings) == 1
    later = model_refused.notice("M-0001", "altered", "abc", on=date(2026, 4, 1))
    other = model_refused.notice("M-0001", "altered", "def", on=date(2026, 4, 1))
    (alert,) = raised(warehouse, later, other, on=date(2026, 4, 1))
    assert len(alert.findings) == 3


def test_a_late_run_is_an_alert_at_once_while_other_findings_go_on_waiting_for_their_own_run(warehouse: Warehouse) -> None:
    store_findings(warehouse, [EVERY["refused, altered"]], on=ON, at=AT)
    three_hours, at = timedelta(hours=3), datetime(2026, 3, 31, 3, tzinfo=UTC)
    for _ in range(2):
        tell(warehouse, "detection", QUEUED, three_hours, at=at)
    (alert,) = list_alerts(warehouse)
    assert (alert.account, alert.severity, len(alert.findings)) == ("detection", "high", 1)
    assert alert.reason == "The run detection taken up on 2026-03-31 was not done 3 hours later."
    tell(warehouse, "detection", QUEUED + timedelta(days=1), three_hours, at=at + timedelta(days=1))
    (alert,) = list_alerts(warehouse)
    assert len(alert.findings) == 2, "another day that was late is told of too"
