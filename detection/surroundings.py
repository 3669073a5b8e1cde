"""What a rule may know beside the movements of one bucket: the register's other facts, and what is only seen across accounts.

A rule on one account sometimes needs more than that account: whether its holder was suspended that day, whether the
bâtonnier had allowed cash, what the holder declared, who is on a sanctions list; and, because money goes round between
lawyers, what other accounts sent each other. All of it is small, so every bucket is given the whole.

| frame | one row |
|---|---|
| statuses | a holder's status from a day to the day before another (null: until further notice) |
| allowances | what the bâtonnier allowed on an account, or for a holder (the other null): kind, period, cap (null: none) |
| declarations | what a holder declared for an account on 31 December of a year |
| holders | a holder's name and registered address |
| sanctions | a name or an identifier on a sanctions list, with the day from which it is listed |
| between | a movement whose counterparty is a registered account too |
| shared | a debit that nothing explains, to an account that is not registered and that accounts of several holders paid so |
| coverage | what an account, or a bank, was expected to deliver and what came (`warehouse.coverage`); of the bucket only |
| silences | an interval in which an account, or a bank, was silent for longer than its habit allowed; of the bucket only |

>>> Surroundings().between.height
0
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from warehouse.coverage import COVERAGE, SILENCES

STATUSES = pl.Schema({"holder_id": pl.String(), "status": pl.String(), "valid_from": pl.Date(), "valid_until": pl.Date()})
ALLOWANCES = pl.Schema(
    {
        **dict.fromkeys(("iban", "holder_id", "kind"), pl.String()),
        **dict.fromkeys(("valid_from", "valid_until"), pl.Date()),
        "cap_milli": pl.Int64(),
    }
)
DECLARATIONS = pl.Schema(
    {
        **dict.fromkeys(("holder_id", "iban", "currency"), pl.String()),
        **dict.fromkeys(("year", "balance_milli"), pl.Int64()),
        "received_on": pl.Date(),
    }
)
HOLDERS = pl.Schema(dict.fromkeys(("holder_id", "name", "street", "postcode", "city"), pl.String()))
SANCTIONS = pl.Schema(
    {
        **dict.fromkeys(("entry", "source", "kind", "name_plain", "country", "identifier"), pl.String()),
        "listed_on": pl.Date(),
    }
)
SEEN = pl.Schema(
    {
        **dict.fromkeys(("movement_id", "account", "currency", "holder_id"), pl.String()),
        "booked": pl.Date(),
        "amount_milli": pl.Int64(),
        **dict.fromkeys(("counterparty_account", "counterparty_name", "bank_reference"), pl.String()),
        **dict.fromkeys(("communication", "communication_type", "structured_reference"), pl.String()),
    }
)
"""Columns of a movement that is seen from other accounts; `holder_id` is that of its account."""
BETWEEN = pl.Schema({**SEEN, "other_holder_id": pl.String()})
SHARED = pl.Schema(
    {
        **dict.fromkeys(("movement_id", "account", "currency", "holder_id"), pl.String()),
        "booked": pl.Date(),
        "amount_milli": pl.Int64(),
        **dict.fromkeys(("counterparty_account", "bank_reference"), pl.String()),
        "others_on": pl.Date(),
    }
)
"""`others_on`: the later day of the year from which the payee is known as one that everybody pays; null for none."""


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The frames above, empty where nothing is known."""

    statuses: pl.DataFrame = field(default_factory=STATUSES.to_frame)
    allowances: pl.DataFrame = field(default_factory=ALLOWANCES.to_frame)
    declarations: pl.DataFrame = field(default_factory=DECLARATIONS.to_frame)
    holders: pl.DataFrame = field(default_factory=HOLDERS.to_frame)
    sanctions: pl.DataFrame = field(default_factory=SANCTIONS.to_frame)
    between: pl.DataFrame = field(default_factory=BETWEEN.to_frame)
    shared: pl.DataFrame = field(default_factory=SHARED.to_frame)
    coverage: pl.DataFrame = field(default_factory=COVERAGE.to_frame)
    silences: pl.DataFrame = field(default_factory=SILENCES.to_frame)
