"""What each account is expected to deliver: its habit, learnt from its own past, and for how many bank days it is silent.

The data are permanently at the disposal of the control entity (royal decree of 9 June 2024, art. 2 §2 al. 2), so silence
must be told from an account on which nothing moves. The sign is an empty statement: a bank that sends statements without a
movement keeps a schedule, and nine tenths of the account's own intervals say which one; where it sends none, it sends only when
something moves, and silence says nothing, unless the account moved nearly every bank day so far. Nothing here is a fact about
a bank that somebody typed in: it follows from the statements that are held, so a late backfill is learnt from like the rest.

The same frame has a line for each bank (`account` is its code, `habit` is `bank`), because all of its accounts may be silent.

| standing | means |
|---|---|
| in time | a statement came within the days allowed, or nothing says when one is due |
| silent | more bank days than allowed have passed since the last statement |
| never seen | the register holds the account, no statement ever came |
| closed | the register closed it on or before the day |
"""

from __future__ import annotations

from datetime import date

import polars as pl

from coda_parser.banks import banks
from warehouse.coverage.bank_days import bank_days_expr
from warehouse.register_reference import bank_bic_of

DAILY, WEEKLY, MONTHLY, WHEN_MOVING, UNKNOWN, BANK = "daily", "weekly", "monthly", "when moving", "unknown", "bank"
IN_TIME, SILENT, NEVER_SEEN, CLOSED = "in time", "silent", "never seen", "closed"
INTERVAL = {DAILY: 1, WEEKLY: 6, MONTHLY: 25}
"""The most bank days between two statements of the habit."""
ALLOWED = {DAILY: 5, WEEKLY: 10, MONTHLY: 30, BANK: 5, WHEN_MOVING: 20}
"""Bank days of silence before somebody asks; house default, to calibrate. The last one for accounts that move every day."""
MOSTLY = 0.9
ENOUGH = 4
"""Fewer intervals teach no habit."""
BUSY = 60
"""As many intervals of one bank day show an account that moves every day."""
ACCOUNT = ["account", "currency"]
COVERAGE = pl.Schema(
    {
        **dict.fromkeys(("bank", "account", "currency", "holder_id", "bar"), pl.String()),
        **dict.fromkeys(("opened_on", "closed_on", "first_statement"), pl.Date()),
        **dict.fromkeys(("first_number", "first_old_milli"), pl.Int64()),
        "last_statement": pl.Date(),
        "statements": pl.Int64(),
        "habit": pl.String(),
        **dict.fromkeys(("longest", "silence", "allowed"), pl.Int64()),
        **dict.fromkeys(("bank_since", "bank_last"), pl.Date()),
        "standing": pl.String(),
    }
)
"""`longest`, `silence` and `allowed` (null: no bound) in bank days; on `bank_since` the bank made its first file."""
NEEDED = [
    *("account", "currency", "statement_date", "statement_number", "old_balance_milli", "created"),
    *("movement_count", "separate_application"),
]
"""Columns of the statements that are read."""


def bank_of_account(bic: str, iban: str) -> str:
    """Give the code of the bank that holds an account, by the register's BIC, else by the number's range; else the BIC itself.

    >>> bank_of_account("KASTBEBB", "BE00"), bank_of_account("", "BE71096123456769")
    ('KASTEEL', 'GKCCBEBB')
    """
    known = bic or bank_bic_of(iban)
    return next((bank.code for bank in banks().values() if bank.bic[:8] == known[:8]), known)


def expected_of(statements: pl.LazyFrame, accounts: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Give the frame `COVERAGE` as it is known on a day, by bank, account and currency; accounts under judicial mandate not."""
    registered = _registered(accounts)
    known = statements.select(NEEDED).filter(pl.col("statement_date") <= on, ~pl.col("separate_application")).collect()
    seen = known.join(registered.select(*ACCOUNT, "bank"), on=ACCOUNT)
    of_banks = seen.group_by("bank").agg(
        pl.col("created").min().alias("bank_since"), pl.col("statement_date").max().alias("bank_last")
    )
    described = registered.join(_described(seen), on=ACCOUNT, how="left").join(of_banks, on="bank", how="left")
    judged = _judged(described, on)
    return pl.concat([judged, _banks(seen, of_banks, on)]).sort("bank", "account", "currency")


def _registered(accounts: pl.DataFrame) -> pl.DataFrame:
    within = accounts.filter(~pl.col("judicial_mandate").fill_null(False)).rename({"iban": "account"})
    codes = [bank_of_account(bic or "", iban) for bic, iban in within.select("bank_bic", "account").iter_rows()]
    columns = [*ACCOUNT, "holder_id", "bar", "opened_on", "closed_on"]
    return within.select(columns).with_columns(pl.Series("bank", codes, dtype=pl.String)).unique(ACCOUNT, keep="any")


def _described(seen: pl.DataFrame) -> pl.DataFrame:
    """Give first and last statement, their count, and what the intervals between their days teach."""
    days = seen.group_by(*ACCOUNT, "statement_date").agg(
        pl.len().alias("statements"),
        pl.col("statement_number", "old_balance_milli").sort_by("statement_number").first(),
        (pl.col("movement_count") == 0).any().alias("empty"),
    )
    ordered = days.sort(*ACCOUNT, "statement_date").with_columns(
        bank_days_expr(pl.col("statement_date").shift().over(ACCOUNT), pl.col("statement_date")).alias("interval")
    )
    interval = pl.col("interval").drop_nulls()
    return ordered.group_by(ACCOUNT, maintain_order=True).agg(
        pl.col("statement_date").first().alias("first_statement"),
        pl.col("statement_number").first().alias("first_number"),
        pl.col("old_balance_milli").first().alias("first_old_milli"),
        pl.col("statement_date").last().alias("last_statement"),
        pl.col("statements").sum(),
        pl.col("empty").any(),
        interval.len().alias("intervals"),
        interval.max().cast(pl.Int64).alias("longest"),
        interval.quantile(MOSTLY, "higher").alias("mostly"),
    )


def _habit() -> pl.Expr:
    scheduled = pl.col("empty") & (pl.col("intervals") >= ENOUGH)
    habit: pl.Expr = pl.lit(WHEN_MOVING)
    for name, most in sorted(INTERVAL.items(), key=lambda one: -one[1]):
        habit = pl.when(scheduled & (pl.col("mostly") <= most)).then(pl.lit(name)).otherwise(habit)
    too_few = pl.col("first_statement").is_null() | (pl.col("intervals") < ENOUGH)
    return pl.when(too_few).then(pl.lit(UNKNOWN)).otherwise(habit)


def _allowed() -> pl.Expr:
    """The habit's bound, never less than the account's own longest interval; null where nothing is due."""
    busy = (pl.col("habit") == WHEN_MOVING) & (pl.col("intervals") >= BUSY) & (pl.col("mostly") <= 1)
    bound = pl.col("habit").replace_strict({name: ALLOWED[name] for name in INTERVAL}, default=None, return_dtype=pl.Int64)
    return pl.max_horizontal(
        pl.when(busy).then(pl.lit(ALLOWED[WHEN_MOVING])).otherwise(bound), pl.when(busy | bound.is_not_null()).then("longest")
    )


def _judged(described: pl.DataFrame, on: date) -> pl.DataFrame:
    standing = (
        pl.when(pl.col("closed_on") <= on)
        .then(pl.lit(CLOSED))
        .when(pl.col("first_statement").is_null())
        .then(pl.lit(NEVER_SEEN))
        .when(pl.col("silence") > pl.col("allowed"))
        .then(pl.lit(SILENT))
        .otherwise(pl.lit(IN_TIME))
    )
    since = pl.coalesce("last_statement", "opened_on")
    judged = described.with_columns(
        _habit().alias("habit"), pl.col("statements").fill_null(0), bank_days_expr(since, pl.lit(on)).alias("silence")
    ).with_columns(_allowed().alias("allowed"))
    return _shaped(judged.with_columns(standing.alias("standing")))


def _banks(seen: pl.DataFrame, of_banks: pl.DataFrame, on: date) -> pl.DataFrame:
    counted = seen.group_by("bank").agg(pl.len().alias("statements"), pl.col("statement_date").min().alias("first_statement"))
    silence = bank_days_expr(pl.col("bank_last"), pl.lit(on))
    found = of_banks.join(counted, on="bank").with_columns(
        pl.col("bank").alias("account"),
        pl.col("bank_last").alias("last_statement"),
        pl.lit(BANK).alias("habit"),
        silence.alias("silence"),
        pl.lit(ALLOWED[BANK]).alias("allowed"),
        pl.when(silence > ALLOWED[BANK]).then(pl.lit(SILENT)).otherwise(pl.lit(IN_TIME)).alias("standing"),
        *(pl.lit("").alias(name) for name in ("currency", "holder_id", "bar")),
    )
    return _shaped(found)


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    present = frame.columns
    return frame.select(
        (pl.col(name) if name in present else pl.lit(None)).cast(kind).alias(name) for name, kind in COVERAGE.items()
    )
