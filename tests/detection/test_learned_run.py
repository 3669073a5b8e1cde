"""The pass of the learned model on a real lake: flagged months name their movements, and without these they are not flagged."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from detection.learned import DETECTOR, RULE
from detection.learned_run import Outliers, find_outliers
from detection.news import LastRun
from detection.outlook import Outlook
from detection.reasons import reason_of
from detection.rule import LANGUAGES
from detection.run import detect
from models.counting import counting
from models.explaining import copied_from
from models.fitting import scores
from models.scoring import line_of
from models.sources import around
from models.training import train
from tests.models.installed import AT, ON, RECEIVED, iban, installed
from warehouse.alerts import Finding, findings_of, list_alerts
from warehouse.database import Warehouse
from warehouse.intake import receive
from warehouse.lake import movements
from warehouse.model_approvals import approve_model, list_models, withdraw_model

END = date(2025, 10, 31)
LATER = RECEIVED + timedelta(days=1)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """An installation whose model was approved, and its first pass."""
    with installed(tmp_path_factory.mktemp("learned")) as warehouse:
        model = train(warehouse, on=ON, seed=3, at=AT).model_id
        approve_model(warehouse, model, by="chief", reason="read the card", at=AT)
        yield warehouse


@pytest.fixture(scope="module")
def first(lake: Warehouse) -> Outliers:
    return find_outliers(lake, on=ON, at=AT)


@pytest.fixture(scope="module")
def flagged(lake: Warehouse, first: Outliers) -> list[Finding]:
    found = findings_of(lake, detector=DETECTOR)
    assert first.new == first.found == len(found) > 3
    return found


def test_every_flagged_month_names_movements_of_its_own(lake: Warehouse, flagged: list[Finding]) -> None:
    lines = movements(lake, columns=["movement_id", "account", "booked"]).collect()
    by_id = {row["movement_id"]: row for row in lines.iter_rows(named=True)}
    for finding in flagged:
        assert finding.movement_ids
        rows = [by_id[movement] for movement in finding.movement_ids]
        assert {row["account"] for row in rows} == {finding.account}
        assert {f"{row['booked']:%Y-%m}" for row in rows} == {finding.evidence["month"]}
        assert (finding.first_date, finding.last_date) == (
            min(row["booked"] for row in rows),
            max(row["booked"] for row in rows),
        )
        assert int(finding.evidence["movements_1"]) > 0, "the weightiest reason has movements that show it"


def test_the_planted_month_is_among_them_with_the_twelve_withdrawals(lake: Warehouse, flagged: list[Finding]) -> None:
    (planted,) = [one for one in flagged if one.account == iban(7) and one.evidence["month"] == "2025-09"]
    lines = movements(lake, accounts=[iban(7)]).filter(pl.col("communication") == "avance").collect()
    assert lines.height == 12
    assert set(lines["movement_id"]) == set(planted.movement_ids), "the fees that name a dossier are not among them"
    assert planted.evidence["enough"] == 12
    assert planted.evidence["story"] == "drawing"
    assert (planted.holder_id, planted.bar, planted.severity, planted.nature) == ("H7", "LIEGE-HUY", "medium", "suspicious")


def without(lake: Warehouse, finding: Finding) -> tuple[float, float, float]:
    """The score of a finding's month, the same without the movements that it names, and the line."""
    counted = counting(lake)
    assert counted is not None
    lines, rebuilt = copied_from(lake, [finding.account], until=END, beside=around(lake, until=END))
    gone = lines.filter(pl.col("movement_id").is_in(list(finding.movement_ids)).not_())
    copies = pl.concat([lines.with_columns(account=pl.lit("whole")), gone.with_columns(account=pl.lit("less"))])
    names = pl.DataFrame({"copy": ["whole", "less"], "account": [finding.account] * 2})
    table = rebuilt(copies, names).filter(pl.col("month").dt.strftime("%Y-%m") == finding.evidence["month"])
    found = dict(zip(table["account"], scores(counted.model, table), strict=True))
    line = line_of(counted.model, RULE.parameters["budget"].largest())
    return found["whole"], found.get("less", 0.0), line


def test_without_the_movements_that_it_names_a_month_scores_less_and_is_not_flagged_where_that_is_said(
    lake: Warehouse, flagged: list[Finding]
) -> None:
    for finding in flagged:
        before, after, line = without(lake, finding)
        assert round(1e6 * before) == finding.score_micro, "the copy is scored as the account itself"
        assert before >= line
        assert after < before
        assert (after < line) == ("enough" in finding.evidence), finding.reason
    assert [finding for finding in flagged if "enough" in finding.evidence], "and mostly it is below the line then"


def test_every_flagged_month_is_told_in_four_languages_without_name_or_account(flagged: list[Finding]) -> None:
    for finding in flagged:
        told = {language: reason_of(finding, language) for language in LANGUAGES}
        assert len(set(told.values())) == 4
        assert told["en"] == finding.reason
        for text in told.values():
            assert finding.account not in text
            assert "Septième" not in text
            assert "{" not in text
    assert sum("would not have been flagged if" in finding.reason for finding in flagged) >= 0.8 * len(flagged)


def test_a_second_pass_finds_the_same_and_stores_nothing(lake: Warehouse, first: Outliers, flagged: list[Finding]) -> None:
    again = find_outliers(lake, on=ON, at=LATER)
    assert (again.found, again.new, again.only) == (first.found, 0, first.only)
    assert findings_of(lake, detector=DETECTOR) == flagged


def test_a_daily_pass_looks_at_touched_accounts_until_a_month_closes_or_a_model_is_approved(
    lake: Warehouse, first: Outliers, flagged: list[Finding]
) -> None:
    after_approval = LastRun(ON, LATER, Outlook(ON, LATER))
    assert find_outliers(lake, on=ON, at=LATER, since=after_approval) == Outliers()
    touched = frozenset({iban(7)})
    own = len([one for one in flagged if one.account == iban(7)])
    assert find_outliers(lake, on=ON, at=LATER, since=after_approval, touched=touched).found == own
    before_october_closed = LastRun(date(2025, 10, 30), LATER, Outlook(ON, LATER))
    assert find_outliers(lake, on=ON, at=LATER, since=before_october_closed).found == first.found
    before_approval = LastRun(ON, AT - timedelta(hours=1), Outlook(ON, LATER))
    assert find_outliers(lake, on=ON, at=LATER, since=before_approval, touched=frozenset()).found == first.found


def test_a_whole_run_raises_alerts_of_them_and_counts_every_movement_once(lake: Warehouse, flagged: list[Finding]) -> None:
    summary = detect(lake, on=ON, at=LATER)
    assert summary.by_detector[DETECTOR] == len(flagged)
    named = {movement for finding in findings_of(lake) for movement in finding.movement_ids}
    assert summary.screening.counts["found"] == len(named)
    attached = {finding.key for alert in list_alerts(lake) for finding in alert.findings}
    assert {finding.key for finding in flagged} <= attached


def test_unseen_accounts_and_accounts_of_one_movement_break_nothing(lake: Warehouse, flagged: list[Finding]) -> None:
    for number, milli in ((900, 5_000_000), (901, -10)):
        draft = MovementDraft(milli, ON, ON, "00150000", communication="d 2026/1", counterparty_name="Somebody")
        statement = StatementDraft(iban(number), "EUR", 1, ON, 1_000_000, ON - timedelta(days=1), movements=[draft])
        receive(lake, "KASTEEL", f"{number}.cod", write_delivery([statement], created=ON), at=LATER)
    on = date(2025, 12, 31)
    assert find_outliers(lake, on=on, at=LATER).found >= len(flagged)


def test_a_withdrawn_model_flags_nothing_any_more(lake: Warehouse, tmp_path: Path) -> None:
    (model, *_) = list_models(lake)
    withdraw_model(lake, model.model_id, by="chief", reason="a trial", at=LATER)
    assert find_outliers(lake, on=ON, at=LATER) == Outliers()
    approve_model(lake, model.model_id, by="chief", reason="the trial is over", at=LATER)
