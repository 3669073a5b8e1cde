"""Debit interest or overdraft commission charged.

A debit of family 35 with category 002 (interest paid) or 003 (credit commission), or one booked by the bank whose
communication speaks of debit interest: the account was in debit, or a credit stood open on it. Interest is not found when
the balance is known to have been at zero or above throughout the 92 days before it: then it is the negative rate that banks
charged on credit balances from 2019 to 2022. A commission for credit is found in any case. A client's transfer that speaks
of debit interest is not the bank's and is not found. The balance of the booking day itself is not asked.
"""

from __future__ import annotations

import polars as pl

from detection.codes import CLOSING_FAMILY, debit
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import has_word
from detection.windows import days_before

INTEREST, COMMISSION = "002", "003"

RULE = Rule(
    title="Debit interest or overdraft commission charged",
    titles={
        "fr": "Intérêts débiteurs ou commission de découvert",
        "nl": "Debetinteresten of kredietprovisie aangerekend",
        "de": "Sollzinsen oder Überziehungsprovision berechnet",
    },
    nature="illicit",
    severity="critical",
    typology="account-in-debit",
    references=(
        "Judicial Code, art. 446quater §3, 1° (never in debit) and 2° (no credit in any form)",
        "CODA 2.6, annex II, family 35, categories 002 and 003",
    ),
    false_positives=(
        "A negative rate on a credit balance, booked by some banks under the same code: not found while the balance is known.",
    ),
    steps=(
        "Read the period in the communication and the balance on each day of it.",
        "Ask the bank for the interest calculation.",
    ),
    parameters={"days": Parameter({STATUTE: 92}, unit="days", source=HOUSE + ": the longest quarter")},
    sentences={
        "en": (
            "The bank charged {amount:money} of debit interest or overdraft commission on {first_date:date} "
            "(category {category})."
        ),
        "fr": (
            "La banque a porté en compte {amount:money} d'intérêts débiteurs ou de commission le "
            "{first_date:date} (catégorie {category})."
        ),
        "nl": (
            "De bank rekende op {first_date:date} {amount:money} debetinteresten of kredietprovisie aan (categorie {category})."
        ),
        "de": "Die Bank berechnete am {first_date:date} {amount:money} Sollzinsen oder Provision (Kategorie {category}).",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the bank's charges for debit, unless the balance is known never to have been below zero."""
    charges = material.booked.filter(_charge()).with_columns(
        days_before(pl.col("booked"), RULE.at("days", pl.col("booked"))).alias("since")
    )
    never_below = _lowest(charges, material.daily).filter(pl.col("lowest") >= 0).select("movement_id")
    interest = charges.filter(pl.col("category") != COMMISSION).join(never_below, on="movement_id", how="semi")
    found = charges.join(interest, on="movement_id", how="anti", maintain_order="left")
    return per_movement(found, evidence={"category": pl.col("category")})


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the bank's charges for debit."""
    return lately.moved().filter(_charge())


def _charge() -> pl.Expr:
    """Say whether a movement is what the bank charged for debit."""
    closing = (pl.col("family") == CLOSING_FAMILY) & pl.col("category").is_in([INTEREST, COMMISSION])
    return debit() & (closing | (pl.col("bank") & has_word(pl.col("text"), "wordings", "debit-interest")))


def _lowest(charges: pl.LazyFrame, daily: pl.LazyFrame) -> pl.LazyFrame:
    """Give the lowest balance of the days before each charge, of those whose whole period is known."""
    balances = daily.select(*ACCOUNT, "day", "balance_milli", pl.col("day").shift(-1).over(ACCOUNT).alias("next_day"))
    asked = charges.select(*ACCOUNT, "movement_id", "booked", "since").join(balances, on=ACCOUNT)
    standing = (pl.col("day") < pl.col("booked")) & (pl.col("next_day").is_null() | (pl.col("next_day") > pl.col("since")))
    found = (
        asked.filter(standing)
        .group_by("movement_id", "since")
        .agg(pl.col("balance_milli").min().alias("lowest"), pl.col("day").min())
    )
    return found.filter(pl.col("day") <= pl.col("since"))
