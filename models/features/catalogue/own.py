"""Money between the account and its own holder.

Taking fees is lawful with notice to the client (OBFG 4.75), so the payment alone says nothing: what counts is the ratio,
the roundness, the missing reference and the way back.
"""

from __future__ import annotations

import polars as pl

from models.features.feature import against_habit, money, of_lines, of_months, share

TO_HOLDER = pl.col("own") & (pl.col("paid_out") > 0)


@of_lines(unit="money", why="what leaves for the holder leaves the clients")
def own_money() -> pl.Expr:
    """Sum paid to the holder."""
    return money(pl.col("paid_out").filter(pl.col("own")).sum())


@of_lines(unit="count", why="one case is billed once or twice; the same money taken in many parts is hidden among them")
def own_payments() -> pl.Expr:
    """Number of payments to the holder."""
    return TO_HOLDER.sum()


@of_months(unit="share", window="three months", why="the share kept by the holder has to stay within what fees explain")
def own_share() -> pl.Expr:
    """Share of what was paid out that went to the holder, this month and the two before."""
    return share(pl.col("own_out_quarter_milli"), pl.col("paid_out_quarter_milli"))


@of_months(
    unit="share", window="three months", why="fees are a part of a case, not half of it (446quater §1, OBFG 4.75)", version=3
)
def taken_share() -> pl.Expr:
    """What the holder took of the dossiers from which he took, as a share of what they received; this month and the two
    before.
    """
    return share(pl.col("taken_milli_quarter"), pl.col("taken_of_milli_quarter")).clip(upper_bound=1)


@of_lines(unit="share", why="fees follow invoices with cents; sums taken as needed are round (rule own-round-amounts)")
def own_round_share() -> pl.Expr:
    """Share of the payments to the holder that are round; at least two payments."""
    return pl.when(TO_HOLDER.sum() >= 2).then(share((TO_HOLDER & pl.col("round")).sum(), TO_HOLDER.sum()))


@of_months(
    unit="money",
    window="three months",
    why="a payment to the holder that names no dossier cannot be tied to a fee (OBFG 4.74, 4.75)",
    version=2,
)
def own_unreferenced_money() -> pl.Expr:
    """Sum paid to the holder without a reference to a dossier; this month and the two before."""
    return money(pl.col("own_unreferenced_milli_quarter"))


@of_lines(unit="money", why="own money has no place on the account (446quater §1); it often fills a hole")
def own_money_in() -> pl.Expr:
    """Sum paid in by the holder."""
    return money(pl.col("paid_in").filter(pl.col("own")).sum())


@of_lines(unit="money", why="somebody who bears a name of the holder is seldom his client (rule family-payee)")
def related_money() -> pl.Expr:
    """Sum paid to others who bear a name of the holder."""
    return money(pl.col("paid_out").filter(pl.col("related")).sum())


@of_months(unit="deviations", window="24 months", why="who takes more than he used to take needs it, or hides it")
def own_share_surprise() -> pl.Expr:
    """The holder's share of three months' payments, against the account's own past."""
    return against_habit("own_share", least=0.05)


@of_months(unit="count", window="three months", why="one large fee may be owed; large fees in every case are a habit")
def overtaken_dossiers() -> pl.Expr:
    """Dossiers of which the holder had taken more than a quarter of what they received; this month and the two before."""
    return pl.col("overtaken_dossiers_quarter").fill_null(0)
