"""Refusing a row that speaks of a holder, an account or a bank which neither the register nor a file of the import knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from warehouse.register_bank_tables import Bank
from warehouse.register_entries import Entering
from warehouse.register_files import Row, Rows
from warehouse.register_tables import Account, Holder

HOLDER, ACCOUNT, NUMBER, BANK = "holder", "account", "account number", "bank"
_HOLDER_COLUMNS = ("holder_id", "firm_id", "member_id")
_OF_AN_ACCOUNT = ("holdings", "mandates", "authorisations", "declarations")


def refuse_strangers(entering: Entering, rows: Mapping[str, Rows]) -> None:
    """Refuse the first row about somebody unknown, with its file, row and column."""
    known = _known(entering, rows)
    for part, found in rows.items():
        for number, row in found.items():
            for what, column, value in _references(part, row):
                if value not in known[what]:
                    called = " ".join(value) if isinstance(value, tuple) else repr(value)
                    article = "an" if what.startswith("a") else "a"
                    message = f"expected {article} {what} of the register, found {called}"
                    raise entering.refuse(part, number, column, f"{message}; import it first, or in the same command")


def _known(entering: Entering, rows: Mapping[str, Rows]) -> Mapping[str, set[object]]:
    session = entering.session
    brought = {part: list(rows.get(part, {}).values()) for part in ("holders", "accounts", "banks")}
    accounts = {(iban, currency) for iban, currency in session.execute(select(Account.iban, Account.currency))}
    accounts |= {(row["iban"], row["currency"]) for row in brought["accounts"]}
    return {
        HOLDER: {*session.scalars(select(Holder.holder_id)), *(row["holder_id"] for row in brought["holders"])},
        ACCOUNT: set(accounts),
        NUMBER: {iban for iban, _ in accounts},
        BANK: {*session.scalars(select(Bank.bic)), *(row["bic"] for row in brought["banks"])},
    }


def _references(part: str, row: Row) -> Iterator[tuple[str, str, object]]:
    """Say of whom a row speaks: what it is, the column, the value."""
    if part != "holders":
        yield from ((HOLDER, column, row[column]) for column in _HOLDER_COLUMNS if row.get(column) is not None)
    if part in _OF_AN_ACCOUNT:
        yield ACCOUNT, "iban", (row["iban"], row["currency"])
    if part == "allowances" and row["iban"] is not None:
        yield NUMBER, "iban", row["iban"]
    if part == "agreements":
        yield BANK, "bic", row["bic"]
