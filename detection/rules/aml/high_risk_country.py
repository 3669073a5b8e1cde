"""Counterparty in a high-risk or non-cooperative country.

The country of the counterparty's IBAN, of its bank's BIC, or at the end of its address is on the list of high-risk third
countries in force on the booking date. Each movement of 1 EUR or more is a finding, medium below 1,000 EUR. A country
before it was listed, or after it was taken off, is not found; a country that the address names in its middle is not either.
Movements of the same day do not matter to each other.
"""

from __future__ import annotations

import polars as pl

from detection.countries import high_risk, listed_in_address, of_bic, of_iban
from detection.findings import ACCOUNT, per_movement
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Counterparty in a high-risk country",
    titles={
        "fr": "Contrepartie dans un pays à haut risque",
        "nl": "Tegenpartij in een hoogrisicoland",
        "de": "Gegenpartei in einem Hochrisikoland",
    },
    nature="suspicious",
    severity="high",
    typology="geography",
    references=(
        "Law of 18 September 2017, art. 38 and annex III, 3°",
        "Delegated Regulation (EU) 2016/1675 and its changes (dated list)",
    ),
    false_positives=("A client or heir who lives there, with a known dossier.",),
    steps=(
        "Ask who the counterparty is and which dossier the money belongs to.",
        "Apply enhanced vigilance: origin of the money, purpose, beneficial owner.",
    ),
    lookback=0,
    parameters={
        "least": Parameter({STATUTE: 1_000}, unit="thousandths of EUR", source=HOUSE),
        "small": Parameter({STATUTE: 1_000_000}, unit="thousandths of EUR", source=HOUSE),
    },
    sentences={
        "en": "{amount:money} with a counterparty in {country} ({basis:word}), listed as high-risk on {first_date:date}.",
        "fr": "{amount:money} avec une contrepartie en {country} ({basis:word}), pays à haut risque au {first_date:date}.",
        "nl": "{amount:money} met een tegenpartij in {country} ({basis:word}), hoogrisicoland op {first_date:date}.",
        "de": "{amount:money} mit einer Gegenpartei in {country} ({basis:word}), Hochrisikoland am {first_date:date}.",
    },
)

TOLD = [
    *("movement_id", "booked", "amount_milli", "bank_reference", "party"),
    *("party_account", "counterparty_bic", "counterparty_address"),
]
BASES = ("iban", "bic", "address")
"""In the order in which one is named when several say so."""


def find(material: Material) -> pl.LazyFrame:
    """Give the movements with a country on the list in force on their day."""
    large = material.booked.filter(pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked")))
    listed = high_risk()["country"].unique().implode()
    # the letters that may be a country's are cheap to look at, the whole number is not
    by_number = pl.col("party_account").str.head(2).is_in(listed)
    by_bank = pl.col("counterparty_bic").str.slice(4, 2).str.to_uppercase().is_in(listed)
    known = large.select(*ACCOUNT, *TOLD).join(_listed(large), on="counterparty_address", how="left", maintain_order="left")
    likely = known.filter(by_number.fill_null(False) | by_bank | pl.col("address").is_not_null()).collect().lazy()
    booked = likely.with_columns(
        of_iban(pl.col("party_account")).alias("iban"), of_bic(pl.col("counterparty_bic")).alias("bic")
    )
    named = booked.select("movement_id", "booked", *BASES).unpivot(
        list(BASES), index=["movement_id", "booked"], variable_name="basis", value_name="country"
    )
    in_force = (pl.col("since") <= pl.col("booked")) & (pl.col("booked") <= pl.col("until"))
    place = pl.col("basis").replace_strict(dict(zip(BASES, range(len(BASES)), strict=True)), return_dtype=pl.Int64)
    proved = (
        named.join(high_risk().lazy(), on="country")
        .filter(in_force)
        .with_columns(place.alias("place"))
        .sort("movement_id", "place")
        .unique("movement_id", keep="first", maintain_order=True)
        .select("movement_id", "basis", "country")
    )
    found = booked.join(proved, on="movement_id", maintain_order="left")
    small = pl.col("amount_milli").abs() < RULE.at("small", pl.col("booked"))
    severity = pl.when(small).then(pl.lit("medium"))
    return per_movement(found, severity=severity, evidence={"country": pl.col("country"), "basis": pl.col("basis")})


def _listed(movements: pl.LazyFrame) -> pl.LazyFrame:
    """Give the listed country with which each address ends; addresses repeat themselves, and are read once."""
    distinct = movements.select(pl.col("counterparty_address").unique()).collect().lazy()
    return distinct.with_columns(listed_in_address(pl.col("counterparty_address")).alias("address"))
