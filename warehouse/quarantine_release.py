"""How a statement leaves quarantine: by the register, or by two people who answer for it.

It is parsed again from its own lines and judged again by the same rules, so what enters the lake is what would have entered it
on the day of the delivery. Whoever decided stands in `quarantine_releases`; the lines go with the decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from coda_parser import Movement, Statement, parse
from warehouse.database import Warehouse
from warehouse.deliveries import in_parts, ledger_of, register_for
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement, QuarantineRelease, ReceivedDelivery
from warehouse.errors import Refusal
from warehouse.intake_arrival import arrivals_of
from warehouse.intake_identity import canonical
from warehouse.intake_judgement import Judgement, judge_statement, key_of
from warehouse.intake_problems import CONFLICT, FUTURE_DATE, JUDICIAL_WORDING, NOT_AGREED, UNREGISTERED, WRONG_BANK
from warehouse.intake_rows import statement_row
from warehouse.intake_store import lake_parts
from warehouse.manifest import add_parts
from warehouse.quarantine_closing import NOT_CLOSED, close_corrected
from warehouse.quarantine_tables import QuarantineClosing

REGISTER, CHAIN = "register", "chain"
RELEASABLE = frozenset({JUDICIAL_WORDING, FUTURE_DATE, WRONG_BANK})
"""Causes that people may judge: what a program doubts of a statement whose figures add up. All others the bank or the
register must correct."""
BY_THE_REGISTER = (UNREGISTERED, JUDICIAL_WORDING, WRONG_BANK, NOT_AGREED)
"""Causes that an entry of the register takes away."""


@dataclass(frozen=True)
class RetrySummary:
    """What became of the statements that were judged again."""

    ingested: int = 0
    duplicate: int = 0
    mandate: int = 0
    quarantined: int = 0


def release(warehouse: Warehouse, delivery: str, position: int, *, by: str, second: str, why: str, at: datetime) -> Judgement:
    """Let a statement in that was set aside for a cause of `RELEASABLE`; two different people, and why.

    It is judged again but for that cause; raises Refusal for one person twice, no reason, or another cause of quarantine.
    """
    with warehouse.writing() as session:
        return release_line(warehouse, session, _line(session, delivery, position), by=by, second=second, why=why, at=at)


def release_line(
    warehouse: Warehouse, session: Session, line: DeliveredStatement, *, by: str, second: str, why: str, at: datetime
) -> Judgement:
    """Do the same within a transaction."""
    _two_people(by, second, why)
    check_releasable(line)
    judgement = _judged_again(warehouse, session, line, at=at, settling=(line.reason,))
    _settle(warehouse, session, line, judgement, by=by, second=second, why=why, at=at)
    return judgement


def check_releasable(line: DeliveredStatement) -> None:
    """Raise Refusal, with what to do instead, when a statement's cause is not for people to judge."""
    if line.reason not in RELEASABLE:
        raise Refusal(f"a statement set aside for {line.reason} is not released by decision; {what_to_do(line.reason)}")


def retry_registered(warehouse: Warehouse, *, at: datetime) -> RetrySummary:
    """Judge again what the register has decided meanwhile: accounts and their banks, mandates, banks' agreements."""
    became: Counter[str] = Counter()
    with warehouse.writing() as session:
        lines = _set_aside(session, DeliveredStatement.reason.in_(BY_THE_REGISTER))
        for line in _decided_by_register(warehouse, session, lines, at=at):
            became[_again(warehouse, session, line, by=REGISTER, why="the register changed", at=at)] += 1
    return RetrySummary(**became)


def retry_chained(warehouse: Warehouse, session: Session, accounts: Collection[str], *, at: datetime) -> RetrySummary:
    """Judge again, within a transaction, the accounts' statements without number that came before the one they follow."""
    became: Counter[str] = Counter()
    while True:
        waiting = [
            line
            for some in in_parts(accounts)
            for line in _set_aside(
                session,
                DeliveredStatement.reason == CONFLICT,
                DeliveredStatement.statement_number == 0,
                DeliveredStatement.account.in_(some),
            )
        ]
        states = [_again(warehouse, session, line, by=CHAIN, why="the one before has arrived", at=at) for line in waiting]
        settled = [state for state in states if state != "quarantined"]
        became.update(settled)
        if not settled:
            return RetrySummary(**became, quarantined=len(waiting))


def _set_aside(session: Session, *conditions: ColumnElement[bool]) -> Sequence[DeliveredStatement]:
    order = (
        DeliveredStatement.account,
        DeliveredStatement.statement_date,
        DeliveredStatement.delivery,
        DeliveredStatement.position,
    )
    waiting = (DeliveredStatement.state == "quarantined", NOT_CLOSED)
    query = select(DeliveredStatement).where(*waiting, *conditions).order_by(*order)
    return session.scalars(query).all()


def _again(warehouse: Warehouse, session: Session, line: DeliveredStatement, *, by: str, why: str, at: datetime) -> str:
    """Judge a statement again and write what it has become; gives its state."""
    judgement = _judged_again(warehouse, session, line, at=at)
    if (judgement.state, judgement.reason) != (line.state, line.reason):
        _settle(warehouse, session, line, judgement, by=by, second=by, why=why, at=at)
    return judgement.state


def _decided_by_register(
    warehouse: Warehouse, session: Session, lines: Sequence[DeliveredStatement], *, at: datetime
) -> list[DeliveredStatement]:
    register = register_for(session, {line.account for line in lines if line.account is not None})
    brought = _brought(session, {line.delivery for line in lines})
    arrivals = arrivals_of(warehouse, {bank for bank, _ in brought.values()}, at=at)

    def decided(line: DeliveredStatement) -> bool:
        bic = register.monitored.get((line.account or "", line.currency or ""))
        arrival = arrivals[brought[line.delivery][0]]
        if line.account in register.mandates:
            return True
        if line.reason == NOT_AGREED:
            return arrival.agreed
        return bic is not None and (line.reason == UNREGISTERED or (line.reason == WRONG_BANK and arrival.may_bring(bic)))

    return [line for line in lines if decided(line)]


def _judged_again(
    warehouse: Warehouse, session: Session, line: DeliveredStatement, *, at: datetime, settling: Sequence[str] = ()
) -> Judgement:
    """Judge a statement by its own lines, but for the doubts that people have settled of it or are settling.

    Its date is judged by the day on which it was received, the bank's agreement by the register of now.
    """
    read = parse(raw_of(session, line.delivery, line.position))
    statement = _at_its_place(read.statements[0], line.line)
    account = canonical(statement.account)
    register = register_for(session, {account})
    ledger = ledger_of(session, {key_of(statement)._replace(account=account)})
    [(bank, received_at)] = _brought(session, {line.delivery}).values()
    agreed = arrivals_of(warehouse, {bank}, at=at)[bank].agreed
    arrival = replace(arrivals_of(warehouse, {bank}, at=received_at)[bank], agreed=agreed)
    settled = {*_settled(session, line), *settling}
    return judge_statement(statement, register, ledger, read.encoding, read.framed and read.complete, arrival, settled=settled)


def _brought(session: Session, deliveries: Collection[str]) -> dict[str, tuple[str, datetime]]:
    """Which bank brought each delivery, and when."""
    found: dict[str, tuple[str, datetime]] = {}
    columns = (ReceivedDelivery.delivery, ReceivedDelivery.bank, ReceivedDelivery.received_at)
    for some in in_parts(deliveries):
        rows = session.execute(select(*columns).where(ReceivedDelivery.delivery.in_(some)))
        found.update({delivery: (bank, at) for delivery, bank, at in rows})
    return found


def _settled(session: Session, line: DeliveredStatement) -> set[str]:
    """The doubts about a statement that two people have settled before: it is never set aside for one of them again."""
    released = QuarantineRelease.delivery == line.delivery, QuarantineRelease.position == line.position
    causes = select(QuarantineRelease.was).where(*released, QuarantineRelease.by != QuarantineRelease.second)
    return set(session.scalars(causes)) & RELEASABLE


def _settle(
    warehouse: Warehouse,
    session: Session,
    line: DeliveredStatement,
    judgement: Judgement,
    *,
    by: str,
    second: str,
    why: str,
    at: datetime,
) -> None:
    """Write what a statement has become: lake, ledger, and who decided; its lines go unless it stays set aside."""
    add_parts(session, lake_parts(warehouse, [(line.delivery, judgement)], at=at))
    place = (DeliveredStatement.delivery == line.delivery, DeliveredStatement.position == line.position)
    released = {"released_at": at, "was": line.reason, "became": judgement.state, "by": by, "second": second, "why": why}
    session.execute(insert(QuarantineRelease).values(delivery=line.delivery, position=line.position, **released))
    if judgement.state != "quarantined":
        session.execute(
            delete(QuarantinedStatement).where(
                QuarantinedStatement.delivery == line.delivery, QuarantinedStatement.position == line.position
            )
        )
    if judgement.state == "mandate":
        _uncount(session, line)
    session.execute(update(DeliveredStatement).where(*place).values(**statement_row(line.delivery, line.position, judgement)))
    _state_again(session, line.delivery)
    if judgement.state == "ingested":
        close_corrected(session, {key_of(judgement.statement)}, at=at)


def _uncount(session: Session, line: DeliveredStatement) -> None:
    """Take a statement out of its delivery's sums: of a mandate nothing is kept but that it came."""
    session.execute(
        update(ReceivedDelivery)
        .where(ReceivedDelivery.delivery == line.delivery)
        .values(
            mandates=ReceivedDelivery.mandates + 1,
            movements=ReceivedDelivery.movements - line.movements,
            debit_milli=ReceivedDelivery.debit_milli - line.debit_milli,
            credit_milli=ReceivedDelivery.credit_milli - line.credit_milli,
        )
    )


def _state_again(session: Session, delivery: str) -> None:
    """A delivery of which nothing is set aside any more is ingested; one set aside for its bank is so no longer."""
    reasons = session.scalars(
        select(DeliveredStatement.reason)
        .where(DeliveredStatement.delivery == delivery, DeliveredStatement.state == "quarantined")
        .order_by(DeliveredStatement.position)
    ).all()
    values = (
        {"state": "partial", "reason": ", ".join(dict.fromkeys(reasons))} if reasons else {"state": "ingested", "reason": ""}
    )
    whole = and_(ReceivedDelivery.state == "quarantined", ReceivedDelivery.reason == NOT_AGREED)
    session.execute(
        update(ReceivedDelivery)
        .where(ReceivedDelivery.delivery == delivery, or_(ReceivedDelivery.state == "partial", whole))
        .values(**values)
    )


def _at_its_place(statement: Statement, first_line: int) -> Statement:
    """The statement with the line numbers that it had in its delivery."""
    shift = first_line - statement.first_line
    return replace(
        statement,
        first_line=first_line,
        movements=tuple(_moved(movement, shift) for movement in statement.movements),
        problems=tuple(replace(problem, line=problem.line + shift) for problem in statement.problems),
    )


def _moved(movement: Movement, shift: int) -> Movement:
    return movement._replace(line=movement.line + shift)


def _line(session: Session, delivery: str, position: int) -> DeliveredStatement:
    line = session.get(DeliveredStatement, (delivery, position))
    closed = session.get(QuarantineClosing, (delivery, position)) is not None
    if line is None or line.state != "quarantined" or closed:
        raise Refusal(
            f"no statement {position} of delivery {delivery[:12]} is in quarantine; list the quarantine to see which are"
        )
    return line


def _two_people(by: str, second: str, why: str) -> None:
    if not by.strip() or not second.strip() or by.strip() == second.strip():
        raise Refusal(f"expected two different people to release a statement, got {by!r} and {second!r}")
    if not why.strip():
        raise Refusal("expected the reason why the statement is released, got nothing")


def what_to_do(reason: str) -> str:
    """What a person does about a cause of quarantine."""
    if reason == UNREGISTERED:
        return "import its account into the register, it is then judged again"
    if reason == NOT_AGREED:
        return "enter the bank's agreement into the register, the delivery is then judged again; else reject it, two people"
    if reason == WRONG_BANK:
        return "ask the bank how it has this account; correct the register, or release or reject it, two people"
    if reason == JUDICIAL_WORDING:
        return "ask the bar whether it is a judicial mandate: then say so in the register, else release it, two people"
    if reason in RELEASABLE:
        return "ask the bank; release it, two people, when it is right"
    if reason == CONFLICT:
        return "ask the bank which of the two is right; reject this one, two people, when it is wrong"
    return "ask the bank to deliver it again, corrected"


def raw_of(session: Session, delivery: str, position: int) -> bytes:
    """The lines of a statement set aside, within a transaction."""
    held = session.get(QuarantinedStatement, (delivery, position))
    if held is None:
        raise Refusal(
            f"no statement {position} of delivery {delivery[:12]} is in quarantine; list the quarantine to see which are"
        )
    return held.raw
