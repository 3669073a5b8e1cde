"""Professional charges paid from client money.

Dues of the Order and the bar, professional insurance, legal publishers and the profession's own systems are the lawyer's
costs: they are paid from the office account, after the fee was taken. A payment of 50 EUR or more to such a payee is a
finding. Nothing is found when in the 60 days up to the payment its dossier or reference, or somebody whom the communication
names, brought as much: court-filing costs (DP-A) are advanced for a client. Low where a dossier is named all the same, or
where the word alone says little. The order of movements of the same day does not matter.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.findings import per_movement
from detection.funding import with_funding, with_payers_named
from detection.lately import Lately
from detection.material import Material
from detection.payees import SURE_ENOUGH, of_category
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Professional charges paid from client money",
    titles={
        "fr": "Charges professionnelles payées avec l'argent de clients",
        "nl": "Beroepskosten betaald met cliëntengelden",
        "de": "Berufskosten aus Mandantengeldern bezahlt",
    },
    nature="suspicious",
    severity="medium",
    typology="own-benefit",
    references=("Judicial Code, art. 446quater §1", "OBFG, code of conduct, art. 4.72 §1"),
    false_positives=(
        "Court-filing costs advanced in a dossier whose money came longer ago or without its reference.",
        "A client or opponent that bears such a name: an insurer in a claim, a publisher in a contract.",
    ),
    steps=(
        "Ask for the invoice: is it the holder's own, or one of a dossier?",
        "Ask for the repayment from the office account.",
    ),
    lookback=60,
    parameters={
        "least": Parameter({STATUTE: 50_000}, unit="thousandths of EUR", source=HOUSE),
        "funding_days": Parameter({STATUTE: 60}, unit="days", source=HOUSE),
    },
    sentences={
        "en": "{amount:money} of professional charges paid from the account on {first_date:date}.",
        "fr": "{amount:money} de charges professionnelles payés depuis le compte le {first_date:date}.",
        "nl": "{amount:money} aan beroepskosten betaald van de rekening op {first_date:date}.",
        "de": "{amount:money} Berufskosten vom Konto gezahlt am {first_date:date}.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the payments to the profession's own payees that no client's money stands for."""
    booked = pl.col("booked")
    paid = material.booked.filter(
        debit(), -pl.col("amount_milli") >= RULE.at("least", booked), ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    )
    charged = of_category(paid, "payee_categories", "profession").collect()
    days = RULE.at("funding_days", booked)
    told = with_payers_named(with_funding(charged, material.booked, days), material.booked, days)
    light = (pl.col("sure") < SURE_ENOUGH) | pl.col("dossier").is_not_null()
    return per_movement(
        told.filter(~(pl.col("funded") | pl.col("named"))).lazy(),
        severity=pl.when(light).then(pl.lit("low")),
        confidence=pl.col("sure"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to the profession's own payees."""
    return of_category(lately.moved().filter(debit()), "payee_categories", "profession")
