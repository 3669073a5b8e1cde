"""Gathering and scattering: many pay for one, one pays for many, over this month and the one before.

Rules count payers and payees past a limit within days; here the number counts together with the one at the other end, for
private parties only, whatever the days.
"""

from __future__ import annotations

import polars as pl

from models.features.feature import of_months, share


@of_months(
    unit="count", window="two months", why="many payers and one payee: money that was collected for somebody (rule fan-in)"
)
def gathered() -> pl.Expr:
    """Private payers, times the share of the payments that the largest private payee got."""
    return pl.col("payers_recent") * share(pl.col("largest_payee_recent"), pl.col("left_recent"))


@of_months(unit="count", window="two months", why="one payer and many payees: money that was broken up (rule fan-out)")
def scattered() -> pl.Expr:
    """Private payees, times the share of the receipts that the largest private payer paid."""
    return pl.col("payees_recent") * share(pl.col("largest_payer_recent"), pl.col("came_recent"))


@of_months(unit="count", window="two months", why="a case has few who pay; many who pay for one number are a collection")
def dossier_payers() -> pl.Expr:
    """Most private payers who named the same dossier."""
    return pl.col("dossier_payers").fill_null(0)


@of_months(unit="count", window="two months", why="a case has few who are paid; many under one number break a sum up")
def dossier_payees() -> pl.Expr:
    """Most private payees under the same dossier."""
    return pl.col("dossier_payees").fill_null(0)
