"""Answers: what a bâtonnier did about each alert of a report that he got.

| outcome | means | hold that it proposes |
|---|---|---|
| unfounded | nothing of it was so | |
| explained | the lawyer explained it, no rule was broken | |
| regularised | it was so, and was put right | |
| enquiry | an enquiry was opened (art. 458 of the Judicial Code) | disciplinary_enquiry |
| proceedings | disciplinary proceedings were opened | disciplinary_procedure |
| transferred | handed over to another bar, which is named | |

An answer is never changed: the last one of an alert stands, none is of an earlier day than the one before it, and none is of a
day before the report was sent. Who answers has received: an answer is a receipt too. A proposed hold forbids nothing until a
person places it (`proposed_holds`). Source: royal decree of 9 June 2024, art. 4 (optimise detection; joint controllers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from warehouse.alerts.tables import AlertRow, HistoryRow, alert_id_of, number_of
from warehouse.belgian_day import day_of
from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.errors import Refusal
from warehouse.register_reference import bars
from warehouse.reports_register.dispatches import receipt_of_answer
from warehouse.reports_register.tables import ReportAlert, ReportRow, number_of_report, report_id_of

TRANSFERRED = "transferred"
OUTCOMES = ("unfounded", "explained", "regularised", "enquiry", "proceedings", TRANSFERRED)
HOLD_GROUNDS: Mapping[str, str] = MappingProxyType({"enquiry": "disciplinary_enquiry", "proceedings": "disciplinary_procedure"})
"""Outcome → the ground of the hold that it proposes."""
NO_HOLD, PROPOSED, PLACED, DECLINED, OVERTAKEN = "", "proposed", "placed", "declined", "overtaken"
ANSWERED = "answered"
"""The event in the history of an alert."""


@dataclass(frozen=True)
class Outcome:
    """What is answered of one alert; `to_bar`: to which bar it was handed over."""

    outcome: str
    to_bar: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer as it is kept; `source`: the SHA-256 of the signed file that it was read from, `key`: who signed that file."""

    report_id: str
    alert_id: str
    outcome: str
    to_bar: str
    answered_on: date
    by: str
    at: datetime
    source: str
    key: str
    hold: str
    hold_id: str
    hold_decided_by: str | None


class AnswerRow(Base):
    """One answer about one alert of one report."""

    __tablename__ = "answers"
    __table_args__ = (
        CheckConstraint(f"outcome IN ({', '.join(repr(one) for one in OUTCOMES)})", name="outcome"),
        CheckConstraint("hold IN ('', 'proposed', 'placed', 'declined', 'overtaken')", name="hold"),
        CheckConstraint("hold <> 'placed' OR hold_id <> ''", name="placed"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    report_number: Mapped[int] = mapped_column(ForeignKey("reports.number"), index=True)
    alert_number: Mapped[int] = mapped_column(Integer, index=True)
    outcome: Mapped[str] = mapped_column(Text)
    to_bar: Mapped[str] = mapped_column(Text)
    answered_on: Mapped[date] = mapped_column(Date)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    hold: Mapped[str] = mapped_column(Text)
    hold_id: Mapped[str] = mapped_column(Text)
    hold_decided_by: Mapped[str | None] = mapped_column(Text)
    hold_decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_why: Mapped[str] = mapped_column(Text)


def enter_answers(
    warehouse: Warehouse,
    report_id: str,
    told: Mapping[str, Outcome],
    *,
    answered_on: date,
    by: str,
    at: datetime,
    source: str = "",
    key: str = "",
) -> list[Answer]:
    """Enter what was answered of alerts of a report, all of it or nothing; gives the answers that stand for them.

    What stands already is not entered again. Refusal for a report that was not sent, an alert that is not in it, an unknown
    outcome, a day before the report was sent, after today, or before that of the answer that stands.
    """
    if not by.strip() or not told:
        raise Refusal("an answer needs the person who enters it, and an outcome of at least one alert")
    if answered_on > day_of(at):
        raise Refusal(f"expected an answer of today or before, got {answered_on}")
    with warehouse.writing() as session:
        report = _report(session, report_id)
        held = set(session.scalars(select(ReportAlert.alert_number).where(ReportAlert.report_number == report.number)))
        receipt_of_answer(session, report.number, answered_on=answered_on, by=by.strip(), at=at)
        answers = []
        for alert_id, outcome in told.items():
            number = number_of(alert_id)
            if number not in held:
                raise Refusal(f"report {report_id_of(report.number)} does not tell of {alert_id_of(number)}")
            _check(outcome, report)
            last = _standing(session, report.number, number)
            if last is not None and answered_on < last.answered_on:
                stands = f"{last.outcome} of {last.answered_on}"
                raise Refusal(f"{alert_id_of(number)} has an answer already ({stands}): {answered_on} is before it")
            if last is not None and (last.outcome, last.to_bar) == (outcome.outcome, outcome.to_bar):
                answers.append(answer_from(last))
                continue
            if last is not None and last.hold == PROPOSED:
                last.hold = OVERTAKEN
            row = AnswerRow(
                report_number=report.number,
                alert_number=number,
                outcome=outcome.outcome,
                to_bar=outcome.to_bar,
                answered_on=answered_on,
                by=by.strip(),
                at=at,
                source=source,
                key=key,
                hold=PROPOSED if outcome.outcome in HOLD_GROUNDS else NO_HOLD,
                hold_id="",
                declined_why="",
            )
            session.add(row)
            _tell_alert(session, row)
            session.flush()
            answers.append(answer_from(row))
        return answers


def answers_of(warehouse: Warehouse, report_id: str | None = None) -> list[Answer]:
    """Give every answer, or those about one report, oldest first; the last one of an alert stands."""
    query = select(AnswerRow).order_by(AnswerRow.number)
    if report_id is not None:
        query = query.where(AnswerRow.report_number == number_of_report(report_id))
    with warehouse.reading() as session:
        return [answer_from(row) for row in session.scalars(query)]


def standing_answers(warehouse: Warehouse, report_id: str) -> dict[str, Answer]:
    """Give the answer that stands for each alert of a report that was answered."""
    return {answer.alert_id: answer for answer in answers_of(warehouse, report_id)}


def was_read(warehouse: Warehouse, source: str) -> bool:
    """Say whether a signed file was read before."""
    with warehouse.reading() as session:
        return session.scalar(select(AnswerRow.number).where(AnswerRow.source == source).limit(1)) is not None


def answer_from(row: AnswerRow) -> Answer:
    """Read an answer from its row."""
    return Answer(
        report_id=report_id_of(row.report_number),
        alert_id=alert_id_of(row.alert_number),
        outcome=row.outcome,
        to_bar=row.to_bar,
        answered_on=row.answered_on,
        by=row.by,
        at=row.at,
        source=row.source,
        key=row.key,
        hold=row.hold,
        hold_id=row.hold_id,
        hold_decided_by=row.hold_decided_by,
    )


def _report(session: Session, report_id: str) -> ReportRow:
    row = session.get(ReportRow, number_of_report(report_id), with_for_update=True)
    if row is None:
        raise Refusal(f"no report {report_id!r}; expected one such as R-000045")
    return row


def _check(told: Outcome, report: ReportRow) -> None:
    if told.outcome not in OUTCOMES:
        raise Refusal(f"expected an outcome, one of {', '.join(OUTCOMES)}, got {told.outcome!r}")
    if (told.outcome == TRANSFERRED) != bool(told.to_bar):
        raise Refusal("the outcome transferred needs the bar that it went to, the others need none")
    if told.to_bar and (told.to_bar not in bars() or told.to_bar == report.bar):
        raise Refusal(f"expected another bar than {report.bar}, one of {', '.join(bars())}, got {told.to_bar!r}")


def _standing(session: Session, report_number: int, alert_number: int) -> AnswerRow | None:
    query = select(AnswerRow).where(AnswerRow.report_number == report_number, AnswerRow.alert_number == alert_number)
    return session.scalars(query.order_by(AnswerRow.number.desc()).limit(1)).first()


def _tell_alert(session: Session, row: AnswerRow) -> None:
    """Write the answer into the history of its alert, so that whoever reads the alert sees it."""
    alert = session.get(AlertRow, row.alert_number, with_for_update=True)
    if alert is None:
        return
    alert.version += 1
    detail = f"{row.outcome} ({row.to_bar})" if row.to_bar else row.outcome
    session.add(HistoryRow(alert_number=alert.number, at=row.at, by=row.by, event=ANSWERED, detail=detail))
