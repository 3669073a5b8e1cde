"""The accounting identity: every statement received is in exactly one place, and the sums prove it.

received = ingested + duplicate + quarantined + mandate, for statements, movements and sums; and what was ingested is in the
lake, or was destroyed and counted when it was. The two sides are kept separately: what was received is counted per delivery as
it is parsed, what became of it per statement, what is held per lake file from the rows that were written. Statements under
judicial mandate are counted and have no movements and no sums.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, ReceivedDelivery, Sighting
from warehouse.manifest import LakePart


@dataclass(frozen=True)
class Tally:
    """Statements, movements (details not counted) and their sums in thousandths, neither negative."""

    statements: int = 0
    movements: int = 0
    debit_milli: int = 0
    credit_milli: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Add count to count and sum to sum."""
        return Tally(
            self.statements + other.statements,
            self.movements + other.movements,
            self.debit_milli + other.debit_milli,
            self.credit_milli + other.credit_milli,
        )


@dataclass(frozen=True)
class Accounting:
    """What was received and where it is; `pending` counts files not yet complete, which are not received."""

    deliveries: int
    received: Tally
    ingested: Tally
    duplicate: Tally
    quarantined: Tally
    mandate: Tally
    held: Tally
    destroyed: Tally
    pending: int

    @property
    def holds(self) -> bool:
        """Whether both identities hold to the last thousandth."""
        return not self.deviations

    @property
    def deviations(self) -> tuple[str, ...]:
        """What does not add up, in words; empty when everything does."""
        found = []
        became = self.ingested + self.duplicate + self.quarantined + self.mandate
        if became != self.received:
            found.append(f"received {self.received}, but what became of it sums to {became}")
        if self.held + self.destroyed != self.ingested:
            found.append(f"ingested {self.ingested}, but the lake holds {self.held} and {self.destroyed} is destroyed")
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """The figures by name, with `holds`."""
        return {**asdict(self), "holds": self.holds}


def accounting(warehouse: Warehouse) -> Accounting:
    """Count both sides, in one view of the database."""
    with warehouse.reading() as session:
        deliveries = session.scalar(select(func.count()).select_from(ReceivedDelivery)) or 0
        by_state = {state: _became(session, state) for state in ("ingested", "duplicate", "quarantined", "mandate")}
        return Accounting(
            deliveries=deliveries,
            received=_received(session),
            **by_state,
            held=_in_lake(session, "rows", "movements", "debit_milli", "credit_milli"),
            destroyed=_in_lake(session, "removed_rows", "removed_movements", "removed_debit_milli", "removed_credit_milli"),
            pending=session.scalar(select(func.count()).select_from(Sighting)) or 0,
        )


def _received(session: Session) -> Tally:
    columns = ("statements", "movements", "debit_milli", "credit_milli")
    return Tally(*session.execute(select(*(_sum(getattr(ReceivedDelivery, name)) for name in columns))).one())


def _became(session: Session, state: str) -> Tally:
    sums = (_sum(getattr(DeliveredStatement, name)) for name in ("movements", "debit_milli", "credit_milli"))
    return Tally(*session.execute(select(func.count(), *sums).where(DeliveredStatement.state == state)).one())


def _in_lake(session: Session, rows: str, movements: str, debit: str, credit: str) -> Tally:
    """Statements from the one dataset, movements and their sums from the other: neither is derived from the other."""
    visible = LakePart.replaced_at.is_(None)
    statements = session.scalar(select(_sum(getattr(LakePart, rows))).where(visible, LakePart.dataset == "statements"))
    sums = (_sum(getattr(LakePart, name)) for name in (movements, debit, credit))
    return Tally(statements or 0, *session.execute(select(*sums).where(visible, LakePart.dataset == "movements")).one())


def _sum(column: InstrumentedAttribute[int]) -> Any:
    """The sum as a whole number, 0 of nothing; PostgreSQL would give a decimal."""
    return cast(func.coalesce(func.sum(column), 0), BigInteger)
