"""The receipt of a delivery: its state, what became of each statement, every located problem.

What the command prints, the drop acts upon and the bank is acknowledged is made from it. A delivery whose bytes were received
before gets a receipt too, from the ledger: it is a duplicate, and says what it was found to be the first time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.deliveries import in_parts
from warehouse.deliveries_tables import DeliveredStatement, ReceivedDelivery
from warehouse.intake_judgement import HELD, DeliveryState, Judgement, StatementState
from warehouse.intake_problems import ProblemRow
from warehouse.printable import printable


@dataclass(frozen=True)
class StatementOutcome:
    """One statement of a delivery; a statement under judicial mandate has no amounts and no problems."""

    position: int
    line: int
    account: str
    currency: str
    statement_date: date | None
    statement_number: int | None
    state: StatementState
    reason: str
    movements: int
    debit_milli: int
    credit_milli: int
    problems: tuple[ProblemRow, ...]

    @classmethod
    def of(cls, position: int, judgement: Judgement) -> StatementOutcome:
        """The outcome that a judgement amounts to."""
        statement, mandate = judgement.statement, judgement.state == "mandate"
        return cls(
            position=position,
            line=statement.first_line,
            account=printable(statement.account),
            currency=printable(statement.currency),
            statement_date=statement.statement_date,
            statement_number=statement.statement_number,
            state=judgement.state,
            reason=judgement.reason,
            movements=0 if mandate else statement.movement_count,
            debit_milli=0 if mandate else statement.debit_milli,
            credit_milli=0 if mandate else statement.credit_milli,
            problems=judgement.problems,
        )


@dataclass(frozen=True)
class Receipt:
    """What became of a delivery; `first_state` is filled when the same bytes had been received before."""

    delivery: str
    bank: str
    name: str
    state: DeliveryState
    reason: str = ""
    delivery_problems: tuple[ProblemRow, ...] = ()
    outcomes: tuple[StatementOutcome, ...] = ()
    first_state: str = ""

    @property
    def statements(self) -> int:
        """Statements newly in the lake."""
        return sum(outcome.state == "ingested" for outcome in self.outcomes)

    @property
    def movements(self) -> int:
        """Movements newly in the lake, details not counted."""
        return sum(outcome.movements for outcome in self.outcomes if outcome.state == "ingested")

    @property
    def statements_quarantined(self) -> int:
        """Statements newly in quarantine."""
        return 0 if self.first_state else sum(outcome.state == "quarantined" for outcome in self.outcomes)

    @property
    def refused(self) -> bool:
        """Whether something of it is not accepted, now or when the same bytes came first."""
        return "quarantined" in (self.state, self.first_state) or "partial" in (self.state, self.first_state)

    @property
    def problems(self) -> tuple[ProblemRow, ...]:
        """Every problem, of the delivery and of its statements, in line order."""
        of_statements = [problem for outcome in self.outcomes for problem in outcome.problems]
        return tuple(sorted([*self.delivery_problems, *of_statements], key=lambda problem: int(problem["line"])))


def receipts_of_known(session: Session, rows: Mapping[str, ReceivedDelivery]) -> dict[str, Receipt]:
    """The receipts for deliveries that are in the ledger, by hash."""
    outcomes: dict[str, list[StatementOutcome]] = {sha: [] for sha in rows}
    for some in in_parts(rows):
        query = select(DeliveredStatement).where(DeliveredStatement.delivery.in_(some))
        for line in session.scalars(query.order_by(DeliveredStatement.delivery, DeliveredStatement.position)):
            outcomes[line.delivery].append(_known_outcome(line))
    return {sha: _known(row, outcomes[sha]) for sha, row in rows.items()}


def brought_again(receipt: Receipt) -> Receipt:
    """The receipt for the bytes of `receipt` when they come a second time in the same group."""
    return replace(
        receipt,
        state="duplicate",
        reason=f"{HELD}: the same bytes as {receipt.name}, found {receipt.state}",
        outcomes=tuple(_counted_once(outcome) for outcome in receipt.outcomes),
        first_state=receipt.state,
    )


def _known(row: ReceivedDelivery, outcomes: Sequence[StatementOutcome]) -> Receipt:
    first = f"{row.state} ({row.reason})" if row.reason else row.state
    return Receipt(
        delivery=row.delivery,
        bank=row.bank,
        name=row.name,
        state="duplicate",
        reason=f"{HELD}: the same bytes were received on {row.received_at:%Y-%m-%d} as {row.name} and found {first}",
        delivery_problems=tuple(row.problems),
        outcomes=tuple(outcomes),
        first_state=row.state,
    )


def _known_outcome(line: DeliveredStatement) -> StatementOutcome:
    return _counted_once(
        StatementOutcome(
            position=line.position,
            line=line.line,
            account=line.account or "",
            currency=line.currency or "",
            statement_date=line.statement_date,
            statement_number=line.statement_number,
            state=_state(line.state),
            reason=line.reason,
            movements=line.movements,
            debit_milli=line.debit_milli,
            credit_milli=line.credit_milli,
            problems=tuple(line.problems),
        )
    )


def _state(text: str) -> StatementState:
    for state in ("ingested", "duplicate", "quarantined"):
        if text == state:
            return state
    return "mandate"


def _counted_once(outcome: StatementOutcome) -> StatementOutcome:
    """An ingested statement that comes again is a duplicate; another one is what it was."""
    if outcome.state != "ingested":
        return outcome
    return replace(outcome, state="duplicate", reason=HELD)
