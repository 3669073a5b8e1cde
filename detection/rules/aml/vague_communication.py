"""Suspicious wording: loan, advance, cash, private, gift, investment, commission.

A third-party account neither lends, nor invests, nor gives. A movement of 1,000 EUR or more whose communication uses such a
word (French, Dutch, German, English; `lists/vague_words.csv`) and names no dossier is a finding. Disputes are about loans
and gifts too: a dossier or a structured reference makes the word ordinary, and nothing is found. What the bank books itself
is not found either. Each movement is judged alone; others of the same day do not matter.
"""

from __future__ import annotations

import polars as pl

from detection.findings import per_movement
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import has_word

RULE = Rule(
    title="Suspicious wording without a dossier",
    titles={
        "fr": "Libellé suspect sans dossier",
        "nl": "Verdachte mededeling zonder dossier",
        "de": "Verdächtiger Verwendungszweck ohne Akte",
    },
    nature="suspicious",
    severity="medium",
    typology="flow-through",
    references=("Law of 18 September 2017, art. 45 §1: operations without an apparent economic or lawful purpose",),
    false_positives=(
        "A dispute about a loan or a gift: not found when the communication names the dossier.",
        "An advance on costs, or a company whose name holds such a word.",
    ),
    steps=(
        "Ask which dossier the movement belongs to and what the word means.",
        "Look for the other side of it: a loan is paid back, an investment pays out.",
    ),
    lookback=0,
    parameters={"least": Parameter({STATUTE: 1_000_000}, unit="thousandths of EUR", source=HOUSE)},
    sentences={
        "en": "{amount:money} on {first_date:date}, with a word for a loan, a gift or an investment and without a dossier.",
        "fr": "{amount:money} le {first_date:date}, avec un mot évoquant prêt, don ou placement et sans dossier.",
        "nl": "{amount:money} op {first_date:date}, met een woord voor lening, gift of belegging en zonder dossier.",
        "de": "{amount:money} am {first_date:date}, mit einem Wort für Darlehen, Geschenk oder Anlage und ohne Akte.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the movements with such a word and without a reference."""
    large = pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked"))
    nameless = material.booked.filter(large, ~pl.col("referenced"), ~pl.col("bank"))
    return per_movement(nameless.filter(has_word(pl.col("text"), "vague_words", "vague")))
