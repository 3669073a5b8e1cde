"""How completely each bank fills what the decree asks for: bank by bank, field by field, now and a month before.

The list is that of the royal decree of 9 June 2024, art. 2 §3 al. 2: type, amount, currency and date of the transaction, name
and address of the holder, of the orderer and of the beneficiary, their account numbers, the communication. A bank gives what it
has ("en possession de l'institution"), so what may be expected differs: a share is declared for what every statement must have,
else learnt from the bank's own past. The counterparty is asked of movements that have one: transfers and direct debits, and
their total, which names it for all its details. The holder's address comes from the register; CODA has no place for it.

A share is in thousandths of the rows that the field is asked of. Now: the thirty days up to the day; before: the thirty days
before those; learnt: the ninety days before now.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import polars as pl

from coda_parser.banks import Bank, banks
from warehouse.database import Warehouse
from warehouse.deliveries import deliveries_frame
from warehouse.lake import movements, statements
from warehouse.register import accounts_frame, holders_frame

NOW, LEARNT = timedelta(days=30), timedelta(days=90)
LEAST_ROWS = 50
"""Fewer rows prove nothing: the share is shown and not judged."""
SLACK = 100
"""Thousandths below what was learnt; three standard errors where these are more."""
ALWAYS, MOSTLY, HALF = 1000, 900, 500
WITH_COUNTERPARTY = ("01", "02", "05", "41")
"""Families of transfers and direct debits (CODA 2.6, annex II)."""
PARTY_ADDRESS = "counterparty address"


@dataclass(frozen=True)
class Field:
    """One datum of the decree's list: of which rows it is asked, when it is filled, the share declared (0: only learnt)."""

    name: str
    of: Literal["movements", "transfers", "statements"]
    filled: pl.Expr
    declared: int = 0


def _said(*columns: str) -> pl.Expr:
    return pl.any_horizontal(*(pl.col(column).fill_null("").str.strip_chars() != "" for column in columns))


FIELDS = (
    Field("transaction type", "movements", pl.col("code").fill_null("00000000") != "00000000", ALWAYS),
    Field("amount", "movements", pl.col("amount_milli").is_not_null(), ALWAYS),
    Field("currency", "movements", _said("currency"), ALWAYS),
    Field("execution date", "movements", pl.col("booked").is_not_null(), ALWAYS),
    Field("value date", "movements", pl.col("valued").is_not_null()),
    Field("holder account", "movements", _said("account"), ALWAYS),
    Field("holder name", "statements", _said("holder_name"), MOSTLY),
    Field("holder address", "statements", _said("street") & _said("postcode") & _said("city"), MOSTLY),
    Field("counterparty account", "transfers", _said("counterparty_account"), MOSTLY),
    Field("counterparty name", "transfers", _said("counterparty_name"), MOSTLY),
    Field(PARTY_ADDRESS, "transfers", _said("counterparty_address")),
    Field("communication", "transfers", _said("communication", "structured_reference")),
    Field("bank reference", "movements", _said("bank_reference")),
)
MOVEMENT_COLUMNS = (
    *("movement_id", "account", "currency", "statement_date", "statement_number", "is_detail", "booked", "valued"),
    *("amount_milli", "code", "family", "bank_reference", "communication", "structured_reference"),
    *("counterparty_account", "counterparty_name", "counterparty_address", "delivery"),
)
STATEMENT_COLUMNS = (
    *("statement_id", "account", "currency", "statement_date", "statement_number", "holder_name", "delivery"),
    *("old_balance_milli", "new_balance_milli", "separate_application", "movement_count", "debit_milli", "credit_milli"),
)


@dataclass(frozen=True)
class Completeness:
    """How completely a bank fills a field; shares in thousandths, None where no row asks for it.

    `minimum` is None where it is not judged: too few rows, or nothing declared and nothing learnt.
    """

    bank: str
    field: str
    asked: int
    filled: int
    share: int | None
    before: int | None
    minimum: int | None

    @property
    def success(self) -> bool:
        """Whether it is as complete as expected, as far as it is judged."""
        return self.minimum is None or self.share is None or self.share >= self.minimum


@dataclass(frozen=True)
class Filling:
    """What was read: movements and statements of 120 days with their bank; `rows` gives those that a field is asked of."""

    on: date
    movements: pl.DataFrame
    statements: pl.DataFrame

    def rows(self, field: Field) -> pl.DataFrame:
        """Give the rows that a field is asked of, with `day`, `bank` and `is_filled`."""
        frame = self.statements if field.of == "statements" else self.movements.filter(~pl.col("is_detail"))
        if field.of == "transfers":
            frame = frame.filter(pl.col("family").is_in(WITH_COUNTERPARTY))
        return frame.with_columns(field.filled.alias("is_filled"))

    def missing(self, bank: str, field: Field) -> pl.DataFrame:
        """Give a bank's rows of now in which the field is not filled."""
        return self.rows(field).filter((pl.col("bank") == bank) & _within(self.on, NOW) & ~pl.col("is_filled"))


def read_filling(warehouse: Warehouse, on: date) -> Filling:
    """Read what the shares are counted from."""
    since = on - NOW - LEARNT + timedelta(days=1)
    by = deliveries_frame(warehouse).select("delivery", "bank").lazy()
    moved = movements(warehouse, since=since, until=on, columns=MOVEMENT_COLUMNS)
    stated = statements(warehouse, since=since, until=on, columns=STATEMENT_COLUMNS)
    keys = ["account", "currency"]
    holders = holders_frame(warehouse).select("holder_id", "street", "postcode", "city")
    known = accounts_frame(warehouse).select(pl.col("iban").alias("account"), "currency", "holder_id").unique(keys, keep="any")
    registered = known.join(holders, on="holder_id", how="left").drop("holder_id").lazy()
    return Filling(
        on,
        moved.join(by, on="delivery", maintain_order="left").with_columns(pl.col("booked").alias("day")).collect(),
        stated.join(by, on="delivery", maintain_order="left")
        .join(registered, on=keys, how="left", maintain_order="left")
        .with_columns(pl.col("statement_date").alias("day"))
        .collect(),
    )


def completeness(filling: Filling) -> list[Completeness]:
    """Give every bank and field, banks by code, fields in the decree's order."""
    found = sorted({*filling.movements["bank"], *filling.statements["bank"]})
    counted = {field.name: _counts(filling, field) for field in FIELDS}
    return [_judged(bank, field, counted[field.name]) for bank in found for field in FIELDS]


Counts = Mapping[tuple[str, str], tuple[int, int]]


def _counts(filling: Filling, field: Field) -> Counts:
    """Count (asked, filled) by bank and period."""
    rows, on = filling.rows(field), filling.on
    periods = {"now": _within(on, NOW), "before": _within(on - NOW, NOW), "learnt": _within(on - NOW, LEARNT)}
    return dict(_counted(rows, periods))


def _counted(rows: pl.DataFrame, periods: Mapping[str, pl.Expr]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    for period, within in periods.items():
        part = rows.filter(within).group_by("bank").agg(pl.len(), pl.col("is_filled").sum())
        yield from (((bank, period), (asked, filled)) for bank, asked, filled in part.iter_rows())


def _within(until: date, length: timedelta) -> pl.Expr:
    """Say which days lie in the period that ends with `until`, itself included."""
    return (pl.col("day") > until - length) & (pl.col("day") <= until)


def _judged(bank: str, field: Field, counts: Counts) -> Completeness:
    asked, filled = counts.get((bank, "now"), (0, 0))
    learnt = counts.get((bank, "learnt"), (0, 0))
    expected = expected_minimum(declared_minimum(banks().get(bank), field), *learnt, asked=asked)
    share, before = per_mille(asked, filled), per_mille(*counts.get((bank, "before"), (0, 0)))
    return Completeness(bank, field.name, asked, filled, share, before, expected)


def declared_minimum(bank: Bank | None, field: Field) -> int | None:
    """Give the share declared for a field, None where a bank says that it never sends it."""
    if field.name != PARTY_ADDRESS or bank is None:
        return field.declared
    return HALF if bank.habits.addresses else None


def expected_minimum(declared: int | None, known: int, filled: int, *, asked: int) -> int | None:
    """Give the least share to expect of `asked` rows, from what is declared and from `filled` of `known` rows before.

    >>> expected_minimum(900, 0, 0, asked=60), expected_minimum(0, 1000, 970, asked=10_000), expected_minimum(0, 0, 0, asked=60)
    (900, 870, None)
    >>> expected_minimum(None, 1000, 0, asked=60), expected_minimum(1000, 0, 0, asked=49)
    (None, None)
    """
    if declared is None or asked < LEAST_ROWS:
        return None
    if known < LEAST_ROWS:
        return declared or None
    share = filled / known
    error = math.ceil(3000 * math.sqrt(share * (1 - share) / asked))
    learnt = (1000 * filled) // known - max(SLACK, error)
    return max(declared, learnt) if max(declared, learnt) > 0 else None


def per_mille(asked: int, filled: int) -> int | None:
    """Give a share in thousandths, rounded down, so that 1000 means every one; None of nothing.

    >>> per_mille(3, 2), per_mille(100_000, 99_999), per_mille(0, 0)
    (666, 999, None)
    """
    return None if asked == 0 else 1000 * filled // asked
