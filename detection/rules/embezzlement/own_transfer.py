"""Transfer to the holder's own account without fee reference.

A payment of 250 EUR or more to an account of the holder (registered, or bearing the holder's name) whose communication
names neither a dossier nor a fee note. Taking fees from the account is lawful with notice to the client, so the transfer
alone proves little: the finding says which share of what the holder took in the 90 days that end on its day (all of that
day included) named nothing. Low when that share is below half, medium from half on, high from 10,000 EUR on. Transfers
between the holder's quality accounts are never found.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.dossiers import fee_note_reference
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing

RULE = Rule(
    title="Transfer to the holder's own account without reference",
    titles={
        "fr": "Virement sans référence vers un compte propre du titulaire",
        "nl": "Overschrijving zonder referentie naar een eigen rekening van de titularis",
        "de": "Überweisung ohne Referenz auf ein eigenes Konto des Inhabers",
    },
    nature="suspicious",
    severity="medium",
    typology="own-benefit",
    references=(
        "OBFG, code of conduct, art. 4.75: no transfer to the fee account without simultaneous written notice to the client",
        "Judicial Code, art. 446quater §1",
        "CCBE, code of conduct, 3.8.5",
    ),
    false_positives=("Fees collected with a notice that the bank data do not show: read the share, not the single transfer.",),
    steps=(
        "Ask for the fee note and the notice to the client of each transfer.",
        "Compare with the receipts of the same dossier.",
    ),
    lookback=90,
    parameters={
        "least": Parameter({STATUTE: 250_000}, unit="thousandths of EUR", source=HOUSE),
        "large": Parameter({STATUTE: 10_000_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
        "share": Parameter({STATUTE: 500}, unit="thousandths of the own transfers", source=HOUSE),
    },
    sentences={
        "en": (
            "{amount:money} went to an own account of the holder on {first_date:date} without reference; of "
            "{total:money} in {days:day|days}, {share:percent} had none."
        ),
        "fr": (
            "{amount:money} versés sans référence sur un compte propre du titulaire le {first_date:date} ; sur "
            "{total:money} en {days:jour|jours}, {share:percent} sans référence."
        ),
        "nl": (
            "Op {first_date:date} ging {amount:money} zonder referentie naar een eigen rekening van de titularis; "
            "van {total:money} in {days:dag|dagen} had {share:percent} er geen."
        ),
        "de": (
            "{amount:money} gingen am {first_date:date} ohne Referenz auf ein eigenes Konto des Inhabers; von "
            "{total:money} in {days:Tag|Tagen} hatten {share:percent} keine."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the transfers to the holder that name nothing, with the share of all that did not."""
    booked = pl.col("booked")
    nameless = ~(pl.col("referenced") | fee_note_reference(pl.col("communication")).is_not_null())
    taken = material.booked.filter(debit(), pl.col("own")).with_columns(nameless.alias("nameless"))
    days = RULE.at("days", booked)
    summed = trailing(taken, ACCOUNT, -pl.col("amount_milli"), days, "total")
    summed = trailing(summed, ACCOUNT, pl.when("nameless").then(-pl.col("amount_milli")).otherwise(0), days, "silent_milli")
    found = summed.filter("nameless", -pl.col("amount_milli") >= RULE.at("least", booked)).with_columns(
        (pl.col("silent_milli") * 1000 // pl.col("total")).alias("share")
    )
    large = -pl.col("amount_milli") >= RULE.at("large", booked)
    seldom = pl.col("share") < RULE.at("share", booked)
    severity = pl.when(large).then(pl.lit("high")).when(seldom).then(pl.lit("low"))
    return per_movement(found, severity=severity, evidence={"total": pl.col("total"), "share": pl.col("share"), "days": days})


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the transfers to the holder."""
    return lately.moved().filter(debit(), pl.col("own"))
