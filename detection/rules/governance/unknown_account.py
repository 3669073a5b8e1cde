"""Account delivered but not registered, or registered without mandate or authorisation in force.

Two findings: a bank delivered statements of an account that the register does not hold (they wait in quarantine, nothing of
them is in the lake), one for each account; and a registered account moved on days on which no mandate to the bâtonnier, or
no authorisation to the bank, was in force, one for each account, lack and calendar month with the movements of that month.
Registration that follows within ten bank days is only info: of the first delivery, of the account's opening, or of the date
of mandate or authorisation. Movements booked on the very day of the mandate are covered. Stages: `fresh` for such a lag,
`running` for a month that is not over.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.calendar import bank_days_expr
from detection.dues import ended
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

UNREGISTERED = "unregistered-account"
"""The reason under which the receiving dock sets such a statement aside."""
LACKS = ("mandate", "authorisation")

RULE = Rule(
    title="Account not registered, or without mandate or authorisation",
    titles={
        "fr": "Compte non enregistré, ou sans mandat ou autorisation",
        "nl": "Rekening niet geregistreerd, of zonder machtiging of toestemming",
        "de": "Konto nicht registriert oder ohne Vollmacht oder Ermächtigung",
    },
    nature="governance",
    severity="high",
    typology="registration",
    references=(
        "Royal decree of 9 June 2024, art. 2 §1: no transaction on an account that does not meet the conditions",
        "Royal decree of 9 June 2024, art. 2 §2 (mandate) and §3 (data)",
    ),
    false_positives=("Registration that lags behind the bank by some days: info for ten bank days.",),
    steps=(
        "Ask the bar whether the account was announced.",
        "Register it, or ask the bank why it delivers it.",
        "Deliver the quarantined statements again.",
    ),
    parameters={"lag_days": Parameter({STATUTE: 10}, unit="bank days", source=HOUSE)},
    sentences={
        "en": "{count:statement or movement|statements or movements} from {first_date:date} to {last_date:date}: {lack:word}.",
        "fr": "{count:extrait ou mouvement|extraits ou mouvements} du {first_date:date} au {last_date:date} : {lack:word}.",
        "nl": (
            "{count:uittreksel of verrichting|uittreksels of verrichtingen} van {first_date:date} tot "
            "{last_date:date}: {lack:word}."
        ),
        "de": "{count:Auszug oder Umsatz|Auszüge oder Umsätze} vom {first_date:date} bis {last_date:date}: {lack:word}.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the unregistered accounts, and the months in which registered ones moved without mandate or authorisation."""
    return pl.concat([_unregistered(material), *(_uncovered(material, lack) for lack in LACKS)])


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what came on days on which mandate or authorisation was not in force."""
    return pl.concat([_bare(lately.recent.accounts, lately.moved(), lack).select("account") for lack in LACKS])


def due(material: Material, after: date) -> pl.Series:
    """Give the accounts that nobody registered, and those that moved without mandate in a month that ended since a day."""
    if not ended(after, material.on):
        return material.refused["account"].drop_nulls().unique()
    month = material.of_days(after.replace(day=1), material.on)
    bare = [_bare(material.accounts, month.counted, lack).select("account") for lack in LACKS]
    return pl.concat([pl.concat(bare).collect()["account"], material.refused["account"].drop_nulls()]).unique()


def _unregistered(material: Material) -> pl.LazyFrame:
    known = material.accounts.lazy().select(pl.col("iban").alias("account"), "currency")
    strangers = material.refused.lazy().filter(
        pl.col("statement_date") <= material.on, pl.col("state") == "quarantined", pl.col("reason") == UNREGISTERED
    )
    grouped = (
        strangers.join(known, on=ACCOUNT, how="anti")
        .group_by(ACCOUNT)
        .agg(
            pl.col("statement_date").min().alias("first_date"),
            pl.col("statement_date").max().alias("last_date"),
            pl.len().cast(pl.Int64).alias("e_count"),
        )
    )
    age = bank_days_expr(pl.col("first_date"), pl.lit(material.on))
    fresh = age <= RULE.at("lag_days", pl.col("first_date"))
    return shaped(
        grouped,
        anchor=pl.lit("unregistered"),
        stage=pl.when(fresh).then(pl.lit("fresh")).otherwise(pl.lit("")),
        amount_milli=pl.lit(0),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
        severity=pl.when(fresh).then(pl.lit("info")),
        e_lack=pl.lit("unregistered"),
    )


def _uncovered(material: Material, lack: str) -> pl.LazyFrame:
    since = pl.col(f"{lack}_on")
    bare = _bare(material.accounts, material.booked, lack).with_columns(
        pl.col("booked").dt.truncate("1mo").alias("month"), since.alias("since"), pl.col("amount_milli").abs()
    )
    grouped = together(
        bare,
        [*ACCOUNT, "month"],
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("since").first(),
        pl.col("opened_on").first(),
    )
    allowed = RULE.at("lag_days", pl.col("first_date"))
    late_paper = bank_days_expr(pl.col("first_date"), pl.col("since")) <= allowed
    just_opened = bank_days_expr(pl.col("opened_on"), pl.col("last_date")) <= allowed
    fresh = late_paper.fill_null(False) | just_opened.fill_null(False)
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    return shaped(
        grouped,
        anchor=pl.format("{}@{}", pl.lit(lack), pl.col("month").dt.strftime("%Y-%m")),
        stage=pl.when(fresh).then(pl.lit("fresh")).when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        severity=pl.when(fresh).then(pl.lit("info")),
        e_lack=pl.lit(lack),
    )


def _bare(accounts: pl.DataFrame, moved: pl.LazyFrame, lack: str) -> pl.LazyFrame:
    """Give the movements of registered accounts on days on which a mandate or an authorisation was not in force."""
    register = accounts.lazy().select(
        pl.col("iban").alias("account"), "currency", "opened_on", *(f"{name}_on" for name in LACKS)
    )
    known = moved.join(register.unique(ACCOUNT, keep="any"), on=ACCOUNT, maintain_order="left")
    return known.filter(pl.col(f"{lack}_on").is_null() | (pl.col("booked") < pl.col(f"{lack}_on")))
