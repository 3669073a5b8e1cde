"""A statement as plain values: nothing rounded, nothing doubled, communications decoded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from coda_parser import parse
from coda_parser.generator import generate
from coda_parser.told import told_delivery, told_statement
from coda_parser.writer import InformationDraft, MovementDraft, StatementDraft, write_delivery

DAY = date(2026, 3, 31)
CLOSING = "000000001075000" + "INT 2,50 PCT".ljust(15) + "000003500000" + "010126310326"


def told(draft: StatementDraft) -> Any:
    return told_statement(parse(write_delivery([draft], created=DAY)).statements[0])


def test_money_stands_as_thousandths_and_as_exact_text(statement: Callable[..., StatementDraft]) -> None:
    read = told(statement(movements=[MovementDraft(-5, DAY, None, "00101000")]))
    (movement,) = read["movements"]
    assert (movement["amount_milli"], movement["amount"]) == (-5, "-0.005")
    assert (read["old_balance"], read["new_balance"], read["debit"]) == ("500.000", "499.995", "0.005")
    assert (movement["booked"], movement["valued"]) == ("2026-03-31", None)


def test_a_structured_communication_is_there_as_it_stands_and_decoded(statement: Callable[..., StatementDraft]) -> None:
    name = InformationDraft("SALES NV".ljust(70) + "BE0123456789", "008")
    paid = MovementDraft(1_000, DAY, DAY, "03501000", structured=("108", CLOSING), information=[name])
    (movement,) = told(statement(movements=[paid]))["movements"]
    assert (movement["communication_type"], movement["communication"]) == ("108", CLOSING)
    assert movement["fields"] == {
        "equivalent_in_account_currency": "1075.000",
        "calculation_basis": "INT 2,50 PCT",
        "interest": "0.03500000",
        "period_from_to": "010126310326",
    }
    assert movement["information"][0]["fields"] == {"name": "SALES NV", "identification_code": "BE0123456789"}


def test_details_stand_inside_their_movement(statement: Callable[..., StatementDraft]) -> None:
    details = [MovementDraft(-600, DAY, DAY, "50107000"), MovementDraft(-400, DAY, DAY, "50107000")]
    paid = [MovementDraft(-1_000, DAY, DAY, "10107000", details=details), MovementDraft(7, DAY, DAY, "00150000")]
    read = told(statement(movements=paid))
    assert [(one["amount_milli"], [each["amount_milli"] for each in one["details"]]) for one in read["movements"]] == [
        (-1_000, [-600, -400]),
        (7, []),
    ]


def test_everything_generated_is_plain_json_without_a_float() -> None:
    text = json.dumps(told_delivery(parse(generate(9, statements=60))))

    def refuse(number: str) -> float:
        raise AssertionError(f"a number with a fraction: {number}")

    json.loads(text, parse_float=refuse)


def test_a_problem_is_told_with_its_place() -> None:
    assert told_delivery(parse(b"hello"))["problems"] == [
        {
            "id": "not-coda",
            "severity": "hard",
            "line": 1,
            "record": "",
            "field": "record identification",
            "message": "expected CODA, records of 128 characters beginning with a record 0, got 'hello'",
        }
    ]
