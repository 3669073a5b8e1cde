"""The holder's own money on a quality account: what was taken, what was put in, and what came back.

Own accounts are the registered ones and those that bear the holder's name; another quality account never is one. What the
bank booked itself is left out, and so is a transfer that was returned (R-transaction): that is the bank's doing.

A *round trip* is money that went to an own account and came back from one within 90 days: 80 to 102 % of it, one credit for
one debit (`pairs`). The limits are `ROUND_TRIP`: every rule that must know of round trips has them among its parameters, so
that a draft of it can be replayed with others.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detection.codes import credit, debit
from detection.findings import ACCOUNT
from detection.lists import category
from detection.material import Material
from detection.pairs import awaiting, paired
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import has_word

WORDS = "own_money_words"

ROUND_TRIP: Mapping[str, Parameter] = {
    "return_days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
    "return_least": Parameter({STATUTE: 800}, unit="thousandths of what was taken", source=HOUSE),
    "return_most": Parameter({STATUTE: 1_020}, unit="thousandths of what was taken", source=HOUSE),
}


def taken(material: Material) -> pl.LazyFrame:
    """Give the debits to own accounts of the holder."""
    return material.booked.filter(debit(), pl.col("own"), ~pl.col("bank"))


def put_in(material: Material) -> pl.LazyFrame:
    """Give the credits from own accounts of the holder."""
    return material.booked.filter(credit(), pl.col("own"), ~pl.col("bank"), pl.col("r_transaction") == "")


def received(material: Material) -> pl.LazyFrame:
    """Give the credits that are neither the holder's, nor the bank's, nor another quality account's."""
    return material.booked.filter(credit(), ~(pl.col("own") | pl.col("bank") | pl.col("quality")))


def round_trips(material: Material, rule: Rule) -> pl.LazyFrame:
    """Give the pairs of a debit to an own account (`opening`) and the credit that brought it back (`reply`), ids."""
    booked = pl.col("booked")
    waiting = awaiting(
        taken(material),
        first=0,
        days=rule.at("return_days", booked),
        least=rule.at("return_least", booked),
        most=rule.at("return_most", booked),
    )
    return paired(waiting, put_in(material), days=rule.parameters["return_days"].largest())


def fees_received(material: Material) -> pl.LazyFrame:
    """Give the credits whose communication speaks of the holder's own fees, or of an advance that no insurer pays.

    An advance (provision) from an insurer, a court or another lawyer is money for the client.
    """
    words = [*category(WORDS, "fee"), *category(WORDS, "advance")]
    # nearly no credit holds such letters: the words themselves are looked for in the few that do
    likely = received(material).filter(pl.col("text").str.contains_any(words)).collect().lazy()
    advance = has_word(pl.col("text"), WORDS, "advance") & ~pl.col("for_others")
    return likely.filter(has_word(pl.col("text"), WORDS, "fee") | advance)


def passed_on(material: Material, credits: pl.LazyFrame, days: pl.Expr, longest: int) -> pl.LazyFrame:
    """Give the pairs of a credit (`opening`) and the debit of the same amount to an own account within `days` (`reply`)."""
    exactly = pl.lit(1000, pl.Int64)
    waiting = awaiting(credits, first=0, days=days, least=exactly, most=exactly)
    return paired(waiting, taken(material), days=longest)


def first_of_month(triggers: pl.LazyFrame) -> pl.LazyFrame:
    """Keep each account's first row of a calendar month and name the month (`month`): one finding for a story that lasts."""
    named = triggers.with_columns(pl.col("booked").dt.strftime("%Y-%m").alias("month"))
    return named.unique([*ACCOUNT, "month"], keep="first", maintain_order=True)
