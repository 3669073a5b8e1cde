"""The lines that a received delivery leaves in the ledger and the quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coda_parser.outline import DeliveryOutline
from warehouse.intake_judgement import Judgement
from warehouse.intake_receipt import Receipt
from warehouse.printable import printable


@dataclass(frozen=True)
class Parsed:
    """A delivery that has been read: who brought it, its name (printable), hash and size of its bytes, what it holds."""

    bank: str
    name: str
    sha256: str
    size: int
    delivery: DeliveryOutline


def delivery_row(parsed: Parsed, receipt: Receipt, judgements: Sequence[Judgement], at: datetime) -> dict[str, Any]:
    """A delivery's line in the ledger; statements under judicial mandate are counted and not summed."""
    told = [judgement.statement for judgement in judgements if judgement.state != "mandate"]
    return {
        "delivery": parsed.sha256,
        "bank": parsed.bank,
        "name": parsed.name,
        "size": parsed.size,
        "encoding": parsed.delivery.encoding,
        "received_at": at,
        "state": receipt.state,
        "reason": receipt.reason,
        "problems": list(receipt.delivery_problems),
        "statements": len(judgements),
        "mandates": len(judgements) - len(told),
        "movements": sum(statement.movement_count for statement in told),
        "debit_milli": sum(statement.debit_milli for statement in told),
        "credit_milli": sum(statement.credit_milli for statement in told),
    }


def statement_row(delivery: str, position: int, judgement: Judgement) -> dict[str, Any]:
    """A statement's line in the ledger; under judicial mandate it says no more than that the statement came."""
    statement = judgement.statement
    mandate = judgement.state == "mandate"
    unnumbered = statement.statement_number == 0 and judgement.state == "ingested"
    return {
        "delivery": delivery,
        "position": position,
        "state": judgement.state,
        "reason": judgement.reason,
        "account": printable(statement.account),
        "currency": printable(statement.currency),
        "statement_date": statement.statement_date,
        "statement_number": statement.statement_number,
        "ordinal": judgement.ordinal,
        "statement_id": printable(judgement.statement_id),
        "digest": None if mandate else statement.digest,
        "new_balance_milli": statement.new_balance_milli if unnumbered else None,
        "line": statement.first_line,
        "movements": 0 if mandate else statement.movement_count,
        "debit_milli": 0 if mandate else statement.debit_milli,
        "credit_milli": 0 if mandate else statement.credit_milli,
        "problems": list(judgement.problems),
        "destroyed_at": None,
    }


def quarantine_row(delivery: str, position: int, judgement: Judgement, at: datetime) -> dict[str, Any]:
    """The raw lines of a statement that is set aside."""
    return {"delivery": delivery, "position": position, "raw": judgement.statement.raw, "quarantined_at": at}
