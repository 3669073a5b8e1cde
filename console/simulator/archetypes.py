"""The kinds of practice whose accounts a world holds, with the figures behind each.

Shares, dossiers a year, receipts per dossier, ln of the amount, days held and fees taken are those of the detection
method's prototype world (docs: detection): a third of the accounts hardly move, one in twenty collects debts and makes
three quarters of all movements.

>>> round(sum(archetype.share for archetype in ARCHETYPES.values()), 3)
1.0
"""

from __future__ import annotations

from dataclasses import dataclass

MISSING_IN_PAYMENTS_OUT = 0.12
MISSING_IN_RECEIPTS = 0.25
COURT_HOLIDAY_FACTOR = 0.45
"""How much of the usual flow of new dossiers is left from 11 July to 31 August."""


@dataclass(frozen=True)
class Archetype:
    """One kind of practice; amounts are ln of euro, `held` the median of days before money is passed on."""

    share: float
    dossiers: float
    credits: float
    mu: float
    sigma: float
    held: int
    fee: float


ARCHETYPES = {
    "inactive": Archetype(share=0.33, dossiers=1, credits=1.2, mu=6.5, sigma=1.0, held=15, fee=0.30),
    "generalist": Archetype(share=0.30, dossiers=14, credits=1.4, mu=7.2, sigma=1.3, held=18, fee=0.45),
    "family": Archetype(share=0.09, dossiers=10, credits=1.5, mu=8.6, sigma=1.2, held=35, fee=0.40),
    "real_estate": Archetype(share=0.035, dossiers=12, credits=1.6, mu=10.1, sigma=1.0, held=25, fee=0.30),
    "company": Archetype(share=0.035, dossiers=6, credits=1.5, mu=9.6, sigma=1.5, held=12, fee=0.30),
    "injury": Archetype(share=0.05, dossiers=12, credits=1.4, mu=8.8, sigma=1.2, held=14, fee=0.50),
    "debt_collection": Archetype(share=0.05, dossiers=220, credits=3.5, mu=5.1, sigma=1.0, held=25, fee=0.80),
    "rubric": Archetype(share=0.11, dossiers=1.2, credits=1.3, mu=10.3, sigma=1.2, held=120, fee=0.10),
}
