"""Negative balance by value date: a hidden credit.

Money that is booked today with a later value is not there yet; who pays with it pays with the bank's credit. The balance by
value is the booked closing balance less what is booked with a value still to come. One finding for each period in which it
is more than 250 EUR below zero while the booked balance is not below zero, once that has lasted for a bank day: its receipts
of later value and its debits. Nothing is found where the value came on the next bank day and less than 2,500 EUR was lacking.
Low where cheques, direct debits, commercial paper or transfers from abroad, which banks credit before their value, explain
it. What is booked later with an earlier value (a correction) changes no past day. Movements of one day count together.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from detection.calendar import bank_days_expr
from detection.codes import credit, debit
from detection.findings import ACCOUNT, shaped
from detection.instruments import by_instrument
from detection.material import Material
from detection.outlook_rows import HORIZON, foreseen
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.steps import levels, periods
from warehouse.coverage.bank_days import after_bank_days_expr

RULE = Rule(
    title="Negative balance by value date",
    titles={
        "fr": "Solde négatif en date de valeur",
        "nl": "Negatief saldo op valutadatum",
        "de": "Negativer Saldo nach Wertstellung",
    },
    nature="suspicious",
    severity="medium",
    typology="account-in-debit",
    references=("Judicial Code, art. 446quater §3, 2°: no credit in any form", "Kiting between accounts (inference)"),
    false_positives=(
        "Cheques and direct debits credited under usual reserve, transfers from abroad with a later value: low.",
        "A bank that values every receipt one day later: below 2,500 EUR it is not found.",
    ),
    steps=(
        "See which receipt had its value later, and who sent it.",
        "Ask why the payment could not wait for the value.",
        "Repeated between the same accounts, look for kiting.",
    ),
    parameters={
        "leeway": Parameter({STATUTE: 250_000}, unit="thousandths of EUR", source=HOUSE),
        "slight": Parameter({STATUTE: 2_500_000}, unit="thousandths of EUR", source=HOUSE),
        "bank_days": Parameter({STATUTE: 1}, unit="bank days", source=HOUSE),
    },
    sentences={
        "en": (
            "From {first_date:date} on the balance by value date was down to {low:money}: money of a later value was paid out."
        ),
        "fr": (
            "À partir du {first_date:date} le solde en date de valeur est descendu à {low:money} : de l'argent d'une valeur "
            "ultérieure a été payé."
        ),
        "nl": (
            "Vanaf {first_date:date} daalde het saldo op valutadatum tot {low:money}: er werd betaald met geld van een latere "
            "valutadatum."
        ),
        "de": (
            "Ab {first_date:date} fiel der Saldo nach Wertstellung auf {low:money}: es wurde mit Geld späterer Wertstellung "
            "gezahlt."
        ),
    },
)

PERIOD = [*ACCOUNT, "start"]
JUST_COME = timedelta(days=7)
"""As long after a value came a period may end, or have lasted long enough."""


def find(material: Material) -> pl.LazyFrame:
    """Give the periods in which money was spent before its value."""
    later = material.booked.filter(pl.col("valued") > pl.col("booked")).collect().lazy()
    short = pl.col("by_value") < -RULE.at("leeway", pl.col("day"))
    plain_low = pl.col("without_collected").min().alias("plain_low")
    holds = short & (pl.col("balance_milli") >= 0)
    spent = periods(_balances(material, later), ACCOUNT, holds, level="by_value", also=[plain_low])
    start, on = pl.col("start"), pl.lit(material.on)
    lasted = bank_days_expr(start, pl.coalesce("end", on))
    least = RULE.at("bank_days", start)
    slight = -pl.col("trough") < RULE.at("slight", start)
    found = spent.filter((lasted > least) | ((lasted == least) & ~slight))
    over = pl.col("end").is_not_null()
    explained = pl.col("plain_low") >= -RULE.at("leeway", start)
    return shaped(
        found.join(_proof(material, found), on=PERIOD, how="left"),
        anchor=start.dt.to_string("iso"),
        stage=pl.when(over).then(pl.lit("")).otherwise(pl.lit("running")),
        first_date=start,
        last_date=pl.when(over).then("end").otherwise(after_bank_days_expr(start, least)),
        amount_milli=pl.col("trough"),
        movement_ids=pl.col("movement_ids").fill_null([]),
        bank_references=pl.col("bank_references").fill_null([]),
        severity=pl.when(explained).then(pl.lit("low")),
        e_low=pl.col("trough"),
    )


def due(material: Material, after: date) -> pl.Series:
    """Give the accounts with movements of the last days that wait for their value, or got it not long ago."""
    recent = material.of_days(after - HORIZON, material.on).movements.filter(_waiting(after))
    return recent.select("account").unique().collect()["account"]


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say where movements waited for their value, or got it not long ago: a period may end, or have lasted, any day."""
    days = pl.LazyFrame({"day": pl.date_range(material.on, until, eager=True)})
    waiting = material.booked.filter(_waiting(material.on)).select("account").unique()
    return foreseen(waiting.join(days, how="cross"), material.on)


def _waiting(after: date) -> pl.Expr:
    """Say whether a movement was booked with a later value, which had not come long before a day."""
    return (pl.col("valued") > pl.col("booked")) & (pl.col("valued") > after - JUST_COME)


def _balances(material: Material, later: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for accounts with money of later value, the booked balance of each day and what of it had its value."""
    collected = by_instrument("collected") & credit()
    steps = pl.concat(
        [
            later.select(
                *ACCOUNT,
                pl.col(day).alias("day"),
                collected.alias("collected"),
                (sign * pl.col("amount_milli")).alias("to_come"),
            )
            for day, sign in (("booked", 1), ("valued", -1))
        ]
    ).filter(pl.col("day") <= material.on)
    plain = pl.when("collected").then(0).otherwise("to_come").alias("plain")
    all_of_it = levels(steps, ACCOUNT, change="to_come", level="to_come_milli")
    ordinary = levels(steps.with_columns(plain), ACCOUNT, change="plain", level="plain_milli")
    held = material.daily.select(*ACCOUNT, "day", "balance_milli").join(later.select(ACCOUNT).unique(), on=ACCOUNT, how="semi")
    joined = held
    for one, level in ((all_of_it, "to_come_milli"), (ordinary, "plain_milli")):
        joined = joined.join(one.select(*ACCOUNT, "day", level), on=[*ACCOUNT, "day"], how="full", coalesce=True)
    carried = joined.sort(*ACCOUNT, "day").with_columns(
        pl.col("balance_milli").forward_fill().over(ACCOUNT),
        pl.col("to_come_milli", "plain_milli").forward_fill().over(ACCOUNT).fill_null(0),
    )
    balance = pl.col("balance_milli")
    return carried.with_columns(
        (balance - pl.col("to_come_milli")).alias("by_value"), (balance - pl.col("plain_milli")).alias("without_collected")
    )


def _proof(material: Material, found: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts whose value was still to come in each period, and the debits of its days."""
    asked = material.booked.select(*ACCOUNT, "movement_id", "bank_reference", "booked", "valued", "amount_milli")
    inside = asked.join(found.select(*PERIOD, "end"), on=ACCOUNT, maintain_order="left").filter(
        pl.col("end").is_null() | (pl.col("booked") < pl.col("end"))
    )
    paid = debit() & (pl.col("booked") >= pl.col("start"))
    waiting = credit() & (pl.col("valued") > pl.col("booked")) & (pl.col("valued") > pl.col("start"))
    references = pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True)
    return (
        inside.filter(paid | waiting)
        .group_by(PERIOD, maintain_order=True)
        .agg(pl.col("movement_id").alias("movement_ids"), references.alias("bank_references"))
    )
