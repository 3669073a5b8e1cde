"""How a delivery arrived: from which bank, on which day, and what its statements may be because of it.

A bank delivers its own accounts (royal decree of 9 June 2024, art. 2 §1) while it is a credit institution with an agreement
with one of the two Orders (art. 1, 3°; AR-1.3-a). The register says which bank an account is at; a merged house's other BICs
stand for it too. A delivery that a person brings from a folder of no bank (`LOCAL`) has no bank that could be the wrong one.
A statement may bear the day of receipt in Brussels or the bank day after it: banks close their books in the evening, and a
Friday's statement may be dated Monday. Whatever is later did not happen yet.

>>> arrived = Arrival("KASTEEL", date(2026, 2, 27), last_date(date(2026, 2, 27)))
>>> arrived.latest, arrived.may_bring("KASTBEBBXXX"), arrived.may_bring("MAASBEBB"), Arrival("LOCAL").may_bring("MAASBEBB")
(datetime.date(2026, 3, 2), True, False, True)
>>> stands_for("MAASBEBB") >= {"MAASBEBB"}
True
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from coda_parser.banks import Bank, banks
from warehouse.belgian_day import day_of
from warehouse.database import Warehouse
from warehouse.register_banks import OF_THE_BANK, bank_is_agreed, banks_are_registered

LOCAL = "LOCAL"
"""Whose delivery a file is that lies in no bank's folder."""
TOLERANCE = 1
"""Bank days after the day of receipt that a statement may be dated."""


@dataclass(frozen=True)
class Arrival:
    """The bank's code, the day of receipt in Brussels, the last date that a statement may bear, and whether it may deliver."""

    bank: str
    on: date = date.min
    latest: date = date.max
    agreed: bool = True

    @property
    def house(self) -> Bank | None:
        """The bank's own file; None where the delivery comes from no bank that Quater knows."""
        return banks().get(self.bank)

    def may_bring(self, registered_bic: str) -> bool:
        """Whether an account that the register knows at this BIC is the deliverer's; where no bank delivers, any is."""
        house = self.house
        return house is None or registered_bic[:OF_THE_BANK] in stands_for(house.bic)


def arrivals_of(warehouse: Warehouse, codes: Collection[str], *, at: datetime) -> dict[str, Arrival]:
    """How deliveries of these banks arrive at a moment, by code."""
    on = day_of(at)
    latest, asks = last_date(on), banks_are_registered(warehouse)
    return {code: Arrival(code, on, latest, not asks or _agreed(warehouse, code, on)) for code in set(codes)}


@cache
def last_date(received: date) -> date:
    """The last date that a statement received on a day may bear."""
    from warehouse.coverage.bank_days import after_bank_days  # coverage reads the lake, which this room feeds

    return after_bank_days(received, TOLERANCE)


@cache
def stands_for(bic: str) -> frozenset[str]:
    """The first eight characters of every BIC of the house that this one belongs to."""
    own = bic[:OF_THE_BANK]
    houses = ({one[:OF_THE_BANK] for one in bank.bics} for bank in banks().values())
    return frozenset({own}.union(*(house for house in houses if own in house)))


def _agreed(warehouse: Warehouse, code: str, on: date) -> bool:
    if code == LOCAL:
        return True
    house = banks().get(code)
    return house is not None and any(bank_is_agreed(warehouse, bic, on) for bic in house.bics)
