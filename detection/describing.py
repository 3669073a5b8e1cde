"""What can be said of movements beside what the bank wrote: the columns that `material.booked` has more than the lake.

Reading a text is what costs, and banks repeat themselves: each name, each communication and each pair of holder and party is
looked at once, for all the movements that have it. Only the columns that are asked for take part in the joins, because a join
copies what it is given; what the bank wrote stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detection.codes import bank_booked
from detection.dossiers import dossier_in
from detection.findings import ACCOUNT
from detection.names import holder_named
from detection.parties import acts_for_others, institution
from detection.texts import folded, plain, plain_of

SLICE = 65_536
"""Texts that are read at once: what lies between a bank's line and what is read in it is several times the line."""
FREE = ""
"""Communication type of a free communication."""
ASKED = (
    *("account", "currency", "communication", "communication_type", "structured_reference"),
    *("counterparty_name", "counterparty_account", "family", "operation"),
)
"""Columns of a movement from which the others are worked out."""
PAIR = ["account", "holder_plain", "party_plain"]


@dataclass(frozen=True)
class Register:
    """What is registered: of each account, of the holders' own accounts, and the numbers of all quality accounts."""

    accounts: pl.DataFrame
    own_accounts: pl.DataFrame
    numbers: pl.Series


def names(movements: pl.DataFrame) -> pl.DataFrame:
    """Give each name of a counterparty once, plain, and whether its words are those of one who acts for others."""
    name = pl.col("party_plain")
    distinct = movements.select(pl.col("counterparty_name").unique())
    known = distinct.with_columns(plain(pl.col("counterparty_name")).alias("party_plain"))
    return known.with_columns(institution(name).alias("institution"), acts_for_others(name).alias("for_others"))


def holders_named(
    movements: pl.DataFrame, names: pl.DataFrame, registered: pl.DataFrame, faulty: frozenset[str] | None
) -> pl.DataFrame:
    """Say which parties bear the holder's name (`names.holder_named`)."""
    told = movements.lazy().select(*ACCOUNT, "counterparty_name").join(registered.lazy(), on=ACCOUNT)
    return holder_named(told.join(names.lazy(), on="counterparty_name").select(PAIR).collect(), faulty)


def described(movements: pl.DataFrame, names: pl.DataFrame, named: pl.DataFrame, register: Register) -> pl.DataFrame:
    """Add the columns to movements; their order is kept."""
    asked = movements.lazy().select(ASKED)
    told = (
        asked.join(register.accounts.lazy(), on=ACCOUNT, how="left", maintain_order="left")
        .join(_texts(movements).lazy(), on="communication", how="left", maintain_order="left")
        .join(names.lazy(), on="counterparty_name", how="left", maintain_order="left")
        .with_columns(
            pl.col("holder_plain").fill_null(""),
            account_number(pl.col("counterparty_account")).alias("party_account"),
            pl.when(pl.col("communication_type") == FREE).then("dossier").alias("dossier"),
            bank_booked().alias("bank"),
        )
        .with_columns(
            (pl.col("dossier").is_not_null() | (pl.col("structured_reference") != "")).alias("referenced"),
            pl.coalesce(
                "party_account", pl.when(pl.col("party_plain") != "").then(pl.lit("name ") + pl.col("party_plain"))
            ).alias("party"),
            pl.col("party_account").is_in(register.numbers.implode()).fill_null(False).alias("quality"),
        )
        .drop(*(name for name in ASKED if name != "account"))
        .with_row_index("place")
        .collect()
    )
    own = ~pl.col("quality") & pl.col("place").is_in(_holders_own(told, named, register).implode())
    return pl.concat([movements, told.with_columns(own.alias("own")).drop("place", "account")], how="horizontal")


def _holders_own(told: pl.DataFrame, named: pl.DataFrame, register: Register) -> pl.Series:
    """Give the places of the movements whose party is a registered own account, or bears the holder's name."""
    own = register.own_accounts.select("holder_id", account_number(pl.col("iban")).alias("party_account"))
    by_number = told.join(own, on=["holder_id", "party_account"], how="semi")["place"]
    return pl.concat([by_number, told.join(named.filter("named"), on=PAIR, how="semi")["place"]])


def _texts(movements: pl.DataFrame) -> pl.DataFrame:
    """Give each communication once, plain and with the dossier that it names."""
    distinct = movements.select(pl.col("communication").unique())
    read = [
        part.with_columns(folded(pl.col("communication")).alias("folded")).select(
            "communication", plain_of(pl.col("folded")).alias("text"), dossier_in(pl.col("folded")).alias("dossier")
        )
        for part in distinct.iter_slices(SLICE)
    ]
    return pl.concat(read) if read else distinct.select("communication", text="communication", dossier="communication")


def account_number(account: pl.Expr) -> pl.Expr:
    """Write an account number without blanks in capitals; null for none."""
    number = account.str.replace_all(" ", "", literal=True).str.to_uppercase()
    return pl.when(number != "").then(number)
