"""Labels are people's decisions in three states; what nobody looked at is neither."""

from datetime import UTC, date, datetime

from models.labels import Decision, labels_of
from warehouse.alerts import Finding


def finding(account: str, first: str, last: str) -> Finding:
    return Finding(
        key=f"rule:{account}{first}",
        detector="rule",
        detector_version="1",
        nature="suspicious",
        severity="medium",
        typology="volume",
        account=account,
        holder_id="H1",
        bar="GENT",
        first_date=date.fromisoformat(first),
        last_date=date.fromisoformat(last),
        amount_milli=1,
        currency="EUR",
        movement_ids=(),
        bank_references=(),
        evidence={},
        reason="because",
    )


def decided(outcome: str, day: int, *findings: Finding, stage: int = 0) -> Decision:
    return Decision(outcome, datetime(2026, 5, day, tzinfo=UTC), findings, stage)


def states(*decisions: Decision) -> dict[tuple[str, str], str]:
    rows = labels_of(decisions).select("account", "month", "label").rows()
    return {(account, f"{month:%Y-%m}"): label for account, month, label in rows}


def test_a_decision_counts_for_every_month_of_what_was_read_and_for_no_other() -> None:
    found = states(decided("reported", 2, finding("A", "2025-12-30", "2026-02-01")))
    assert found == {("A", "2025-12"): "reported", ("A", "2026-01"): "reported", ("A", "2026-02"): "reported"}


def test_a_report_stands_over_a_dismissal_of_the_same_month_whatever_came_first() -> None:
    read = finding("A", "2026-01-03", "2026-01-09")
    assert states(decided("reported", 2, read), decided("dismissed", 9, read)) == {("A", "2026-01"): "reported"}
    assert states(decided("dismissed", 2, read), decided("reported", 9, read)) == {("A", "2026-01"): "reported"}


def test_a_later_stage_stands_over_an_earlier_one() -> None:
    read = finding("A", "2026-01-03", "2026-01-09")
    assert states(decided("dismissed", 1, read, stage=1), decided("reported", 9, read)) == {("A", "2026-01"): "dismissed"}


def test_without_decisions_there_are_no_labels() -> None:
    assert labels_of([]).height == 0
