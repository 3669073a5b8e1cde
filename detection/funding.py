"""Was the money for a payment there because a client sent it for that? What makes a suspicious payee an ordinary one.

A lawyer who manages somebody's affairs pays that person's bills, taxes and rent from money received for it. Three facts that
the movements prove, each looked for only backwards, the payment's own day included:

| fact | means |
|---|---|
| funded | the credits that name the payment's dossier, or its structured reference, in the days before reach its amount |
| named | a word of the communication is the name of one who paid in during those days, and who paid in as much |
| paired | as many credits as payments of exactly this amount in those days: instalments, maintenance, rent passed on |

Money of the holder and of the bank funds nothing. The order of one day's movements does not matter.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit
from detection.findings import ACCOUNT
from detection.names import EMPTY_WORDS, frequent_surnames
from detection.windows import trailing

CASE = [*ACCOUNT, "case"]
TELLING = r"^[A-Z]{4,}$"
"""A word that may be a name."""


def case() -> pl.Expr:
    """Give what a movement says it is for: its dossier, else its structured reference; null for neither."""
    reference = pl.when(pl.col("structured_reference") != "").then(pl.lit("reference ") + pl.col("structured_reference"))
    return pl.coalesce("dossier", reference).alias("case")


def with_funding(payments: pl.DataFrame, booked: pl.LazyFrame, days: pl.Expr) -> pl.DataFrame:
    """Add `funded`: whether what came for the payment's case in the days up to its own reaches its amount."""
    asked = payments.with_columns(case())
    came = received_before(asked, _received(booked).with_columns(case()), CASE, pl.col("amount_milli"), days)
    enough = pl.col("received") >= -pl.col("amount_milli")
    return came.with_columns(enough.fill_null(False).alias("funded")).drop("case", "received")


def with_payers_named(payments: pl.DataFrame, booked: pl.LazyFrame, days: pl.Expr) -> pl.DataFrame:
    """Add `named`: whether the communication names somebody who paid in as much in the days up to the payment's own."""
    key = [*ACCOUNT, "word"]
    asked = _worded(payments.lazy().select(*ACCOUNT, "movement_id", "booked", "amount_milli", "text"), "text").collect()
    words = asked.select(key).unique().lazy()
    if asked.is_empty():
        return payments.with_columns(pl.lit(False).alias("named"))
    parties = _worded(_received(booked).select(*ACCOUNT, "party_plain").unique(), "party_plain").join(words, on=key, how="semi")
    received = _received(booked).join(parties, on=[*ACCOUNT, "party_plain"])
    came = received_before(asked, received, key, pl.col("amount_milli"), days)
    named = came.filter(pl.col("received") >= -pl.col("amount_milli"))["movement_id"].unique()
    return payments.with_columns(pl.col("movement_id").is_in(named.implode()).alias("named"))


def with_pairs(payments: pl.DataFrame, booked: pl.LazyFrame, days: pl.Expr) -> pl.DataFrame:
    """Add `paired`: whether each of these payments of its amount, in the days up to its own, has a credit of that amount."""
    key = [*ACCOUNT, "size_milli"]
    size = pl.col("amount_milli").abs().alias("size_milli")
    came = received_before(payments.with_columns(size), _received(booked).with_columns(size), key, pl.lit(1, pl.Int64), days)
    counted = trailing(came.lazy(), key, pl.lit(1, pl.Int64), days, "paid").collect()
    return counted.with_columns((pl.col("received") >= pl.col("paid")).alias("paired")).drop("size_milli", "received", "paid")


def _received(booked: pl.LazyFrame) -> pl.LazyFrame:
    return booked.filter(credit(), ~(pl.col("own") | pl.col("bank")))


def _worded(frame: pl.LazyFrame, text: str) -> pl.LazyFrame:
    """Give a row for each word of a plain text that may name somebody."""
    silent = [*EMPTY_WORDS, *frequent_surnames()]
    words = frame.with_columns(pl.col(text).str.split(" ").list.unique(maintain_order=True).alias("word")).explode("word")
    return words.filter(pl.col("word").str.contains(TELLING), ~pl.col("word").is_in(silent))


def received_before(asked: pl.DataFrame, received: pl.LazyFrame, key: list[str], value: pl.Expr, days: pl.Expr) -> pl.DataFrame:
    """Add `received`: the sum of receipts' values over the days up to each payment's own, for one key; null for none."""
    keys = asked.select(key).drop_nulls().unique()
    if keys.is_empty():
        return asked.with_columns(pl.lit(None, pl.Int64).alias("received"))
    there = received.select(*key, "booked", value.cast(pl.Int64).alias("value")).join(keys.lazy(), on=key, how="semi")
    payments = asked.lazy().select(*key, "booked", pl.lit(0, pl.Int64).alias("value"))
    both = pl.concat([payments, there]).collect().lazy()
    summed = trailing(both, key, pl.col("value"), days, "received").select("received").collect()
    return asked.with_columns(summed.head(asked.height).to_series())
