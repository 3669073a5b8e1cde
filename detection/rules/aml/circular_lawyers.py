"""Chain across several lawyers' quality accounts.

A payment of 10,000 EUR or more from one lawyer's third-party or rubric account to another's, which pays the same sum, 3 % more
or less, to a third account within 10 days. Money takes such a way to lose its origin: each account shows a lawyer as payer.
One hop is the ordinary way between opposing counsel and is never found; neither is a sum that goes straight back to the account
that sent it (a payment returned), nor a hop between two accounts of one holder. Where both payments name a dossier or carry a
structured reference the finding is medium: a correspondent at another court passes money on with its file.

The finding belongs to the account at which the chain begins and names both payments, the earliest one where several could be
the second. A longer chain is found from each account from which two hops lead on. Payments of one day count as first and
second whatever their sequence. An account that delivers no data, or is under judicial mandate, is no link.
"""

from __future__ import annotations

import polars as pl

from detection.dues import by_transfers
from detection.findings import shaped, together
from detection.intervals import during
from detection.lately import Lately
from detection.material import Material
from detection.references import with_reference
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_after

RULE = Rule(
    title="Chain across several lawyers' accounts",
    titles={
        "fr": "Chaîne passant par les comptes de plusieurs avocats",
        "nl": "Keten over de rekeningen van verschillende advocaten",
        "de": "Kette über die Konten mehrerer Anwälte",
    },
    nature="suspicious",
    severity="high",
    typology="flow-through",
    references=(
        "Royal decree of 9 June 2024, art. 4: detection across the accounts of both Orders",
        "FATF, Money laundering vulnerabilities of legal professionals (2013): layering through client accounts",
    ),
    false_positives=(
        "A correspondent who passes money on with its file: medium when both payments name what they are for.",
        "Counsel who succeeded another in a file just after a payment to the former one.",
    ),
    steps=(
        "Ask each of the lawyers which dossier the payment belongs to and whom he advises in it.",
        "Find the first payer and the last payee: is it the same person, or are they linked?",
    ),
    lookback=11,
    parameters={
        "least": Parameter({STATUTE: 10_000_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 10}, unit="days after the first payment", source=HOUSE),
        "tolerance": Parameter({STATUTE: 30}, unit="thousandths of the first payment", source=HOUSE),
    },
    sentences={
        "en": (
            "{amount:money} paid to another lawyer's account on {first_date:date}; that account paid {passed:money} to a third "
            "quality account by {last_date:date}."
        ),
        "fr": (
            "{amount:money} payés vers le compte d'un autre avocat le {first_date:date} ; ce compte a payé {passed:money} à un "
            "troisième compte de qualité au {last_date:date}."
        ),
        "nl": (
            "{amount:money} betaald naar de rekening van een andere advocaat op {first_date:date}; die rekening betaalde "
            "{passed:money} naar een derde kwaliteitsrekening tegen {last_date:date}."
        ),
        "de": (
            "{amount:money} am {first_date:date} auf das Konto eines anderen Anwalts gezahlt; dieses zahlte {passed:money} "
            "bis {last_date:date} auf ein drittes Anderkonto."
        ),
    },
)


due = by_transfers


def find(material: Material) -> pl.LazyFrame:
    """Give the chains that begin at an account of the material, each with its two payments."""
    between_lawyers = pl.col("holder_id") != pl.col("other_holder_id")
    paid = material.between.filter(pl.col("amount_milli") < 0, between_lawyers).collect().lazy()
    held = material.held.select("movement_id")
    firsts = paid.filter(-pl.col("amount_milli") >= RULE.at("least", pl.col("booked")))
    own = firsts.join(held, on="movement_id", how="semi").collect().lazy()
    second = _second(own, paid).collect().lazy()
    first = own.join(second, left_on="movement_id", right_on="chain", how="semi").with_columns(
        pl.col("movement_id").alias("chain")
    )
    columns = ["chain", "account", "currency", "counterparty_account", *_TOLD]
    both = pl.concat([first.select(columns), second.select(columns)])
    begun = first.select("chain", pl.col("account").alias("begins"), pl.col("counterparty_account").alias("counterparty"))
    chains = with_reference(both).sort("chain", "booked", pl.col("movement_id") != pl.col("chain"))
    grouped = together(
        chains,
        ["chain", "currency"],
        pl.col("amount_milli").first().alias("sent_milli"),
        (-pl.col("amount_milli").last()).alias("e_passed"),
        pl.col("referenced").all().alias("explained"),
    )
    return shaped(
        grouped.join(begun, on="chain"),
        account=pl.col("begins"),
        anchor=pl.col("chain"),
        amount_milli=pl.col("sent_milli"),
        severity=pl.when("explained").then(pl.lit("medium")),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what went between quality accounts; what others sent on is asked by day."""
    return lately.moved().filter("quality")


_TOLD = [
    *("movement_id", "booked", "amount_milli", "bank_reference"),
    *("communication", "communication_type", "structured_reference"),
]


def _second(first: pl.LazyFrame, paid: pl.LazyFrame) -> pl.LazyFrame:
    """Give the earliest payment that carries each first one on, with the first one's identity as `chain`."""
    day = pl.col("booked")
    spans = first.select(
        pl.col("movement_id").alias("chain"),
        pl.col("account").alias("sender"),
        pl.col("counterparty_account").alias("account"),
        "currency",
        pl.col("amount_milli").alias("sent_milli"),
        day.alias("begun"),
        days_after(day, RULE.at("days", day)).alias("ended"),
        RULE.at("tolerance", day).alias("tolerance"),
    )
    followed = during(spans, paid, ["account", "currency"], RULE.parameters["days"].largest() + 1)
    differs = (pl.col("amount_milli") - pl.col("sent_milli")).abs() * 1000
    alike = differs <= -pl.col("sent_milli") * pl.col("tolerance")
    onward = followed.filter(alike, pl.col("counterparty_account") != pl.col("sender"))
    return onward.sort("chain", "booked", "movement_id").unique("chain", keep="first", maintain_order=True)
