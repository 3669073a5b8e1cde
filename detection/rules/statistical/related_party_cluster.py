"""One unusual beneficiary paid by several lawyers.

An account that is nobody's quality account or registered own account, and to which, within a calendar year, the accounts of
three or more unrelated holders paid 25,000 EUR or more together without naming a dossier or a structured reference. One lawyer
alone sees nothing in it; only the population shows that the same account collects from all of them. Holders registered at one
address are one practice and count once. Courts, bailiffs, notaries, insurers, public funds and other lawyers are paid by
everybody and are not found; neither are payments that say what they are for.

The finding belongs to the account that made the year's first such payment, stands with the payment that completes it and
names the payments up to that day: all of that day count, whatever their sequence. Every year begins anew.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from detection.findings import shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import plain

RULE = Rule(
    title="One unusual beneficiary paid by several lawyers",
    titles={
        "fr": "Même bénéficiaire inhabituel chez plusieurs avocats",
        "nl": "Zelfde ongewone begunstigde bij verschillende advocaten",
        "de": "Derselbe ungewöhnliche Begünstigte bei mehreren Anwälten",
    },
    nature="suspicious",
    severity="medium",
    typology="flow-through",
    references=("Royal decree of 9 June 2024, art. 4: detection across the accounts of both Orders",),
    false_positives=(
        "Public bodies, insurers, bailiffs, notaries, the deposit fund: not found by their names.",
        "Lawyers of one firm who work with one expert: counted once when they are registered at one address.",
        "An expert, a translator or an agency that many lawyers pay without a reference.",
    ),
    steps=(
        "Find out who holds the account and what its holder does.",
        "Compare the dossiers of the lawyers: is there a common client, opponent or adviser?",
    ),
    lookback=366,
    parameters={
        "holders": Parameter({STATUTE: 3}, unit="unrelated holders", source=HOUSE),
        "least": Parameter({STATUTE: 25_000_000}, unit="thousandths of EUR", source=HOUSE),
    },
    sentences={
        "en": (
            "One beneficiary received {amount:money} without a reference from {holders:lawyer|lawyers} between "
            "{first_date:date} and {last_date:date}."
        ),
        "fr": (
            "Un même bénéficiaire a reçu {amount:money} sans référence de {holders:avocat|avocats} entre le {first_date:date} "
            "et le {last_date:date}."
        ),
        "nl": (
            "Eén begunstigde ontving {amount:money} zonder referentie van {holders:advocaat|advocaten} tussen "
            "{first_date:date} en {last_date:date}."
        ),
        "de": (
            "Ein Begünstigter erhielt zwischen {first_date:date} und {last_date:date} {amount:money} ohne Referenz von "
            "{holders:Anwalt|Anwälten}."
        ),
    },
)
CLUSTER = ["counterparty_account", "currency", "year"]
SETTLING = timedelta(days=62)
"""As long a payment may be known late."""


def find(material: Material) -> pl.LazyFrame:
    """Give the clusters whose first payment an account of the material made."""
    paid = _paid(material)
    here = paid.join(material.held.select("movement_id"), on="movement_id", how="semi").select(CLUSTER).unique()
    completed = _completed(_large(paid.join(here, on=CLUSTER, how="semi"))).collect().lazy()
    grouped = together(
        completed,
        CLUSTER,
        pl.col("account").first(),
        pl.col("movement_id").first().alias("opening"),
        pl.col("practice").n_unique().cast(pl.Int64).alias("e_holders"),
    )
    own = grouped.join(material.held.select("movement_id"), left_on="opening", right_on="movement_id", how="semi")
    return shaped(
        own,
        anchor=pl.format("{}|{}", "year", "counterparty_account"),
        counterparty=pl.col("counterparty_account"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give nothing: what came is seen across accounts, and asked by day."""
    return lately.moved().clear()


def due(material: Material, after: date) -> pl.Series:
    """Give the accounts that made the first payment of a cluster that was not complete, or not known, long before a day."""
    grouped = _completed(_large(_paid(material))).group_by(CLUSTER)
    complete = grouped.agg(pl.col("account").first(), pl.col("booked").max()).filter(pl.col("booked") > after - SETTLING)
    return complete.select("account").unique().collect()["account"]


def _paid(material: Material) -> pl.LazyFrame:
    """Give all unexplained payments to payees that several pay, with the year and the practice of who paid."""
    own_numbers = material.own_accounts.lazy().select(pl.col("iban").alias("counterparty_account"))
    strange = pl.col("others_on").is_null() | (pl.col("others_on") > material.on)
    return (
        material.shared.filter(strange)
        .with_columns(pl.col("booked").dt.year().alias("year"))
        .join(own_numbers, on="counterparty_account", how="anti")
        .join(_practices(material.around.holders), on="holder_id", how="left")
        .with_columns(pl.coalesce("practice", "holder_id").alias("practice"))
    )


def _large(paid: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the payments to payees that may make a cluster: who was never paid enough in a year need not be put in order."""
    enough = (-pl.col("amount_milli").sum() >= RULE.at("least", pl.col("booked").max())) & (
        pl.col("practice").n_unique() >= RULE.at("holders", pl.col("booked").max())
    )
    large = paid.group_by(CLUSTER).agg(enough.alias("enough")).filter("enough")
    return paid.join(large, on=CLUSTER, how="semi")


def _practices(holders: pl.DataFrame) -> pl.LazyFrame:
    """Give the address at which each holder is registered, for those of whom a numbered street is known."""
    street, postcode = (plain(pl.col(name)) for name in ("street", "postcode"))
    known = holders.lazy().filter(street.str.contains(r"\d"), postcode != "")
    return known.select("holder_id", (street + " | " + postcode).alias("practice")).unique("holder_id", keep="any")


def _completed(payments: pl.LazyFrame) -> pl.LazyFrame:
    """Keep each cluster's payments up to the end of the day on which both the sum and the number of lawyers are reached."""
    ordered = payments.sort(*CLUSTER, "booked", "movement_id")
    running = ordered.with_columns(
        (-pl.col("amount_milli")).cum_sum().over(CLUSTER).alias("paid"),
        pl.struct(*CLUSTER, "practice").is_first_distinct().cum_sum().over(CLUSTER).alias("practices"),
    )
    day = pl.col("booked")
    enough = (pl.col("paid") >= RULE.at("least", day)) & (pl.col("practices") >= RULE.at("holders", day))
    reached = running.filter(enough).group_by(CLUSTER).agg(day.min().alias("reached"))
    return running.join(reached, on=CLUSTER, maintain_order="left").filter(day <= pl.col("reached"))
