"""Payment to or from a gambling operator or a crypto platform.

The best known story of a lawyer who takes clients' money is a lawyer who gambles. Every payment to such an operator is
critical, whatever its amount; so is one whose communication speaks of bets, lotto or bitcoin, without a dossier, to somebody
who is no institution (confidence 0.7, high). A receipt from an operator is high: the money went there before. A movement
that names a dossier is medium: settlements of a dispute with an operator run over the account. Where the name says little
(Napoleon, circus) the finding is low. The holder's own and quality accounts are left to other rules; movements of the
same day do not matter to each other.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.findings import ACCOUNT, per_movement
from detection.lists import pattern
from detection.material import Material
from detection.payees import SURE_ENOUGH, of_category
from detection.rule import Rule

RULE = Rule(
    title="Gambling operator or crypto platform",
    titles={
        "fr": "Opérateur de jeux de hasard ou plateforme de cryptomonnaies",
        "nl": "Kansspeloperator of cryptoplatform",
        "de": "Glücksspielanbieter oder Kryptoplattform",
    },
    nature="suspicious",
    severity="critical",
    typology="own-benefit",
    references=(
        "Judicial Code, art. 446quater §1",
        "Law of 18 September 2017, art. 5 §1: operators and platforms are obliged entities themselves",
    ),
    false_positives=(
        "A dispute with an operator: receipts and payments that name the dossier are medium.",
        "A restaurant, street or person that bears such a word as a name.",
    ),
    steps=(
        "Ask for which dossier the movement was made and who ordered it.",
        "Look at the holder's other payments of these weeks; money rarely goes to an operator once.",
        "Weigh provisional measures: what is gambled away does not come back.",
    ),
    lookback=0,
    sentences={
        "en": "A movement of {amount:money} with a gambling operator or crypto platform on {first_date:date}.",
        "fr": (
            "Un mouvement de {amount:money} avec un opérateur de jeux ou une plateforme de cryptomonnaies le {first_date:date}."
        ),
        "nl": "Een verrichting van {amount:money} met een kansspeloperator of cryptoplatform op {first_date:date}.",
        "de": "Eine Bewegung von {amount:money} mit einem Glücksspielanbieter oder einer Kryptoplattform am {first_date:date}.",
    },
)

TOLD = [
    *(*ACCOUNT, "movement_id", "booked", "amount_milli", "bank_reference"),
    *("party", "party_plain", "for_others", "dossier", "text"),
]
PLAYING = pattern(("BET", "BETS", "CASINO", "LOTTO", "POKER", "CRYPTO", "BITCOIN", "BITCOINS", "EUROMILLIONS"))
"""Words of a communication."""


def find(material: Material) -> pl.LazyFrame:
    """Give the movements with operators and platforms, and the payments whose communication speaks of playing."""
    others = material.booked.filter(~(pl.col("own") | pl.col("quality") | pl.col("bank"))).select(TOLD)
    known = of_category(others, "payee_categories", "gambling", "crypto").collect()
    playing = others.filter(debit(), pl.col("dossier").is_null(), pl.col("text").str.contains(PLAYING)).collect()
    spoken = playing.with_columns(pl.lit("").alias("payee"), pl.lit(SURE_ENOUGH, pl.Int64).alias("sure"))
    both = (
        pl.concat([known, spoken]).lazy().filter(~pl.col("for_others")).unique("movement_id", keep="first", maintain_order=True)
    )
    severity = (
        pl.when(pl.col("sure") < SURE_ENOUGH)
        .then(pl.lit("low"))
        .when(pl.col("dossier").is_not_null())
        .then(pl.lit("medium"))
        .when(credit() | (pl.col("payee") == ""))
        .then(pl.lit("high"))
    )
    return per_movement(both, severity=severity, confidence=pl.col("sure"))
