"""Receiving a group of deliveries in one transaction: ledger, manifest, quarantine and outbox together, or nothing.

The deliveries of a group share their lake files, because a file for every small delivery costs minutes where one for hundreds
costs a second. Files are written before the commit and named by their content: after a crash they are nobody's data and the
next attempt writes the same ones. Two workers with the same bytes, or the same statement, meet at a unique key of the database;
the slower one begins again and then finds what the other has written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pyarrow as pa
from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from coda_parser.columns import MOVEMENTS, STATEMENTS
from coda_parser.outline import tables_of
from warehouse.acknowledgements import acknowledge
from warehouse.database import Base, Warehouse
from warehouse.deliveries import known_deliveries, ledger_of, register_for
from warehouse.deliveries_tables import (
    DeliveredStatement,
    OutboxAcknowledgement,
    QuarantinedStatement,
    ReceivedDelivery,
    Sighting,
)
from warehouse.intake_arrival import Arrival, arrivals_of
from warehouse.intake_identity import canonical
from warehouse.intake_judgement import (
    Judgement,
    Ledger,
    Register,
    accounts_of,
    judge,
    key_of,
    state_of,
    trusted,
)
from warehouse.intake_problems import as_rows, delivery_problems, not_agreed
from warehouse.intake_receipt import Receipt, StatementOutcome, brought_again, receipts_of_known
from warehouse.intake_rows import Parsed, delivery_row, quarantine_row, statement_row
from warehouse.lake_files import write_parts
from warehouse.manifest import LakePart, add_parts
from warehouse.quarantine_closing import close_corrected

ATTEMPTS = 8
TOLD = ("ingested", "quarantined")
"""States of a statement that may correct another, or be corrected."""


def store(
    warehouse: Warehouse, group: Sequence[Parsed], *, at: datetime, then: Callable[[Session, Sequence[Receipt]], None]
) -> list[Receipt]:
    """Receive a group of deliveries; the receipts are in its order. Raises what the database raises after eight attempts.

    `then` is done in the same transaction, when the ledger knows the deliveries.
    """
    if not group:
        return []
    for attempt in range(1, ATTEMPTS + 1):
        try:
            arrivals = arrivals_of(warehouse, {parsed.bank for parsed in group}, at=at)
            with warehouse.writing() as session:
                receipts = _receive(warehouse, session, group, arrivals, at)
                then(session, receipts)
                return receipts
        except (IntegrityError, OperationalError):
            # another worker holds or has just written one of these keys; anything else shows itself again and is raised
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("the last attempt returns or raises")


def _receive(
    warehouse: Warehouse, session: Session, group: Sequence[Parsed], arrivals: Mapping[str, Arrival], at: datetime
) -> list[Receipt]:
    known = receipts_of_known(session, known_deliveries(session, [parsed.sha256 for parsed in group]))
    fresh: dict[str, Parsed] = {}
    for parsed in group:
        if parsed.sha256 not in known:
            fresh.setdefault(parsed.sha256, parsed)  # the first to bring the bytes is the one who delivered them
    register = register_for(session, set().union(*(accounts_of(parsed.delivery) for parsed in fresh.values())))
    ledger = _ledger(session, fresh.values())
    judged = {sha: _judged(parsed, register, ledger, arrivals[parsed.bank]) for sha, parsed in fresh.items()}
    lake_rows = [(sha, judgement) for sha, outcome in judged.items() for judgement in outcome.judgements]
    add_parts(session, lake_parts(warehouse, lake_rows, at=at))
    _write_ledger(session, [(fresh[sha], outcome) for sha, outcome in judged.items()], at)
    close_corrected(session, {key_of(j.statement) for one in judged.values() for j in one.judgements if j.state in TOLD}, at=at)
    _forget_sightings(session, group)
    receipts = []
    for parsed in group:
        if parsed.sha256 in judged:
            receipts.append(judged.pop(parsed.sha256).receipt)
            known[parsed.sha256] = brought_again(receipts[-1])
        else:
            receipts.append(replace(known[parsed.sha256], bank=parsed.bank, name=parsed.name))
    return receipts


@dataclass(frozen=True)
class _Outcome:
    judgements: Sequence[Judgement]
    receipt: Receipt


def _ledger(session: Session, group: Iterable[Parsed]) -> Ledger:
    keys = {
        key_of(statement)._replace(account=canonical(statement.account))
        for parsed in group
        for statement in parsed.delivery.statements
        if not statement.hard
    }
    return ledger_of(session, keys)


def _judged(parsed: Parsed, register: Register, ledger: Ledger, arrival: Arrival) -> _Outcome:
    judgements = judge(parsed.delivery, register, ledger, arrival)
    state, reason = state_of(parsed.delivery, judgements, arrival)
    told = [judgement.statement for judgement in judgements if judgement.state != "mandate"]
    secret = [judgement.statement for judgement in judgements if judgement.state == "mandate"]
    arrived = () if arrival.agreed else as_rows([not_agreed(arrival)])
    receipt = Receipt(
        delivery=parsed.sha256,
        bank=parsed.bank,
        name=parsed.name,
        state=state,
        reason=reason,
        delivery_problems=(*arrived, *delivery_problems(parsed.delivery, told, secret, believed=trusted(parsed.delivery))),
        outcomes=tuple(StatementOutcome.of(position, judgement) for position, judgement in enumerate(judgements)),
    )
    return _Outcome(judgements, receipt)


def lake_parts(warehouse: Warehouse, judged: Sequence[tuple[str, Judgement]], *, at: datetime) -> list[LakePart]:
    """Write the ingested of the (delivery, judgement) pairs to the lake; gives the lines for the manifest."""
    held = [(delivery, judgement) for delivery, judgement in judged if judgement.state == "ingested"]
    if not held:
        return []
    statements, movements = tables_of([judgement.statement for _, judgement in held], [delivery for delivery, _ in held])
    statements = _with_column(statements, "statement_id", [judgement.statement_id for _, judgement in held])
    statements = _with_column(statements, "encoding", [judgement.encoding for _, judgement in held])
    root = warehouse.settings.lake
    return [*write_parts(root, STATEMENTS, statements, at=at), *write_parts(root, MOVEMENTS, movements, at=at)]


def _with_column(table: pa.Table, name: str, values: list[str]) -> pa.Table:
    place = table.schema.get_field_index(name)
    return table.set_column(place, table.schema.field(place), pa.array(values, pa.string()))


def _write_ledger(session: Session, received: Sequence[tuple[Parsed, _Outcome]], at: datetime) -> None:
    if not received:
        return
    rows = [delivery_row(parsed, outcome.receipt, outcome.judgements, at) for parsed, outcome in received]
    _insert(session, ReceivedDelivery, rows)
    lines = [(parsed.sha256, i, judgement) for parsed, outcome in received for i, judgement in enumerate(outcome.judgements)]
    _insert(session, DeliveredStatement, [statement_row(*line) for line in lines])
    aside = [line for line in lines if line[2].state == "quarantined"]
    _insert(session, QuarantinedStatement, [quarantine_row(*line, at) for line in aside])
    _insert(session, OutboxAcknowledgement, [acknowledge(outcome.receipt, at=at) for _, outcome in received])


def _insert(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert tens of thousands of rows in one statement, by the table itself: nobody needs them as objects."""
    if rows:
        session.connection().execute(insert(Base.metadata.tables[table.__tablename__]), rows)


def _forget_sightings(session: Session, group: Sequence[Parsed]) -> None:
    for bank in {parsed.bank for parsed in group}:
        names = [parsed.name for parsed in group if parsed.bank == bank]
        session.execute(delete(Sighting).where(Sighting.bank == bank, Sighting.name.in_(names)))
