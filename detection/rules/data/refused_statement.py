"""Statement that waits in quarantine and that the bank has not corrected.

A statement whose totals do not add up, whose lines cannot be read, or that contradicts one already held is set aside and is no
part of what the rules see: until the bank delivers it again the control is blind for that day. Five bank days after its date
nobody may call it a delay. One finding for each account, day and number, however often the bank brought it; several of the same
day and number are counted. Not found: what was corrected or rejected meanwhile, an account that is not registered and a
label that speaks of a mandate (rules of their own), a date after the day.
"""

from __future__ import annotations

import polars as pl

from detection.calendar import bank_days_expr
from detection.findings import ACCOUNT, shaped
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

OF_OTHER_RULES = ("unregistered-account", "judicial-mandate-wording")

RULE = Rule(
    title="Refused statement not corrected",
    titles={
        "fr": "Extrait refusé et non corrigé",
        "nl": "Geweigerd uittreksel dat niet verbeterd is",
        "de": "Abgelehnter und nicht berichtigter Auszug",
    },
    nature="data",
    severity="medium",
    typology="continuity",
    references=(
        "Royal decree of 9 June 2024, art. 2 §4: the bank delivers in the standard of coded statements",
        "CODA 2.6, records 8 and 9: new balance, number of records, debit and credit totals",
    ),
    false_positives=("A statement that the bank corrected under another date or number: reject the first one.",),
    steps=(
        "Read the problems: `quater quarantine show`.",
        "Ask the bank for a corrected delivery, with the acknowledgement.",
        "Reject it, two people, when it should never have come.",
    ),
    parameters={"days": Parameter({STATUTE: 5}, unit="bank days after its date", source=HOUSE)},
    sentences={
        "en": "Statement no. {number} of {first_date:date} was refused ({cause}, {times:time|times}) and is not corrected.",
        "fr": "L'extrait n° {number} du {first_date:date} a été refusé ({cause}, {times:fois|fois}) et n'est pas corrigé.",
        "nl": "Uittreksel nr. {number} van {first_date:date} werd geweigerd ({cause}, {times:keer|keer}) en is niet verbeterd.",
        "de": "Auszug Nr. {number} vom {first_date:date} wurde abgelehnt ({cause}, {times:Mal|Mal}) und ist nicht berichtigt.",
    },
)
STATEMENT = [*ACCOUNT, "statement_date", "statement_number"]


def find(material: Material) -> pl.LazyFrame:
    """Give the statements of registered accounts that wait in quarantine for longer than a correction takes."""
    dated = pl.col("statement_date")
    known = material.accounts.lazy().filter(~pl.col("judicial_mandate").fill_null(False))
    waiting = (
        material.refused.lazy()
        .filter(pl.col("state") == "quarantined", ~pl.col("reason").is_in(OF_OTHER_RULES), dated <= material.on)
        .filter(bank_days_expr(dated, pl.lit(material.on)) > RULE.at("days", dated))
        .join(known.select(pl.col("iban").alias("account"), "currency").unique(), on=ACCOUNT, how="semi")
    )
    grouped = waiting.group_by(STATEMENT).agg(
        pl.len().cast(pl.Int64).alias("e_times"), pl.col("reason").unique().sort().str.join(", ").alias("e_cause")
    )
    return shaped(
        grouped,
        anchor=pl.format("{}.{}", dated.dt.to_string("iso"), "statement_number"),
        first_date=dated,
        last_date=dated,
        amount_milli=pl.lit(0),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
        e_number=pl.col("statement_number"),
    )
