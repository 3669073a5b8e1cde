"""An evaluation looks only at the past, leaves a month out, and counts what it says."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from models.evaluation import evaluate_table
from models.features import FEATURE_NAMES
from models.truth import labels, read_truth
from warehouse.errors import Refusal

EPISODE = {"episode_id": "e-1", "detector": "model-outlier", "lawful": False}


def episode(account: str, first: str, last: str, **more: object) -> dict[str, object]:
    return EPISODE | {"account": account, "first_date": date.fromisoformat(first), "last_date": date.fromisoformat(last)} | more


def truth(*episodes: dict[str, object]) -> pl.DataFrame:
    return labels(pl.DataFrame(list(episodes)))


def account(ordinary: pl.DataFrame, number: int) -> str:
    return ordinary.get_column("account").unique().sort()[number]


def with_odd_row(ordinary: pl.DataFrame, number: int, month: date) -> pl.DataFrame:
    """Give one account's month values that nobody else has."""
    odd = (pl.col("account") == account(ordinary, number)) & (pl.col("month") == month)
    return ordinary.with_columns(pl.when(odd).then(1e6).otherwise(pl.col(name)).alias(name) for name in FEATURE_NAMES)


def test_an_episode_touches_every_month_between_its_dates_once() -> None:
    touched = truth(episode("A", "2025-11-30", "2026-01-01"), episode("A", "2025-11-02", "2025-11-03"))
    assert touched.get_column("month").to_list() == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]


def test_a_planted_month_is_found_and_counted_by_detector(ordinary: pl.DataFrame) -> None:
    table = with_odd_row(ordinary, 4, date(2025, 9, 1))
    marks = truth(
        episode(account(ordinary, 4), "2025-09-03", "2025-09-20"),
        episode(account(ordinary, 9), "2025-10-03", "2025-10-03", episode_id="e-2", detector="own-transfer"),
        episode(account(ordinary, 11), "2025-10-03", "2025-10-03", episode_id="e-3", lawful=True),
        episode("unknown", "2025-10-03", "2025-10-03", episode_id="e-4", detector="unknown-account"),
        episode(account(ordinary, 12), "2025-02-03", "2025-02-03", episode_id="e-5"),
    )
    result = evaluate_table(table, marks, seed=1)
    # 60 accounts a month: February to May are the first 240 rows, so after June as embargo July can be tested
    assert [f"{month:%m}" for month in result.months] == ["07", "08", "09", "10"]
    assert (result.tested, result.inspected) == (240, 4), "one of sixty account-months a month"
    assert (result.positives, result.without_row) == (2, 1), "February is not tested, the unknown account has no row"
    assert result.found == 1
    assert result.found_by_tails == 1
    assert (result.twins, result.twins_inspected) == (1, 0)
    assert result.by_detector == {"model-outlier": (1, 1), "own-transfer": (1, 0)}
    assert result.as_json()["recall"] == 0.5
    assert result.as_json()["precision"] == 0.25
    assert "1 of 2 illicit account-months found" in result.summary()


def test_neither_the_tested_month_nor_the_embargo_teaches_the_model(ordinary: pl.DataFrame) -> None:
    table = with_odd_row(ordinary, 4, date(2025, 9, 1)).filter(pl.col("month") <= date(2025, 9, 1))
    marks = truth(episode(account(ordinary, 4), "2025-09-03", "2025-09-20"))
    crowd = pl.col("month") == date(2025, 8, 1)
    common = table.with_columns(pl.when(crowd).then(1e6).otherwise(pl.col(name)).alias(name) for name in FEATURE_NAMES)
    assert evaluate_table(common, marks, seed=1).found == 1, "a month in which everybody was odd is behind the embargo"
    earlier = table.with_columns(
        pl.when(pl.col("month") <= date(2025, 7, 1)).then(1e6).otherwise(pl.col(name)).alias(name) for name in FEATURE_NAMES
    )
    assert evaluate_table(earlier, marks, seed=1).found == 0, "what everybody did before is not unusual"


def test_too_few_months_cannot_be_tested(ordinary: pl.DataFrame) -> None:
    with pytest.raises(Refusal, match="nothing to test"):
        evaluate_table(
            ordinary.filter(pl.col("month") < date(2025, 6, 1)), truth(episode("A", "2025-03-01", "2025-03-01")), seed=1
        )


def test_a_world_without_illicit_months_has_no_recall(ordinary: pl.DataFrame) -> None:
    result = evaluate_table(ordinary, truth(episode("A", "2025-09-03", "2025-09-20", lawful=True)), seed=1)
    assert result.recall is None
    assert "recall not known" in result.summary()


def test_a_truth_file_is_read_with_its_lawful_twins(tmp_path: Path) -> None:
    file = tmp_path / "truth.csv"
    file.write_text(
        "episode_id,detector,lawful,account,first_date,last_date,movement_ids,note\n"
        "e-1,model-outlier,false,BE01,2026-01-30,2026-02-02,x|y,note\n"
        "e-2,model-outlier,true,BE02,2026-01-30,2026-01-30,,\n"
    )
    found = read_truth(file).select("account", "month", "lawful").rows()
    assert found == [("BE01", date(2026, 1, 1), False), ("BE01", date(2026, 2, 1), False), ("BE02", date(2026, 1, 1), True)]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "episode_id,detector,lawful,account\n"])
def test_another_file_is_refused_as_truth(tmp_path: Path, text: str) -> None:
    file = tmp_path / "truth.csv"
    file.write_text(text)
    with pytest.raises(Refusal, match="truth file"):
        read_truth(file)
    with pytest.raises(Refusal, match="cannot be read"):
        read_truth(tmp_path / "missing.csv")
