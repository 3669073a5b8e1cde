"""Acknowledgements: what a bank is told about each delivery, once, as JSON and as text that a person reads.

The acknowledgement is written into the outbox in the transaction that receives the delivery, so none is lost and none is sent
for what was not received; it is delivered afterwards, beside the files of the bank's drop, and a second delivery of the same
one replaces the same file. Once delivered the outbox forgets the text and keeps its hash: the ledger can make it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from warehouse.database import Warehouse
from warehouse.deliveries import in_parts
from warehouse.deliveries_tables import OutboxAcknowledgement
from warehouse.durable import write_all
from warehouse.intake_receipt import Receipt, StatementOutcome

FOLDER = "ack"
LONGEST_NAME = 180
"""Bytes that are kept of a name: a file system counts bytes, and hash and ending must fit behind it."""
TOLD = ("delivery", "bank", "name", "document", "readable")
STATES = ("ingested", "duplicate", "quarantined", "mandate")
EXPLAINED = {
    "ingested": "received and accepted",
    "partial": "received; some statements are set aside, the others are accepted",
    "duplicate": "received before; counted once",
    "quarantined": "set aside as a whole; please deliver it again, corrected",
    "pending": "not complete yet",
}


@dataclass(frozen=True)
class Acknowledgement:
    """One acknowledgement: the file it answers, its JSON document and its readable text."""

    delivery: str
    bank: str
    name: str
    document: str
    readable: str
    again: bool = False

    @property
    def files(self) -> dict[str, str]:
        """Text by file name; two deliveries of one name are told apart by their hash."""
        stem = f"{safe_name(self.name)}.{self.delivery[:8]}{'.again' if self.again else ''}"
        return {f"{stem}.ack.json": self.document, f"{stem}.ack.txt": self.readable}


def acknowledgement_of(receipt: Receipt, *, at: datetime) -> Acknowledgement:
    """The acknowledgement of a receipt."""
    totals = _totals(receipt)
    document = json.dumps(_document(receipt, totals, at), ensure_ascii=False) + "\n"
    readable = _readable(receipt, totals, at)
    return Acknowledgement(receipt.delivery, receipt.bank, receipt.name, document, readable, again=bool(receipt.first_state))


def acknowledge(receipt: Receipt, *, at: datetime) -> dict[str, Any]:
    """The outbox's row for a receipt."""
    made = acknowledgement_of(receipt, at=at)
    return {
        "delivery": made.delivery,
        "bank": made.bank,
        "name": made.name,
        "sha256": hashlib.sha256(made.document.encode()).hexdigest(),
        "document": made.document,
        "readable": made.readable,
        "created_at": at,
        "delivered_at": None,
    }


def waiting(warehouse: Warehouse, *, bank: str | None = None) -> list[Acknowledgement]:
    """The acknowledgements not yet delivered, of one bank or of all, by moment and delivery."""
    query = select(*(getattr(OutboxAcknowledgement, name) for name in TOLD)).where(OutboxAcknowledgement.delivered_at.is_(None))
    if bank is not None:
        query = query.where(OutboxAcknowledgement.bank == bank)
    with warehouse.reading() as session:
        rows = session.execute(query.order_by(OutboxAcknowledgement.created_at, OutboxAcknowledgement.delivery)).all()
    return [Acknowledgement(delivery, bank, name, document or "", text or "") for delivery, bank, name, document, text in rows]


def mark_delivered(warehouse: Warehouse, deliveries: Iterable[str], *, at: datetime) -> None:
    """Note that the bank has these acknowledgements, and forget their text."""
    emptied = {"delivered_at": at, "document": None, "readable": None}
    with warehouse.writing() as session:
        for some in in_parts(list(deliveries)):
            session.execute(update(OutboxAcknowledgement).where(OutboxAcknowledgement.delivery.in_(some)).values(**emptied))


def deliver_to_folders(warehouse: Warehouse, *, at: datetime) -> int:
    """Write what waits into `drop/BANK/ack/` of this installation; gives how many were delivered.

    A file has its name only when it is whole, and the outbox forgets a text only when its file is on the disk.
    """
    answers = waiting(warehouse)
    _write(warehouse, answers)
    if answers:
        mark_delivered(warehouse, [answer.delivery for answer in answers], at=at)
    return len(answers)


def answer_again(warehouse: Warehouse, receipts: Iterable[Receipt], *, at: datetime) -> int:
    """Write the acknowledgements of bytes that were received before, which no outbox holds; gives how many there were.

    They lie beside the first one, under its name, so that whoever destroys the one finds the other.
    """
    again = [acknowledgement_of(receipt, at=at) for receipt in receipts if receipt.first_state]
    columns = (OutboxAcknowledgement.delivery, OutboxAcknowledgement.bank, OutboxAcknowledgement.name)
    first: dict[str, tuple[str, str]] = {}
    with warehouse.reading() as session:
        for some in in_parts([answer.delivery for answer in again]):
            rows = session.execute(select(*columns).where(OutboxAcknowledgement.delivery.in_(some)))
            first.update({delivery: (bank, name) for delivery, bank, name in rows})
    beside = {one.delivery: replace(one, bank=first[one.delivery][0], name=first[one.delivery][1]) for one in again}
    _write(warehouse, list(beside.values()))
    return len(beside)


def _write(warehouse: Warehouse, answers: Sequence[Acknowledgement]) -> None:
    files: dict[str, list[tuple[str, bytes]]] = {}
    for answer in answers:
        files.setdefault(answer.bank, []).extend((name, text.encode("utf-8")) for name, text in answer.files.items())
    for bank, texts in files.items():
        folder = warehouse.settings.drop / safe_name(bank) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        write_all(folder, texts)


def safe_name(name: str) -> str:
    """A file name that stays inside its folder, whatever somebody called his file.

    >>> safe_name("../../etc/passwd"), safe_name("KB20260105001.cod"), len(safe_name("日" * 85).encode())
    ('_.._.._etc_passwd', 'KB20260105001.cod', 180)
    """
    kept = "".join(letter if letter.isalnum() or letter in "._-+ " else "_" for letter in name)
    kept = kept.encode("utf-8")[:LONGEST_NAME].decode("utf-8", "ignore")
    return f"_{kept}" if kept.startswith(".") or not kept else kept


def _document(receipt: Receipt, totals: Mapping[str, dict[str, int]], at: datetime) -> dict[str, Any]:
    return {
        "acknowledgement": 1,
        "file": receipt.name,
        "bank": receipt.bank,
        "delivery": receipt.delivery,
        "acknowledged_at": at.isoformat(),
        "state": receipt.state,
        "reason": receipt.reason,
        "totals": totals,
        "problems": list(receipt.delivery_problems),
        "statements": [_statement(outcome) for outcome in receipt.outcomes],
    }


def _totals(receipt: Receipt) -> dict[str, dict[str, int]]:
    """Counts and sums by state."""
    totals = {state: {"statements": 0, "movements": 0, "debit_milli": 0, "credit_milli": 0} for state in STATES}
    for outcome in receipt.outcomes:
        total = totals[outcome.state]
        total["statements"] += 1
        total["movements"] += outcome.movements
        total["debit_milli"] += outcome.debit_milli
        total["credit_milli"] += outcome.credit_milli
    return totals


def _statement(outcome: StatementOutcome) -> dict[str, Any]:
    said: dict[str, Any] = {
        "line": outcome.line,
        "account": outcome.account,
        "currency": outcome.currency,
        "statement_date": outcome.statement_date.isoformat() if outcome.statement_date else None,
        "statement_number": outcome.statement_number,
        "state": outcome.state,
    }
    if outcome.state != "mandate":
        said |= {
            "reason": outcome.reason,
            "movements": outcome.movements,
            "debit_milli": outcome.debit_milli,
            "credit_milli": outcome.credit_milli,
            "problems": list(outcome.problems),
        }
    return said


def _readable(receipt: Receipt, totals: Mapping[str, dict[str, int]], at: datetime) -> str:
    lines = [
        f"Acknowledgement of {receipt.name} ({receipt.bank}), {at:%Y-%m-%d %H:%M} UTC",
        f"SHA-256 {receipt.delivery}",
        f"State: {receipt.state}: {EXPLAINED[receipt.state]}" + (f" ({receipt.reason})" if receipt.reason else ""),
    ]
    for state, total in totals.items():
        if total["statements"]:
            lines.append(
                f"  {state}: {_counted(total)}" if state != "mandate" else f"  mandate: {total['statements']} not read"
            )
    lines += [f"  {_problem(problem)}" for problem in receipt.delivery_problems]
    for outcome in receipt.outcomes:
        lines.append(_statement_line(outcome))
        lines += [f"    {_problem(problem)}" for problem in outcome.problems]
    return "\n".join(lines) + "\n"


def _counted(total: dict[str, int]) -> str:
    debit, credit = euros(total["debit_milli"]), euros(total["credit_milli"])
    counts = f"{_number(total['statements'], 'statement')}, {_number(total['movements'], 'movement')}"
    return f"{counts}, debit {debit}, credit {credit}"


def _statement_line(outcome: StatementOutcome) -> str:
    number = "" if outcome.statement_number is None else f" {outcome.statement_number:03d}"
    what = f"{outcome.account} {outcome.currency} {outcome.statement_date}{number}"
    if outcome.state == "mandate":
        return f"line {outcome.line}: {what}: judicial mandate, not read"
    reason = f" ({outcome.reason})" if outcome.reason else ""
    movements = _number(outcome.movements, "movement")
    sums = f"{movements}, debit {euros(outcome.debit_milli)}, credit {euros(outcome.credit_milli)}"
    return f"line {outcome.line}: {what}: {outcome.state}{reason}, {sums}"


def _problem(problem: dict[str, Any]) -> str:
    record = f", record {problem['record']}" if problem["record"] else ""
    field = f", {problem['field']}" if problem["field"] else ""
    positions = " (positions {}–{})".format(*problem["positions"]) if problem["positions"] else ""
    return f"line {problem['line']}{record}{field}{positions}: {problem['message']} [{problem['id']}]"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def euros(milli: int) -> str:
    """An amount in thousandths as text with a point and three decimals.

    >>> euros(1234560), euros(-5)
    ('1234.560', '-0.005')
    """
    sign = "-" if milli < 0 else ""
    return f"{sign}{abs(milli) // 1000}.{abs(milli) % 1000:03d}"
