"""Own money put on the account.

A credit of 100 EUR or more from an own account of the holder: own funds and clients' funds are to be kept apart, and who
puts own money on the account often fills a hole. High from 2,500 EUR on, or when the account closed a day below 100 EUR in
the ten days before (the credit's own day left out, whatever came first on it); medium otherwise. Each credit is a finding.

Nothing is found where the credit brings back what was taken in the 90 days before (own-round-trip finds that, and a wrong
transfer put right is low there) or on the same day, where the bank returned a transfer (R-transaction), and for the opening
deposit: the account's first movement, below 2,500 EUR, within 30 days of its opening. Another quality account of the holder
is no own account (kiting, rubrique-to-tiers).
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
from detection.material import Material
from detection.own_money import ROUND_TRIP, put_in, round_trips
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_before

RULE = Rule(
    title="Own money put on the account",
    titles={
        "fr": "Argent propre versé sur le compte",
        "nl": "Eigen geld op de rekening gestort",
        "de": "Eigenes Geld auf das Konto gebracht",
    },
    nature="suspicious",
    severity="high",
    typology="own-money",
    references=(
        "Judicial Code, art. 446quater §1, 1st paragraph: own funds and funds of third parties are kept apart",
        "OBFG, code of conduct, art. 4.72 §1: the account is held exclusively for funds of clients and third parties",
    ),
    false_positives=(
        "A wrong transfer to the own account put right: left to own-round-trip.",
        "The deposit with which an account is opened: not found below 2,500 EUR.",
        "A fee given back to the client through the account: see whether the same sum leaves for a client.",
    ),
    steps=(
        "Ask why own money was needed on the account.",
        "Compare the balance before the credit with the positions per dossier.",
        "See what was paid right after it, and for whom.",
    ),
    parameters={
        **ROUND_TRIP,
        "least": Parameter({STATUTE: 100_000}, unit="thousandths of EUR", source=HOUSE),
        "large": Parameter({STATUTE: 2_500_000}, unit="thousandths of EUR", source=HOUSE),
        "low": Parameter({STATUTE: 100_000}, unit="thousandths of EUR", source=HOUSE),
        "before": Parameter({STATUTE: 10}, unit="days", source=HOUSE),
        "opening_days": Parameter({STATUTE: 30}, unit="days after the opening of the account", source=HOUSE),
    },
    lookback=270,
    sentences={
        "en": (
            "{amount:money} came from an own account of the holder on {first_date:date}; lowest closing balance of the "
            "{before:day|days} before: {lowest:money}."
        ),
        "fr": (
            "{amount:money} versés d'un compte propre du titulaire le {first_date:date} ; solde de clôture le plus bas des "
            "{before:jour précédent|jours précédents} : {lowest:money}."
        ),
        "nl": (
            "Op {first_date:date} kwam {amount:money} van een eigen rekening van de titularis; laagste eindsaldo van de "
            "{before:dag|dagen} ervoor: {lowest:money}."
        ),
        "de": (
            "Am {first_date:date} kamen {amount:money} von einem eigenen Konto des Inhabers; niedrigster Schlusssaldo der "
            "{before:Tag|Tage} davor: {lowest:money}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the credits from own accounts that bring nothing back, graded by amount and by what the account held before."""
    booked, amount = pl.col("booked"), pl.col("amount_milli")
    candidates = put_in(material).filter(amount >= RULE.at("least", booked))
    brought_back = round_trips(material, RULE).select(pl.col("reply").alias("movement_id"))
    injected = candidates.join(brought_back, on="movement_id", how="anti", maintain_order="left")
    judged = _with_lowest(material, _without_openings(material, injected))
    large = amount >= RULE.at("large", booked)
    empty = pl.col("lowest") < RULE.at("low", booked)
    return per_movement(
        judged,
        severity=pl.when(~(large | empty)).then(pl.lit("medium")),
        evidence={"lowest": pl.col("lowest"), "before": RULE.at("before", booked)},
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what the holder put in."""
    return put_in(lately.recent)


def _without_openings(material: Material, injected: pl.LazyFrame) -> pl.LazyFrame:
    """Leave out the deposit with which an account was opened."""
    opened = material.accounts.lazy().select(pl.col("iban").alias("account"), "currency", "opened_on")
    known = injected.join(opened.unique(ACCOUNT, keep="any"), on=ACCOUNT, how="left", maintain_order="left")
    first = material.booked.unique(ACCOUNT, keep="first", maintain_order=True).select("movement_id", first=pl.lit(True))
    ordered = known.join(first, on="movement_id", how="left", maintain_order="left")
    young = (pl.col("booked") - pl.col("opened_on")).dt.total_days() <= RULE.at("opening_days", pl.col("booked"))
    small = pl.col("amount_milli") < RULE.at("large", pl.col("booked"))
    return ordered.filter(~(young & small & pl.col("first")).fill_null(False))


def _with_lowest(material: Material, injected: pl.LazyFrame) -> pl.LazyFrame:
    """Add the lowest closing balance of the days before; 0 where nothing is known of them."""
    balances = material.daily.select(*ACCOUNT, "day", "balance_milli")
    until, since = pl.col("booked").dt.offset_by("-1d"), _days_before("before")
    asked = injected.select("movement_id", *ACCOUNT, since.alias("since"), until.alias("until")).sort("since")
    carried = asked.join_asof(balances.sort("day"), left_on="since", right_on="day", by=ACCOUNT, check_sortedness=False).select(
        "movement_id", "balance_milli"
    )
    inside = asked.join(balances, on=ACCOUNT).filter(pl.col("day").is_between("since", "until"))
    lowest = (
        pl.concat([carried, inside.select("movement_id", "balance_milli")])
        .group_by("movement_id")
        .agg(pl.col("balance_milli").min().alias("lowest"))
    )
    joined = injected.join(lowest, on="movement_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("lowest").fill_null(0))


def _days_before(name: str) -> pl.Expr:
    return days_before(pl.col("booked"), RULE.at(name, pl.col("booked")))
