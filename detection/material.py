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
| institution | the counterparty bears the name of a court, bailiff, notary, insurer or public fund |
| for_others | it acts for many people: an institution, or another lawyer |
| text | the communication, plain |

What is known beside them (statuses, allowances, declarations, sanctions, what other accounts sent) is in `around`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from detection import balances, describing, ledgers, lots
from detection.surroundings import Surroundings
from detection.texts import plain

ORDER = ["account", "currency", "booked", "statement_date", "statement_number", "ordinal", "sequence", "detail", "movement_id"]
UNREAD = ("delivery", "line", "code", "purpose", "customer_reference", "creditor_id", "mandate_reference")
"""Columns of a movement that no rule reads."""


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
    faulty: frozenset[str] | None = None
    """Accounts whose bank writes the holder as counterparty (`names.faulty_accounts`), where `movements` are only a part of
    what there is; None: the movements themselves say it."""
    described: Callable[[], pl.DataFrame] | None = None
    """Gives `booked`, where it is a part of what another material worked out."""
    behind: Callable[[date], Material] | None = None
    """Gives the same read from behind a day on, where that is less work than to read everything and leave most of it."""

    def only(self, accounts: Collection[str], edge: date | None = None) -> Material:
        """Give the same with some of its accounts, and only what was booked, or stated, behind a day."""
        chosen = pl.col("account").is_in(sorted(accounts))

        def kept(day: str) -> pl.Expr:
            return chosen if edge is None else chosen & (pl.col(day) > edge)

        # what is worked out of each movement alone need not be worked out again
        return replace(
            self,
            movements=self.movements.filter(kept("booked")),
            statements=self.statements.filter(kept("statement_date")),
            described=lambda: self._booked.filter(kept("booked")),
        )

    def of_days(self, first: date, last: date) -> Material:
        """Give the same with only what was booked from one day to another; statements may be those of more days."""
        read = self if self.behind is None else self.behind(first - timedelta(days=1))
        return replace(read, movements=read.movements.filter(pl.col("booked").is_between(first, last)), described=None)

    def with_statements(self, statements: pl.LazyFrame) -> Material:
        """Give the same with other statements, as of days before the movements."""
        return replace(self, statements=statements)

    @property
    def excluded(self) -> pl.Expr:
        """Say whether a row's account is under judicial mandate (art. 446quater §5, 2nd paragraph)."""
        mandated = self.accounts.filter(pl.col("judicial_mandate").fill_null(False))["iban"].unique()
        return pl.col("account").is_in(mandated.implode())

    @property
    def counted(self) -> pl.LazyFrame:
        """The movements that count, as the bank wrote them, in no order: for what needs none of the columns above."""
        return self.movements.filter(~pl.col("is_detail"), pl.col("booked") <= self.on, ~self.excluded)

    @property
    def held(self) -> pl.LazyFrame:
        """Identity and account of the movements that count, in no order, without describing them for it."""
        known = self.booked if "_booked" in vars(self) else self.counted
        return known.select("movement_id", *balances.ACCOUNT)

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
        """Which debit consumed which lot, with the day, the movement and the dossier of both (`lots.described`)."""
        return lots.described(self._matches, self._changes)

    @property
    def ledgers(self) -> pl.LazyFrame:
        """What was received and paid for each dossier, day by day (`ledgers.of_dossiers`)."""
        return self._ledgers.lazy()

    @property
    def receipts(self) -> pl.LazyFrame:
        """The lots that receipts opened, with their payer and the day on which they were gone (`lots.receipts`)."""
        return self.receipts_that()

    def receipts_that(self, *conditions: pl.Expr) -> pl.LazyFrame:
        """Give those of them that meet conditions on lot, received, lot_milli and gone_day: of no other is a payer read."""
        return lots.receipts(self._opened.lazy().filter(*conditions), self._changes, self._booked)

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
        return lots.match(self._changes)

    @cached_property
    def _ledgers(self) -> pl.DataFrame:
        return ledgers.of_dossiers(self.booked).collect()

    @cached_property
    def _opened(self) -> pl.DataFrame:
        return lots.opened(self._changes, self._matches)

    @cached_property
    def _flows(self) -> pl.DataFrame:
        return balances.flows(self.chained, self.booked).collect()

    @cached_property
    def _booked(self) -> pl.DataFrame:
        if self.described is not None:
            return self.described()
        asked = self.counted.drop(UNREAD, strict=False)
        ordered = _in_order(asked.with_columns(balances.ordinal_of("movement_id")).collect())
        names = describing.names(ordered)
        named = describing.holders_named(ordered, names, self._registered, self.faulty)
        register = describing.Register(self._registered, self.own_accounts, self.accounts["iban"].unique())
        return describing.described(ordered, names, named, register)

    @cached_property
    def _registered(self) -> pl.DataFrame:
        """What the register says of each account."""
        known = self.accounts.select(
            pl.col("iban").alias("account"), "currency", "kind", "holder_id", plain(pl.col("holder_name")).alias("holder_plain")
        )
        return known.unique(["account", "currency"], keep="any")


def _in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Put movements in the total order, in which the lake mostly gives them: to see that costs a tenth of sorting."""
    behind = pl.lit(False)
    for name in reversed(ORDER):
        before = pl.col(name).shift()
        behind = (before > pl.col(name)) | ((before == pl.col(name)) & behind)
    return frame.sort(ORDER) if frame.select(behind.any()).item() else frame.rechunk()
