"""Runs of detection, so that each can be accounted for: by which rules and figures it judged, what it read, what came of it.

Accountability (GDPR, art. 5.2 and 24; art. 22 for what a model adds): whoever asks later why an account was or was not found on
a day gets the versions and the figures of every rule of that run, the model, and one hash for all that was read: the content
hashes of the lake's files (a file's name is its hash, so nothing is read again for it), and the register and what was set
aside, row by row. What came in while a run was at work is another hash at its end. Rules and figures are kept once, whatever
the number of runs by them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.manifest import visible_parts
from warehouse.quarantine import refused_statements_frame
from warehouse.register import accounts_frame, allowances_frame, declarations_frame, holders_frame, own_accounts_frame
from warehouse.register_timelines import statuses_frame

_RUN_ID = re.compile(r"N-0*([1-9][0-9]{0,17})")
READ_FROM = (
    *(accounts_frame, holders_frame, own_accounts_frame, allowances_frame),
    *(declarations_frame, statuses_frame, refused_statements_frame),
)


@dataclass(frozen=True)
class RunDraft:
    """A run that is done. `since`: the run that it looked back to, None when it went over everything; `rules`: version and
    figures of each; `read`: what `read_hash` said when it began; `model`: the hash of the model that scored, if any.
    """

    on: date
    begun_at: datetime
    since: datetime | None
    rules: Mapping[str, Any]
    program: str
    model: str
    read: str
    new_findings: int
    alerts: int


@dataclass(frozen=True)
class DetectionRun:
    """One run as it was kept; `read_changed` says that something came in while it was at work."""

    run_id: str
    on: date
    begun_at: datetime
    ended_at: datetime
    since: datetime | None
    rule_set: str
    program: str
    model: str
    read: str
    read_changed: bool
    new_findings: int
    alerts: int


class RuleSetRow(Base):
    """The versions and figures of all rules, under their hash."""

    __tablename__ = "rule_sets"

    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)


class DetectionRunRow(Base):
    """One run; only ever added."""

    __tablename__ = "detection_runs"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    on: Mapped[date] = mapped_column(Date, index=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rule_set: Mapped[str] = mapped_column(ForeignKey("rule_sets.digest"))
    program: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    read_at_begin: Mapped[str] = mapped_column(Text)
    read_at_end: Mapped[str] = mapped_column(Text)
    new_findings: Mapped[int]
    alerts: Mapped[int]


def read_hash(warehouse: Warehouse) -> str:
    """Give one hash for all that a run reads now: the lake's files and the register."""
    digest = hashlib.sha256()
    with warehouse.reading() as session:
        for dataset in ("movements", "statements"):
            for part in visible_parts(session, dataset):
                digest.update(f"{dataset} {part.month} {part.sha256} {part.rows}\n".encode())
    for frame in (read(warehouse) for read in READ_FROM):
        rows = sorted(json.dumps(row, default=str, sort_keys=True) for row in frame.iter_rows(named=True))
        digest.update("\n".join(rows).encode())
    return digest.hexdigest()


def account_for(warehouse: Warehouse, run: RunDraft, *, at: datetime) -> DetectionRun:
    """Keep a run that is done."""
    rules = json.loads(json.dumps(run.rules, default=str, sort_keys=True))
    name = hashlib.sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()
    at_end = read_hash(warehouse)
    with warehouse.writing() as session:
        if session.get(RuleSetRow, name) is None:
            session.add(RuleSetRow(digest=name, rules=rules))
            session.flush()
        row = DetectionRunRow(
            on=run.on,
            begun_at=run.begun_at,
            ended_at=at,
            since=run.since,
            rule_set=name,
            program=run.program,
            model=run.model,
            read_at_begin=run.read,
            read_at_end=at_end,
            new_findings=run.new_findings,
            alerts=run.alerts,
        )
        session.add(row)
        session.flush()
        return _run(row)


def list_runs(warehouse: Warehouse, *, limit: int | None = None) -> list[DetectionRun]:
    """Give the runs, the newest first."""
    with warehouse.reading() as session:
        rows = session.scalars(select(DetectionRunRow).order_by(DetectionRunRow.number.desc()).limit(limit))
        return [_run(row) for row in rows]


def get_run(warehouse: Warehouse, run_id: str) -> tuple[DetectionRun, Mapping[str, Any]]:
    """Give one run, with the version and figures of every rule by which it judged; Refusal when there is none."""
    found = _RUN_ID.fullmatch(run_id.strip().upper())
    with warehouse.reading() as session:
        row = session.get(DetectionRunRow, int(found[1])) if found else None
        if row is None:
            raise Refusal(f"no run {run_id!r} of detection; `quater rules runs` shows them")
        return _run(row), _rules(session, row.rule_set)


def run_id_of(number: int) -> str:
    """Write a run's number as people read it.

    >>> run_id_of(7)
    'N-0007'
    """
    return f"N-{number:04d}"


def _rules(session: Session, digest: str) -> Mapping[str, Any]:
    return dict(session.get_one(RuleSetRow, digest).rules)


def _run(row: DetectionRunRow) -> DetectionRun:
    return DetectionRun(
        run_id=run_id_of(row.number),
        on=row.on,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        since=row.since,
        rule_set=row.rule_set,
        program=row.program,
        model=row.model,
        read=row.read_at_begin,
        read_changed=row.read_at_begin != row.read_at_end,
        new_findings=row.new_findings,
        alerts=row.alerts,
    )
