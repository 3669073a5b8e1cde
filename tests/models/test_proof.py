"""The movements named for a feature are those without which it would be less; the arithmetic stands beside each case."""

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from models import proof
from models.features import build_features
from models.proof import Asked, Proof, proofs

from .conftest import ACCOUNT, ORDERS, OWN, movement, register

MARCH = date(2026, 3, 1)
ALPHA, BETA, GAMMA = ("BE05063000000001", "BE75063000000002", "BE48063000000003")
PAST = [movement(f"2025-{month:02d}-05", 1_000, ALPHA, movement_id=f"p{month}") for month in range(6, 13)]


def proof_of(rows: list[dict[str, Any]], *features: str, scored: Any = None, line: float = 1.0) -> Proof:
    """Give the proof of March; without `scored` no month has a score."""
    lines = pl.DataFrame(
        [*PAST, *rows], schema_overrides={"booked": pl.Date, "amount_milli": pl.Int64, "is_detail": pl.Boolean}
    )
    accounts = register(*sorted({row["account"] for row in rows}))
    own = accounts.select("holder_id", pl.lit(OWN).alias("iban"))

    def rebuilt(copies: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
        known = names.join(accounts.rename({"iban": "account"}), on="account").rename({"copy": "iban"}).drop("account")
        return build_features(copies.lazy(), known, orders=ORDERS, own_accounts=own)

    asked = [Asked(ACCOUNT, "EUR", MARCH, features)]
    (found,) = proofs(lines, asked, rebuilt, scored or (lambda table: np.zeros(table.height)), line)
    return found


def proven(rows: list[dict[str, Any]], *features: str) -> dict[str, str]:
    """Give the movements that prove each feature, joined."""
    return {name: told(ids) for name, ids in proof_of(rows, *features).by_feature.items()}


def told(ids: frozenset[str]) -> str:
    return ",".join(sorted(ids))


def test_a_sum_is_proved_by_every_movement_in_it_and_a_largest_one_by_itself() -> None:
    rows = [
        movement("2026-03-02", 9_000_000, ALPHA, movement_id="in"),
        movement("2026-03-03", -4_000_000, BETA, movement_id="big"),
        movement("2026-03-04", -1_000_000, GAMMA, movement_id="small"),
    ]
    assert proven(rows, "money_in", "money_out", "largest_payment") == {
        "money_in": "in",
        "money_out": "big,small",
        "largest_payment": "big",
    }


WITHDRAWALS = [movement("2026-03-05", -500_000, OWN, movement_id=f"w{number}", communication="avance") for number in range(4)]
FEE = movement("2026-03-09", -321_450, OWN, movement_id="fee")
CLIENT = movement("2026-03-10", -1_000_000, BETA, movement_id="client")


def by_withdrawals(table: pl.DataFrame) -> Any:
    """A score that rises by a tenth with every 500 euro paid to the holder without a dossier."""
    return table["own_unreferenced_money"].to_numpy() / 5_000


def test_named_is_what_proves_a_reason_and_lowers_the_score() -> None:
    found = proof_of([*WITHDRAWALS, FEE, CLIENT], "own_money", scored=by_withdrawals, line=0.3)
    assert told(found.by_feature["own_money"]) == "fee,w0,w1,w2,w3"
    assert told(found.named) == "w0,w1,w2,w3", "the fee is a reason's, but the score does not need it"
    assert found.enough, "without them the score is 0"


def test_where_leaving_out_all_raises_something_else_the_fewest_that_lower_it_are_named() -> None:
    def scored(table: pl.DataFrame) -> Any:  # nothing left to the holder is as odd as much
        withdrawn = by_withdrawals(table)
        return np.where(table["own_money"].fill_null(0) == 0, 0.9, withdrawn)

    found = proof_of([*WITHDRAWALS, CLIENT], "own_money", scored=scored, line=0.3)
    assert (told(found.named), found.enough) == ("w0,w1", True)  # two of four left: 0.2, below 0.3
    higher = proof_of([*WITHDRAWALS, CLIENT], "own_money", scored=scored, line=0.05)
    assert (told(higher.named), higher.enough) == (
        "w0,w1,w2",
        False,
    )  # one left: 0.1, still above the line, and the least there is


def test_without_a_movement_that_lowers_the_score_all_that_proves_a_reason_is_named() -> None:
    found = proof_of([*WITHDRAWALS, CLIENT], "own_money", scored=lambda table: np.full(table.height, 0.5), line=0.3)
    assert (told(found.named), found.enough) == ("w0,w1,w2,w3", False)


def test_what_raises_a_share_proves_it_and_what_lowers_it_does_not() -> None:
    rows = [
        movement("2026-03-02", -3_000_000, OWN, movement_id="fee"),  # 3000 of 4000 went to the holder
        movement("2026-03-03", -1_000_000, BETA, movement_id="client"),
    ]
    assert proven(rows, "own_share", "own_money") == {"own_share": "fee", "own_money": "fee"}


def test_two_payments_to_one_payee_are_one_payee_and_both_prove_it() -> None:
    rows = [
        movement("2026-03-02", -1_000_000, BETA, movement_id="b1"),
        movement("2026-03-03", -2_000_000, BETA, movement_id="b2"),
        movement("2026-03-04", -1_000_000, GAMMA, movement_id="g"),
    ]
    assert proven(rows, "payees", "new_payees") == {"payees": "b1,b2,g", "new_payees": "b1,b2,g"}


def test_a_receipt_passed_on_is_proved_by_both_ends() -> None:
    without = {"communication": "thanks"}
    rows = [
        movement("2026-03-02", 5_000_000, BETA, movement_id="in", **without),
        movement("2026-03-03", -5_000_000, GAMMA, movement_id="out", **without),
        movement("2026-03-20", -100_000, ALPHA, movement_id="other"),
    ]
    assert proven(rows, "quick_money") == {"quick_money": "in,out"}


def test_what_nothing_in_the_month_makes_less_is_proved_by_nothing() -> None:
    rows = [movement("2026-03-02", -1_000_000, BETA, movement_id="out")]
    assert proven(rows, "cash_money", "relay_hops") == {"cash_money": "", "relay_hops": ""}


def test_the_only_movement_of_a_month_proves_whatever_the_month_shows() -> None:
    rows = [movement("2026-03-02", -1_000_000, BETA, movement_id="out")]
    assert proven(rows, "silent_days") == {"silent_days": "out"}


def test_movements_of_other_months_and_accounts_are_never_named() -> None:
    rows = [
        movement("2026-02-02", 9_000_000, BETA, movement_id="february"),
        movement("2026-03-02", 9_000_000, BETA, movement_id="march"),
        movement("2026-04-02", 9_000_000, BETA, movement_id="april"),
        movement("2026-03-02", 9_000_000, BETA, movement_id="another", account="BE62510007547061"),
    ]
    assert proven(rows, "money_in", "payers") == {"money_in": "march", "payers": "march"}


def test_of_a_month_with_very_many_movements_the_largest_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "MOST", 3)
    monkeypatch.setattr(proof, "FEWEST", 3)
    rows = [movement("2026-03-02", -1_000 * number, BETA, movement_id=f"m{number:02d}") for number in range(1, 11)]
    assert proven(rows, "money_out")["money_out"] == "m08,m09,m10"


def test_a_long_history_is_taken_in_parts_with_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [movement("2026-03-02", -1_000 * number, BETA, movement_id=f"m{number:02d}") for number in range(1, 5)]
    whole = proven(rows, "money_out", "payees")
    monkeypatch.setattr(proof, "LINES", 60)
    assert proven(rows, "money_out", "payees") == whole
    nothing = pl.DataFrame(schema={"account": pl.String, "currency": pl.String})
    assert proofs(nothing, [], lambda copies, _: copies, by_withdrawals, 0.5) == []
