"""Figures of each rule: reviewed alerts only, an interval that admits how little was read, nothing found left out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from detection.statistics import RuleStatistics, statistics
from tests.detection.test_grouping import finding
from warehouse.alerts import AlertDraft, dispose, raise_alerts, reviewed_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.snoozes import propose

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _raised(warehouse: Warehouse, holder: str, *detectors: str, at: datetime = AT) -> str:
    """One alert of a holder with a finding of each detector."""
    findings = [
        finding(f"{holder}-{name}-{at.day}", "2026-01-10", holder=holder, account=f"of {holder}", detector=name)
        for name in detectors
    ]
    store_findings(warehouse, findings, on=ON, at=at)
    keys = tuple(one.key for one in findings)
    raised = raise_alerts(warehouse, [AlertDraft(holder, "", "cash", date(2026, 1, 10), keys)], at=at)
    return (*raised.new, *raised.appended)[0]


def _decide(warehouse: Warehouse, alert: str, outcome: str, days: int) -> None:
    dispose(warehouse, alert, outcome=outcome, reason="read", by="analyst", at=AT + timedelta(days), second="officer")


def _of(warehouse: Warehouse, detector: str) -> RuleStatistics:
    return next(one for one in statistics(warehouse, on=ON) if one.detector == detector)


def test_only_reviewed_alerts_count_and_each_for_every_rule_in_it(warehouse: Warehouse) -> None:
    _decide(warehouse, _raised(warehouse, "H1", "cash", "card"), "reported", 2)
    _decide(warehouse, _raised(warehouse, "H2", "cash"), "dismissed", 10)
    _decide(warehouse, _raised(warehouse, "H3", "cash"), "reported", 4)
    _decide(warehouse, _raised(warehouse, "H4", "cash"), "watch", 1)
    _raised(warehouse, "H5", "cash")
    cash, card = _of(warehouse, "cash"), _of(warehouse, "card")
    # open for 2, 10 and 4 days: the median is 4; 2 of 3 reported
    assert (cash.findings, cash.hits, cash.reported, cash.dismissed, cash.median_days_open) == (5, 3, 2, 1, 4)
    assert cash.precision == pytest.approx(2 / 3)
    assert (card.findings, card.hits, card.reported, card.dismissed, card.median_days_open) == (1, 1, 1, 0, 2)


def test_the_last_decision_stands_and_one_that_is_not_final_takes_the_alert_out(warehouse: Warehouse) -> None:
    changed, withdrawn = _raised(warehouse, "H1", "cash"), _raised(warehouse, "H2", "cash")
    _decide(warehouse, changed, "dismissed", 1)
    _decide(warehouse, changed, "reported", 3)
    _decide(warehouse, withdrawn, "dismissed", 1)
    _decide(warehouse, withdrawn, "more_data", 2)
    assert [(one.alert_id, one.outcome, one.days_open) for one in reviewed_alerts(warehouse)] == [(changed, "reported", 3)]


def test_evidence_that_came_after_the_decision_was_not_judged_by_it(warehouse: Warehouse) -> None:
    alert = _raised(warehouse, "H1", "cash")
    _decide(warehouse, alert, "reported", 1)
    later = _raised(warehouse, "H1", "card", at=AT + timedelta(5))
    assert later == alert
    assert (_of(warehouse, "cash").hits, _of(warehouse, "card").hits) == (1, 0)
    _decide(warehouse, alert, "reported", 6)
    assert _of(warehouse, "card").hits == 1


def test_a_snoozed_finding_stays_counted(warehouse: Warehouse) -> None:
    propose(warehouse, "cash", severity="low", account="A", until=date(2026, 4, 1), reason="why", by="analyst", at=AT)
    held = replace(finding("held", "2026-01-10", detector="cash"), severity="low")
    store_findings(warehouse, [held, replace(held, key="free", account="B")], on=ON, at=AT)
    raise_alerts(warehouse, [AlertDraft("H1", "", "cash", date(2026, 1, 10), ("held", "free"))], at=AT)
    assert (_of(warehouse, "cash").findings, _of(warehouse, "cash").snoozed) == (2, 1)
    after = statistics(warehouse, on=date(2026, 4, 1))
    assert [(one.findings, one.snoozed) for one in after] == [(2, 0)]


def test_a_rule_without_a_finding_or_a_review_has_no_precision(warehouse: Warehouse) -> None:
    [silent] = statistics(warehouse, on=ON, also=["card-use"])
    assert silent == RuleStatistics("card-use", 0, 0, 0, 0, 0, None, 0.0, 1.0, None)
