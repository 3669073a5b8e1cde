"""One payee again and again: a person with a part in many dossiers, a standing cost, a debt paid in drops.

Only private payees count, and only sums that do not simply pass on what came: maintenance and instalments are the client's own
money.
"""

from __future__ import annotations

import polars as pl

from models.features.feature import of_months, share


@of_months(
    unit="count", window="183 days", why="who is paid again and again from clients' money is no client (rule family-payee)"
)
def payments_to_payee() -> pl.Expr:
    """Most payments to one private payee."""
    return pl.col("payments_recent").fill_null(0)


@of_months(unit="count", window="183 days", why="one person with a part in many dossiers has a part in none of them")
def dossiers_of_payee() -> pl.Expr:
    """Most dossiers under which one private payee was paid."""
    return pl.col("dossiers_recent").fill_null(0)


@of_months(unit="count", window="since it began", why="nearly the same sum every month is rent, wages or a loan (446quater §1)")
def standing_months() -> pl.Expr:
    """Longest run of monthly payments of nearly the same sum to one private payee."""
    return pl.col("standing_months").fill_null(0)


@of_months(unit="count", window="two months", why="what is owed at once and paid in drops was not there (rule drip-payout)")
def payments_to_one() -> pl.Expr:
    """Most payments to one private payee within this month and the one before."""
    return pl.col("payments_to_one").fill_null(0)


@of_months(unit="share", window="two months", why="who gets most of the payments is whom the account serves")
def one_payee_share() -> pl.Expr:
    """Share of the payments to private payees, by number, that the most often paid got; at least four payments."""
    return pl.when(pl.col("payments_private") >= 4).then(share(pl.col("payments_to_one"), pl.col("payments_private")))


@of_months(unit="share", window="40 days", why="what clients are owed differs from month to month; rent does so by some euro")
def standing_evenness() -> pl.Expr:
    """How near to a private payee's payment of a month before this month's is: 1 when equal, 0 when none is near."""
    return pl.col("standing_even").fill_null(0)
