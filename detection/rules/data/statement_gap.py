"""Missing or out-of-order statement.

Two statements of an account that should follow each other do not: numbers are missing between them, the old balance is not
the new balance of the one before, or the numbering starts again within the year. Numbers restart at 001 in a new year; a
bank that restarts them every month, or writes 000 where it does not number, is not found as long as the balances follow
each other. High where the balances do not follow each other (movements are unknown), medium where only numbers are missing,
low for a restart. A statement that waits in quarantine leaves such a gap too; the finding counts those.

Statements of one day stand in the order of their numbers, those without a number so that each follows from the one before.
Statements of one application only (no balances) are left out. The finding names the first movement behind the gap, if any.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.balances import STATEMENT
from detection.findings import ACCOUNT, shaped
from detection.lately import Lately
from detection.material import Material
from detection.rule import Rule

RULE = Rule(
    title="Missing or out-of-order statement",
    titles={
        "fr": "Extrait manquant ou hors séquence",
        "nl": "Ontbrekend of niet aansluitend uittreksel",
        "de": "Fehlender oder nicht anschließender Kontoauszug",
    },
    nature="data",
    severity="high",
    typology="continuity",
    references=(
        "Royal decree of 9 June 2024, art. 2 §§2–5: the data are permanently at the control entity's disposal",
        "CODA 2.6, record 1, positions 126–128: numbers restart at 001 each year",
    ),
    false_positives=(
        "Numbers that a bank restarts each month: not found while balances follow each other.",
        "A statement in quarantine.",
    ),
    steps=("See whether a refused statement fills the gap.", "Ask the bank for the statements between the two."),
    sentences={
        "en": (
            "Between the statements of {before:date} (no. {number_before}) and {last_date:date} (no. {number}): "
            "{problem:word}; numbers missing: {missing}, in quarantine: {refused}, balance difference "
            "{difference:money}."
        ),
        "fr": (
            "Entre les extraits du {before:date} (n° {number_before}) et du {last_date:date} (n° {number}) : "
            "{problem:word} ; numéros manquants : {missing}, en quarantaine : {refused}, écart de solde "
            "{difference:money}."
        ),
        "nl": (
            "Tussen de uittreksels van {before:date} (nr. {number_before}) en {last_date:date} (nr. {number}): "
            "{problem:word}; ontbrekende nummers: {missing}, in quarantaine: {refused}, saldoverschil "
            "{difference:money}."
        ),
        "de": (
            "Zwischen den Auszügen vom {before:date} (Nr. {number_before}) und {last_date:date} (Nr. {number}): "
            "{problem:word}; fehlende Nummern: {missing}, in Quarantäne: {refused}, Saldendifferenz "
            "{difference:money}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give each pair of statements that do not follow each other."""
    broken = pl.col("difference") != 0
    judged = _judged(material.chained).collect().lazy()
    near = material.booked.join(judged, on=STATEMENT, how="semi", maintain_order="left")
    behind = near.group_by(STATEMENT, maintain_order=True).agg(pl.col("movement_id", "bank_reference").first())
    found = judged.join(behind, on=STATEMENT, how="left", maintain_order="left").join(
        _refused(material, judged), on="statement_id", how="left", maintain_order="left"
    )
    return shaped(
        found,
        anchor=pl.format("{}>{}", "before_statement_id", "statement_id"),
        first_date=pl.col("before_statement_date"),
        last_date=pl.col("statement_date"),
        amount_milli=pl.col("difference").abs(),
        movement_ids=pl.concat_list("movement_id").list.drop_nulls(),
        bank_references=pl.concat_list("bank_reference").list.drop_nulls().list.filter(pl.element() != ""),
        severity=pl.when(broken)
        .then(pl.lit("high"))
        .when(pl.col("problem") == "missing")
        .then(pl.lit("medium"))
        .otherwise(pl.lit("low")),
        e_before=pl.col("before_statement_date").dt.to_string("iso"),
        e_number_before=pl.col("before_statement_number"),
        e_number=pl.col("statement_number"),
        e_problem=pl.col("problem"),
        e_missing=pl.col("missing").clip(lower_bound=0),
        e_refused=pl.col("refused").fill_null(0),
        e_difference=pl.col("difference"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the statements that do not follow the one before, or before which none is shown."""
    first = lately.stated().filter(pl.col("before_statement_id").is_null())
    return pl.concat([part.select("account") for part in (_judged(lately.stated()), first)])


def due(material: Material, _after: date) -> pl.Series:
    """Give the accounts with refused statements: one more may lie between two that came."""
    return material.refused["account"].drop_nulls().unique()


def _judged(chained: pl.LazyFrame) -> pl.LazyFrame:
    """Give the statements that do not follow the one before, with what is wrong."""
    pairs = chained.filter(pl.col("before_statement_id").is_not_null()).with_columns(
        (pl.col("old_balance_milli") - pl.col("before_new_balance_milli")).alias("difference"), _missing().alias("missing")
    )
    return pairs.with_columns(
        pl.when((pl.col("difference") != 0) & (pl.col("missing") <= 0))
        .then(pl.lit("broken"))
        .when(pl.col("missing") > 0)
        .then(pl.lit("missing"))
        .when((pl.col("missing") < 0) & ~_monthly())
        .then(pl.lit("restarted"))
        .alias("problem")
    ).filter(pl.col("problem").is_not_null())


def _missing() -> pl.Expr:
    """Count the numbers missing before a statement; below zero where its number does not go on from the one before."""
    number, before = pl.col("statement_number"), pl.col("before_statement_number")
    unnumbered = (number == 0) | (before == 0)
    new_year = pl.col("statement_date").dt.year() > pl.col("before_statement_date").dt.year()
    restarted = new_year & (number <= before)
    goes_on = (before == 999) & (number == 1)
    return (
        pl.when(unnumbered | goes_on)
        .then(0)
        .when(restarted | (new_year & (number == 1)))
        .then(number - 1)
        .otherwise(number - before - 1)
    )


def _monthly() -> pl.Expr:
    """Say whether the bank began the numbers of a new month at 001."""
    return (pl.col("statement_number") == 1) & (
        pl.col("statement_date").dt.month_start() > pl.col("before_statement_date").dt.month_start()
    )


def _refused(material: Material, judged: pl.LazyFrame) -> pl.LazyFrame:
    """Count the refused statements that fall between the two, by date."""
    waiting = material.refused.lazy().select(*ACCOUNT, pl.col("statement_date").alias("refused_on"))
    between = (pl.col("refused_on") >= pl.col("before_statement_date")) & (pl.col("refused_on") <= pl.col("statement_date"))
    return (
        judged.join(waiting, on=ACCOUNT).filter(between).group_by("statement_id").agg(pl.len().cast(pl.Int64).alias("refused"))
    )
