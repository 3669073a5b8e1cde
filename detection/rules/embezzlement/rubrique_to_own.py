"""A rubric account pays its holder.

A rubric account is opened for one file or one client; its money is that client's. A debit of 100 EUR or more to an own
account of the holder is a finding, high; medium where it closes the account: nothing is left at the end of its day, and the
holder has taken at most 15 % of all that the account ever received (what it held at its first statement included): so a fee
is taken when a file is closed, with notice to the client. All movements of the day count, whatever their sequence.

Nothing is found on third-party accounts (own-transfer and own-ratio), for smaller debits, and for transfers to the holder's
other quality accounts (rubrique-to-tiers).
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
from detection.material import Material
from detection.own_money import taken
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Rubric account pays its holder",
    titles={
        "fr": "Compte rubriqué qui paie son titulaire",
        "nl": "Rubriekrekening betaalt haar titularis",
        "de": "Anderkonto mit Rubrik zahlt an seinen Inhaber",
    },
    nature="suspicious",
    severity="high",
    typology="own-benefit",
    references=(
        "Judicial Code, art. 446quater §2, 3rd paragraph: an account for one file or one client",
        "OBFG, code of conduct, art. 4.75: no transfer for own benefit without simultaneous written notice to the client",
    ),
    false_positives=("A fee taken with notice when the file is closed: medium up to 15 % of what was received.",),
    steps=(
        "Ask for the fee note and the notice to the client.",
        "Ask for the settlement of the file: receipts, payments, fee.",
    ),
    parameters={
        "least": Parameter({STATUTE: 100_000}, unit="thousandths of EUR", source=HOUSE),
        "share": Parameter({STATUTE: 150}, unit="thousandths of the receipts", source=HOUSE),
    },
    kinds=("rubric",),
    sentences={
        "en": (
            "{amount:money} went from the rubric account to an own account of the holder on {first_date:date}; {total:money} "
            "so far, of {received:money} received; {left:money} left."
        ),
        "fr": (
            "{amount:money} virés du compte rubriqué vers un compte propre du titulaire le {first_date:date} ; {total:money} à "
            "ce jour, sur {received:money} reçus ; il reste {left:money}."
        ),
        "nl": (
            "Op {first_date:date} ging {amount:money} van de rubriekrekening naar een eigen rekening van de titularis; tot nu "
            "toe {total:money}, van {received:money} ontvangen; er blijft {left:money}."
        ),
        "de": (
            "Am {first_date:date} gingen {amount:money} vom Rubrikkonto auf ein eigenes Konto des Inhabers; bisher "
            "{total:money}, von {received:money} Eingängen; es bleiben {left:money}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the debits of rubric accounts to their holders, graded by what they leave."""
    booked = pl.col("booked")
    of_rubrics = taken(material).filter(pl.col("kind") == "rubric")
    large = of_rubrics.filter(-pl.col("amount_milli") >= RULE.at("least", booked))
    judged = large.join(_sums(material), on=[*ACCOUNT, "booked"], how="left", maintain_order="left")
    modest = pl.col("total") * 1000 <= pl.col("received") * RULE.at("share", booked)
    closing = (pl.col("left") == 0) & modest
    evidence = {name: pl.col(name) for name in ("total", "received", "left")}
    return per_movement(judged, severity=pl.when(closing).then(pl.lit("medium")), evidence=evidence)


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what the holder took from a rubric account."""
    return taken(lately.recent).filter(pl.col("kind") == "rubric")


def _sums(material: Material) -> pl.LazyFrame:
    """Give, for each day of a rubric account, what was received, taken by the holder, and left at its end, so far."""
    amount = pl.col("amount_milli")
    own_debit = pl.col("own") & ~pl.col("bank") & (amount < 0)
    daily = (
        material.booked.filter(pl.col("kind") == "rubric")
        .group_by(*ACCOUNT, "booked")
        .agg(amount.filter(credit()).sum().alias("received"), (-amount).filter(own_debit).sum().alias("total"), amount.sum())
        .sort(*ACCOUNT, "booked")
    )
    held = material.chained.unique(ACCOUNT, keep="first", maintain_order=True).select(*ACCOUNT, held="old_balance_milli")
    known = daily.join(held, on=ACCOUNT, how="left", maintain_order="left").with_columns(pl.col("held").fill_null(0))
    so_far = [pl.col(name).cum_sum().over(ACCOUNT) for name in ("received", "total", "amount_milli")]
    return known.with_columns(so_far).select(
        *ACCOUNT,
        "booked",
        "total",
        (pl.col("received") + pl.col("held")).alias("received"),
        (amount + pl.col("held")).alias("left"),
    )
