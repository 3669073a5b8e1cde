"""What learning leaves behind: one line for every thing, with where it lies and which movements it comes from.

Training extracts, scores and models are analyses of the movements that they come from and are kept as long as those, and no
longer (royal decree of 9 June 2024, art. 5; art. 4 allows the training itself). So that nobody has to search for them:

| what | where | holds rows | goes |
|---|---|---|---|
| artefact | a file below `QUATER_HOME/models` | no: curves that hide fewer than `fewest`, cuts, weights | with its model |
| card | the column `models.card` | no: counts, quantiles, names of features and groups | with its model |
| scores | `findings` of the model, and `alerts` through them | yes | with the finding |
| extract | nowhere: training reads the lake and keeps no table of it | | |

A model goes by `warehouse.kept`, ten years after it was registered, which is after the last movement that it learnt from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse
from warehouse.model_approvals import model_number_of

ARTEFACT, CARD, SCORES = "artefact", "card", "scores"


@dataclass(frozen=True)
class Trace:
    """One thing that a model left: `place` is a path below the installation's folder, or a table and column.

    `first_date` and `last_date` are the days of the movements that it comes from, `account_months` how many it comes from;
    `fewest` is the smallest number of them behind one figure of it.
    """

    what: str
    place: str
    first_date: date
    last_date: date
    account_months: int
    holds_rows: bool
    fewest: int


class TraceRow(Base):
    """One thing that a model left."""

    __tablename__ = "model_traces"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    model_number: Mapped[int] = mapped_column(ForeignKey("models.number"), index=True)
    what: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    first_date: Mapped[date] = mapped_column(Date)
    last_date: Mapped[date] = mapped_column(Date)
    account_months: Mapped[int] = mapped_column(Integer)
    holds_rows: Mapped[bool] = mapped_column(Boolean)
    fewest: Mapped[int] = mapped_column(Integer)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


FIELDS = tuple(Trace.__dataclass_fields__)


def record_traces(warehouse: Warehouse, model_id: str, traces: Iterable[Trace], *, at: datetime) -> None:
    """Write down what a model left; a thing that is written down already is left as it is."""
    number = model_number_of(model_id)
    with warehouse.writing() as session:
        known = {(row.what, row.place) for row in session.scalars(select(TraceRow).where(TraceRow.model_number == number))}
        for trace in traces:
            if (trace.what, trace.place) not in known:
                values = {name: getattr(trace, name) for name in FIELDS}
                session.add(TraceRow(model_number=number, recorded_at=at, **values))


def traces_of(warehouse: Warehouse, model_id: str) -> list[Trace]:
    """Give everything that a model left, in the order in which it was written down."""
    number = model_number_of(model_id)
    with warehouse.reading() as session:
        rows = session.scalars(select(TraceRow).where(TraceRow.model_number == number).order_by(TraceRow.number))
        return [Trace(**{name: getattr(row, name) for name in FIELDS}) for row in rows]
