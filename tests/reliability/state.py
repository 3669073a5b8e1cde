"""The final state of an installation: a digest over what has a meaning, in total order, and its comparison with the truth.

Defined away, because they tell of the way and not of the end: moments (received, created, delivered), names of files, which of
several deliveries of one statement was the one that is held (`delivery`, `line`, and from record 0 `created` and `duplicate`,
with the raw lines that carry them), which letter a link of a chain got (its place in the chain is in the order of the rows),
how many Parquet files hold the rows, and who released what from quarantine. Everything else counts, both on the SQL side
and in the lake.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.reliability.material import Truth
from warehouse import lake
from warehouse.database import Warehouse
from warehouse.deliveries_tables import (
    DeliveredStatement,
    OutboxAcknowledgement,
    QuarantinedStatement,
    ReceivedDelivery,
)
from warehouse.intake import accounting

OF_THE_WAY = {"delivery", "line", "created", "duplicate", "raw", "movement_id", "statement_id"}
OF_DELIVERIES = "delivery size encoding statements mandates movements debit_milli credit_milli".split()
OF_STATEMENTS = (
    "account currency statement_date statement_number digest state reason movements debit_milli credit_milli".split()
)


def rows_of(warehouse: Warehouse) -> dict[str, list[list[Any]]]:
    """Everything that has a meaning, as sorted rows; the lake's rows in the order in which readers get them."""
    movements, statements = lake.movements(warehouse).collect(), lake.statements(warehouse).collect()
    with warehouse.reading() as session:
        deliveries = session.scalars(select(ReceivedDelivery)).all()
        delivered = session.scalars(select(DeliveredStatement)).all()
        aside = session.scalars(select(QuarantinedStatement.raw)).all()
        answered = session.scalars(select(OutboxAcknowledgement.delivery)).all()
    return {
        "movements": [list(row) for row in movements.drop(*(OF_THE_WAY & set(movements.columns))).rows()],
        "statements": [list(row) for row in statements.drop(*(OF_THE_WAY & set(statements.columns))).rows()],
        "deliveries": sorted([getattr(row, name) for name in OF_DELIVERIES] for row in deliveries),
        "delivered": sorted([str(getattr(row, name)) for name in OF_STATEMENTS] for row in delivered),
        "aside": sorted([raw.hex()] for raw in aside),
        "answered": sorted([delivery] for delivery in answered),
    }


def digest_of(warehouse: Warehouse) -> str:
    """The SHA-256 of the meaning-bearing rows."""
    return hashlib.sha256(json.dumps(rows_of(warehouse), default=str, sort_keys=True).encode()).hexdigest()


def deviations(warehouse: Warehouse, truth: Truth, *, repeated: bool = False) -> list[str]:
    """What differs from the truth, in words; `repeated` when deliveries may have come more often than the truth counts."""
    found = list(accounting(warehouse).deviations)
    rows = lake.movements(warehouse, columns=["account", "communication", "amount_milli"]).collect().rows()
    if Counter(rows) != truth.held:
        found.append(f"held {sorted(rows)}, expected {sorted(truth.held.elements())}")
    told = accounting(warehouse)
    sums = (told.held.debit_milli, told.held.credit_milli)
    if sums != (truth.debit_milli, truth.credit_milli):
        found.append(f"held sums {sums}, expected {(truth.debit_milli, truth.credit_milli)}")
    counts = {name: getattr(told, name).statements for name in ("ingested", "duplicate", "quarantined", "mandate")}
    expected = {name: truth.statements[name] for name in counts}
    if counts != expected and not (repeated and counts["ingested"] == expected["ingested"]):
        found.append(f"states {counts}, expected {expected}")
    return found


def unanswered(warehouse: Warehouse) -> list[str]:
    """Deliveries in the ledger of which no whole acknowledgement lies in the bank's folder."""
    with warehouse.reading() as session:
        rows = session.execute(select(ReceivedDelivery.delivery, ReceivedDelivery.state)).all()
    said = {}
    for path in Path(warehouse.settings.drop).rglob("*.ack.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        said[document["delivery"]] = document["state"]
    return [delivery for delivery, _ in rows if delivery not in said] + sorted(set(said) - {row[0] for row in rows})
