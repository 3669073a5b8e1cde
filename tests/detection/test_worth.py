"""What people decided moves the order of the queue, step by step, and is told only where enough was decided."""

from datetime import UTC, date, datetime

import pytest

from detection.grouping import settle
from detection.learned import DETECTOR as LEARNED
from detection.worth import PRIOR, SHOWN, Told, Worth, reorder, worth_of
from models.calibration import Calibration, Step, wilson
from tests.warehouse.decade import finding
from warehouse.alerts import Alert, Finding, dispose, list_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.errors import Refusal

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 7, tzinfo=UTC)


def of(detector: str, number: int, **more: object) -> Finding:
    """Draw the finding of a detector on a holder and an account of its own."""
    given = {"detector": detector, "typology": detector, "nature": "suspicious"}
    given |= {"holder_id": f"{detector}-{number}", "account": f"account of {detector}-{number}"}
    return finding(f"{detector}:{number}", **(given | more))


def decided(warehouse: Warehouse, detector: str, outcomes: str, **more: object) -> None:
    """Draw alerts of a detector and decide them: `+` reported, `-` dismissed, `?` watched."""
    kinds = {"+": "reported", "-": "dismissed", "?": "watch"}
    store_findings(warehouse, [of(detector, number, **more) for number in range(len(outcomes))], on=ON, at=AT)
    for alert, outcome in zip(settle(warehouse, on=ON, at=AT), outcomes, strict=True):
        dispose(warehouse, alert.alert_id, outcome=kinds[outcome], reason="read", by="an analyst", at=AT, second="an officer")


def raised(warehouse: Warehouse, *findings: Finding) -> list[Alert]:
    store_findings(warehouse, findings, on=ON, at=AT)
    settle(warehouse, on=ON, at=AT)
    return list_alerts(warehouse, status="open")


# the figure of a medium severity, half a million, counts for 20 decisions: (20 × 500,000 + 10⁶ × reported) / (20 + decided)
@pytest.mark.parametrize(
    ("outcomes", "expected"), [("", 500_000), ("-", 10_000_000 // 21), ("-" * 80, 100_000), ("+" * 20, 750_000)]
)
def test_a_rules_figure_moves_from_its_severity_to_what_people_reported(
    warehouse: Warehouse, outcomes: str, expected: int
) -> None:
    decided(warehouse, "fan-in", outcomes, severity="medium")
    assert PRIOR == 20
    assert worth_of(warehouse).score_micro([of("fan-in", 99, severity="medium")]) == expected


def test_what_was_only_watched_moves_nothing(warehouse: Warehouse) -> None:
    decided(warehouse, "fan-in", "?????", severity="medium")
    assert worth_of(warehouse).score_micro([of("fan-in", 99, severity="medium")]) == 500_000


def test_a_rule_that_people_dismiss_falls_behind_one_that_they_report(warehouse: Warehouse) -> None:
    decided(warehouse, "fan-in", "-" * 12)
    decided(warehouse, "fan-out", "+" * 12)
    found = raised(warehouse, of("fan-in", 99, amount_milli=-9_000_000), of("fan-out", 99, amount_milli=-1_000))
    assert [alert.detector for alert in found] == ["fan-out", "fan-in"], "although the first exposes far more"


def test_alerts_that_were_open_before_are_brought_into_the_new_order(warehouse: Warehouse) -> None:
    found = raised(warehouse, of("fan-in", 98, amount_milli=-9_000_000), of("fan-out", 98, amount_milli=-1_000))
    assert [alert.detector for alert in found] == ["fan-in", "fan-out"]
    decided(warehouse, "fan-in", "-" * 12)
    assert reorder(warehouse) == 1
    found = list_alerts(warehouse, status="open")
    assert [alert.detector for alert in found] == ["fan-out", "fan-in"]
    assert {alert.version for alert in found} == {1}, "whoever is reading one decides on what was read"
    assert reorder(warehouse) == 0


def test_a_tier_is_never_left_whatever_people_decided(warehouse: Warehouse) -> None:
    decided(warehouse, "neg-balance", "-" * 40, nature="illicit", severity="critical")
    found = raised(warehouse, of("neg-balance", 99, nature="illicit", severity="critical"), of("fan-in", 99, severity="high"))
    assert [(alert.detector, alert.tier) for alert in found] == [("neg-balance", 1), ("fan-in", 2)]


def test_equal_figures_are_ordered_by_amount_then_age_then_number_without_a_tie(warehouse: Warehouse) -> None:
    drawn = [of("fan-in", number, amount_milli=amount) for number, amount in enumerate([-5, -7, -5, -7, -1])]
    found = raised(warehouse, *drawn)
    assert [alert.holder_id for alert in found] == ["fan-in-1", "fan-in-3", "fan-in-0", "fan-in-2", "fan-in-4"]
    assert len({alert.score for alert in found}) == 5


def learned(number: int, score: int, **more: object) -> Finding:
    return of(LEARNED, number, severity="medium", score_micro=score, **more)


def test_a_learned_score_is_its_own_until_enough_was_decided_and_then_what_it_was_worth() -> None:
    own = Worth()
    assert own.score_micro([learned(1, 870_000)]) == 870_000
    calibrated = Worth(calibration=Calibration((Step(0, 50, 5), Step(800_000, 20, 12))))
    assert calibrated.score_micro([learned(1, 870_000)]) == 600_000
    assert calibrated.score_micro([learned(1, 100_000)]) == 100_000
    assert calibrated.score_micro([learned(1, 870_000), of("fan-in", 1, severity="high")]) == 700_000, "the worthiest counts"


def test_scores_are_calibrated_by_what_was_read_with_them(warehouse: Warehouse) -> None:
    scores = [100_000 + 1_000 * place for place in range(30)] + [900_000 + 1_000 * place for place in range(30)]
    store_findings(warehouse, [learned(number, score) for number, score in enumerate(scores)], on=ON, at=AT)
    settle(warehouse, on=ON, at=AT)
    assert worth_of(warehouse).calibration is None
    for alert in list_alerts(warehouse):
        high = (alert.findings[0].score_micro or 0) > 500_000
        number = int(alert.holder_id.rsplit("-", 1)[1])
        outcome = "reported" if high and number % 3 != 2 else "dismissed"
        dispose(warehouse, alert.alert_id, outcome=outcome, reason="read", by="an analyst", at=AT, second="an officer")
    calibration = worth_of(warehouse).calibration
    assert calibration is not None
    assert [(step.decided, step.reported) for step in calibration.steps] == [(30, 0), (30, 20)]


def test_a_share_is_told_with_its_interval_only_where_enough_was_decided(warehouse: Warehouse) -> None:
    decided(warehouse, "fan-in", "+" * 4 + "-" * (SHOWN - 5))
    (alert,) = raised(warehouse, of("fan-in", 99))
    worth = worth_of(warehouse)
    assert worth.told(alert) is None
    assert 0 < worth.width(alert) < 1
    decided_more = Worth({"fan-in": (SHOWN, 4)})
    low, high = wilson(4, SHOWN)
    assert decided_more.told(alert) == Told(SHOWN, 4, round(1000 * low), round(1000 * high))
    assert decided_more.told(alert).share == 200  # type: ignore[union-attr]
    assert Worth().width(alert) == 1.0


def test_a_score_outside_its_range_is_a_mistake_of_the_program(warehouse: Warehouse) -> None:
    from warehouse.alerts import rescore

    (alert,) = raised(warehouse, of("fan-in", 1))
    with pytest.raises(ValueError, match="millionths"):
        rescore(warehouse, {alert.alert_id: 1_000_001})
    assert rescore(warehouse, {"A-999999": 5}) == 0, "an alert that was destroyed meanwhile"
    with pytest.raises(Refusal):
        rescore(warehouse, {"R-000001": 5})
