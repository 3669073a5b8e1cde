"""The client ledger by dossier: what was paid beyond what came, how long it waited, and whose money it was (446quater §1,
§4).
"""

from __future__ import annotations

import polars as pl

from models.features.feature import against_habit, money, of_months, share


@of_months(
    unit="money", window="since the dossier opened", why="who is paid more than came in for him is paid with others' money"
)
def overdrawn_money() -> pl.Expr:
    """What the dossiers paid this month have been paid beyond what they received, by their reference."""
    return money(pl.col("overdrawn_milli"))


@of_months(
    unit="days", window="since the dossier's last receipt", why="a dossier whose money waits may be waiting for other money"
)
def waited_days() -> pl.Expr:
    """Days between a dossier's last receipt and the payment to others under its reference, weighted by amount."""
    return share(pl.col("waited_milli_days"), pl.col("paid_named_milli"))


@of_months(
    unit="money",
    window="three months",
    why="old debts paid on the days on which other money comes are paid with it (lapping)",
    version=2,
)
def lapped_money() -> pl.Expr:
    """Paid for dossiers whose last receipt is thirty days old, as far as other receipts of the last five days could pay it."""
    return money(pl.col("lapped_milli_quarter"))


@of_months(unit="deviations", window="24 months", why="payments that come later than they used to may wait for other money")
def waited_surprise() -> pl.Expr:
    """The days that money waited by dossier, against the account's own past."""
    return against_habit("waited_days", least=4)
