"""Who the counterparties are: first met when, known as whom, institutions or not.

The first day on which a party was seen belongs to one account: what another lawyer knows does not make a party known here.
An institution (court, bailiff, notary, insurer, public fund) or another lawyer's account is recognised by a word of its
name (`lists/payees.csv`).
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT
from detection.texts import has_word

INSTITUTIONS = ("public", "insurer")
COLLEAGUE = "colleague"


def institution(plain_name: pl.Expr) -> pl.Expr:
    """Say whether a plain name is that of a court, bailiff, notary, insurer or public fund."""
    return pl.any_horizontal(has_word(plain_name, "payees", category) for category in INSTITUTIONS)


def acts_for_others(plain_name: pl.Expr) -> pl.Expr:
    """Say whether a plain name is that of one who acts for many people: an institution, or another lawyer's account."""
    return institution(plain_name) | has_word(plain_name, "payees", COLLEAGUE)


def met_on(booked: pl.LazyFrame) -> pl.LazyFrame:
    """Add `met`: the first day on which the movement's party was seen on its account."""
    return booked.with_columns(pl.col("booked").min().over(*ACCOUNT, "party").alias("met"))


def identity(booked: pl.LazyFrame) -> pl.LazyFrame:
    """Add `identity`: the name, of two words or more, under which the party's account was first seen, else the party itself.

    So two accounts of one name are one identity, and so is one account whose name is written in two ways.
    """
    name = pl.when(pl.col("party_plain").str.contains(" ")).then(pl.lit("name ") + pl.col("party_plain"))
    key = [*ACCOUNT, "party_account"]
    named = booked.select(*key, name.alias("first_name")).filter(pl.col("first_name").is_not_null())
    first = named.unique(key, keep="first", maintain_order=True)
    known = pl.when(pl.col("party_account").is_not_null()).then("first_name").otherwise(name)
    return (
        booked.join(first, on=key, how="left", maintain_order="left")
        .with_columns(pl.coalesce(known, "party").alias("identity"))
        .drop("first_name")
    )
