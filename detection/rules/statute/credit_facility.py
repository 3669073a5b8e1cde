"""Credit operation on the account.

Any movement of family 13 (loans, fixed advances, instalment and mortgage credit), in or out: the account may not know
credit in any form. The transaction code is direct evidence. Finds nothing on other families, whatever the communication
says. Each movement is a finding of its own; movements of the same day do not matter to each other.
"""

from __future__ import annotations

import polars as pl

from detection.codes import CREDIT_FAMILY
from detection.findings import per_movement
from detection.material import Material
from detection.rule import Rule

RULE = Rule(
    title="Credit operation on the account",
    titles={
        "fr": "Opération de crédit sur le compte",
        "nl": "Kredietverrichting op de rekening",
        "de": "Kreditgeschäft auf dem Konto",
    },
    nature="illicit",
    severity="critical",
    typology="credit",
    references=("Judicial Code, art. 446quater §3, 2°: no credit in any form", "CODA 2.6, annex II, family 13"),
    false_positives=("A client's loan that the lawyer repays for a dossier, debited by the bank directly.",),
    steps=(
        "Read the code and the communication: whose credit is it?",
        "Ask the holder for the credit agreement, or for the dossier in which a client's loan was repaid.",
        "If the credit is the account's own, the agreement with the bank breaks the statute whatever its use.",
    ),
    lookback=0,
    sentences={
        "en": "A credit operation (code 13 {operation}) of {amount:money} was booked on {first_date:date}.",
        "fr": "Une opération de crédit (code 13 {operation}) de {amount:money} a été comptabilisée le {first_date:date}.",
        "nl": "Een kredietverrichting (code 13 {operation}) van {amount:money} werd geboekt op {first_date:date}.",
        "de": "Ein Kreditgeschäft (Code 13 {operation}) über {amount:money} wurde am {first_date:date} gebucht.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give every movement of the credit family."""
    credits = material.booked.filter(pl.col("family") == CREDIT_FAMILY)
    return per_movement(credits, evidence={"operation": pl.col("operation")})
