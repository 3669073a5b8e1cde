"""Cash paid into the account.

Cash comes in at a counter or a machine. It is lawful below the limit of art. 67, and every deposit is worth a look: where
does the cash come from? Low below 500 EUR, high above 1,000 EUR, medium between. The limit itself, and deposits that belong
together, are the work of cash-limit-3000. Finds nothing on debits and on less than 1 EUR. Each deposit is a finding of its
own; others of the same day do not matter to it.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, in_group
from detection.findings import per_movement
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Cash paid into the account",
    titles={
        "fr": "Versement d'espèces sur le compte",
        "nl": "Storting van contanten op de rekening",
        "de": "Bareinzahlung auf das Konto",
    },
    nature="suspicious",
    severity="medium",
    typology="cash",
    references=(
        "Law of 18 September 2017, art. 67 §2: limit on cash",
        "OBFG, code of conduct, art. 4.74 §2: sums received in cash are credited at once",
    ),
    false_positives=("Deposits by a bailiff or the police.", "Small contributions to legal aid."),
    steps=(
        "Ask who brought the cash and for which dossier.",
        "Compare with other cash of the same person or dossier in the weeks around it.",
    ),
    lookback=0,
    parameters={
        "least": Parameter({STATUTE: 1_000}, unit="thousandths of EUR", source=HOUSE),
        "small": Parameter({STATUTE: 500_000}, unit="thousandths of EUR", source=HOUSE),
        "large": Parameter({STATUTE: 1_000_000}, unit="thousandths of EUR", source=HOUSE),
    },
    sentences={
        "en": "{amount:money} was paid in cash into the account on {first_date:date}.",
        "fr": "{amount:money} ont été versés en espèces sur le compte le {first_date:date}.",
        "nl": "Op {first_date:date} werd {amount:money} in contanten op de rekening gestort.",
        "de": "Am {first_date:date} wurden {amount:money} bar auf das Konto eingezahlt.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give every cash deposit, graded by its amount."""
    amount, booked = pl.col("amount_milli"), pl.col("booked")
    deposits = material.booked.filter(credit() & in_group("cash-deposit"), amount >= RULE.at("least", booked))
    severity = (
        pl.when(amount > RULE.at("large", booked))
        .then(pl.lit("high"))
        .when(amount < RULE.at("small", booked))
        .then(pl.lit("low"))
        .otherwise(pl.lit("medium"))
    )
    return per_movement(deposits, severity=severity)
