"""What other lawyers' accounts have to do with it: shared payees, reported counterparties, money that goes round."""

from __future__ import annotations

import polars as pl

from models.features.feature import money, of_lines, of_months


@of_lines(unit="money", why="a private payee whom two lawyers pay may tie the two together (rule related-party-cluster)")
def shared_payee_money() -> pl.Expr:
    """Sum paid to private payees whom another holder had paid before."""
    return money(pl.col("paid_out").filter(pl.col("shared") & pl.col("private")).sum())


@of_lines(unit="money", why="who was part of what was reported once may be part of it again")
def confirmed_party_money() -> pl.Expr:
    """Turnover with counterparties of alerts that had been reported before, with the delay of the decision."""
    return money((pl.col("paid_in") + pl.col("paid_out")).filter(pl.col("confirmed")).sum())


@of_months(
    unit="count", window="30 days a transfer", why="one transfer to opposing counsel is usual; a chain of them is layering"
)
def relay_hops() -> pl.Expr:
    """Longest path of transfers between lawyers' quality accounts that ends on this account or with its payment; from two
    on.
    """
    return pl.when(pl.col("hops") > 1).then(pl.col("hops")).otherwise(0)


@of_months(
    unit="money", window="30 days a transfer", why="what is passed on from lawyer to lawyer hides whose it was", version=2
)
def relay_money() -> pl.Expr:
    """Sum of the transfers at the end of a path of two or more; this month and the two before."""
    return money(pl.col("moved_milli_quarter"))


@of_months(
    unit="money",
    window="30 days a transfer",
    why="money that comes back through other lawyers had no purpose on the way",
    version=2,
)
def circled_money() -> pl.Expr:
    """Sum of the transfers that bring money back to where it had left; this month and the two before."""
    return money(pl.col("circled_milli_quarter"))
