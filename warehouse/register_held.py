"""Finding all that is held of one account: its rows in the lake, what was made of them, what waits in quarantine.

A finding that names a movement of the account goes whole, because its sentence and its figures came from data that should not
have been there; detection finds again what the other accounts still prove. An alert goes when it has no other finding. A report
that was not released goes and is drafted again; of a released one the pieces that tell of nothing else go, and the report is
named, so that people recall it from the bâtonnier who has it (art. 19 GDPR).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from sqlalchemy import Text, cast, delete, or_, select
from sqlalchemy.orm import Session

from warehouse.alerts.face import counted, set_face
from warehouse.alerts.findings import AlertFinding, FindingRow, finding_from, parts
from warehouse.alerts.tables import AlertRow, HistoryRow, SilenceRow
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement
from warehouse.holds.coverage import statement_of
from warehouse.intake_identity import mentioned
from warehouse.lake_files import bucket_of
from warehouse.manifest import visible_parts
from warehouse.reports_register.pieces import PieceRow
from warehouse.reports_register.tables import ReportRow, report_id_of
from warehouse.retention.due import Due, LakeDue

PURGED = "purged"
"""Event of an alert that stays and lost findings; not `evidence`, which would have it told again."""
RELEASED = "released"
KEPT_AS_RECEIPT = ("ingested", "duplicate", "quarantined")
_MOVEMENTS = {
    **dict.fromkeys(("movement_id", "account"), pl.String),
    "line": pl.Int64,
    "is_detail": pl.Boolean,
    **dict.fromkeys(("booked", "valued"), pl.Date),
    "part": pl.Int64,
}
_STATEMENTS = {"statement_id": pl.String, "account": pl.String, "statement_date": pl.Date, "part": pl.Int64}


@dataclass(frozen=True)
class Held:
    """All that is held of one account: what is to go, and what only loses something."""

    iban: str
    due: Due
    alerts: frozenset[int]
    """alerts with a finding of the account, whether they go or stay for others"""
    days: Mapping[str, set[date | None]]
    """the days that each statement tells of"""
    told: tuple[str, ...]
    """released reports that told of the account"""

    @property
    def empty(self) -> bool:
        """Whether nothing is held."""
        return not any(self.due.counts.values())


def held_of(session: Session, warehouse: Warehouse, iban: str, *, on: date) -> Held:
    """Find all that is held of an account."""
    movements = _lake(session, warehouse, iban, "movements", _MOVEMENTS)
    statements = _lake(session, warehouse, iban, "statements", _STATEMENTS)
    dated = movements.with_columns(
        pl.col("movement_id").map_elements(statement_of, return_dtype=pl.String).alias("statement_id")
    )
    findings, alert_of = _findings(session, iban)
    concerned = frozenset(alert_of.values())
    pieces, told = _pieces(session, iban)
    quarantined = _quarantined(session, iban)
    return Held(
        iban=iban,
        due=Due(
            on=on,
            lake=LakeDue(
                movements=dated.select("movement_id", "statement_id", "is_detail", "line", "part"),
                statements=statements.select("statement_id", "statement_date", "part"),
                thinned=statements.clear().select("statement_id", "part"),
                staying=frozenset(),
                held={},
                present=frozenset(),
            ),
            findings=tuple(findings),
            alerts=_left_without(session, concerned, set(findings)),
            pieces=pieces,
            quarantined=quarantined,
            receipts=_receipts(session, iban, quarantined),
        ),
        alerts=concerned,
        days=_days(dated, statements),
        told=told,
    )


def with_something_held(session: Session, ibans: Collection[str]) -> set[str]:
    """Those of the accounts of which statements were kept, or wait in quarantine under whatever number; in few questions."""
    kept = select(DeliveredStatement.account).where(
        DeliveredStatement.state.in_(KEPT_AS_RECEIPT), DeliveredStatement.destroyed_at.is_(None)
    )
    found = {
        account
        for some in parts(sorted(ibans))
        for account in session.scalars(kept.where(DeliveredStatement.account.in_(some)).distinct())
        if account is not None
    }
    if ibans:
        for raw in session.scalars(select(QuarantinedStatement.raw)):
            found |= mentioned(raw) & set(ibans)
    return found


def detach(session: Session, held: Held, *, at: datetime, by: str) -> None:
    """Take the account's findings out of the alerts that stay for others, and its silences out of their decisions."""
    session.execute(delete(SilenceRow).where(SilenceRow.account == held.iban))
    staying = sorted(held.alerts - set(held.due.alerts))
    for keys in parts(held.due.findings):
        session.execute(delete(AlertFinding).where(AlertFinding.finding_key.in_(keys), AlertFinding.alert_number.in_(staying)))
    for number in staying:
        kept = select(FindingRow).join(AlertFinding, AlertFinding.finding_key == FindingRow.key)
        findings = [finding_from(row) for row in session.scalars(kept.where(AlertFinding.alert_number == number))]
        alert = session.get_one(AlertRow, number)
        set_face(alert, findings)
        alert.version += 1
        detail = f"an account was excluded; {counted(len(findings))} left"
        session.add(HistoryRow(alert_number=number, at=at, by=by, event=PURGED, detail=detail))
    session.flush()


def _lake(
    session: Session, warehouse: Warehouse, iban: str, dataset: str, schema: dict[str, type[pl.DataType]]
) -> pl.DataFrame:
    columns = [name for name in schema if name != "part"]
    found = [pl.DataFrame(schema=schema)]
    for part in visible_parts(session, dataset):
        if part.buckets is None or bucket_of(iban, part.buckets) == part.bucket:
            path = warehouse.settings.lake / part.path
            rows = pl.scan_parquet(path, glob=False, hive_partitioning=False).filter(pl.col("account") == iban)
            found.append(rows.select(*columns, pl.lit(part.part, dtype=pl.Int64).alias("part")).collect())
    return pl.concat(found, how="vertical_relaxed")


def _findings(session: Session, iban: str) -> tuple[list[str], dict[str, int]]:
    """The findings on the account or with a movement of it, and the alert of each that has one."""
    named = cast(FindingRow.movement_ids, Text).contains(f'"{iban}.', autoescape=True)
    query = select(FindingRow.key, AlertFinding.alert_number).outerjoin(
        AlertFinding, AlertFinding.finding_key == FindingRow.key
    )
    rows = session.execute(query.where(or_(FindingRow.account == iban, named)).order_by(FindingRow.key)).all()
    return [key for key, _ in rows], {key: number for key, number in rows if number is not None}


def _left_without(session: Session, alerts: frozenset[int], findings: set[str]) -> tuple[int, ...]:
    """Those of the alerts that have no other finding."""
    others: set[int] = set()
    query = select(AlertFinding.alert_number, AlertFinding.finding_key).where(AlertFinding.alert_number.in_(sorted(alerts)))
    for number, key in session.execute(query):
        if key not in findings:
            others.add(number)
    return tuple(sorted(alerts - others))


def _pieces(session: Session, iban: str) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    names = or_(
        cast(PieceRow.accounts, Text).contains(f'"{iban}"', autoescape=True),
        cast(PieceRow.movement_ids, Text).contains(f'"{iban}.', autoescape=True),
    )
    concerned = sorted(set(session.scalars(select(PieceRow.report_number).where(names))))
    going: list[tuple[int, int]] = []
    told: list[str] = []
    for number in concerned:
        report = session.get_one(ReportRow, number)
        pieces = session.scalars(select(PieceRow).where(PieceRow.report_number == number).order_by(PieceRow.position))
        released = report.state == RELEASED
        told += [report_id_of(number)] if released else []
        going += [(number, piece.position) for piece in pieces if not released or set(piece.accounts) == {iban}]
    return tuple(going), tuple(told)


def _quarantined(session: Session, iban: str) -> tuple[tuple[str, int], ...]:
    query = select(QuarantinedStatement, DeliveredStatement.account).join(
        DeliveredStatement,
        (DeliveredStatement.delivery == QuarantinedStatement.delivery)
        & (DeliveredStatement.position == QuarantinedStatement.position),
    )
    found = session.execute(query.order_by(QuarantinedStatement.delivery, QuarantinedStatement.position))
    return tuple((raw.delivery, raw.position) for raw, account in found if account == iban or iban in mentioned(raw.raw))


def _receipts(session: Session, iban: str, quarantined: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    query = select(DeliveredStatement.delivery, DeliveredStatement.position).where(
        DeliveredStatement.account == iban,
        DeliveredStatement.state.in_(KEPT_AS_RECEIPT),
        DeliveredStatement.destroyed_at.is_(None),
    )
    return tuple(sorted({(delivery, position) for delivery, position in session.execute(query)} | set(quarantined)))


def _days(movements: pl.DataFrame, statements: pl.DataFrame) -> dict[str, set[date | None]]:
    days: defaultdict[str, set[date | None]] = defaultdict(set)
    for statement, booked, valued in movements.select("statement_id", "booked", "valued").iter_rows():
        days[statement] |= {booked, valued}
    for statement, day in statements.select("statement_id", "statement_date").iter_rows():
        days[statement].add(day)
    return days
