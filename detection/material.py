"""What every rule is given: the movements and statements of one bucket of accounts, the register, and the day.

A rule never reads a lake, a database or a clock. It asks this object for frames that are already sound: details left out
(they are part of their movement), nothing booked after the day, nothing of an account under judicial mandate (the law keeps
those out of the control), in the total order (account, booked, statement, sequence, detail) whatever order the rows came in,
and the facts that many rules need worked out once. `booked` has, beside the columns of the movements:

| column | meaning |
|---|---|
| kind, holder_id, holder_plain | of the register; null (name: empty) for an account that it does not hold |
| dossier | the dossier that the communication names, null when none |
| referenced | a dossier or a structured reference identifies what the movement is for |
| party | the counterparty: its account, else `name` and its plain name; null when the bank gave neither |
| party_plain | its plain name, empty for none |
| quality | the counterparty is itself a registered third-party or rubric account |
| own | the counterparty is the holder: a registered own account, or the holder's name; never a quality account |
| bank | booked by the bank itself: interest, costs |
| text | the communication, plain |

What is known beside them (statuses, allowances, declarations, sanctions, what other accounts sent) is in `around`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import polars as pl

from detection import balances, lots
from detection.codes import bank_booked
from detection.dossiers import dossier_in
from detection.names import holder_named
from detection.surroundings import Surroundings
from detection.texts import folded, plain, plain_of

ORDER = ["account", "currency", "booked", "statement_date", "statement_number", "ordinal", "sequence", "detail", "movement_id"]
SLICE = 65_536
"""Movements that are described at once."""
UNREAD = ("delivery", "line", "purpose", "mandate_reference")
"""Columns of a movement that no rule reads."""
FREE = ""
"""Communication type of a free communication."""


@dataclass(frozen=True, eq=False)
class Material:
    """The input of every rule. `accounts` is the whole register, so that a transfer between quality accounts is seen."""

    movements: pl.LazyFrame
    statements: pl.LazyFrame
    accounts: pl.DataFrame
    own_accounts: pl.DataFrame
    refused: pl.DataFrame
    on: date
    around: Surroundings = field(default_factory=Surroundings)
    named: pl.DataFrame | None = None
    """What `names.holder_named` says of the accounts' whole history, where `movements` are only a part of it."""

    def since(self, edge: date, *, but_whole: Sequence[str] = ()) -> Material:
        """Give the same with only what was booked, or stated, behind a day; of the accounts named, everything."""

        def kept(day: str) -> pl.Expr:
            return (pl.col(day) > edge) | pl.col("account").is_in(list(but_whole))

        shorter = replace(
            self, movements=self.movements.filter(kept("booked")), statements=self.statements.filter(kept("statement_date"))
        )
        # what is worked out of each movement alone need not be worked out again
        vars(shorter)["_booked"] = self._booked.filter(kept("booked"))
        return shorter

    @property
    def excluded(self) -> pl.Expr:
        """Say whether a row's account is under judicial mandate (art. 446quater §5, 2nd paragraph)."""
        mandated = self.accounts.filter(pl.col("judicial_mandate").fill_null(False))["iban"].unique()
        return pl.col("account").is_in(mandated.implode())

    @property
    def booked(self) -> pl.LazyFrame:
        """The movements that count, in the total order, with the columns above."""
        return self._booked.lazy()

    @property
    def chained(self) -> pl.LazyFrame:
        """The statements with balances, each with the one before it (`balances.chained`)."""
        return self._chained.lazy()

    @property
    def daily(self) -> pl.LazyFrame:
        """What each account held at the end of each day (`balances.daily`)."""
        return self._daily.lazy()

    @property
    def between(self) -> pl.LazyFrame:
        """Movements of all accounts whose counterparty is a registered account (`surroundings.between`)."""
        return self.around.between.lazy().filter(pl.col("booked") <= self.on)

    @property
    def shared(self) -> pl.LazyFrame:
        """Debits of all accounts to payees that several holders pay (`surroundings.shared`)."""
        return self.around.shared.lazy().filter(pl.col("booked") <= self.on)

    @property
    def changes(self) -> pl.LazyFrame:
        """Receipts and payments in the order in which lots are consumed (`lots.changes`)."""
        return self._changes.lazy()

    @property
    def matches(self) -> pl.LazyFrame:
        """Which debit consumed which lot, with the day, the movement and the dossier of both (`lots.match`)."""
        return self._matches.lazy()

    @property
    def receipts(self) -> pl.LazyFrame:
        """The lots that receipts opened, with their payer and the day on which they were gone (`lots.receipts`)."""
        return self._receipts.lazy()

    @property
    def flows(self) -> pl.LazyFrame:
        """What came in and went out each day of each stretch of statements (`balances.flows`)."""
        return self._flows.lazy()

    @cached_property
    def _chained(self) -> pl.DataFrame:
        return balances.chained(self.statements.filter(pl.col("statement_date") <= self.on, ~self.excluded)).collect()

    @cached_property
    def _daily(self) -> pl.DataFrame:
        return balances.daily(self.chained, self.booked).collect()

    @cached_property
    def _changes(self) -> pl.DataFrame:
        return lots.changes(self.chained, self.booked)

    @cached_property
    def _matches(self) -> pl.DataFrame:
        columns = [*balances.ACCOUNT, "day", "movement_id", "dossier"]
        described = lots.describe(self._changes, lots.match(self._changes), columns)
        return (
            described.drop("debit_account", "debit_currency")
            .rename({"lot_account": "account", "lot_currency": "currency"})
            .collect()
        )

    @cached_property
    def _receipts(self) -> pl.DataFrame:
        return lots.receipts(self._changes, self._matches, self._booked)

    @cached_property
    def _flows(self) -> pl.DataFrame:
        return balances.flows(self.chained, self.booked).collect()

    @cached_property
    def _booked(self) -> pl.DataFrame:
        asked = self.movements.drop(UNREAD, strict=False)
        counted = asked.filter(~pl.col("is_detail"), pl.col("booked") <= self.on, ~self.excluded)
        ordered = counted.with_columns(balances.ordinal_of("movement_id")).sort(ORDER).collect()
        named = self._names(ordered) if self.named is None else self.named
        # slice by slice: the texts between a bank's line and what is read in it are several times the line
        slices = ordered.iter_slices(SLICE) if ordered.height else [ordered]
        parts = [self._described(part.lazy(), named) for part in slices]
        del ordered
        return pl.concat(parts, rechunk=True)

    def _names(self, counted: pl.DataFrame) -> pl.DataFrame:
        """Say which parties bear the holder's name; a name is made plain once for all the movements that have it."""
        return holder_named(
            counted.lazy()
            .select("account", "currency", "counterparty_name")
            .join(self._registered, on=["account", "currency"])
            .join(_plain_names(counted.lazy()), on="counterparty_name")
            .select("account", "holder_plain", "party_plain")
            .collect()
        )

    @cached_property
    def _registered(self) -> pl.LazyFrame:
        """What the register says of each account."""
        known = self.accounts.select(
            pl.col("iban").alias("account"), "currency", "kind", "holder_id", plain(pl.col("holder_name")).alias("holder_plain")
        )
        return known.unique(["account", "currency"], keep="any").lazy()

    def _described(self, counted: pl.LazyFrame, named: pl.DataFrame) -> pl.DataFrame:
        """Add what can be said of movements beside what the bank wrote; their order is kept."""
        own = self.own_accounts.lazy().select(
            "holder_id", _account(pl.col("iban")).alias("party_account"), pl.lit(True).alias("registered")
        )
        return (
            counted.join(self._registered, on=["account", "currency"], how="left", maintain_order="left")
            .join(_texts(counted), on="communication", how="left", maintain_order="left")
            .join(_plain_names(counted), on="counterparty_name", how="left", maintain_order="left")
            .with_columns(
                pl.col("holder_plain").fill_null(""),
                _account(pl.col("counterparty_account")).alias("party_account"),
                pl.when(pl.col("communication_type") == FREE).then("dossier").alias("dossier"),
                bank_booked().alias("bank"),
            )
            .with_columns(
                (pl.col("dossier").is_not_null() | (pl.col("structured_reference") != "")).alias("referenced"),
                pl.coalesce(
                    "party_account", pl.when(pl.col("party_plain") != "").then(pl.lit("name ") + pl.col("party_plain"))
                ).alias("party"),
                pl.col("party_account").is_in(self.accounts["iban"].unique().implode()).fill_null(False).alias("quality"),
            )
            .join(own.unique(), on=["holder_id", "party_account"], how="left", maintain_order="left")
            .join(named.lazy(), on=["account", "holder_plain", "party_plain"], how="left", maintain_order="left")
            .with_columns((~pl.col("quality") & (pl.col("registered") | pl.col("named")).fill_null(False)).alias("own"))
            .drop("registered", "named")
            .collect()
        )


def _texts(counted: pl.LazyFrame) -> pl.LazyFrame:
    """Give each communication once, plain and with the dossier that it names: folding a text is what costs."""
    distinct = counted.select("communication").unique().with_columns(folded(pl.col("communication")).alias("folded")).collect()
    return distinct.lazy().select(
        "communication", plain_of(pl.col("folded")).alias("text"), dossier_in(pl.col("folded")).alias("dossier")
    )


def _plain_names(counted: pl.LazyFrame) -> pl.LazyFrame:
    """Give each name of a counterparty once, plain."""
    return counted.select("counterparty_name").unique().with_columns(plain(pl.col("counterparty_name")).alias("party_plain"))


def _account(account: pl.Expr) -> pl.Expr:
    """Write an account number without blanks in capitals; null for none."""
    number = account.str.replace_all(" ", "", literal=True).str.to_uppercase()
    return pl.when(number != "").then(number)
