"""Whether what came since an outlook is what the outlook reckoned with: newer movements, and nothing else.

An outlook says what may be found if only newer movements come to an account. So it holds of an account as long as each
movement that came was booked after the newest one that the run over everything knew, each statement is dated after the newest
one known, and the statements follow each other: the first begins with what the last one known closed with. Of an account
to which anything else came, or of which the register says something else, it is not asked.

How often an account's movements name its holder is counted on from the outlook in the same way: a bank that writes the holder
as counterparty by fault is told by all movements of an account, which no daily run reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from detection.balances import ACCOUNT, STATEMENT, ordinal_of
from detection.names import faulty_accounts, naming_of
from detection.outlook import NAMING, Outlook


@dataclass(frozen=True)
class Came:
    """What came since an outlook: movements and statements with the columns of `warehouse.news.COLUMNS` and the moment at
    which their file was added (null: there before, and come of its day since); all movements there are; the register.
    """

    movements: pl.DataFrame
    statements: pl.DataFrame
    counted: pl.LazyFrame
    register: pl.DataFrame

    @property
    def destroyed(self) -> pl.DataFrame:
        """Account and moment of the rows in files from which others were destroyed."""
        both = (self.movements, self.statements)
        return pl.concat([frame.filter("destroyed").select("account", "added_at") for frame in both])

    @property
    def days(self) -> pl.DataFrame:
        """Account, day, moment and, of a movement, identity of every row that came."""
        moved = self._sound(self.movements).select("account", pl.col("booked").alias("day"), "added_at", "movement_id")
        stated = self._sound(self.statements).select("account", pl.col("statement_date").alias("day"), "added_at")
        return pl.concat([moved, stated], how="diagonal")

    def counted_movements(self, on: date) -> pl.DataFrame:
        """Give the movements that came and count on a day."""
        return self._sound(self.movements).filter(~pl.col("is_detail"), pl.col("booked") <= on)

    @staticmethod
    def _sound(rows: pl.DataFrame) -> pl.DataFrame:
        return rows.filter(~pl.col("destroyed").fill_null(False))


def unforeseen(came: Came, outlook: Outlook, *, on: date) -> frozenset[str]:
    """Give the accounts to which something came with which the outlook did not reckon."""
    known = outlook.standing.group_by("account").agg(pl.col("booked").max(), pl.col("stated").max())
    moved = came.counted_movements(on).group_by("account").agg(pl.col("booked").min().alias("moved"))
    late = moved.join(known, on="account", how="left").filter(~(pl.col("moved") > pl.col("booked")).fill_null(False))
    return frozenset(late["account"]) | _broken(came, outlook, known, on)


def _broken(came: Came, outlook: Outlook, known: pl.DataFrame, on: date) -> frozenset[str]:
    """Give the accounts whose statements that came do not follow those that the outlook knew."""
    stated = came.statements.filter(
        ~pl.col("destroyed").fill_null(False), pl.col("statement_date") <= on, ~pl.col("separate_application")
    )
    late = stated.join(known, on="account", how="left").filter(~(pl.col("statement_date") > pl.col("stated")).fill_null(False))
    ordered = stated.with_columns(ordinal_of("statement_id")).sort(STATEMENT)
    first = outlook.standing.select(*ACCOUNT, "balance_milli")
    before = pl.coalesce(pl.col("new_balance_milli").shift().over(ACCOUNT), "balance_milli")
    chain = ordered.join(first, on=ACCOUNT, how="left", maintain_order="left").with_columns(before.alias("before"))
    jumps = chain.filter(pl.col("old_balance_milli").ne_missing(pl.col("before")))
    return frozenset(late["account"]) | frozenset(jumps["account"])


def faulty_before_and_now(
    came: Came, outlook: Outlook, new: pl.Series, astray: frozenset[str], *, on: date
) -> tuple[frozenset[str], frozenset[str]]:
    """Give the accounts whose bank writes the holder as counterparty: as it was known without what is new, and with it."""
    moved = came.counted_movements(on)
    sets = [naming_of(moved.filter(~pl.col("account").is_in(sorted(astray))), came.register), outlook.naming]
    if astray:
        theirs = came.counted.filter(pl.col("account").is_in(sorted(astray)), ~pl.col("is_detail"), pl.col("booked") <= on)
        sets[1] = outlook.naming.filter(~pl.col("account").is_in(sorted(astray)))
        sets.append(naming_of(theirs.select("account", "currency", "counterparty_name").collect(), came.register))
    now = _sum(sets)
    recent = naming_of(moved.filter(pl.col("movement_id").is_in(new.implode())), came.register)
    before = _sum([now, recent.with_columns(-pl.col("times"), -pl.col("same"))])
    return faulty_accounts(before), faulty_accounts(now)


def _sum(counts: list[pl.DataFrame]) -> pl.DataFrame:
    together = pl.concat([frame.select(NAMING.names()) for frame in counts])
    return together.group_by("account").agg(pl.col("times").sum(), pl.col("same").sum()).sort("account")
