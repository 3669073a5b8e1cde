"""First statement of a new account that does not start at its opening.

The data of a new account are due from its opening on, so its first statement has an old balance of zero and, where the bank
numbers its statements, the number 1. With another old balance money moved that the control has not seen (high); with a higher
number only, statements are missing before it (medium). The earliest statement held is judged, of several of that day the one
with the lowest number: a backfill that brings the opening ends the finding. Not found: an account opened before the bank made
its first file or before the decree was in force (its history is asked for by a first demand), one of which the register names
no opening day.
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT, shaped
from detection.material import Material
from detection.rule import Rule
from warehouse.coverage.in_force import IN_FORCE

RULE = Rule(
    title="First statement not at the opening",
    titles={
        "fr": "Premier extrait qui ne part pas de l'ouverture",
        "nl": "Eerste uittreksel dat niet bij de opening begint",
        "de": "Erster Auszug, der nicht bei der Eröffnung beginnt",
    },
    nature="data",
    severity="high",
    typology="continuity",
    references=("Royal decree of 9 June 2024, art. 2 §5: the data of a new account from its opening on",),
    false_positives=("An account taken over from another bank with its balance, or opened earlier than the register says.",),
    steps=(
        "Compare the opening day in the register with the bank's.",
        "Ask the bank for the statements since the opening: `quater coverage demand`.",
    ),
    sentences={
        "en": (
            "Opened on {opened:date}; the first statement, of {first_date:date} (no. {number}), starts at {old:money} "
            "instead of zero and number 1."
        ),
        "fr": (
            "Ouvert le {opened:date} ; le premier extrait, du {first_date:date} (n° {number}), part de {old:money} au lieu de "
            "zéro et du numéro 1."
        ),
        "nl": (
            "Geopend op {opened:date}; het eerste uittreksel, van {first_date:date} (nr. {number}), begint bij {old:money} in "
            "plaats van nul en nummer 1."
        ),
        "de": (
            "Eröffnet am {opened:date}; der erste Auszug, vom {first_date:date} (Nr. {number}), beginnt bei {old:money} statt "
            "bei null und Nummer 1."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the accounts opened while the bank delivered, whose first statement is not that of the opening."""
    new = material.around.coverage.lazy().filter(
        pl.col("opened_on") >= pl.col("bank_since"), pl.col("opened_on") >= IN_FORCE, pl.col("first_statement").is_not_null()
    )
    money, number = pl.col("first_old_milli") != 0, pl.col("first_number") > 1
    first = pl.col("first_statement")
    return shaped(
        new.filter(money | number).select(*ACCOUNT, "opened_on", "first_statement", "first_number", "first_old_milli"),
        anchor=pl.lit("opening"),
        first_date=first,
        last_date=first,
        amount_milli=pl.col("first_old_milli").abs(),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
        severity=pl.when(~money).then(pl.lit("medium")),
        e_opened=pl.col("opened_on").dt.to_string("iso"),
        e_number=pl.col("first_number"),
        e_old=pl.col("first_old_milli"),
    )
