"""Money flows back from a rubric account to the global account.

A rubric account keeps the money of one dossier apart; moved back to the holder's third-party account, it is mixed again. A
receipt of 2,500 EUR or more from a rubric account of the same holder is found, on the third-party account that received it,
unless it leaves within ten bank days: by one payment of the same amount to somebody else, which answers one receipt only, or
by payments of its dossier that sum to it. So a dossier that is closed and paid out is not found, and nothing is known before
the ten bank days are over. Only the receiving account is asked: both sides are booked, and the payment on is booked there.
Payments of the receipt's own day count, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.dues import by_transfers
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
from detection.material import Material
from detection.onward import EVENTS, answered
from detection.own_quality import with_other_kind
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from warehouse.coverage.bank_days import after_bank_days_expr

RULE = Rule(
    title="Money flows back from a rubric account to the global account",
    titles={
        "fr": "Retour de fonds d'un compte rubriqué vers le compte de tiers",
        "nl": "Geld vloeit van een rubriekrekening terug naar de derdenrekening",
        "de": "Rückfluss von einem Rubrikkonto auf das Anderkonto",
    },
    nature="suspicious",
    severity="medium",
    typology="kept-money",
    references=(
        "Judicial Code, art. 446quater §2: the rubric account is opened for one dossier or one client",
        "Judicial Code, art. 446quater §4, 2nd paragraph: what cannot be paid within two months goes to a rubric account",
    ),
    false_positives=("The closing of a dossier that is paid out in several sums without its reference.",),
    steps=(
        "Ask why the money went back, and to whom it belongs.",
        "See what the global account paid in the weeks after it: another dossier, or the holder?",
    ),
    lookback=25,
    parameters={
        "least": Parameter({STATUTE: 2_500_000}, unit="thousandths of EUR", source=HOUSE + ": 446quater §4, 3rd paragraph"),
        "bank_days": Parameter({STATUTE: 10}, unit="bank days", source=HOUSE),
    },
    sentences={
        "en": (
            "{amount:money} came back from a rubric account on {first_date:date} and was not paid on within "
            "{days:bank day|bank days}."
        ),
        "fr": (
            "{amount:money} sont revenus d'un compte rubriqué le {first_date:date} sans être payés dans les "
            "{days:jour bancaire|jours bancaires}."
        ),
        "nl": (
            "{amount:money} kwam op {first_date:date} terug van een rubriekrekening en werd niet doorbetaald binnen "
            "{days:bankwerkdag|bankwerkdagen}."
        ),
        "de": (
            "{amount:money} kamen am {first_date:date} von einem Rubrikkonto zurück und wurden nicht binnen "
            "{days:Bankarbeitstag|Bankarbeitstagen} weitergezahlt."
        ),
    },
    kinds=("third_party",),
)


due = by_transfers


def find(material: Material) -> pl.LazyFrame:
    """Give the receipts from a rubric account of the holder that stayed on the global account."""
    booked, days = pl.col("booked"), RULE.at("bank_days", pl.col("booked"))
    large = pl.col("amount_milli") >= RULE.at("least", booked)
    own_quality = with_other_kind(material.booked.filter(pl.col("quality")), material.accounts)
    back = own_quality.filter(credit() & large, pl.col("other_kind") == "rubric", pl.col("kind") != "rubric")
    due = back.with_columns(after_bank_days_expr(booked, days).alias("deadline")).collect().lazy()
    paid = _paid_on(material, due)
    once, in_parts = _by_one_payment(due, paid), _by_dossier(due, paid)
    kept = due.filter(pl.col("deadline") <= material.on).join(
        pl.concat([once, in_parts]), on="movement_id", how="anti", maintain_order="left"
    )
    deadline = kept.select(pl.col("movement_id").alias("anchor"), "deadline")
    found = per_movement(kept, evidence={"days": days}).join(deadline, on="anchor", maintain_order="left")
    return found.with_columns(pl.col("deadline").alias("last_date")).drop("deadline")


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what went between quality accounts; what lasted is asked by day."""
    return lately.moved().filter("quality")


def _paid_on(material: Material, due: pl.LazyFrame) -> pl.LazyFrame:
    """Give the payments to others of the accounts that money came back to."""
    debits = material.booked.filter(debit(), ~(pl.col("own") | pl.col("bank"))).join(
        due.select(ACCOUNT).unique(), on=ACCOUNT, how="semi"
    )
    return with_other_kind(debits, material.accounts).filter(pl.col("other_kind").is_null())


def _by_one_payment(due: pl.LazyFrame, paid: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts that one payment of the same amount answers, each payment the oldest one."""
    columns = [*ACCOUNT, "movement_id", "booked", "amount_milli"]
    wait = (pl.col("deadline") - pl.col("booked")).dt.total_days().alias("days")
    events = pl.concat([due.select(*columns, wait), paid.select(*columns, pl.lit(0, pl.Int64).alias("days"))])
    key = pl.concat_str([*ACCOUNT, pl.col("amount_milli").abs().cast(pl.String)], separator="|").alias("key")
    day = pl.col("booked").to_physical()
    exact = pl.lit(1000, pl.Int64)
    shaped = events.sort(*ACCOUNT, "booked", "movement_id").select(
        *(key, pl.lit("").alias("party"), "movement_id", day.alias("day"), day.alias("met"), "amount_milli", "days"),
        *(exact.alias("least"), exact.alias("most")),
    )
    answers = answered(shaped.select(EVENTS.names()).collect(), other_party=False)
    return answers.lazy().select(pl.col("receipt").alias("movement_id"))


def _by_dossier(due: pl.LazyFrame, paid: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts whose dossier was paid as much within the days."""
    given = paid.select(*ACCOUNT, "dossier", pl.col("booked").alias("paid_on"), (-pl.col("amount_milli")).alias("paid_milli"))
    pairs = due.select(*ACCOUNT, "dossier", "movement_id", "booked", "deadline", "amount_milli").join(
        given, on=[*ACCOUNT, "dossier"]
    )
    within = pairs.filter(pl.col("paid_on").is_between("booked", "deadline"))
    sums = within.group_by("movement_id", "amount_milli").agg(pl.col("paid_milli").sum())
    return sums.filter(pl.col("paid_milli") >= pl.col("amount_milli")).select("movement_id")
