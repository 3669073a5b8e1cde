"""From CODA in the lake to a score that counts: trained, approved by a person, explained, withdrawn."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from coda_parser.iban import belgian_iban
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from models.card import read_card
from models.explain import describe
from models.scoring import SCORES, score
from models.sources import last_closed_month_end
from models.training import train
from warehouse.database import Warehouse, open_warehouse
from warehouse.errors import Refusal
from warehouse.intake import receive
from warehouse.model_approvals import approve_model, withdraw_model
from warehouse.register import import_register
from warehouse.settings import load_settings

from .conftest import Row, movement, ordinary_rows

ON = date(2025, 11, 22)
AT = datetime(2025, 11, 22, 8, 0, tzinfo=UTC)
RECEIVED = datetime(2025, 12, 1, 8, 0, tzinfo=UTC)
ACCOUNTS = 50
ODD_DAY = "2025-09-05"
ODD = {"own_money": 6_000_000, "own_unreferenced_money": 6_000_000, "own_round_share": 500, "own_share": 100}


def iban(number: int) -> str:
    """Give the account of a number: an invented, valid one."""
    stem = f"9900000{number:03d}"
    return belgian_iban(f"{stem}{int(stem) % 97 or 97:02d}")


def office(number: int) -> str:
    return iban(500 + number)


def write_csv(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def drawn_rows() -> list[Row]:
    """Draw ordinary lives, and one account that in September sends round sums to its holder that no dossier explains."""
    rows = ordinary_rows(ACCOUNTS, 11, seed=23)
    for row in rows:
        number = int(row["account"][-4:])
        row["account"] = iban(number)
        row["counterparty_account"] = office(number) if row["counterparty_account"].endswith("6769") else ""
        row["counterparty_name"] = "" if row["counterparty_account"] else f"Client {row['communication'][-3:]}"
    odd = {"account": iban(7), "communication": "avance", "counterparty_name": "Maître Zoé Septième"}
    return [*rows, *(movement(ODD_DAY, -500_000, office(7), **odd) for _ in range(12))]


def statements(rows: list[Row]) -> list[StatementDraft]:
    """Write one statement per account and month."""
    drafts = []
    for number in range(ACCOUNTS):
        own = sorted((row for row in rows if row["account"] == iban(number)), key=lambda row: row["booked"])
        balance, dates = 100_000_000, sorted({row["booked"].replace(day=28) for row in own})
        for sequence, (before, day) in enumerate(pairwise([date(2024, 12, 28), *dates]), start=1):
            booked = [row for row in own if row["booked"].replace(day=28) == day]
            drafts.append(
                StatementDraft(
                    *(iban(number), "EUR", sequence, day, balance, before),
                    movements=[
                        MovementDraft(
                            *(row["amount_milli"] // 10 * 10, row["booked"], row["booked"], row["code"]),
                            communication=row["communication"],
                            counterparty_account=row["counterparty_account"],
                            counterparty_name=row["counterparty_name"],
                        )
                        for row in booked
                    ],
                )
            )
            balance = drafts[-1].new_balance_milli
    return drafts


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Install, register fifty accounts and receive eleven months of their statements."""
    folder = tmp_path_factory.mktemp("models")
    warehouse = open_warehouse(load_settings(folder / "home", environ={}))
    address = {"street": "Rue Haute 1", "postcode": "4000", "city": "Liège", "country": "BE"}
    numbers = range(ACCOUNTS)
    bars = {number: ("LIEGE-HUY", "fr") if number % 2 else ("LIMBURG", "nl") for number in numbers}
    holders = [
        {
            "holder_id": f"H{number}",
            "name": f"Zoé Septième{number:03d}",
            **address,
            "bar": bars[number][0],
            "language": bars[number][1],
        }
        for number in numbers
    ]
    dates = {"opened_on": "2020-01-01", "closed_on": "", "mandate_on": "2020-01-01", "authorisation_on": "2020-01-01"}
    accounts = [
        {"iban": iban(number), "currency": "EUR", "kind": "third_party", "judicial_mandate": "false", "holder_id": f"H{number}"}
        | {"bank_bic": "KASTBEBB"}
        | dates
        for number in numbers
    ]
    own = [{"holder_id": f"H{number}", "iban": office(number), "label": "office"} for number in numbers]
    import_register(
        warehouse,
        holders=write_csv(folder / "holders.csv", holders),
        accounts=write_csv(folder / "accounts.csv", accounts),
        own_accounts=write_csv(folder / "own_accounts.csv", own),
        at=AT,
    )
    receipt = receive(warehouse, "KASTEEL", "k.cod", write_delivery(statements(drawn_rows()), created=ON), at=RECEIVED)
    assert receipt.state == "ingested", receipt.reason
    yield warehouse
    warehouse.close()


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


def test_the_planted_month_is_the_most_unusual_and_says_why(scored: pl.DataFrame) -> None:
    top = scored.sort("score_micro", descending=True).row(0, named=True)
    assert (top["account"], top["month"]) == (iban(7), date(2025, 9, 1))
    reasons = {reason["feature"]: reason for reason in top["contributions"]}
    own = [name for name in reasons if name.startswith("own_")]
    assert len(own) == 1, "one reason of each subject"
    assert reasons[own[0]]["value_milli"] >= ODD[own[0]], "twelve times 500 to the holder, no dossier named"
    for language in ("en", "fr", "nl", "de"):
        told = [describe(reason, language) for reason in top["contributions"]]
        assert not [text for text in told if iban(7) in text or "Zoé" in text or "{" in text]


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


def test_too_little_to_learn_from_is_refused(filled: Warehouse) -> None:
    with pytest.raises(Refusal, match="at least 200 account-months"):
        train(filled, on=date(2025, 3, 31), seed=1, at=AT)


def test_an_empty_lake_has_no_model_and_no_score(warehouse: Warehouse) -> None:
    assert score(warehouse, on=ON) is None
    with pytest.raises(Refusal, match="found 0"):
        train(warehouse, on=ON, seed=1, at=AT)
    with pytest.raises(Refusal, match="no model was trained yet"):
        read_card(warehouse)
