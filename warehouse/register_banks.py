"""The banks that may deliver, and what the bâtonnier allows on an account.

An institution delivers while it is a credit institution and has an agreement with one of the two Orders; a register without any
bank in it says nothing of banks (`banks_are_registered`). A BIC of 11 characters names a branch: its first eight are the
bank. Source: royal decree of 9 June 2024, art. 1, 3°; code of conduct, art. 4.71 §1; Codex, art. 129 and 131.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import exists, func, or_, select

from warehouse.database import Warehouse
from warehouse.register_bank_tables import Agreement, Allowance, Bank

OF_THE_BANK = 8
"""Characters of a BIC that name the bank; the rest names its branch."""
ALLOWANCES_SCHEMA = pl.Schema(
    {
        **dict.fromkeys(("iban", "holder_id", "kind"), pl.String()),
        **dict.fromkeys(("valid_from", "valid_until"), pl.Date()),
        "cap_milli": pl.Int64(),
        "document_sha256": pl.String(),
    }
)


@dataclass(frozen=True)
class RegisteredBank:
    """A bank with its agreements: (Order, first day, day on which it is over or None)."""

    bic: str
    name: str
    credit_institution: bool
    format: str
    channel: str
    agreements: tuple[tuple[str, date, date | None], ...]


def bank_is_agreed(warehouse: Warehouse, bic: str, on: date) -> bool:
    """Say whether an institution may deliver on a day: a credit institution with an agreement; an unknown one may not."""
    running = or_(Agreement.valid_until.is_(None), Agreement.valid_until > on)
    agreed = (
        exists()
        .where(Agreement.bic == Bank.bic, Agreement.valid_from <= on, running)
        .where(Bank.credit_institution, func.substr(Bank.bic, 1, OF_THE_BANK) == bic.strip().upper()[:OF_THE_BANK])
    )
    with warehouse.reading() as session:
        return bool(session.scalar(select(agreed)))


def banks_are_registered(warehouse: Warehouse) -> bool:
    """Say whether the register holds any bank: before the first, nothing can be said of an agreement."""
    with warehouse.reading() as session:
        return bool(session.scalar(select(exists().where(Bank.bic.is_not(None)))))


def registered_banks(warehouse: Warehouse) -> list[RegisteredBank]:
    """Every bank of the register with its agreements, by BIC."""
    with warehouse.reading() as session:
        agreements = list(session.scalars(select(Agreement).order_by(Agreement.bic, Agreement.order, Agreement.valid_from)))
        return [
            RegisteredBank(
                bank.bic,
                bank.name,
                bank.credit_institution,
                bank.format,
                bank.channel,
                tuple((a.order, a.valid_from, a.valid_until) for a in agreements if a.bic == bank.bic),
            )
            for bank in session.scalars(select(Bank).order_by(Bank.bic))
        ]


def allowances_frame(warehouse: Warehouse) -> pl.DataFrame:
    """What is allowed on an account, or on all of a holder's (the other column null), by account, holder, kind, first day.

    `valid_until` is the day on which it is over, null until further notice; `cap_milli` in thousandths of EUR, or null.
    """
    columns = [getattr(Allowance, name) for name in ALLOWANCES_SCHEMA]
    with warehouse.reading() as session:
        rows = [tuple(row) for row in session.execute(select(*columns).order_by(Allowance.number))]
    frame = pl.DataFrame(rows, schema=ALLOWANCES_SCHEMA, orient="row")
    return frame.sort("iban", "holder_id", "kind", "valid_from", nulls_last=True)
