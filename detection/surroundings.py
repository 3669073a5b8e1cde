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
| shared | a debit to an account that is not registered and that accounts of several holders paid |
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


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The frames above, empty where nothing is known."""

    statuses: pl.DataFrame = field(default_factory=STATUSES.to_frame)
    allowances: pl.DataFrame = field(default_factory=ALLOWANCES.to_frame)
    declarations: pl.DataFrame = field(default_factory=DECLARATIONS.to_frame)
    holders: pl.DataFrame = field(default_factory=HOLDERS.to_frame)
    sanctions: pl.DataFrame = field(default_factory=SANCTIONS.to_frame)
    between: pl.DataFrame = field(default_factory=BETWEEN.to_frame)
    shared: pl.DataFrame = field(default_factory=SEEN.to_frame)
    coverage: pl.DataFrame = field(default_factory=COVERAGE.to_frame)
    silences: pl.DataFrame = field(default_factory=SILENCES.to_frame)


def between(movements: pl.LazyFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Give the movements of all accounts whose counterparty is a registered account, by account, day and identity."""
    known = _holders(accounts)
    other = known.select(pl.col("account").alias("counterparty_account"), pl.col("holder_id").alias("other_holder_id"))
    seen = _seen(movements, known).join(other.unique("counterparty_account", keep="any"), on="counterparty_account")
    return seen.select(BETWEEN.names()).sort("account", "booked", "movement_id").collect(engine="streaming")


def shared(movements: pl.LazyFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Give the debits to unregistered accounts that accounts of two or more holders paid, by payee, day and identity."""
    known = _holders(accounts)
    registered = known.select(pl.col("account").alias("counterparty_account"))
    paid = _seen(movements, known).filter(pl.col("amount_milli") < 0, pl.col("counterparty_account") != "")
    strange = paid.join(registered, on="counterparty_account", how="anti")
    # who pays whom is read first, without any text: the texts of most debits are never needed
    pairs = strange.select("counterparty_account", "holder_id").unique().collect(engine="streaming")
    several = pairs.group_by("counterparty_account").len().filter(pl.col("len") > 1).lazy()
    found = paid.join(several, on="counterparty_account", how="semi").select(SEEN.names())
    return found.sort("counterparty_account", "booked", "movement_id").collect(engine="streaming")


def _holders(accounts: pl.DataFrame) -> pl.LazyFrame:
    """Give holder and account of those that may be looked at: an account under judicial mandate is not (art. 446quater §5)."""
    within = accounts.lazy().filter(~pl.col("judicial_mandate").fill_null(False))
    return within.select(pl.col("iban").alias("account"), "currency", "holder_id").unique(["account", "currency"], keep="any")


def _seen(movements: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    number = pl.col("counterparty_account").str.replace_all(" ", "", literal=True).str.to_uppercase()
    counted = movements.filter(~pl.col("is_detail")).with_columns(number)
    return counted.join(known, on=["account", "currency"])
