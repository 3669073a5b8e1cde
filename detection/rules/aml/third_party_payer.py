"""Payer unrelated to the file of a rubric account.

A rubric account is opened for one file or client, so its payers are few and named: the first who paid, and whoever a
communication on the account names. The first receipt of 10,000 EUR or more of every other payer is a finding, once for each
payer. A payer is named when a word of the name (three letters or more, no title or legal form) stands in any communication
of the account up to the receipt's day. Courts, bailiffs, notaries, insurers, public funds, lawyers, quality accounts and the
holder are not found. On a third-party account the opponent pays and always differs from the client: there it is a feature of
the learned models and nothing is found. Payers of the account's first day are all first, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
from detection.material import Material
from detection.names import EMPTY_WORDS, PARTICLES
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Payer unrelated to the file of a rubric account",
    titles={
        "fr": "Payeur étranger au dossier d'un compte rubriqué",
        "nl": "Betaler zonder band met het dossier van een rubriekrekening",
        "de": "Zahler ohne Bezug zur Akte eines Rubrikkontos",
    },
    nature="suspicious",
    severity="medium",
    typology="flow-through",
    references=("Law of 18 September 2017, annex III, 2°, d): payments from unknown or unrelated third parties",),
    false_positives=(
        "A co-heir, spouse or company of the client who pays for the same file.",
        "A bank that pays a loan out for the client.",
    ),
    steps=(
        "Ask for whom the account was opened and what links the payer to that file.",
        "Read the origin of the payer's money.",
    ),
    kinds=("rubric",),
    parameters={"least": Parameter({STATUTE: 10_000_000}, unit="thousandths of EUR", source=HOUSE)},
    sentences={
        "en": "{amount:money} received on {first_date:date} from a payer whom nothing on the account names.",
        "fr": "{amount:money} reçus le {first_date:date} d'un payeur que rien sur le compte ne désigne.",
        "nl": "{amount:money} ontvangen op {first_date:date} van een betaler die nergens op de rekening genoemd wordt.",
        "de": "{amount:money} am {first_date:date} von einem Zahler erhalten, den nichts auf dem Konto nennt.",
    },
)

SHORTEST = 3


def find(material: Material) -> pl.LazyFrame:
    """Give the first large receipt of each payer whom nothing names."""
    rubric = material.booked.filter(pl.col("kind") == "rubric").collect().lazy()
    begun = rubric.filter(credit(), ~pl.col("bank")).with_columns(pl.col("booked").min().over(ACCOUNT).alias("begun"))
    payers = begun.with_columns(pl.col("booked").min().over(*ACCOUNT, "party").alias("met")).filter(
        pl.col("party_plain") != "", pl.col("met") > pl.col("begun")
    )
    strange = payers.filter(~(pl.col("own") | pl.col("quality")), ~pl.col("for_others"))
    large = strange.filter(pl.col("amount_milli") >= RULE.at("least", pl.col("booked")))
    unnamed = large.join(_named(large, rubric), on="movement_id", how="anti", maintain_order="left")
    return per_movement(unnamed.unique([*ACCOUNT, "party"], keep="first", maintain_order=True))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the large receipts of rubric accounts."""
    large = pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))
    return lately.moved().filter(pl.col("kind") == "rubric", large, ~pl.col("bank"), pl.col("party_plain") != "")


def _named(receipts: pl.LazyFrame, rubric: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts of whose payer a word stands in a communication up to their day."""
    spoken = _words(rubric, "text").group_by(*ACCOUNT, "word").agg(pl.col("booked").min().alias("since"))
    names = _words(receipts, "party_plain").filter(~pl.col("word").is_in([*EMPTY_WORDS, *PARTICLES]))
    return names.join(spoken, on=[*ACCOUNT, "word"]).filter(pl.col("since") <= pl.col("booked")).select("movement_id").unique()


def _words(movements: pl.LazyFrame, text: str) -> pl.LazyFrame:
    words = movements.select(*ACCOUNT, "movement_id", "booked", pl.col(text).str.split(" ").alias("word")).explode("word")
    return words.filter(pl.col("word").str.len_chars() >= SHORTEST)
