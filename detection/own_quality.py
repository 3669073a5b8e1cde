"""Transfers between the quality accounts of one holder: which kind of account is on the other side.

Both accounts are in the register, whichever bucket they are in, so what is said of a movement depends on nothing that
another account booked.
"""

from __future__ import annotations

import polars as pl


def with_other_kind(booked: pl.LazyFrame, accounts: pl.DataFrame) -> pl.LazyFrame:
    """Add `other_kind`: the kind of the holder's other quality account that is the counterparty; null for any other party."""
    registered = (
        accounts.lazy()
        .select(pl.col("iban").alias("party_account"), "holder_id", pl.col("kind").alias("other_kind"))
        .unique(["party_account", "holder_id"], keep="any")
    )
    joined = booked.join(registered, on=["party_account", "holder_id"], how="left", maintain_order="left")
    itself = (pl.col("party_account") == pl.col("account")).fill_null(False)
    return joined.with_columns(pl.when(~itself).then("other_kind").alias("other_kind"))
