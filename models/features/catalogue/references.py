"""Does the communication name the dossier, as OBFG 4.74 §2 and OVB 134 ask? A rate, never one movement."""

from __future__ import annotations

import polars as pl

from models.features.feature import against_habit, money, of_lines, of_months, share

ASKED = (pl.col("paid_out") > 0) & (pl.col("own") | pl.col("cost") | pl.col("cash")).not_()
MISSING = ASKED & pl.col("referenced").not_()


@of_lines(
    unit="share", why="payments without a dossier are the best known weakness in practice; the rate tells habit from slip"
)
def missing_reference_share() -> pl.Expr:
    """Share of the payments to others that name no dossier; at least three payments."""
    return pl.when(ASKED.sum() >= 3).then(share(MISSING.sum(), ASKED.sum()))


@of_lines(unit="money", why="the money that no dossier explains")
def missing_reference_money() -> pl.Expr:
    """Sum of the payments to others that name no dossier."""
    return money(pl.col("paid_out").filter(MISSING).sum())


@of_lines(unit="money", why="money whose payer names no dossier can be called anybody's")
def missing_reference_money_in() -> pl.Expr:
    """Sum of the receipts from private parties that name no dossier."""
    return money(pl.col("paid_in").filter(pl.col("private") & pl.col("referenced").not_()).sum())


@of_months(unit="deviations", window="24 months", why="who used to name his dossiers and stops doing so has a reason")
def missing_reference_surprise() -> pl.Expr:
    """The share of payments that name no dossier, against the account's own past."""
    return against_habit("missing_reference_share", least=0.05)
