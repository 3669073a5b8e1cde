"""From CODA in the lake to a score that counts: trained, approved by a person, withdrawn."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import polars as pl
import pytest

from models.card import read_card
from models.scoring import SCORES, score
from models.sources import last_closed_month_end
from models.training import train
from tests.models.installed import ACCOUNTS, AT, ON, iban, installed
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.model_approvals import approve_model, list_models, withdraw_model
from warehouse.model_traces import traces_of


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with installed(tmp_path_factory.mktemp("models")) as warehouse:
        yield warehouse


def test_scores_do_not_count_before_a_person_has_approved_the_model(filled: Warehouse) -> None:
    assert score(filled, on=ON) is None
    card = train(filled, on=ON, seed=3, at=AT)
    assert score(filled, on=ON) is None
    assert card.standing == "waits for a person's approval; its scores do not count"
    approve_model(filled, card.model_id, by="chief", reason="read the card, tried it on last year", at=AT)
    scored = score(filled, on=ON)
    assert scored is not None
    assert scored.schema == SCORES
    assert scored.get_column("model_id").unique().to_list() == [card.model_id]
    assert read_card(filled).standing.endswith("its scores count")
    withdraw_model(filled, card.model_id, by="chief", reason="drift", at=AT)
    assert score(filled, on=ON) is None


@pytest.fixture
def scored(filled: Warehouse) -> pl.DataFrame:
    card = train(filled, on=ON, seed=3, at=AT)
    approve_model(filled, card.model_id, by="chief", reason="read the card", at=AT)
    found = score(filled, on=ON)
    assert found is not None
    return found


def test_the_planted_month_is_the_most_unusual(scored: pl.DataFrame) -> None:
    top = scored.sort("score_micro", descending=True).row(0, named=True)
    assert (top["account"], top["month"]) == (iban(7), date(2025, 9, 1))


def test_only_closed_months_with_a_past_are_scored(scored: pl.DataFrame) -> None:
    months = scored.get_column("month").unique().sort().dt.strftime("%Y-%m").to_list()
    assert months == [f"2025-{number:02d}" for number in range(2, 11)], (
        "the open November and everyone's first month are left out"
    )
    assert last_closed_month_end(ON) == date(2025, 10, 31)


def test_the_same_training_is_the_same_model_with_the_same_scores(filled: Warehouse, scored: pl.DataFrame) -> None:
    again = train(filled, on=ON, seed=3, at=datetime(2025, 11, 23, tzinfo=UTC))
    assert again.model_id == scored.get_column("model_id")[0]
    repeated = score(filled, on=ON)
    assert repeated is not None
    assert repeated.equals(scored)
    other = train(filled, on=ON, seed=4, at=datetime(2025, 11, 24, tzinfo=UTC))
    assert other.artefact != again.artefact
    assert read_card(filled) == other, "without an id the newest is read"


def test_a_bucket_of_accounts_scores_as_the_whole(filled: Warehouse, scored: pl.DataFrame) -> None:
    some = [iban(7), iban(8)]
    part = score(filled, on=ON, accounts=some)
    assert part is not None
    assert part.equals(scored.filter(pl.col("account").is_in(some)))


def test_another_file_in_the_place_of_the_approved_one_is_refused(filled: Warehouse, scored: pl.DataFrame) -> None:
    file = filled.settings.models / f"{read_card(filled, scored.get_column('model_id')[0]).artefact}.skops"
    content = file.read_bytes()
    file.write_bytes(content + b" ")
    try:
        with pytest.raises(Refusal, match="was altered"):
            score(filled, on=ON)
    finally:
        file.write_bytes(content)


def test_the_card_says_what_was_learned_and_names_no_one(filled: Warehouse, scored: pl.DataFrame) -> None:
    card = read_card(filled, scored.get_column("model_id")[0])
    assert (card.first_month, card.last_month) == (date(2025, 2, 1), date(2025, 10, 1))
    assert card.account_months == scored.height
    assert card.accounts == ACCOUNTS
    assert card.seed == 3
    assert sum(rows for group, rows in card.peer_groups.items() if group == "EUR/*/*/*") == scored.height
    page = card.as_markdown()
    assert "## Limits" in page
    for text in (page, str(card.as_json())):
        assert not [account for account in scored.get_column("account") if account in text]
        assert "Zoé" not in text


def test_what_the_fit_left_is_written_down_and_nothing_else_lies_among_the_models(
    filled: Warehouse, scored: pl.DataFrame
) -> None:
    models = {model.model_id: traces_of(filled, model.model_id) for model in list_models(filled)}
    traces = models[scored.get_column("model_id")[0]]
    assert {trace.what: trace.holds_rows for trace in traces} == {"artefact": False, "card": False, "scores": True}
    assert {trace.last_date for trace in traces} == {date(2025, 10, 31)}
    known = {trace.place for found in models.values() for trace in found if trace.what == "artefact"}
    assert {f"models/{file.name}" for file in filled.settings.models.iterdir()} == known


def test_too_little_to_learn_from_is_refused(filled: Warehouse) -> None:
    with pytest.raises(Refusal, match="at least 200 account-months"):
        train(filled, on=date(2025, 3, 31), seed=1, at=AT)


def test_an_empty_lake_has_no_model_and_no_score(warehouse: Warehouse) -> None:
    assert score(warehouse, on=ON) is None
    with pytest.raises(Refusal, match="found 0"):
        train(warehouse, on=ON, seed=1, at=AT)
    with pytest.raises(Refusal, match="no model was trained yet"):
        read_card(warehouse)
