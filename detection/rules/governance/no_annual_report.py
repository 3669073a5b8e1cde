"""Account absent from the annual report.

By the end of February the holder declares the balance of each third-party and rubric account on 31 December. An account that
was open that day, moved or stated in the year, and for which nothing was received in time. A declaration received later stays
late: the finding stands. Nothing is found for a year of which the register holds no declaration of the account's bar at all:
then it is not the holder who is silent, but nobody entered the declarations. Accounts under judicial mandate are exempt and
left out, as are those opened after, or closed by, 31 December. A declaration received on the last day is in time; that several
came on one day does not matter.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.dues import NOBODY
from detection.findings import ACCOUNT, shaped
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_after

RULE = Rule(
    title="Account absent from the annual report",
    titles={
        "fr": "Compte absent de la déclaration annuelle",
        "nl": "Rekening ontbreekt in de jaarlijkse aangifte",
        "de": "Konto fehlt in der Jahreserklärung",
    },
    nature="governance",
    severity="low",
    typology="registration",
    references=("OVB, Codex Deontologie, art. 136", "OBFG, code of conduct, art. 4.78"),
    false_positives=(
        "A holder exempted by art. 4.78 §3.",
        "A declaration received and not yet entered into the register.",
    ),
    steps=("Ask the holder for the declaration.", "Look whether the holder's other accounts were declared."),
    lookback=426,
    parameters={
        "days": Parameter({STATUTE: 59}, unit="days after 31 December: 28 February", source="Codex, art. 136; OBFG, art. 4.78"),
        "needed": Parameter({STATUTE: 1}, unit="declarations of the bar for the year", source=HOUSE),
    },
    sentences={
        "en": "The account was open on {first_date:date} and no declaration of its balance was received by {deadline:date}.",
        "fr": "Le compte était ouvert le {first_date:date} et aucune déclaration du solde n'a été reçue au {deadline:date}.",
        "nl": "De rekening was open op {first_date:date} en tegen {deadline:date} werd geen aangifte van het saldo ontvangen.",
        "de": "Das Konto bestand am {first_date:date}; bis {deadline:date} ging keine Erklärung des Saldos ein.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the accounts of each year that nobody declared in time."""
    declared = material.around.declarations.lazy().filter(pl.col("received_on") <= material.on)
    register = material.accounts.lazy().filter(~pl.col("judicial_mandate").fill_null(False))
    known = register.select(pl.col("iban").alias("account"), "currency", "bar", "opened_on", "closed_on").unique(
        ACCOUNT, keep="any"
    )
    own = declared.rename({"iban": "account"}).with_columns(_deadline())
    begun = (
        own.join(known.select(*ACCOUNT, "bar"), on=ACCOUNT)
        .group_by("bar", "year", "deadline")
        .agg(pl.len().alias("declarations"), pl.col("received_on").min().alias("first_received"))
        .filter(pl.col("declarations") >= RULE.at("needed", pl.col("deadline")))
    )
    in_time = own.filter(pl.col("received_on") <= pl.col("deadline")).select(*ACCOUNT, "year")
    due = _stated(material).join(known, on=ACCOUNT).join(begun, on=["bar", "year"]).filter(_open_at_year_end())
    missing = due.join(in_time, on=[*ACCOUNT, "year"], how="anti").with_columns(
        pl.max_horizontal(pl.col("deadline").dt.offset_by("1d"), "first_received").alias("known_on")
    )
    return shaped(
        missing.filter(pl.col("known_on") <= material.on),
        anchor=pl.format("{}", "year"),
        first_date=_year_end(),
        last_date=pl.col("known_on"),
        amount_milli=pl.lit(0),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
        e_deadline=pl.col("deadline").dt.to_string("iso"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the statements of a year that is over."""
    return lately.stated().filter(pl.col("statement_date").dt.year() < lately.on.year)


def due(material: Material, after: date) -> pl.Series:
    """Give every account when a time to declare ended, or a declaration came, not long before."""
    declared = material.around.declarations.filter(pl.col("received_on") <= material.on).with_columns(_deadline())
    lately = pl.max_horizontal(pl.col("deadline").dt.offset_by("1d"), "received_on")
    if declared.filter(lately > after, lately <= material.on).is_empty():
        return NOBODY
    return material.statements.select("account").unique().collect()["account"]


def _year_end() -> pl.Expr:
    return pl.date(pl.col("year"), 12, 31)


def _deadline() -> pl.Expr:
    return days_after(_year_end(), RULE.at("days", _year_end())).alias("deadline")


def _open_at_year_end() -> pl.Expr:
    opened = pl.col("opened_on").is_null() | (pl.col("opened_on") <= _year_end())
    return opened & (pl.col("closed_on").is_null() | (pl.col("closed_on") > _year_end()))


def _stated(material: Material) -> pl.LazyFrame:
    """Give the years in which each account of the material was stated."""
    stated = material.chained.select(*ACCOUNT, pl.col("statement_date").dt.year().cast(pl.Int64).alias("year"))
    return stated.unique()
