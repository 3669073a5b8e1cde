"""Who pays and who is paid: how many, how new, how concentrated."""

from __future__ import annotations

import polars as pl

from models.features.feature import money, of_lines, of_months, share

OUT, IN = pl.col("paid_out") > 0, pl.col("paid_in") > 0
MET = 3
"""Months after which an account has met its usual parties; before, everybody is new."""

NEW = pl.col("new_party") & pl.col("own").not_()


@of_lines(unit="count", why="many payers in one month suit a collection or an appeal for funds, not a file")
def payers() -> pl.Expr:
    """Distinct counterparties that paid in."""
    return pl.col("party").filter(IN).drop_nulls().n_unique()


@of_lines(unit="count", why="many payees in one month spread money out of one pot")
def payees() -> pl.Expr:
    """Distinct counterparties that were paid."""
    return pl.col("party").filter(OUT).drop_nulls().n_unique()


@of_lines(
    unit="count",
    why="payments from unknown third parties are a higher risk (law of 18 September 2017, annex III)",
    known_months=MET,
)
def new_payers() -> pl.Expr:
    """Payers that this account had never met before this month."""
    return pl.col("party").filter(IN & NEW).n_unique()


@of_lines(unit="count", why="a run of payees never met before may be invoices that no file explains", known_months=MET)
def new_payees() -> pl.Expr:
    """Payees, the holder aside, that this account had never met before this month."""
    return pl.col("party").filter(OUT & NEW).n_unique()


@of_lines(unit="money", why="the amount paid to strangers matters more than their number", known_months=MET)
def new_payee_money() -> pl.Expr:
    """Sum paid to payees never met before this month."""
    return money(pl.col("paid_out").filter(NEW).sum())


@of_lines(unit="share", why="an account that deals only with strangers has no practice behind it", known_months=MET)
def new_party_share() -> pl.Expr:
    """Share of the month's turnover with parties never met before this month; at least three movements."""
    turnover = pl.col("paid_in") + pl.col("paid_out")
    return pl.when(pl.len() >= 3).then(share(turnover.filter(NEW).sum(), turnover.sum()))


@of_lines(unit="money", why="money from private people and firms has no institution behind it that asked where it came from")
def private_money_in() -> pl.Expr:
    """Sum received from private parties: no holder, no quality account, no institution."""
    return money(pl.col("paid_in").filter(pl.col("private")).sum())


@of_months(unit="share", why="an account that serves one payee serves someone other than its clients")
def payee_concentration() -> pl.Expr:
    """Share of the month's payments that the largest payee got; at least five payments."""
    enough = pl.col("debits_count") >= 5
    return pl.when(enough).then(share(pl.col("largest_payee_milli"), pl.col("paid_out_milli")))


@of_months(unit="share", why="an account that lives of one payer serves that payer")
def payer_concentration() -> pl.Expr:
    """Share of the month's receipts that the largest payer paid; at least five receipts."""
    enough = pl.col("credits_count") >= 5
    return pl.when(enough).then(share(pl.col("largest_payer_milli"), pl.col("paid_in_milli")))


@of_lines(
    unit="money",
    window="two months",
    why="a large sum from or for somebody of whom nothing is known is what the law asks to look at",
    known_months=MET,
)
def stranger_sum() -> pl.Expr:
    """The largest movement with a private party first met this month or the one before."""
    return money(pl.max_horizontal("paid_in", "paid_out").filter(pl.col("private") & pl.col("met_lately")).max().fill_null(0))


@of_lines(
    unit="count",
    window="two months",
    why="a practice knows most of those it deals with; another user does not",
    known_months=MET,
)
def strangers_met() -> pl.Expr:
    """Private parties of this month that were first met this month or the one before."""
    return pl.col("party").filter(pl.col("private") & pl.col("met_lately")).n_unique()
