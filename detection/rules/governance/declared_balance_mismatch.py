"""Declared balance differs from the bank's.

The holder declares each year what every third-party and rubric account held on 31 December; the bank's statements say what it
really held. A difference of more than 1 EUR is found once the next bank day's statement could be there. A declaration that
gives the balance of that next statement instead, because the bank dated it so, is not found. Neither is one for a year in
which no statement came, nor one received more than a year late (no-annual-report has said so): both cannot be held against a
balance of the bank. Of several declarations the first received counts. What was booked on one day counts as a
whole, whatever its sequence.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from detection.findings import ACCOUNT, shaped
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from warehouse.coverage.bank_days import after_bank_days_expr

RULE = Rule(
    title="Declared balance differs from the bank's",
    titles={
        "fr": "Le solde déclaré diffère de celui de la banque",
        "nl": "Het aangegeven saldo verschilt van dat van de bank",
        "de": "Der erklärte Saldo weicht von dem der Bank ab",
    },
    nature="governance",
    severity="high",
    typology="registration",
    references=("OVB, Codex Deontologie, art. 136", "OBFG, code of conduct, art. 4.78"),
    false_positives=(
        "The next bank day's balance: not found.",
        "A declaration for several accounts in one figure.",
        "A typing error in the declaration.",
    ),
    steps=(
        "Compare the declaration with the statement of the end of the year.",
        "If more was declared than was there: reconcile the balance with the dossiers of that day.",
    ),
    lookback=732,
    parameters={
        "tolerance": Parameter({STATUTE: 1_000}, unit="thousandths of EUR", source=HOUSE),
        "latest": Parameter({STATUTE: 365}, unit="days after 31 December", source=HOUSE),
    },
    sentences={
        "en": "{declared:money} were declared for {first_date:date}; the bank's balance was {held:money}.",
        "fr": "{declared:money} ont été déclarés au {first_date:date} ; le solde de la banque était de {held:money}.",
        "nl": "{declared:money} werd aangegeven voor {first_date:date}; het saldo van de bank was {held:money}.",
        "de": "Für den {first_date:date} wurden {declared:money} erklärt; der Saldo der Bank betrug {held:money}.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the declarations that the balance of the bank contradicts."""
    year_end = pl.date(pl.col("year"), 12, 31).alias("year_end")
    declared = (
        material.around.declarations.lazy()
        .filter(pl.col("received_on") <= material.on)
        .select(pl.col("iban").alias("account"), "currency", "year", year_end, "balance_milli", "received_on")
        .sort("received_on", "balance_milli")
        .unique([*ACCOUNT, "year"], keep="first", maintain_order=True)
        .with_columns(after_bank_days_expr(pl.col("year_end"), pl.lit(1)).alias("next_day"))
        .with_columns(pl.max_horizontal("received_on", "next_day").alias("known_on"))
        .filter(pl.col("known_on") <= material.on, _in_time())
    )
    balances = _balances(material)
    told = (
        declared.join(_last_until(declared, balances, "year_end"), on=[*ACCOUNT, "year"])
        .join(_last_until(declared, balances, "next_day"), on=[*ACCOUNT, "year"])
        .filter(pl.col("stated_year_end").dt.year() == pl.col("year"))
    )
    differs = [
        (pl.col("balance_milli") - pl.col(f"held_{day}")).abs() > RULE.at("tolerance", pl.col("year_end"))
        for day in ("year_end", "next_day")
    ]
    return shaped(
        told.filter(*differs),
        anchor=pl.format("{}", "year"),
        first_date=pl.col("year_end"),
        last_date=pl.col("known_on"),
        amount_milli=pl.col("balance_milli") - pl.col("held_year_end"),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
        e_declared=pl.col("balance_milli"),
        e_held=pl.col("held_year_end"),
    )


def due(material: Material, after: date) -> pl.Series:
    """Give the accounts of which a declaration came not long before a day, or of a year that ended just then."""
    recent = (pl.col("received_on") > after - timedelta(days=62)) | (pl.date("year", 12, 31) > after - timedelta(days=14))
    return material.around.declarations.filter(recent)["iban"].unique()


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the declarations of a year end not before which something came."""
    declared = lately.recent.around.declarations.lazy().rename({"iban": "account"}).join(lately.first_days.lazy(), on="account")
    next_day = after_bank_days_expr(pl.date("year", 12, 31), pl.lit(1))
    return declared.filter(pl.col("received_on") <= lately.on, next_day >= pl.col("day"))


def _in_time() -> pl.Expr:
    late = (pl.col("received_on") - pl.col("year_end")).dt.total_days()
    return late <= RULE.at("latest", pl.col("year_end"))


def _balances(material: Material) -> pl.LazyFrame:
    held = pl.col("balance_milli").alias("held")
    return material.daily.select(*ACCOUNT, "day", pl.col("day").alias("stated"), held).sort("day")


def _last_until(declared: pl.LazyFrame, balances: pl.LazyFrame, day: str) -> pl.LazyFrame:
    """Give what each declared account held at the end of a day (`held_…`), and the day on which that was said (`stated_…`)."""
    asked = declared.select(*ACCOUNT, "year", pl.col(day).alias("asked")).sort("asked")
    found = asked.join_asof(balances, left_on="asked", right_on="day", by=ACCOUNT, check_sortedness=False)
    said = found.filter(pl.col("held").is_not_null())
    return said.select(*ACCOUNT, "year", pl.col("held").alias(f"held_{day}"), pl.col("stated").alias(f"stated_{day}"))
