"""What is only seen across accounts, read part by part: transfers between quality accounts, and payees that several pay.

The movements of a country do not fit into memory, and most of them are of no other account's concern. So they are read
twice, some accounts or months at a time. The first time only who pays whom is looked at, and a payee leaves no more than a
mark: paid by one holder, or by more. Marks lie in a table of fixed size, so two payees may share one; the second time, what
is behind the marks is read, looked at closely, and put away with what it says and without its texts.

A payment that names a dossier or bears a structured reference is explained, and a payee that is an institution or another
lawyer (`detection.parties`) is paid by everybody: neither is kept, the payee's earlier payments of the year only with the day
from which it is known as such (`others_on`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import polars as pl

from detection.parties import acts_for_others
from detection.references import with_reference
from detection.surroundings import BETWEEN, SEEN, SHARED, Surroundings
from detection.texts import plain

Parts = Callable[[], Iterable[pl.LazyFrame]]
"""Gives the movements of all accounts in parts, details included, in no order; asked twice."""

PAYEE = "counterparty_account"
YEAR = [PAYEE, "currency", "year"]
COLUMNS = [*(name for name in SEEN if name != "holder_id"), "is_detail"]
"""What of a movement must be there."""
BITS = 26
"""Places of the table are a power of two: some tens of megabytes, little shared by the payees of a country."""
ONE, SEVERAL, REGISTERED = 1, 2, 3


def across(parts: Parts, accounts: pl.DataFrame, *, bits: int = BITS) -> Surroundings:
    """Give `between` and `shared` of all movements; what else surrounds them is empty."""
    known = holders(accounts)
    registered = known.select(pl.col("account").alias(PAYEE), pl.col("holder_id").alias("other_holder_id"))
    others = registered.unique(PAYEE, keep="any")
    marks = _marks(parts, known, others, bits)
    between, paid, others_on = [BETWEEN.to_frame()], [SHARED.to_frame()], list[pl.DataFrame]()
    for part in parts():
        seen = _seen(part, known, wanted=_marked(marks)).collect()
        between.append(seen.join(others, on=PAYEE).select(BETWEEN.names()))
        strange = seen.filter(pl.col("amount_milli") < 0).join(others, on=PAYEE, how="anti")
        unexplained, institutions = _read(strange)
        paid.append(unexplained)
        others_on.append(institutions)
    shared = _shared(pl.concat(paid), pl.concat(others_on) if others_on else None)
    return Surroundings(between=pl.concat(between).sort("account", "booked", "movement_id"), shared=shared)


def holders(accounts: pl.DataFrame) -> pl.DataFrame:
    """Give holder and account of those that may be looked at: an account under judicial mandate is not (art. 446quater §5)."""
    within = accounts.filter(~pl.col("judicial_mandate").fill_null(False))
    return within.select(pl.col("iban").alias("account"), "currency", "holder_id").unique(["account", "currency"], keep="any")


def _seen(part: pl.LazyFrame, known: pl.DataFrame, *, wanted: pl.Expr) -> pl.LazyFrame:
    number = pl.col(PAYEE).str.replace_all(" ", "", literal=True).str.to_uppercase()
    counted = part.select(COLUMNS).filter(~pl.col("is_detail"), pl.col(PAYEE) != "").with_columns(number).filter(wanted)
    return counted.drop("is_detail").join(known.lazy(), on=["account", "currency"])


def _marks(parts: Parts, known: pl.DataFrame, others: pl.DataFrame, bits: int) -> npt.NDArray[np.uint8]:
    """Mark each payee as paid by one holder or by several, and those that are registered."""
    table = np.zeros(1 << bits, np.uint8)
    for part in parts():
        paid = _seen(part, known, wanted=pl.col("amount_milli") < 0).select(PAYEE, "holder_id").unique().collect()
        places, holders_of = np.unique(_place(paid[PAYEE], table), return_counts=True)
        table[places] = np.minimum(table[places] + holders_of, SEVERAL)
    table[_place(others[PAYEE], table)] = REGISTERED
    return table


def _place(payees: pl.Series, table: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    return (payees.hash(0).to_numpy() % np.uint64(len(table))).astype(np.int64)


def _marked(marks: npt.NDArray[np.uint8]) -> pl.Expr:
    """Say whether a movement may be one with a registered account, or one to a payee that several holders pay."""

    def mark(payees: pl.Series) -> pl.Series:
        return pl.Series(marks[_place(payees, marks)])

    found = pl.col(PAYEE).map_batches(mark, return_dtype=pl.UInt8())
    return (found == REGISTERED) | ((found == SEVERAL) & (pl.col("amount_milli") < 0))


def _read(paid: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the payments without a reference, and the day from which each payee of a year bears an institution's name."""
    yearly = paid.with_columns(pl.col("booked").dt.year().alias("year"))
    names = yearly.select(pl.col("counterparty_name").unique())
    institutions = names.filter(acts_for_others(plain(pl.col("counterparty_name"))))
    named = yearly.join(institutions, on="counterparty_name", how="semi")
    unexplained = with_reference(yearly.lazy()).filter(~pl.col("referenced")).collect()
    kept = unexplained.with_columns(pl.lit(None, pl.Date).alias("others_on")).select(SHARED.names())
    return kept, named.group_by(YEAR).agg(pl.col("booked").min().alias("others_on"))


def _shared(paid: pl.DataFrame, institutions: pl.DataFrame | None) -> pl.DataFrame:
    """Keep the payments to those that several holders paid and that were no institution yet; by payee, day and identity."""
    if institutions is None:
        return paid
    first = institutions.group_by(YEAR).agg(pl.col("others_on").min())
    dated = paid.drop("others_on").with_columns(pl.col("booked").dt.year().alias("year"))
    strange = (
        dated.join(first, on=YEAR, how="left")
        .filter(pl.col("others_on").is_null() | (pl.col("booked") < pl.col("others_on")))
        .select(SHARED.names())
    )
    several = strange.group_by(PAYEE).agg(pl.col("holder_id").n_unique().alias("holders")).filter(pl.col("holders") > 1)
    return strange.join(several, on=PAYEE, how="semi").sort(PAYEE, "booked", "movement_id")
