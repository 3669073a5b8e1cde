"""Replaying the journal of destructions over a restored backup: everything that it names is destroyed again.

Each thing of the restored installation is named as a plan names it, and its keyed digest looked up in the journal; what is
found is erased in the same way as the first time, with tombstones in the analyses that stay. Then the database is written anew,
and lake and database are searched for what went. The certificates given since the backup take their place in the chain.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import FindingRow
from warehouse.alerts.tables import AlertRow
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement
from warehouse.erasure import MOVEMENT, STATEMENT, erase
from warehouse.erasure_rows import named
from warehouse.keys import installation_key
from warehouse.manifest import visible_parts
from warehouse.reports_register.pieces import PieceRow
from warehouse.retention.certificate import check_certificate
from warehouse.retention.cleaning import clean_files, clean_lake, search_database
from warehouse.retention.due import Due, LakeDue
from warehouse.retention.due_rows import dated_tables
from warehouse.retention.journal import KEY, Entry, digest_of
from warehouse.retention.leftovers import forget_leftovers, keep_leftovers, read_leftovers
from warehouse.retention.rewriting import TOUCHED, rewrite_database
from warehouse.retention.tables import RUN, ApprovalRow, CertificateRow, PlanRow

REPLAY = 0
"""No plan has this number: under it stands the list of what a replay has still to remove."""
_STATEMENT = pl.col("movement_id").str.replace(r"\.[^.]*\.[^.]*$", "").alias("statement_id")


@dataclass(frozen=True)
class Replayed:
    """What was destroyed again, in counts, and how many certificates took their place."""

    entries: int
    destroyed: dict[str, int]
    certificates: int


def replay(warehouse: Warehouse, since: Sequence[Entry], *, on: date, at: datetime) -> Replayed:
    """Destroy again what the journal names; RuntimeError when some of it is still found afterwards."""
    digests = frozenset().union(*(entry.digests for entry in since))
    key = installation_key(warehouse.settings, KEY)

    def went(thing: str) -> bool:
        return digest_of(key, thing) in digests

    with warehouse.writing() as session:
        due = _named_by(session, warehouse, went, on)
        erased = erase(session, warehouse, due, at=at, mark="[destroyed]")
        keep_leftovers(warehouse.settings, REPLAY, erased.leftovers)
        brought = _bring_certificates(session, warehouse)
    left = read_leftovers(warehouse.settings, REPLAY)
    clean_lake(warehouse, REPLAY, left)
    clean_files(warehouse, left)
    rewrite_database(warehouse.engine)
    search_database(warehouse.engine, left[MOVEMENT] | left[STATEMENT], TOUCHED)
    forget_leftovers(warehouse.settings, REPLAY)
    return Replayed(len(since), {name: count for name, count in due.counts.items() if count}, brought)


def _named_by(session: Session, warehouse: Warehouse, went: Callable[[str], bool], on: date) -> Due:
    movements = _lake(session, warehouse, "movements", ["movement_id", "is_detail", "line"]).with_columns(_STATEMENT)
    statements = _lake(session, warehouse, "statements", ["statement_id", "statement_date"])
    going = movements.filter(_which(movements["movement_id"], "movement", went))
    over = statements.filter(_which(statements["statement_id"], "statement", went))
    stay = ~pl.col("statement_id").is_in(over["statement_id"].implode())
    losing = pl.col("statement_id").is_in(going["statement_id"].unique().implode())
    raw = session.execute(select(QuarantinedStatement.delivery, QuarantinedStatement.position)).all()
    receipts = session.execute(select(DeliveredStatement.delivery, DeliveredStatement.position)).all()
    pieces = session.execute(select(PieceRow.report_number, PieceRow.position)).all()
    return Due(
        on=on,
        lake=LakeDue(
            movements=going.select("movement_id", "statement_id", "is_detail", "line", "part"),
            statements=over.select("statement_id", "statement_date", "part"),
            thinned=statements.filter(stay & losing).select("statement_id", "part"),
            staying=frozenset(),
            held={},
            present=frozenset(statements["statement_id"]),
        ),
        findings=_of("finding", session.scalars(select(FindingRow.key)), went),
        alerts=_of("alert", session.scalars(select(AlertRow.number)), went),
        pieces=_of("piece", (tuple(row) for row in pieces), went),
        quarantined=_of("quarantined", (tuple(row) for row in raw), went),
        receipts=_of("receipt", (tuple(row) for row in receipts), went),
        rows={name: keys for name, keys in _rows(session, went) if keys},
    )


def _rows(session: Session, went: Callable[[str], bool]) -> Iterable[tuple[str, tuple[Any, ...]]]:
    for name, way in dated_tables():
        table = named(name, way.key.split())
        yield name, _of(name, (tuple(row) for row in session.execute(select(*table.c))), went)


def _of(store: str, things: Iterable[Any], went: Callable[[str], bool]) -> tuple[Any, ...]:
    return tuple(thing for thing in things if went(f"{store} {thing}"))


def _which(ids: pl.Series, store: str, went: Callable[[str], bool]) -> pl.Series:
    return pl.Series([went(f"{store} {identity}") for identity in ids], dtype=pl.Boolean)


def _lake(session: Session, warehouse: Warehouse, dataset: str, columns: list[str]) -> pl.DataFrame:
    kinds = {"movement_id": pl.String, "statement_id": pl.String, "is_detail": pl.Boolean, "line": pl.Int64}
    schema = {name: kinds.get(name, pl.Date) for name in columns} | {"part": pl.Int64}
    frames = [
        pl.read_parquet(warehouse.settings.lake / part.path, columns=columns, hive_partitioning=False).select(
            *columns, pl.lit(part.part, dtype=pl.Int64).alias("part")
        )
        for part in visible_parts(session, dataset)
    ]
    return pl.concat([pl.DataFrame(schema=schema), *frames], how="vertical_relaxed")


def _bring_certificates(session: Session, warehouse: Warehouse) -> int:
    """Enter the certificates that were given since the backup, from their signed files; gives how many."""
    brought = 0
    for path in sorted(warehouse.settings.certificates.glob("C-????.json")):
        document = check_certificate(warehouse.settings, path)
        number = int(str(document["certificate"]).removeprefix("C-"))
        if session.get(CertificateRow, number) is None:
            _enter(session, number, path, document)
            brought += 1
    session.flush()
    return brought


def _enter(session: Session, number: int, path: Path, document: Any) -> None:
    signed = json.loads(path.read_bytes())
    plan_number = int(str(document["plan"]).removeprefix("P-"))
    plan = session.get(PlanRow, plan_number)
    if plan is None:
        plan = PlanRow(number=plan_number, drafted_by=document["drafted_by"], held={}, spared=document["spared"], holds=[])
        plan.drafted_at = datetime.fromisoformat(document["destroyed_at"])
        session.add(plan)
    plan.on, plan.state = date.fromisoformat(document["on"]), RUN
    plan.counts, plan.digest = document["planned"], document["plan_sha256"]
    plan.verification = document["verification"]
    session.flush()
    for approval in document["approvals"]:
        if session.get(ApprovalRow, (plan_number, approval["by"])) is None:
            at = datetime.fromisoformat(approval["at"])
            session.add(ApprovalRow(plan_number=plan_number, by=approval["by"], at=at))
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    session.add(CertificateRow(number=number, plan_number=plan_number, document=text, signature=signed["signature"]))
    session.flush()
