"""Dormant account suddenly active.

Nobody but the bank moved the account for 365 days (180 for a rubric account), then, within 30 days of the first movement,
10,000 EUR or more moved at once. The finding names the first such movement. A payment by a court, bailiff, notary or
insurer ends a long dispute and is not found. Where statements do not follow each other in the silence, it may be a gap in
the data and nothing is found (statement-gap speaks). Movements of the awakening day count whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit
from detection.findings import ACCOUNT, per_movement
from detection.lately import NEAR_DAYS, Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Dormant account suddenly active",
    titles={
        "fr": "Compte dormant soudainement actif",
        "nl": "Slapende rekening plots actief",
        "de": "Ruhendes Konto plötzlich aktiv",
    },
    nature="suspicious",
    severity="medium",
    typology="dormancy",
    references=("Law of 18 September 2017, art. 45 §1: unusual pattern", "FATF: dormant accounts as a red flag"),
    false_positives=("A long dispute that ended: not found when a court, bailiff, notary or insurer pays.",),
    steps=("Ask which dossier woke the account up.", "Read what happened to the money in the following days."),
    parameters={
        "quiet_days": Parameter({STATUTE: 365}, unit="days", source=HOUSE),
        "quiet_days_rubric": Parameter({STATUTE: 180}, unit="days", source=HOUSE),
        "awake_days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
        "least": Parameter({STATUTE: 10_000_000}, unit="thousandths of EUR", source=HOUSE),
    },
    sentences={
        "en": "{amount:money} moved on {first_date:date}, after {quiet:day|days} without a customer's movement.",
        "fr": "{amount:money} ont été mouvementés le {first_date:date}, après {quiet:jour|jours} sans mouvement de client.",
        "nl": "Op {first_date:date} werd {amount:money} bewogen, na {quiet:dag|dagen} met enkel verrichtingen van de bank.",
        "de": "Am {first_date:date} wurden {amount:money} bewegt, nach {quiet:Tag|Tagen} ohne Kundenumsatz.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the first large movement after each awakening."""
    customers = material.booked.filter(~pl.col("bank"))
    wakes = _awakenings(material, customers)
    awake = (pl.col("booked") - pl.col("woke")).dt.total_days()
    after = customers.join(wakes, on=ACCOUNT, maintain_order="left").filter(
        (awake >= 0) & (awake < RULE.at("awake_days", pl.col("booked"))),
        pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked")),
    )
    first = after.unique([*ACCOUNT, "woke"], keep="first", maintain_order=True).filter(~(credit() & pl.col("institution")))
    return per_movement(first, evidence={"quiet": pl.col("quiet")})


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the large movements of customers."""
    return lately.moved().filter(~pl.col("bank"), pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked")))


def near(lately: Lately) -> pl.LazyFrame:
    """Give those before which no customer moved the account, from the days of the awakening back to what is shown."""
    customers = lately.moved(NEAR_DAYS).filter(~pl.col("bank")).select("account", pl.col("booked").alias("other")).unique()
    large = stirred(lately).select("account", "movement_id", "booked")
    before = (pl.col("booked") - pl.col("other")).dt.total_days()
    awake = RULE.parameters["awake_days"].largest()
    lively = large.join(customers, on="account").filter(before.is_between(awake, NEAR_DAYS))
    return large.join(lively.select("movement_id").unique(), on="movement_id", how="anti")


def _awakenings(material: Material, customers: pl.LazyFrame) -> pl.LazyFrame:
    """Give the days on which an account woke up: account, woke, quiet (days); none where its statements have a break."""
    begun = material.chained.group_by(ACCOUNT).agg(pl.col("statement_date").min().alias("begun"))
    days = customers.select(*ACCOUNT, "kind", "booked").unique([*ACCOUNT, "booked"], keep="any").sort(*ACCOUNT, "booked")
    before = pl.coalesce(pl.col("booked").shift().over(ACCOUNT), "begun")
    rubric = pl.col("kind") == "rubric"
    needed = (
        pl.when(rubric).then(RULE.at("quiet_days_rubric", pl.col("booked"))).otherwise(RULE.at("quiet_days", pl.col("booked")))
    )
    silences = (
        days.join(begun, on=ACCOUNT, how="left", maintain_order="left")
        .with_columns(before.alias("before"))
        .with_columns((pl.col("booked") - pl.col("before")).dt.total_days().alias("quiet"))
        .filter(pl.col("quiet") >= needed)
        .select(*ACCOUNT, "before", pl.col("booked").alias("woke"), "quiet")
    )
    breaks = material.chained.filter(pl.col("old_balance_milli") != pl.col("before_new_balance_milli"))
    broken = (
        silences.join(breaks.select(*ACCOUNT, "statement_date"), on=ACCOUNT)
        .filter((pl.col("statement_date") > pl.col("before")) & (pl.col("statement_date") <= pl.col("woke")))
        .select(*ACCOUNT, "woke")
    )
    return silences.join(broken, on=[*ACCOUNT, "woke"], how="anti").drop("before")
