"""Wages paid from the account.

Wages are the office's cost, and the account holds only what goes on to clients and third parties. Found are payments that the
bank books as wages (01 05, 02 05, 41 05) or that carry the purpose SALA, each of them; and payments whose communication speaks
of wages when the same payee was paid so 20 to 40 days before. The catalogue's 01 11 is not among them: it is a standing order
of older editions. One finding for each account and calendar month. Nothing is found of a payment whose dossier or reference
brought as much in 60 days, when it is that dossier's only such payee of the month: an employer pays arrears through the
lawyers. Payments of the same day count together; whether the money of a day came before or after does not matter.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.dues import by_month_end
from detection.findings import ACCOUNT, shaped, together
from detection.funding import CASE, case, with_funding
from detection.lately import Lately
from detection.lists import pattern
from detection.material import ORDER, Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Wages paid from the account",
    titles={
        "fr": "Salaires payés depuis le compte",
        "nl": "Lonen betaald van de rekening",
        "de": "Löhne vom Konto gezahlt",
    },
    nature="suspicious",
    severity="critical",
    typology="own-benefit",
    references=(
        "Judicial Code, art. 446quater §1, 1st paragraph, and §2: only money to be passed on to clients or third parties",
        "CODA 2.6, annex II, operation 05 of families 01, 02 and 41",
    ),
    false_positives=("Arrears of wages that an employer pays to several workers of one dossier through the lawyers.",),
    steps=(
        "Ask who was paid, for whose work.",
        "Look for the receipt from the employer; without one, ask for the repayment from the office account.",
    ),
    lookback=31 + 40 + 60,
    parameters={
        "shortest": Parameter({STATUTE: 20}, unit="days", source=HOUSE),
        "longest": Parameter({STATUTE: 40}, unit="days", source=HOUSE),
        "funding_days": Parameter({STATUTE: 60}, unit="days", source=HOUSE),
    },
    sentences={
        "en": "{count:payment|payments} of wages from {first_date:date} to {last_date:date}, {amount:money}, {coded} coded so.",
        "fr": (
            "{count:paiement|paiements} de salaires du {first_date:date} au {last_date:date}, {amount:money}, "
            "dont {coded} codés comme tels."
        ),
        "nl": (
            "{count:loonbetaling|loonbetalingen} van {first_date:date} tot {last_date:date}, {amount:money}, waarvan {coded} "
            "als loon gecodeerd."
        ),
        "de": (
            "{count:Lohnzahlung|Lohnzahlungen} von {first_date:date} bis {last_date:date}, {amount:money}, davon {coded} so "
            "codiert."
        ),
    },
)

WAGES = ("0105", "0205", "4105")
"""Family and operation: payment of wages, instant, and collective from abroad."""
PURPOSE = "SALA"
PAYEE = [*ACCOUNT, "party", "booked"]
WORDS = pattern(("SALAIRE", "SALAIRES", "LOON", "LONEN", "WEDDE", "LOHN", "LOHNE", "GEHALT", "SALARY", "BEZOLDIGING"))


due = by_month_end


def find(material: Material) -> pl.LazyFrame:
    """Give each account's months with wages that no employer's money stands for."""
    booked = pl.col("booked")
    paid = material.booked.filter(debit(), ~(pl.col("own") | pl.col("quality") | pl.col("bank")))
    wages = paid.filter(_coded() | pl.col("text").str.contains(WORDS)).with_columns(_coded().alias("coded")).collect()
    told = with_funding(wages, material.booked, RULE.at("funding_days", booked)).with_columns(
        booked.dt.truncate("1mo").alias("month"), case()
    )
    single = pl.col("party").n_unique().over([*CASE, "month"]) == 1
    alone = told.filter(~(pl.col("funded") & single)).lazy()
    chosen = pl.concat([alone.filter("coded"), _again(alone.filter(~pl.col("coded")))]).sort(ORDER)
    grouped = together(
        chosen,
        [*ACCOUNT, "month"],
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("coded").sum().cast(pl.Int64).alias("e_coded"),
    )
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    return shaped(
        grouped,
        anchor=pl.col("month").dt.strftime("%Y-%m"),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments that are wages by code or word."""
    return lately.moved().filter(debit(), _coded() | pl.col("text").str.contains(WORDS))


def _coded() -> pl.Expr:
    """Say whether the bank booked a movement as wages."""
    return (pl.col("family") + pl.col("operation")).is_in(WAGES) | pl.col("category_purpose").eq(PURPOSE)


def _again(spoken: pl.LazyFrame) -> pl.LazyFrame:
    """Give the payments before which the same payee was paid so about a month ago."""
    booked = pl.col("booked")
    days = spoken.filter(pl.col("party").is_not_null()).select(PAYEE).unique().sort(PAYEE)
    step = (booked - booked.shift(1).over(PAYEE[:-1])).dt.total_days()
    repeated = days.filter(step.is_between(RULE.at("shortest", booked), RULE.at("longest", booked)))
    return spoken.join(repeated, on=PAYEE, how="semi")
