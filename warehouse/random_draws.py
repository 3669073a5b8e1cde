"""The random draws below the line: what was drawn from how many, with which seed, so that anybody can repeat the draw.

One draw a month, of the months of accounts that no alert was to be read for. What is drawn becomes findings, which name the
accounts and are destroyed with them; here stand numbers only, and they stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Integer, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse


@dataclass(frozen=True)
class RandomDraw:
    """One month's draw: `size` of `population` months of accounts, drawn with `seed` for the day `drawn_on`."""

    month: date
    drawn_on: date
    seed: str
    population: int
    size: int


class RandomDrawRow(Base):
    """One draw."""

    __tablename__ = "random_draws"

    month: Mapped[str] = mapped_column(Text, primary_key=True)
    drawn_on: Mapped[date] = mapped_column(Date)
    seed: Mapped[str] = mapped_column(Text)
    population: Mapped[int] = mapped_column(Integer)
    size: Mapped[int] = mapped_column(Integer)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


def record_draw(warehouse: Warehouse, draw: RandomDraw, *, at: datetime) -> RandomDraw:
    """Record a month's draw and give it; where the month has one already, that one stands and is given."""
    with warehouse.writing() as session:
        known = session.get(RandomDrawRow, _written(draw.month))
        if known is not None:
            return _draw(known)
        session.add(RandomDrawRow(**vars(draw) | {"month": _written(draw.month)}, recorded_at=at))
    return draw


def draw_of(warehouse: Warehouse, month: date) -> RandomDraw | None:
    """Give the draw of a month, by its first day; None when there was none."""
    with warehouse.reading() as session:
        row = session.get(RandomDrawRow, _written(month))
        return None if row is None else _draw(row)


def list_draws(warehouse: Warehouse) -> list[RandomDraw]:
    """Give every draw, oldest first."""
    with warehouse.reading() as session:
        return [_draw(row) for row in session.scalars(select(RandomDrawRow).order_by(RandomDrawRow.month))]


def _draw(row: RandomDrawRow) -> RandomDraw:
    return RandomDraw(date.fromisoformat(f"{row.month}-01"), row.drawn_on, row.seed, row.population, row.size)


def _written(month: date) -> str:
    return f"{month:%Y-%m}"
