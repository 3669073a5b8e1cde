"""Account in debit.

The account closed a day below zero, or its first statement says that it was: the statute says never. One finding for each
period in debit, from the first such day to the day before the balance is at zero or above again, with its lowest closing
balance and its length. Closing balances are the statements' own, and those rebuilt from the booked movements between them;
what happened within a day is not judged (intraday order is not the order of execution).

Where the bank's own cost or a returned movement alone made the balance negative, the finding is low while it lasts at most
five bank days, info when it also stayed within 50 EUR, and critical from the sixth bank day on: the statute knows no
exception. Stages: `begun` (still in debit), `lasting` (the bank's cost, not cured in time), `over`.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.calendar import bank_days_expr
from detection.codes import debit
from detection.findings import ACCOUNT, shaped
from detection.intervals import in_period
from detection.material import Material
from detection.outlook_rows import foreseen
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.steps import periods

RULE = Rule(
    title="Account in debit",
    titles={"fr": "Compte en débit", "nl": "Rekening in debet", "de": "Konto im Soll"},
    nature="illicit",
    severity="critical",
    typology="account-in-debit",
    references=(
        "Judicial Code, art. 446quater §3, 1°: the account may never be in debit",
        "American Bar Association, model rule on overdraft notification (comparison)",
    ),
    false_positives=(
        "A bank cost on an empty account, made good within days: low or info.",
        "A correction of value dates by the bank, or a credit that was returned (R-transaction): low.",
    ),
    steps=(
        "See which movement took the balance below zero and for which dossier it was paid.",
        "See what made it good: clients' money of another dossier, or the holder's own?",
        "Ask the holder for the explanation and for the positions per dossier on that day.",
    ),
    parameters={
        "floor": Parameter({STATUTE: 0}, unit="thousandths of EUR", source="446quater §3, 1°"),
        "fee_tolerance": Parameter({STATUTE: 50_000}, unit="thousandths of EUR", source=HOUSE),
        "cure_days": Parameter({STATUTE: 5}, unit="bank days", source=HOUSE),
    },
    sentences={
        "en": "The account was in debit from {first_date:date} for {days:day|days}; lowest closing balance {low:money}.",
        "fr": (
            "Le compte a été en débit à partir du {first_date:date} pendant {days:jour|jours} ; solde de clôture "
            "le plus bas {low:money}."
        ),
        "nl": "De rekening stond vanaf {first_date:date} {days:dag|dagen} in debet; laagste eindsaldo {low:money}.",
        "de": "Das Konto war ab {first_date:date} {days:Tag|Tage} im Soll; niedrigster Schlusssaldo {low:money}.",
    },
)

PERIOD = [*ACCOUNT, "start"]


def find(material: Material) -> pl.LazyFrame:
    """Give the periods in debit, graded by their cause and their length."""
    on = pl.lit(material.on)
    below = pl.col("balance_milli") < RULE.at("floor", pl.col("day"))
    in_debit = periods(material.daily, ACCOUNT, below, level="balance_milli").collect().lazy()  # read twice
    proved = in_debit.join(_proof(in_debit, material.booked), on=PERIOD, how="left").with_columns(
        bank_days_expr(pl.col("start"), pl.coalesce("end", on)).alias("bank_days"),
        (pl.col("first") + pl.col("banks_milli").fill_null(0) >= 0).alias("banks_doing"),
    )
    soon = pl.col("banks_doing") & (pl.col("bank_days") <= RULE.at("cure_days", pl.col("start")))
    slight = -pl.col("trough") <= RULE.at("fee_tolerance", pl.col("start"))
    mild = pl.when(slight).then(pl.lit("info")).otherwise(pl.lit("low"))
    over = pl.col("end").is_not_null()
    stage = (
        pl.when(over)
        .then(pl.lit("over"))
        .when(pl.col("banks_doing") & ~soon)
        .then(pl.lit("lasting"))
        .otherwise(pl.lit("begun"))
    )
    last = pl.when(over).then(pl.col("end").dt.offset_by("-1d")).when(stage == "lasting").then(on).otherwise(pl.col("start"))
    days = (pl.coalesce("end", on.dt.offset_by("1d")) - pl.col("start")).dt.total_days()
    return shaped(
        proved,
        anchor=pl.col("start").dt.to_string("iso"),
        stage=stage,
        first_date=pl.col("start"),
        last_date=last,
        amount_milli=pl.col("trough"),
        movement_ids=pl.col("movement_ids").fill_null([]),
        bank_references=pl.col("bank_references").fill_null([]),
        severity=pl.when(soon).then(mild),
        e_low=pl.col("trough"),
        e_days=days,
    )


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say what each account held: it is below zero when more is paid; where it is so already, a day more may make it last."""
    last = material.chained.group_by(ACCOUNT).agg(pl.col("statement_date").max(), pl.col("new_balance_milli").last())
    held = (pl.col("new_balance_milli") - RULE.at("floor", pl.col("statement_date"))).alias("spare_milli")
    positive = last.with_columns(held, pl.lit(material.on).alias("day")).filter(pl.col("spare_milli") >= 0)
    days = pl.LazyFrame({"day": pl.date_range(material.on, until, eager=True)})
    negative = last.filter(held < 0).select("account").join(days, how="cross")
    return pl.concat([positive.select("account", "day", "spare_milli"), foreseen(negative, material.on)])


def _proof(in_debit: pl.LazyFrame, booked: pl.LazyFrame) -> pl.LazyFrame:
    """Give the debits of each period, else (nothing is known from before it) the movements that ended it."""
    columns = [*ACCOUNT, "booked", "amount_milli", "movement_id", "bank_reference", "bank", "r_transaction"]
    there = booked.select(columns).join(in_debit.select(ACCOUNT), on=ACCOUNT, how="semi", maintain_order="left")
    inside = in_period(in_debit.select(*PERIOD, "end"), there, ACCOUNT)
    running = (pl.col("booked") < pl.col("end")).fill_null(True)
    paid = debit() & running
    chosen = inside.filter(paid | ~paid.any().over(PERIOD))
    by_bank = paid & (pl.col("booked") == pl.col("start")) & (pl.col("bank") | (pl.col("r_transaction") != ""))
    references = pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True)
    return chosen.group_by(PERIOD, maintain_order=True).agg(
        pl.col("movement_id").alias("movement_ids"),
        references.alias("bank_references"),
        (-pl.col("amount_milli")).filter(by_bank).sum().alias("banks_milli"),
    )
