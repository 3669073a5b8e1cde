"""What each account is expected to deliver: its habit, learnt from its own past, and for how many bank days it is silent.

The data are permanently at the disposal of the control entity (royal decree of 9 June 2024, art. 2 §2 al. 2), so silence
must be told from an account on which nothing moves. The sign is an empty statement: a bank that sends statements without a
movement keeps a schedule, and nine tenths of the account's own intervals say which one; where it sends none, it sends only when
something moves, and silence says nothing, unless the account moved nearly every bank day so far. Nothing here is a fact about
a bank that somebody typed in: it follows from the statements that are held, so a late backfill is learnt from like the rest.

No day before 1 October 2024 counts in a silence: the decree was not in force, and no feed was due (`in_force`). What such days
teach of a habit, where history was asked for, is learnt all the same.

The same frame has a line for each bank (`account` is its code, `habit` is `bank`), because all of its accounts may be silent.

| standing | means |
|---|---|
| in time | a statement came within the days allowed, or nothing says when one is due |
| silent | the bank sent statements of other accounts more bank days than allowed after the account's last one |
| never seen | the register holds the account, no statement ever came |
| closed | the register closed it on or before the day |
"""

from __future__ import annotations

from datetime import date

import polars as pl

from coda_parser.banks import banks
from warehouse.coverage.bank_days import bank_days_expr
from warehouse.coverage.in_force import due_since
from warehouse.register_reference import bank_bic_of

DAILY, WEEKLY, MONTHLY, WHEN_MOVING, UNKNOWN, BANK = "daily", "weekly", "monthly", "when moving", "unknown", "bank"
IN_TIME, SILENT, NEVER_SEEN, CLOSED = "in time", "silent", "never seen", "closed"
INTERVAL = {DAILY: 1, WEEKLY: 6, MONTHLY: 25}
"""The most bank days between two statements of the habit."""
ALLOWED = {DAILY: 5, WEEKLY: 10, MONTHLY: 30, BANK: 5, WHEN_MOVING: 20}
"""Bank days of silence before somebody asks; house default, to calibrate. The last one for accounts that move every day."""
MOSTLY = 0.9
ENOUGH, ENOUGH_OF_BANK, BUSY = 4, 20, 60
"""Fewer intervals teach no habit: of an account, of a bank, of an account that moves on nearly every bank day."""
ACCOUNT = ["account", "currency"]
COVERAGE = pl.Schema(
    {
        **dict.fromkeys(("bank", "account", "currency", "holder_id", "bar"), pl.String()),
        **dict.fromkeys(("opened_on", "closed_on", "first_statement"), pl.Date()),
        **dict.fromkeys(("first_number", "first_old_milli"), pl.Int64()),
        "last_statement": pl.Date(),
        "statements": pl.Int64(),
        "habit": pl.String(),
        **dict.fromkeys(("longest", "silence", "behind", "allowed"), pl.Int64()),
        **dict.fromkeys(("bank_since", "bank_last"), pl.Date()),
        "standing": pl.String(),
    }
)
"""In bank days: the `longest` interval, the `silence` up to the day, how far it is `behind` the bank's newest statement, and
how much is `allowed` (null: no bound). On `bank_since` the bank made its first file."""
SILENCES = pl.Schema(
    {
        **dict.fromkeys(("bank", "account", "currency"), pl.String()),
        "last_statement": pl.Date(),
        "habit": pl.String(),
        **dict.fromkeys(("longest", "behind", "allowed"), pl.Int64()),
    }
)
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
    registered, seen = _registered(accounts), _seen(statements, accounts, on)
    of_banks = seen.group_by("bank").agg(
        pl.col("created").min().alias("bank_since"), pl.col("statement_date").max().alias("bank_last")
    )
    newest = intervals(seen, on).group_by(*ACCOUNT, maintain_order=True).last().drop("bank")
    described = (
        registered.join(_first(seen), on=ACCOUNT, how="left")
        .join(newest, on=ACCOUNT, how="left")
        .join(of_banks, on="bank", how="left")
    )
    banks_too = (
        of_banks.with_columns(account="bank", currency=pl.lit(""))
        .join(newest, on=ACCOUNT)
        .join(_first(_as_banks(seen)), on=ACCOUNT)
    )
    judged = pl.concat([_judged(described, on), _judged(banks_too, on)])
    return judged.sort("bank", "account", "currency")


def silences_of(statements: pl.LazyFrame, accounts: pl.DataFrame, *, on: date) -> pl.DataFrame:
    """Give every interval, over or not, in which an account or a bank was silent for longer than its habit allowed."""
    registered = _registered(accounts).select(*ACCOUNT, "closed_on")
    found = intervals(_seen(statements, accounts, on), on).join(registered, on=ACCOUNT, how="left")
    open_ended = pl.col("closed_on").is_null() | (pl.col("closed_on") > on)
    return (
        found.filter(pl.col("behind") > pl.col("allowed"), open_ended).select(SILENCES.names()).sort(*ACCOUNT, "last_statement")
    )


def intervals(seen: pl.DataFrame, on: date) -> pl.DataFrame:
    """Give each day with statements of an account, or of a bank, and the interval that begins with it, the last one still open.

    What is allowed in an interval is learnt from those before it only, so that it is the same whenever it is asked.
    """
    days = pl.concat([_days(seen), _days(_as_banks(seen))]).sort(*ACCOUNT, "last_statement")
    following = pl.col("last_statement").shift(-1).over(ACCOUNT)
    interval = pl.col("interval")
    taught = [interval.is_not_null().cum_sum().over(ACCOUNT).alias("intervals")]
    taught += [(interval <= most).fill_null(False).cum_sum().over(ACCOUNT).alias(name) for name, most in INTERVAL.items()]
    counted = (
        days.with_columns(
            bank_days_expr(pl.col("last_statement").shift().over(ACCOUNT), pl.col("last_statement")).alias("interval"),
            pl.coalesce(following.dt.offset_by("-1d"), pl.lit(on)).alias("until"),
            pl.col("empty").cum_max().over(ACCOUNT),
        )
        .with_columns(*taught, interval.cum_max().forward_fill().over(ACCOUNT).cast(pl.Int64).alias("longest"))
        .with_columns(_habit().alias("habit"))
    )
    of_bank = seen.select("bank", bank_seen="statement_date").unique().sort("bank_seen")
    met = counted.sort("until").join_asof(of_bank, left_on="until", right_on="bank_seen", by="bank", check_sortedness=False)
    end = pl.when(pl.col("account") == pl.col("bank")).then("until").otherwise("bank_seen")
    return met.with_columns(
        bank_days_expr(due_since(pl.col("last_statement")), end).cast(pl.Int64).clip(lower_bound=0).alias("behind"),
        _allowed().alias("allowed"),
    ).sort(*ACCOUNT, "last_statement")


def _registered(accounts: pl.DataFrame) -> pl.DataFrame:
    within = accounts.filter(~pl.col("judicial_mandate").fill_null(False)).rename({"iban": "account"})
    codes = [bank_of_account(bic or "", iban) for bic, iban in within.select("bank_bic", "account").iter_rows()]
    columns = [*ACCOUNT, "holder_id", "bar", "opened_on", "closed_on"]
    return within.select(columns).with_columns(pl.Series("bank", codes, dtype=pl.String)).unique(ACCOUNT, keep="any")


def _seen(statements: pl.LazyFrame, accounts: pl.DataFrame, on: date) -> pl.DataFrame:
    known = statements.select(NEEDED).filter(pl.col("statement_date") <= on, ~pl.col("separate_application")).collect()
    return known.join(_registered(accounts).select(*ACCOUNT, "bank"), on=ACCOUNT)


def _as_banks(seen: pl.DataFrame) -> pl.DataFrame:
    return seen.with_columns(account="bank", currency=pl.lit(""))


def _days(seen: pl.DataFrame) -> pl.DataFrame:
    return seen.group_by("bank", *ACCOUNT, pl.col("statement_date").alias("last_statement")).agg(
        (pl.col("movement_count") == 0).any().alias("empty")
    )


def _first(seen: pl.DataFrame) -> pl.DataFrame:
    ordered = seen.sort(*ACCOUNT, "statement_date", "statement_number")
    return ordered.group_by(ACCOUNT, maintain_order=True).agg(
        pl.col("statement_date").first().alias("first_statement"),
        pl.col("statement_number").first().alias("first_number"),
        pl.col("old_balance_milli").first().alias("first_old_milli"),
        pl.len().alias("statements"),
    )


def _habit() -> pl.Expr:
    most = pl.col("intervals") * MOSTLY
    habit: pl.Expr = pl.lit(WHEN_MOVING)
    for name in (MONTHLY, WEEKLY, DAILY):
        habit = pl.when(pl.col("empty") & (pl.col(name) >= most)).then(pl.lit(name)).otherwise(habit)
    learnt = pl.when(pl.col("intervals") < ENOUGH).then(pl.lit(UNKNOWN)).otherwise(habit)
    return pl.when(pl.col("account") == pl.col("bank")).then(pl.lit(BANK)).otherwise(learnt)


def _allowed() -> pl.Expr:
    """The habit's bound, never less than the longest interval until then; null where nothing is due."""
    enough = pl.col("habit").replace_strict({BANK: ENOUGH_OF_BANK, WHEN_MOVING: BUSY}, default=ENOUGH, return_dtype=pl.Int64)
    nearly_every_day = pl.col(DAILY) >= pl.col("intervals") * MOSTLY
    every_week = (pl.col("habit") == BANK) & (pl.col(WEEKLY) >= pl.col("intervals") * MOSTLY)
    often = pl.col("habit").is_in([BANK, WHEN_MOVING]) & (nearly_every_day | every_week)
    due = pl.col("habit").is_in(list(INTERVAL)) | (often & (pl.col("intervals") >= enough))
    of_habit = pl.col("habit").replace_strict(ALLOWED, default=None, return_dtype=pl.Int64)
    bound = pl.when(every_week & ~nearly_every_day).then(pl.lit(ALLOWED[WEEKLY])).otherwise(of_habit)
    return pl.when(due).then(pl.max_horizontal(bound, "longest"))


def _judged(described: pl.DataFrame, on: date) -> pl.DataFrame:
    present = described.columns
    frame = described.with_columns(
        (pl.col(name) if name in present else pl.lit(None)).cast(kind).alias(name) for name, kind in COVERAGE.items()
    )
    since = due_since(pl.coalesce("last_statement", "opened_on"))
    standing = (
        pl.when(pl.col("closed_on") <= on)
        .then(pl.lit(CLOSED))
        .when(pl.col("first_statement").is_null())
        .then(pl.lit(NEVER_SEEN))
        .when(pl.col("behind") > pl.col("allowed"))
        .then(pl.lit(SILENT))
        .otherwise(pl.lit(IN_TIME))
    )
    waited = pl.coalesce("behind", bank_days_expr(since, pl.col("bank_last")))
    return frame.with_columns(
        pl.col("habit").fill_null(UNKNOWN),
        pl.col("statements").fill_null(0),
        bank_days_expr(since, pl.lit(on)).cast(pl.Int64).clip(lower_bound=0).alias("silence"),
        waited.cast(pl.Int64).alias("behind"),
    ).select(pl.col(name) if name != "standing" else standing.alias(name) for name in COVERAGE)
