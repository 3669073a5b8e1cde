"""Interest on clients' money taken by the holder.

The bank credited interest, and within 40 days the same amount (5 cents more or less) went to an own account of the holder.
Interest on clients' money is the clients'; the account brings its holder no profit. One finding for each interest that was
taken, known on the day of the transfer, which may be the interest's own day, whatever came first on it. Each transfer
answers one interest, the closest in amount (`pairs`).

An Order that collects the interest of its members' accounts centrally is no own account of the holder: a transfer to it is
not found. Nothing is found for interest that the bank charged, nor where several interests are taken in one sum.
"""

from __future__ import annotations

import polars as pl

from detection.codes import CLOSING_FAMILY, credit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.own_money import taken
from detection.pairs import awaiting_between, in_pairs, paired
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Interest taken by the holder",
    titles={
        "fr": "Intérêts créditeurs prélevés par le titulaire",
        "nl": "Creditinteresten opgenomen door de titularis",
        "de": "Habenzinsen vom Inhaber entnommen",
    },
    nature="suspicious",
    severity="medium",
    typology="own-benefit",
    references=(
        "OBFG, rule of 2006 on third-party accounts, art. 2, 4): no interest or profit for the holder (old text)",
        "Judicial Code, art. 446quater §1: the money is that of clients and third parties",
    ),
    false_positives=(
        "A fee that happens to be of the same amount: read its communication.",
        "An Order that collects interest centrally, if its account was registered as an own account by mistake.",
    ),
    steps=(
        "Ask to whom the interest was credited in the dossiers.",
        "Ask the bank or the bar for the agreement on interest of quality accounts.",
    ),
    parameters={
        "days": Parameter({STATUTE: 40}, unit="days", source=HOUSE),
        "tolerance": Parameter({STATUTE: 50}, unit="thousandths of EUR", source=HOUSE),
    },
    lookback=120,
    sentences={
        "en": (
            "Interest of {amount:money} credited on {first_date:date}; {gone:money} went to an own account of the holder on "
            "{last_date:date}."
        ),
        "fr": (
            "Intérêts de {amount:money} crédités le {first_date:date} ; {gone:money} virés vers un compte propre du titulaire "
            "le {last_date:date}."
        ),
        "nl": (
            "{amount:money} creditinteresten geboekt op {first_date:date}; op {last_date:date} ging {gone:money} naar een "
            "eigen rekening van de titularis."
        ),
        "de": (
            "Zinsen von {amount:money} am {first_date:date} gutgeschrieben; am {last_date:date} gingen {gone:money} auf ein "
            "eigenes Konto des Inhabers."
        ),
    },
)

INTEREST = (("50", None), ("01", "001"))
"""Operations of the closing family that credit interest, with the category that they need (CODA 2.6, annex II)."""


def find(material: Material) -> pl.LazyFrame:
    """Give the interests that went to the holder, each with its transfer."""
    booked, amount = pl.col("booked"), pl.col("amount_milli")
    interests = material.booked.filter(credit(), _is_interest())
    tolerance = RULE.at("tolerance", booked)
    waiting = awaiting_between(
        interests,
        first=0,
        days=RULE.at("days", booked),
        low=(amount - tolerance).clip(lower_bound=1),
        high=amount + tolerance,
    )
    pairs = paired(waiting, taken(material), days=RULE.parameters["days"].largest())
    grouped = together(
        in_pairs(material.booked, pairs),
        [*ACCOUNT, "anchor"],
        amount.filter(credit()).sum().alias("e_interest"),
        (-amount).filter(~credit()).sum().alias("e_gone"),
        pl.col("party").filter(~credit()).first().alias("counterparty"),
    )
    return shaped(grouped.with_columns(pl.col("e_interest").alias("amount_milli")).drop("e_interest"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what went to the holder."""
    return taken(lately.recent)


def _is_interest() -> pl.Expr:
    named = [
        (pl.col("operation") == operation) & (pl.lit(True) if category is None else pl.col("category") == category)
        for operation, category in INTEREST
    ]
    return (pl.col("family") == CLOSING_FAMILY) & pl.any_horizontal(named)
