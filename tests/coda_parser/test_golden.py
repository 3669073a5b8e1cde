"""Golden pairs, one per bank: a delivery as that bank writes it, and what it says.

`golden/BANK.json` is the drawn table: plain values and hand-made sums. `golden/BANK.cod` is made from it by the writer in
the bank's habits, and then only compared: `python tests/coda_parser/test_golden.py` makes the files again when a bank's
habits change, and the difference is what a reviewer reads.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coda_parser import Movement, parse
from coda_parser.banks import Bank, banks
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
    created = date.fromisoformat(table["created"])
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
    valued = drawn.get("valued")
    return MovementDraft(
        **known
        | {
            "booked": date.fromisoformat(drawn["booked"]),
            "valued": date.fromisoformat(valued) if valued else None,
            "structured": tuple(drawn["structured"]) if "structured" in drawn else None,
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
    delivery = parse((GOLDEN / f"{bank.code}.cod").read_bytes())
    drawn = table_of(bank)
    assert [problem.id for problem in delivery.problems] == drawn["problems"]
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
            assert says(movement, told) == told


def says(movement: Movement, told: dict[str, Any]) -> dict[str, Any]:
    """Give of a movement what the table tells of it."""
    values: dict[str, Any] = {name: getattr(movement, name) for name in told if name not in ("structured", "details")}
    for name in ("booked", "valued"):
        if name in values:
            values[name] = values[name].isoformat() if values[name] else None
    if "structured" in told:
        values["structured"] = [movement.communication_type, movement.communication]
    return values | ({"details": told["details"]} if "details" in told else {})


def test_every_bank_has_a_golden_pair_and_no_pair_lacks_its_bank() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(banks())
    assert len(list(GOLDEN.iterdir())) == 2 * len(banks())


if __name__ == "__main__":
    for each in banks().values():
        (GOLDEN / f"{each.code}.cod").write_bytes(written(each))
    sys.exit(0)
