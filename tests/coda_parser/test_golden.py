"""Golden pairs, one per bank: a delivery as that bank writes it, and what it says.

`golden/BANK.json` is the drawn table: plain values and hand-made sums. `golden/BANK.cod` is made from it by the writer in
the bank's habits, and then only compared: `python tests/coda_parser/test_golden.py` makes the files again when a bank's
habits change, and the difference is what a reviewer reads. `quater coda golden --check tests/coda_parser/golden` compares
the same pairs; whoever adds a bank with a delivery in hand writes its pair with `quater coda golden FILE -o …`.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coda_parser import dump, parse
from coda_parser.banks import Bank, banks
from coda_parser.golden import check_pair, first_difference, pairs, write_pair
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery

GOLDEN = Path(__file__).parent / "golden"
TOLD = ("account", "currency", "statement_number", "old_balance_milli", "new_balance_milli", "holder_name", "bank_bic")


def table_of(bank: Bank) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((GOLDEN / f"{bank.code}.json").read_text(encoding="utf-8"))
    return table


def written(bank: Bank) -> bytes:
    """Write the drawn table in the bank's habits."""
    table = table_of(bank)
    drafts = [_draft(bank, statement) for statement in table["statements"]]
    created = date.fromisoformat(table["statements"][0]["created"])
    return write_delivery(drafts, created=created, newline=bank.habits.newline, encoding=bank.habits.encoding)


def _draft(bank: Bank, drawn: dict[str, Any]) -> StatementDraft:
    return StatementDraft(
        account=drawn["account"],
        currency=drawn["currency"],
        number=drawn["statement_number"],
        date=date.fromisoformat(drawn["statement_date"]),
        old_balance_milli=drawn["old_balance_milli"],
        old_balance_date=date.fromisoformat(drawn["old_balance_date"]),
        holder_name=drawn["holder_name"],
        description="COMPTE DE TIERS",
        bank_bic=drawn["bank_bic"],
        bank_number=int(bank.habits.bank_number),
        messages=drawn.get("messages", []),
        movements=[_movement(movement) for movement in drawn["movements"]],
    )


def _movement(drawn: dict[str, Any]) -> MovementDraft:
    known = {name: drawn[name] for name in drawn if name in MovementDraft.__dataclass_fields__}
    valued, type_ = drawn.get("valued"), drawn.get("communication_type")
    return MovementDraft(
        **known
        | {
            "booked": date.fromisoformat(drawn["booked"]),
            "valued": date.fromisoformat(valued) if valued else None,
            "communication": "" if type_ else drawn.get("communication", ""),
            "structured": (type_, drawn["communication"]) if type_ else None,
            "details": [_movement(detail) for detail in drawn.get("details", [])],
        }
    )


@pytest.fixture(params=sorted(banks()))
def bank(request: pytest.FixtureRequest) -> Bank:
    """Each bank in turn."""
    return banks()[request.param]


def test_the_golden_delivery_is_what_the_bank_writes(bank: Bank) -> None:
    assert (GOLDEN / f"{bank.code}.cod").read_bytes() == written(bank)


def test_the_golden_delivery_says_what_was_drawn(bank: Bank) -> None:
    data = (GOLDEN / f"{bank.code}.cod").read_bytes()
    delivery = parse(data)
    drawn = table_of(bank)
    assert [problem.id for problem in delivery.problems] == [problem["id"] for problem in drawn["problems"]]
    assert (delivery.encoding, delivery.newline) == (drawn["encoding"], bank.habits.newline)
    assert len(delivery.statements) == len(drawn["statements"])
    for statement, expected in zip(delivery.statements, drawn["statements"], strict=True):
        assert {name: getattr(statement, name) for name in TOLD} == {name: expected[name] for name in TOLD}
        assert statement.statement_date.isoformat() == expected["statement_date"]
        assert (statement.debit_milli, statement.credit_milli) == (expected["debit_milli"], expected["credit_milli"])
        assert list(statement.messages) == expected.get("messages", [])
        flat = [each for movement in expected["movements"] for each in (movement, *movement.get("details", []))]
        assert len(statement.movements) == len(flat)
        for movement, told in zip(statement.movements, flat, strict=True):
            values = {name: getattr(movement, name) for name in told if name != "details"}
            days = {name: str(values[name]) for name in ("booked", "valued") if values.get(name)}
            assert values | days == {name: told[name] for name in told if name != "details"}
    assert dump(delivery) == data


def test_the_command_s_comparison_finds_the_golden_pairs_sound() -> None:
    assert {coda.stem: check_pair(coda, told) for coda, told in pairs(GOLDEN)} == dict.fromkeys(banks(), "")


CHANGES = [
    (("statements", 0, "movements", 2, "details", 1, "amount_milli"), -250_001),
    (("statements", 0, "movements", 3, "communication_type"), "126"),
    (("statements", 0, "holder_name"), "MAITRE LEA MARECHAL"),
    (("encoding",), "utf-8"),
]


@pytest.mark.parametrize(("place", "value"), CHANGES, ids=[str(place[-1]) for place, _ in CHANGES])
def test_one_changed_value_of_a_pair_is_named_by_its_place(place: tuple[str | int, ...], value: object, tmp_path: Path) -> None:
    coda, told = write_pair("KASTEEL", (GOLDEN / "KASTEEL.cod").read_bytes(), tmp_path)
    assert check_pair(coda, told) == ""
    table = json.loads(told.read_text(encoding="utf-8"))
    inner = table
    for step in place[:-1]:
        inner = inner[step]
    before, inner[place[-1]] = inner[place[-1]], value
    told.write_text(json.dumps(table), encoding="utf-8")
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")
    quote = (lambda each: repr(each)) if isinstance(value, str) else str
    assert check_pair(coda, told) == f"KASTEEL.json: {name}: expected {quote(value)}, got {quote(before)}"


def test_what_a_pair_does_not_tell_is_not_compared_but_a_list_has_its_length(tmp_path: Path) -> None:
    coda, told = write_pair("ONE", (GOLDEN / "KASTEEL.cod").read_bytes(), tmp_path)
    told.write_text('{"statements": [{"account": "BE35985051416137"}]}', encoding="utf-8")
    assert check_pair(coda, told) == ""
    told.write_text('{"statements": []}', encoding="utf-8")
    assert check_pair(coda, told) == "ONE.json: statements: expected 0 of them, got 1"
    told.unlink()
    assert check_pair(coda, told) == "ONE.json: expected beside its other half, got no such file"


def test_a_truth_value_is_not_taken_for_a_number() -> None:
    assert first_difference({"is_detail": 1}, {"is_detail": True}) == "is_detail: expected 1, got true"


def test_every_bank_has_a_golden_pair_and_no_pair_lacks_its_bank() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(banks())
    assert len(list(GOLDEN.iterdir())) == 2 * len(banks())


if __name__ == "__main__":
    for each in banks().values():
        (GOLDEN / f"{each.code}.cod").write_bytes(written(each))
    sys.exit(0)
