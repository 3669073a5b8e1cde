"""Which movements are cash, cards, direct debits, credit or bank costs, by their transaction code.

Source: Febelfin, coded statement of account 2.6, annex II. The groups are `lists/transaction_groups.csv`; whole families
are here. The code is direct evidence: no model and no words are needed.

>>> frame = pl.DataFrame({"family": ["09", "01"], "operation": ["01", "01"]})
>>> frame.select(in_group("cash-withdrawal")).to_series().to_list()
[True, False]
"""

from __future__ import annotations

from functools import cache

import polars as pl

from detection.lists import rows

CREDIT_FAMILY = "13"
CARD_FAMILY = "04"
CLOSING_FAMILY = "35"
COST_FAMILY = "80"
COST_OPERATION = "37"
"""A cost in every family."""


@cache
def group(name: str) -> tuple[str, ...]:
    """Give the codes of a group, family and operation together."""
    return tuple(row["family"] + row["operation"] for row in rows("transaction_groups") if row["group"] == name)


def in_group(*names: str) -> pl.Expr:
    """Say whether a movement's family and operation belong to one of the groups."""
    wanted = [code for name in names for code in group(name)]
    return (pl.col("family") + pl.col("operation")).is_in(wanted)


def bank_booked() -> pl.Expr:
    """Say whether the bank itself booked the movement: interest, costs, commissions."""
    return pl.col("family").is_in([CLOSING_FAMILY, COST_FAMILY]) | (pl.col("operation") == COST_OPERATION)


def debit() -> pl.Expr:
    """Say whether the movement takes money out of the account."""
    return pl.col("amount_milli") < 0


def credit() -> pl.Expr:
    """Say whether the movement brings money in."""
    return pl.col("amount_milli") > 0
