"""Instant payments to new accounts while the bank is closed.

Three or more instant payments (family 02) of 1,000 EUR or more in one calendar month, booked on days that are no bank days, to
accounts that were not seen on this account in the 365 days before. At night and at the weekend nobody at the bank looks, and an
instant payment cannot be called back. One finding for each account and month, with those payments. Payments to the holder, to
quality accounts and to parties known from an earlier day are left out: since 2025 an instant payment is the ordinary one
(Regulation 2024/886), so only the three together are worth a look. Payments of the day on which an account is first seen all
count, whatever their sequence. Stage `running` for a month that is not over.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.dues import by_month_end
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from warehouse.coverage.bank_days import bank_days_expr

RULE = Rule(
    title="Instant payments to new accounts while the bank is closed",
    titles={
        "fr": "Virements instantanés vers de nouveaux comptes hors jours bancaires",
        "nl": "Instantoverschrijvingen naar nieuwe rekeningen buiten bankwerkdagen",
        "de": "Echtzeitüberweisungen an neue Konten außerhalb der Bankarbeitstage",
    },
    nature="suspicious",
    severity="low",
    typology="flow-through",
    references=(
        "Royal decree of 9 June 2024, art. 4: detection",
        "Regulation (EU) 2024/886: instant credit transfers in euro",
    ),
    false_positives=(
        "A lawyer who does the payments at the weekend; instant payments are the ordinary ones since 2025.",
        "A bank that books instant payments on the day of the order, others on the next bank day.",
    ),
    steps=(
        "Ask who gave the orders, and for which dossiers.",
        "Rule out a stolen access: ask the bank for the device and the hour.",
    ),
    lookback=396,
    parameters={
        "count": Parameter({STATUTE: 3}, unit="payments in a calendar month", source=HOUSE),
        "least": Parameter({STATUTE: 1_000_000}, unit="thousandths of EUR", source=HOUSE),
        "known": Parameter({STATUTE: 365}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{count:instant payment|instant payments} of {amount:money} in all to accounts never seen before, on days without "
            "bank business between {first_date:date} and {last_date:date}."
        ),
        "fr": (
            "{count:virement instantané|virements instantanés} pour {amount:money} en tout vers des comptes inconnus, hors "
            "jours bancaires, entre le {first_date:date} et le {last_date:date}."
        ),
        "nl": (
            "{count:instantoverschrijving|instantoverschrijvingen} van samen {amount:money} naar onbekende rekeningen, buiten "
            "bankwerkdagen, tussen {first_date:date} en {last_date:date}."
        ),
        "de": (
            "{count:Echtzeitüberweisung|Echtzeitüberweisungen} über zusammen {amount:money} an unbekannte Konten, außerhalb "
            "der Bankarbeitstage, zwischen {first_date:date} und {last_date:date}."
        ),
    },
)
INSTANT_FAMILY = "02"


due = by_month_end


def find(material: Material) -> pl.LazyFrame:
    """Give each month's instant payments to new accounts on days that are no bank days."""
    day = pl.col("booked")
    instant = material.booked.filter(_instant())
    closed = bank_days_expr(day.dt.offset_by("-1d"), day) == 0
    paid = _to_new(instant.filter(closed).collect(), material).with_columns(day.dt.truncate("1mo").alias("month"))
    grouped = together(paid, [*ACCOUNT, "month"], pl.len().cast(pl.Int64).alias("e_count"))
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    return shaped(
        grouped.filter(pl.col("e_count") >= RULE.at("count", pl.col("first_date"))),
        anchor=pl.col("month").dt.strftime("%Y-%m"),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the instant payments to others."""
    return lately.moved().filter(_instant())


def _instant() -> pl.Expr:
    """Say whether a movement is a large instant payment to the account of another."""
    large = (pl.col("family") == INSTANT_FAMILY) & debit() & (-pl.col("amount_milli") >= RULE.at("least", pl.col("booked")))
    return large & ~(pl.col("own") | pl.col("quality") | pl.col("bank")) & pl.col("party_account").is_not_null()


def _to_new(payments: pl.DataFrame, material: Material) -> pl.LazyFrame:
    """Keep the payments to accounts without a movement in the days before the payment's; row order is kept."""
    key = [*ACCOUNT, "party_account"]
    met = material.booked.join(payments.lazy().select(key).unique(), on=key, how="semi").select(*key, "booked")
    pairs = payments.lazy().select("movement_id", *key, pl.col("booked").alias("paid")).join(met, on=key)
    age = (pl.col("paid") - pl.col("booked")).dt.total_days()
    known = pairs.filter(age.is_between(1, RULE.at("known", pl.col("paid")))).select("movement_id").unique()
    return payments.lazy().join(known, on="movement_id", how="anti", maintain_order="left")
