"""Findings: what one detector saw, the movements that prove it, and the numbers for its sentence.

The key is the finding's stable identity, chosen by the detector: storing the same finding again does nothing, so a run of
detection may be repeated, or run by two workers, without counting anything twice. A stored finding is never edited, with
one exception: when a movement is destroyed after ten years and the finding is kept for a later one, the reference to
the destroyed movement goes and is counted in `destroyed_movements` (royal decree of 9 June 2024, art. 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, Integer, Text, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.alerts.ranking import NATURES, SEVERITIES
from warehouse.database import Base, UtcDateTime, Warehouse

CHUNK = 500


@dataclass(frozen=True)
class Finding:
    """What one detector saw. Money in thousandths, credit positive; `score_micro` in millionths, None for a rule.

    `parameters` are the figures by which it was judged, each under the ISO day from which it counted: with the detector's
    version they say what made the finding, whatever the rule has become since.
    """

    key: str
    detector: str
    detector_version: str
    nature: str
    severity: str
    typology: str
    account: str
    holder_id: str
    bar: str
    first_date: date
    last_date: date
    amount_milli: int
    currency: str
    movement_ids: tuple[str, ...]
    bank_references: tuple[str, ...]
    evidence: Mapping[str, str | int]
    reason: str
    score_micro: int | None = None
    counterparty: str = ""
    parameters: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    destroyed_movements: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        """Refuse, as a mistake of the detector, what could not be ranked, dated or explained."""
        if self.nature not in NATURES or self.severity not in SEVERITIES:
            raise ValueError(f"finding {self.key}: unknown nature {self.nature!r} or severity {self.severity!r}")
        if not self.key or not self.detector or not self.reason.strip():
            raise ValueError(f"finding {self.key!r} of detector {self.detector!r}: key, detector and reason may not be empty")
        if self.first_date > self.last_date:
            raise ValueError(f"finding {self.key}: its first date {self.first_date} is after its last date {self.last_date}")
        if self.score_micro is not None and not 0 <= self.score_micro <= 1_000_000:
            raise ValueError(f"finding {self.key}: expected a score of 0 to 1,000,000 millionths, got {self.score_micro}")


class FindingRow(Base):
    """A stored finding."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_holder_id_typology", "holder_id", "typology"),)

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    detector: Mapped[str] = mapped_column(Text, index=True)
    detector_version: Mapped[str] = mapped_column(Text)
    nature: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(Text)
    typology: Mapped[str] = mapped_column(Text)
    account: Mapped[str] = mapped_column(Text, index=True)
    holder_id: Mapped[str] = mapped_column(Text)
    bar: Mapped[str] = mapped_column(Text)
    first_date: Mapped[date] = mapped_column(Date)
    last_date: Mapped[date] = mapped_column(Date, index=True)
    amount_milli: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(Text)
    movement_ids: Mapped[list[str]] = mapped_column(JSON)
    bank_references: Mapped[list[str]] = mapped_column(JSON)
    evidence: Mapped[dict[str, str | int]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    score_micro: Mapped[int | None] = mapped_column(Integer)
    counterparty: Mapped[str] = mapped_column(Text)
    parameters: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON, server_default="{}")
    destroyed_movements: Mapped[int] = mapped_column(Integer)
    found_on: Mapped[date] = mapped_column(Date)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AlertFinding(Base):
    """Which alert a finding is evidence of: one at most."""

    __tablename__ = "alert_findings"

    finding_key: Mapped[str] = mapped_column(ForeignKey("findings.key"), primary_key=True)
    alert_number: Mapped[int] = mapped_column(ForeignKey("alerts.number"), index=True)
    attached_at: Mapped[datetime] = mapped_column(UtcDateTime)


def store_findings(warehouse: Warehouse, findings: Iterable[Finding], *, on: date, at: datetime) -> int:
    """Store the findings of a run for the day `on`; give how many were not there yet."""
    rows = [_values(finding, on, at) for finding in {finding.key: finding for finding in findings}.values()]
    with warehouse.writing() as session:
        return sum(_insert_new(session, rows[start : start + CHUNK]) for start in range(0, len(rows), CHUNK))


def findings_since(warehouse: Warehouse, moment: datetime) -> int:
    """Count the findings that were stored at a moment or after it."""
    with warehouse.reading() as session:
        return session.scalar(select(func.count()).select_from(FindingRow).where(FindingRow.stored_at >= moment)) or 0


def findings_of(
    warehouse: Warehouse,
    *,
    keys: Sequence[str] | None = None,
    detector: str | None = None,
    account: str | None = None,
    holder_id: str | None = None,
    alert_number: int | None = None,
    attached: bool | None = None,
) -> list[Finding]:
    """Give the stored findings that meet every condition given, by first date, then key.

    `attached` True: those that an alert already holds; False: those that none holds.
    """
    query = select(FindingRow).order_by(FindingRow.first_date, FindingRow.key)
    wanted = {FindingRow.detector: detector, FindingRow.account: account, FindingRow.holder_id: holder_id}
    for column, value in wanted.items():
        if value is not None:
            query = query.where(column == value)
    held = select(AlertFinding.finding_key)
    if alert_number is not None:
        query = query.where(FindingRow.key.in_(held.where(AlertFinding.alert_number == alert_number)))
    if attached is not None:
        query = query.where(FindingRow.key.in_(held) if attached else FindingRow.key.not_in(held))
    with warehouse.reading() as session:
        if keys is None:
            return [finding_from(row) for row in session.scalars(query)]
        return sorted(
            (finding_from(row) for part in parts(keys) for row in session.scalars(query.where(FindingRow.key.in_(part)))),
            key=lambda finding: (finding.first_date, finding.key),
        )


def findings_about(warehouse: Warehouse, subjects: Sequence[str], *, until: date) -> list[Finding]:
    """Give the findings known by a day about holders, or about accounts without one, by first date, then key."""
    with warehouse.reading() as session:
        found = [
            finding_from(row)
            for part in parts(subjects)
            for of_whom in (
                FindingRow.holder_id.in_(part),
                (FindingRow.holder_id == "") & FindingRow.account.in_(part),
            )
            for row in session.scalars(select(FindingRow).where(of_whom, FindingRow.last_date <= until))
        ]
    return sorted({finding.key: finding for finding in found}.values(), key=lambda finding: (finding.first_date, finding.key))


def parts(keys: Sequence[str]) -> list[list[str]]:
    """Cut distinct keys into lists that both databases take as the values of one statement."""
    distinct = list(dict.fromkeys(keys))
    return [distinct[start : start + CHUNK] for start in range(0, len(distinct), CHUNK)]


def finding_from(row: FindingRow) -> Finding:
    """Read a stored finding back."""
    return Finding(
        key=row.key,
        detector=row.detector,
        detector_version=row.detector_version,
        nature=row.nature,
        severity=row.severity,
        typology=row.typology,
        account=row.account,
        holder_id=row.holder_id,
        bar=row.bar,
        first_date=row.first_date,
        last_date=row.last_date,
        amount_milli=row.amount_milli,
        currency=row.currency,
        movement_ids=tuple(row.movement_ids),
        bank_references=tuple(row.bank_references),
        evidence=dict(row.evidence),
        reason=row.reason,
        score_micro=row.score_micro,
        counterparty=row.counterparty,
        parameters=dict(row.parameters),
        destroyed_movements=row.destroyed_movements,
    )


def _values(finding: Finding, on: date, at: datetime) -> dict[str, Any]:
    shaped = ("movement_ids", "bank_references", "evidence", "parameters")
    return {name: value for name, value in vars(finding).items() if name not in shaped} | {
        "movement_ids": list(finding.movement_ids),
        "bank_references": list(finding.bank_references),
        "evidence": dict(finding.evidence),
        "parameters": {name: dict(values) for name, values in finding.parameters.items()},
        "found_on": on,
        "stored_at": at,
    }


def _insert_new(session: Session, rows: list[dict[str, Any]]) -> int:
    """Insert what is not there yet; two workers storing the same finding at once do not disturb each other."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(FindingRow).on_conflict_do_nothing(index_elements=["key"]).returning(FindingRow.key)
    return len(session.scalars(statement, rows).all())
