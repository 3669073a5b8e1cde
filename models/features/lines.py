"""Movements prepared once, so that every feature is a short expression over named columns.

Only movements with detail number 0000 count: details are part of their total and never summed with it.
A line never looks forward: each column follows from the movement itself and from earlier ones of the same account.

| column | meaning |
|---|---|
| account, currency, month | the key; month is the first day of the booking month |
| booked | booking date |
| paid_in, paid_out | thousandths, never negative; one of the two is zero |
| party | the counterparty's account, else its name in plain capitals; null when the bank gave neither |
| new_party | the party was first seen on this account in this month |
| met_today | the party was first seen on this account on this very day |
| own | the counterparty is the holder: registered own account, or the holder's name |
| cash | counter or machine cash (families 04 and 09 of annex II of the standard) |
| cost | charged by the bank itself: no counterparty chose it |
| referenced | the communication names a dossier: structured, or a number of three digits, or number/number |
| abroad | the counterparty's account lies outside Belgium |
| round | a multiple of 500, below 2,000 of 100, without cents |
| silent_days | days since the account's previous movement; null for its first one |

Movements of the same day count as simultaneous, so no feature depends on their order. That a lake begins somewhere makes every
party new at first: features of novelty ask for months of history (`known_months`).
"""

from __future__ import annotations

import polars as pl

from models.features.names import own_name_pairs

KEY = ("account", "currency")
MONTH_KEY = ("account", "currency", "month")
NEEDED = (
    *("account", "currency", "booked", "is_detail", "amount_milli", "code"),
    *("communication", "structured_reference", "counterparty_account", "counterparty_name"),
)
"""The columns of the movements dataset that features read; nothing else has to be loaded."""

CASH = ("0404", "0453", "0409", "0901", "0913", "0905", "0950", "0952", "0958", "0960")
"""Family and operation of cash: withdrawals and deposits at machine and counter, foreign notes."""

COSTS = ("35", "80")
"""Families that the bank books itself: closing (interest, costs) and fees; operation 37 is a cost in every family."""

DOSSIER = r"\d{3,}|\d+\s?[/.\-]\s?\d{2,}"


def prepare(movements: pl.LazyFrame, accounts: pl.DataFrame, own_accounts: pl.DataFrame | None = None) -> pl.DataFrame:
    """One line per top-level movement, sorted by account, currency and day; accounts under judicial mandate are left out."""
    controlled = _controlled(movements, accounts)
    names = own_name_pairs(controlled, accounts)
    described = controlled.lazy().select(
        *KEY,
        "booked",
        pl.col("booked").dt.truncate("1mo").alias("month"),
        pl.col("amount_milli").clip(lower_bound=0).alias("paid_in"),
        (-pl.col("amount_milli")).clip(lower_bound=0).alias("paid_out"),
        _iban("counterparty_account"),
        pl.col("counterparty_name").fill_null("").alias("counterparty_name"),
        pl.col("code").str.slice(1, 4).is_in(CASH).alias("cash"),
        _cost().alias("cost"),
        _referenced().alias("referenced"),
        _round().alias("round"),
    )
    joined = (
        described.join(names.lazy(), on=["account", "counterparty_name"], how="left")
        .join(_own_pairs(accounts, own_accounts).lazy(), on=["account", "iban"], how="left")
        .with_columns(
            _party(),
            (pl.col("own_name").fill_null(False) | pl.col("own_account").fill_null(False)).alias("own"),
            _abroad().alias("abroad"),
        )
        .sort(*KEY, "booked")
        .with_columns(pl.col("booked").min().over(*KEY, "party").alias("met_on"), _silence().alias("silent_days"))
    )
    return joined.select(
        *MONTH_KEY,
        *("booked", "paid_in", "paid_out", "party", "own", "cash", "cost", "referenced", "abroad", "round", "silent_days"),
        _met(pl.col("met_on").dt.truncate("1mo") == pl.col("month")).alias("new_party"),
        _met(pl.col("met_on") == pl.col("booked")).alias("met_today"),
    ).collect()


def _controlled(movements: pl.LazyFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    mandated = accounts.filter(pl.col("judicial_mandate").fill_null(False)).get_column("iban").unique()
    chosen = pl.col("is_detail").not_() & pl.col("account").is_in(mandated.implode()).not_()
    return movements.select(NEEDED).filter(chosen).drop("is_detail").collect()


def _iban(column: str) -> pl.Expr:
    account = pl.col(column).fill_null("").str.replace_all(" ", "", literal=True).str.to_uppercase()
    return pl.when(account != "").then(account).alias("iban")


def _party() -> pl.Expr:
    named = pl.when(pl.col("plain_name") != "").then(pl.lit("name ") + pl.col("plain_name"))
    return pl.coalesce("iban", named).alias("party")


def _met(now: pl.Expr) -> pl.Expr:
    return pl.col("party").is_not_null() & now


def _cost() -> pl.Expr:
    family, operation = pl.col("code").str.slice(1, 2), pl.col("code").str.slice(3, 2)
    return family.is_in(COSTS) | (operation == "37")


def _referenced() -> pl.Expr:
    structured = pl.col("structured_reference").fill_null("").str.strip_chars() != ""
    return structured | pl.col("communication").fill_null("").str.contains(DOSSIER)


def _round() -> pl.Expr:
    amount = pl.col("amount_milli").abs()
    return (amount > 0) & pl.when(amount < 2_000_000).then(amount % 100_000 == 0).otherwise(amount % 500_000 == 0)


def _abroad() -> pl.Expr:
    return pl.col("iban").str.contains(r"^[A-Z]{2}\d{2}").fill_null(False) & pl.col("iban").str.starts_with("BE").not_()


def _silence() -> pl.Expr:
    return (pl.col("booked") - pl.col("booked").shift().over(*KEY)).dt.total_days()


def _own_pairs(accounts: pl.DataFrame, own_accounts: pl.DataFrame | None) -> pl.DataFrame:
    """Each controlled account with each own account of its holder."""
    if own_accounts is None:
        schema = {"account": pl.String, "iban": pl.String, "own_account": pl.Boolean}
        return pl.DataFrame(schema=schema)
    return (
        accounts.select(pl.col("iban").alias("account"), "holder_id")
        .unique()
        .join(own_accounts.select("holder_id", "iban").unique(), on="holder_id")
        .select("account", _iban("iban"), pl.lit(True).alias("own_account"))
        .unique()
    )
