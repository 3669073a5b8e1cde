"""Account used as security.

The account may never serve as a security. The bank says so by a surety fee (80 39), the cost of a bank guarantee (80 12) or
of a cash credit (80 04), and by a communication that speaks of a pledge or a surety on what the bank booked itself or on a
movement with a bank. Low where the words are the only sign and no dossier is named; low too where a movement with a bank
names a dossier, because tenants' guarantees and bail are client money. Words of a client's dossier with another party than
a bank are a lawyer's ordinary work and are not found; the Dutch `pand`, which is also a building, counts only on what the
bank booked. Each movement is a finding of its own; those of the same day do not matter to it.
"""

from __future__ import annotations

import polars as pl

from detection.findings import per_movement
from detection.instruments import by_instrument
from detection.material import Material
from detection.rule import Rule
from detection.texts import has_word

RULE = Rule(
    title="Account used as security",
    titles={
        "fr": "Compte donné en sûreté",
        "nl": "Rekening gebruikt als zekerheid",
        "de": "Konto als Sicherheit gestellt",
    },
    nature="illicit",
    severity="high",
    typology="credit",
    references=(
        "Judicial Code, art. 446quater §3, 2°: the account may never serve as security",
        "CODA 2.6, annex II, family 80, operations 04, 12 and 39",
    ),
    false_positives=(
        "A tenant's guarantee or bail that is held for a client: not found with a dossier, low with a bank or without one.",
        "The cost of a guarantee that the bank gave for a client's dossier.",
    ),
    steps=(
        "Read code and communication: whose debt is secured?",
        "Ask the bank whether the account is pledged or a guarantee is charged to it.",
        "Where a client's guarantee is meant, ask for the dossier and for the client's order.",
    ),
    lookback=0,
    sentences={
        "en": "{amount:money} booked on {first_date:date} (code {code}) points to a pledge, a surety or a guarantee.",
        "fr": (
            "{amount:money} comptabilisés le {first_date:date} (code {code}) indiquent un gage, une caution ou une garantie."
        ),
        "nl": "{amount:money}, geboekt op {first_date:date} (code {code}), wijst op een pand, een borg of een waarborg.",
        "de": (
            "{amount:money}, gebucht am {first_date:date} (Code {code}), deuten auf ein Pfand, eine Bürgschaft oder Garantie."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the movements that point to a security on the account, low where only words do."""
    coded, by_bank = by_instrument("surety"), pl.col("bank")
    with_bank = has_word(pl.col("party_plain"), "bank_words", "bank") & ~has_word(
        pl.col("party_plain"), "bank_words", "insurer"
    )
    worded = has_word(pl.col("text"), "security_words", "security")
    ambiguous = has_word(pl.col("text"), "security_words", "ambiguous")
    said_by_bank = by_bank & (worded | ambiguous)
    said = worded & (with_bank | ~pl.col("referenced"))
    found = material.booked.filter(coded | said_by_bank | said)
    certain = coded | said_by_bank | (with_bank & ~pl.col("referenced"))
    severity = pl.when(~certain).then(pl.lit("low"))
    return per_movement(found, severity=severity, evidence={"code": pl.col("family") + " " + pl.col("operation")})
