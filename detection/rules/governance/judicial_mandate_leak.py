"""Data of a judicial-mandate account received.

The law keeps accounts under a judicial mandate (bankruptcy, guardianship, debt mediation) out of this control, so their data
may not come. The receiving dock refuses them before any analysis; this rule tells a person that they came all the same, one
finding for each account and calendar month: because the register marks the account (the statement left no data), because
the bank's label names such a mandate although the register does not mark it (the statement waits in quarantine), or because
the register marks it by now and the lake still holds what came before. A word is not a proof: a person decides, then the
data are purged or let in; a label that people have cleared is not found again. Stage `running` for a month that is not over.
Statements of one day each count.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.dues import ended
from detection.findings import ACCOUNT, shaped
from detection.lately import Lately
from detection.material import Material
from detection.rule import Rule

WORDING = "judicial-mandate-wording"
"""The reason under which the receiving dock sets a statement aside because of its label."""

RULE = Rule(
    title="Data of a judicial-mandate account received",
    titles={
        "fr": "Données d'un compte sous mandat judiciaire reçues",
        "nl": "Gegevens van een rekening onder gerechtelijk mandaat ontvangen",
        "de": "Daten eines Kontos unter gerichtlichem Mandat erhalten",
    },
    nature="governance",
    severity="high",
    typology="registration",
    references=(
        "Royal decree of 9 June 2024, art. 1, 2°: exclusion",
        "Judicial Code, art. 446quater §5, 2nd paragraph: exclusion",
        "GDPR, art. 5.1.c: data minimisation",
    ),
    false_positives=("A word of the description in another sense: a person decides.",),
    steps=(
        "Ask the bank to stop the delivery of the account.",
        "If only the wording speaks: ask the holder, mark the account in the register, have its data purged.",
    ),
    sentences={
        "en": "{count:statement|statements} of the account from {first_date:date} to {last_date:date}; {basis:word}.",
        "fr": "{count:extrait|extraits} du compte du {first_date:date} au {last_date:date} ; {basis:word}.",
        "nl": "{count:uittreksel|uittreksels} van de rekening van {first_date:date} tot {last_date:date}; {basis:word}.",
        "de": "{count:Auszug|Auszüge} des Kontos vom {first_date:date} bis {last_date:date}; {basis:word}.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the accounts whose data should not have come."""
    flagged, worded = pl.col("state") == "mandate", pl.col("reason") == WORDING
    basis = pl.when(flagged).then(pl.lit("flag")).when(worded).then(pl.lit("wording")).alias("basis")
    columns = [*ACCOUNT, "statement_date", "basis"]
    refused = material.refused.lazy().filter(flagged | worded).with_columns(basis).select(columns)
    held = material.statements.filter(material.excluded).with_columns(pl.lit("held").alias("basis")).select(columns)
    both = (
        pl.concat([refused, held])
        .filter(pl.col("statement_date") <= material.on)
        .with_columns(pl.col("statement_date").dt.truncate("1mo").alias("month"))
    )
    grouped = both.group_by(*ACCOUNT, "basis", "month").agg(
        pl.col("statement_date").min().alias("first_date"),
        pl.col("statement_date").max().alias("last_date"),
        pl.len().cast(pl.Int64).alias("e_count"),
    )
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    return shaped(
        grouped,
        anchor=pl.format("{}@{}", "basis", pl.col("month").dt.strftime("%Y-%m")),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        amount_milli=pl.lit(0),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
        e_basis=pl.col("basis"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the statements of accounts under judicial mandate that came."""
    return lately.recent.statements.filter(lately.recent.excluded)


def due(material: Material, after: date) -> pl.Series:
    """Give the accounts of which something was refused, and those under judicial mandate when a month ended since a day."""
    refused = material.refused["account"].drop_nulls()
    if not ended(after, material.on):
        return refused.unique()
    return pl.concat([material.accounts.filter(pl.col("judicial_mandate").fill_null(False))["iban"], refused]).unique()
