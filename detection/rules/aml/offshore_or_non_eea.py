"""Money from outside the European Economic Area paid on in Belgium, or the reverse.

A receipt of 15,000 EUR or more of which 80 % or more is paid on within 10 days, from an account outside the EEA to accounts
in Belgium or from Belgium to outside, no dossier and no structured reference on either side: what has it to do with this
country, and with a lawyer? The country is that of the party's IBAN, else of its bank's BIC. Nothing is found on an account
for which this is ordinary: twelve movements with parties outside the EEA in the 365 days before the receipt. Courts,
bailiffs, notaries, insurers, other lawyers, quality accounts and the holder's own are left out on both sides. Movements of
one day count as receipts first, debits after, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.countries import of_bic, of_iban
from detection.economic_area import outside
from detection.findings import ACCOUNT, shaped, together
from detection.intervals import during
from detection.lately import Lately
from detection.material import Material
from detection.onward import EVENTS, answered, findings_of
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_before

RULE = Rule(
    title="Money between Belgium and outside the EEA, without a dossier",
    titles={
        "fr": "Argent entre la Belgique et l'extérieur de l'EEE, sans dossier",
        "nl": "Geld tussen België en buiten de EER, zonder dossier",
        "de": "Geld zwischen Belgien und außerhalb des EWR, ohne Akte",
    },
    nature="suspicious",
    severity="medium",
    typology="geography",
    references=(
        "FATF, Money laundering vulnerabilities of legal professionals (2013): no apparent link with the country",
        "Law of 18 September 2017, art. 45 §1 and annex III, 3°",
    ),
    false_positives=("A practice of international families or trade: not found where such movements are ordinary.",),
    steps=(
        "Ask which legal service ties the payer, the payees and Belgium together.",
        "Read the origin of the money, and whose account abroad it was.",
    ),
    lookback=376,
    parameters={
        "least": Parameter({STATUTE: 15_000_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 10}, unit="days", source=HOUSE),
        "share": Parameter({STATUTE: 800}, unit="thousandths of the receipt", source=HOUSE),
        "habit": Parameter({STATUTE: 12}, unit="movements with parties outside the EEA", source=HOUSE),
        "habit_days": Parameter({STATUTE: 365}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{received:money} received on {first_date:date}, {paid:money} paid on by {last_date:date}: one side in Belgium, "
            "the other in {country}, without any dossier."
        ),
        "fr": (
            "{received:money} reçus le {first_date:date}, {paid:money} reversés au {last_date:date} : un côté en Belgique, "
            "l'autre en {country}, sans aucun dossier."
        ),
        "nl": (
            "{received:money} ontvangen op {first_date:date}, {paid:money} doorbetaald tegen {last_date:date}: één kant in "
            "België, de andere in {country}, zonder enig dossier."
        ),
        "de": (
            "{received:money} am {first_date:date} erhalten, {paid:money} bis {last_date:date} weitergezahlt: eine Seite in "
            "Belgien, die andere in {country}, ohne jede Akte."
        ),
    },
)
HOME = "BE"


def find(material: Material) -> pl.LazyFrame:
    """Give the receipts that crossed the border of the area without a dossier."""
    others = material.booked.filter(~(pl.col("own") | pl.col("quality") | pl.col("bank")))
    large = debit() | (pl.col("amount_milli") >= RULE.at("least", pl.col("booked")))
    nameless = others.filter(large, ~pl.col("referenced")).with_columns(_country().alias("land"))
    placed = nameless.with_columns(outside(pl.col("land"), pl.col("booked")).alias("far"))
    # few accounts have a movement with far away: the names of all the others need not be read
    abroad = placed.filter(pl.col("far").any().over(ACCOUNT), pl.col("far") | (pl.col("land") == HOME)).collect()
    sides = abroad.filter(~pl.col("for_others"))
    inward = sides.filter(credit() == pl.col("far"))
    outward = sides.filter(debit() == pl.col("far"))
    answers = pl.concat([answered(_events(side), other_party=False) for side in (inward, outward)])
    stories = findings_of(sides.lazy(), answers)
    grouped = together(
        stories,
        [*ACCOUNT, "anchor", "answered_milli"],
        pl.col("amount_milli").filter(credit()).sum().alias("e_received"),
        pl.col("party").filter(credit()).first().alias("counterparty"),
        pl.col("land").filter("far").first().alias("e_country"),
    ).collect()
    unusual = grouped.lazy().join(_habits(others, grouped.lazy()), on="anchor", how="anti", maintain_order="left")
    return shaped(unusual, amount_milli=pl.col("e_received"), e_paid=pl.col("answered_milli"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments without a reference to others."""
    others = ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    return lately.moved().filter(debit(), others, ~pl.col("referenced"))


def near(lately: Lately) -> pl.LazyFrame:
    """Give what came from far away, or went there, in the days that one story takes."""
    days = RULE.parameters["days"].largest()
    others = lately.moved(days).filter(~(pl.col("own") | pl.col("quality") | pl.col("bank")), ~pl.col("referenced"))
    return others.with_columns(_country().alias("land")).filter(outside(pl.col("land"), pl.col("booked")))


def _country() -> pl.Expr:
    return pl.coalesce(of_iban(pl.col("party_account")), of_bic(pl.col("counterparty_bic")))


def _events(side: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("booked").to_physical()
    return side.select(
        pl.concat_str(ACCOUNT, separator="|").alias("key"),
        pl.coalesce("party", "land").alias("party"),
        *("movement_id", day.alias("day"), day.alias("met"), "amount_milli"),
        RULE.at("days", pl.col("booked")).alias("days"),
        RULE.at("share", pl.col("booked")).alias("least"),
        pl.lit(1000, pl.Int64).alias("most"),
    ).select(EVENTS.names())


def _habits(others: pl.LazyFrame, stories: pl.LazyFrame) -> pl.LazyFrame:
    """Give the anchors of stories on accounts for which movements with parties outside the area were ordinary before."""
    day = pl.col("first_date")
    spans = stories.select(
        *ACCOUNT,
        "anchor",
        days_before(day, RULE.at("habit_days", day)).alias("begun"),
        day.dt.offset_by("-1d").alias("ended"),
        RULE.at("habit", day).alias("habit"),
    )
    nearby = others.join(stories.select(ACCOUNT), on=ACCOUNT, how="semi").select(*ACCOUNT, "booked", _country().alias("land"))
    far = nearby.filter(outside(pl.col("land"), pl.col("booked")))
    before = during(spans, far, ACCOUNT, RULE.parameters["habit_days"].largest())
    return before.group_by("anchor", "habit").len("times").filter(pl.col("times") >= pl.col("habit")).select("anchor")
