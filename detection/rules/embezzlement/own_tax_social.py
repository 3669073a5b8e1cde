"""Taxes or social contributions of the lawyer paid with client money.

A payment of 50 EUR or more to a tax office, a social insurance fund or a pension fund. Critical when it is the holder's own
debt: the communication holds the holder's name or enterprise number, or the payee is the pension fund of the profession. Else
medium, and only when nothing shows a client behind it: clients' taxes, registration and court fees are paid over such
accounts every day, so nothing is found where in the 60 days up to the payment its dossier or reference, or somebody whom the
communication names, brought as much; low where a dossier is named all the same. The order of movements of the same day
does not matter.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.findings import per_movement
from detection.funding import with_funding, with_payers_named
from detection.lately import Lately
from detection.material import Material
from detection.names import named_in
from detection.payees import of_category
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Taxes or social contributions of the lawyer",
    titles={
        "fr": "Impôts ou cotisations sociales de l'avocat",
        "nl": "Belastingen of sociale bijdragen van de advocaat",
        "de": "Steuern oder Sozialbeiträge des Anwalts",
    },
    nature="suspicious",
    severity="critical",
    typology="own-benefit",
    references=(
        "Judicial Code, art. 446quater §1",
        "Solicitors Disciplinary Tribunal: client money used for the solicitor's tax debt (comparison)",
    ),
    false_positives=(
        "A client's tax, registration or contribution, paid from money received longer ago or without its reference.",
        "A client who bears the holder's name, or who is a lawyer.",
    ),
    steps=(
        "Read the structured reference: whose debt does it name?",
        "Ask for the assessment or notice and for the receipt from the client.",
    ),
    lookback=60,
    parameters={
        "least": Parameter({STATUTE: 50_000}, unit="thousandths of EUR", source=HOUSE),
        "funding_days": Parameter({STATUTE: 60}, unit="days", source=HOUSE),
    },
    sentences={
        "en": "{amount:money} paid to a tax office or social insurance fund on {first_date:date} ({basis:word}).",
        "fr": "{amount:money} payés à l'administration fiscale ou à une caisse sociale le {first_date:date} ({basis:word}).",
        "nl": "{amount:money} betaald aan de belastingdienst of een sociaal fonds op {first_date:date} ({basis:word}).",
        "de": "{amount:money} an ein Steueramt oder eine Sozialkasse gezahlt am {first_date:date} ({basis:word}).",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the payments of taxes and contributions that are the holder's, or that no client's money stands for."""
    booked = pl.col("booked")
    paid = material.booked.filter(debit(), -pl.col("amount_milli") >= RULE.at("least", booked), ~pl.col("quality"))
    offices = of_category(paid, "payee_categories", "tax", "social", "pension").collect()
    days = RULE.at("funding_days", booked)
    told = with_payers_named(with_funding(named_in(offices), material.booked, days), material.booked, days)
    basis = (
        pl.when("holder_in_text")
        .then(pl.lit("holder named"))
        .when(pl.col("payee") == "pension")
        .then(pl.lit("own fund"))
        .when(~(pl.col("funded") | pl.col("named")))
        .then(pl.lit("no receipt"))
    )
    found = told.with_columns(basis.alias("basis")).filter(pl.col("basis").is_not_null())
    unproven = pl.col("basis") == "no receipt"
    severity = pl.when(unproven & pl.col("dossier").is_not_null()).then(pl.lit("low")).when(unproven).then(pl.lit("medium"))
    return per_movement(found.lazy(), severity=severity, confidence=pl.col("sure"), evidence={"basis": pl.col("basis")})


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments of taxes and contributions."""
    paid = lately.moved().filter(debit(), ~pl.col("quality"))
    return of_category(paid, "payee_categories", "tax", "social", "pension")
