"""What holders declare each year: the balance of each of their accounts on 31 December.

The Orders receive the declarations by the end of February and send them as one file; a correction replaces what was declared
before, and what it said then stays in the register's history. A declaration is a statement of the holder, never of the bank.
Source: OBFG, code of conduct, art. 4.78; OVB, Codex Deontologie, art. 136.
"""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from warehouse.database import Base, UtcDateTime, Warehouse

DECLARATIONS_SCHEMA = pl.Schema(
    {
        **dict.fromkeys(("holder_id", "iban", "currency"), pl.String()),
        **dict.fromkeys(("year", "balance_milli"), pl.Int64()),
        "received_on": pl.Date(),
    }
)


class Declaration(Base):
    """What one holder declared for one account and year."""

    __tablename__ = "declarations"
    __table_args__ = (ForeignKeyConstraint(["iban", "currency"], ["accounts.iban", "accounts.currency"]),)

    iban: Mapped[str] = mapped_column(Text, primary_key=True)
    currency: Mapped[str] = mapped_column(Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder_id: Mapped[str] = mapped_column(Text, ForeignKey("holders.holder_id"), index=True)
    balance_milli: Mapped[int] = mapped_column(BigInteger)
    received_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


def declarations_frame(warehouse: Warehouse) -> pl.DataFrame:
    """Every declaration, by account and year; `balance_milli` in thousandths of the account's currency."""
    query = select(*(getattr(Declaration, name) for name in DECLARATIONS_SCHEMA))
    with warehouse.reading() as session:
        rows = [tuple(row) for row in session.execute(query)]
    return pl.DataFrame(rows, schema=DECLARATIONS_SCHEMA, orient="row").sort("iban", "currency", "year")
