"""Funds over EUR 2,500 kept more than two months on the global account.

Receipts are grouped in the three ways of the statute: by dossier, by person (the payer of money without a dossier, or of at
most two dossiers; institutions and other lawyers pay for many persons and are no person here), by operation (one receipt,
or those with one structured reference). A group counts once the total received in it is above 2,500 EUR; each of its
receipts is late from the day after two calendar months (counted from the day after receipt, `detection.calendar`), for a
receipt that came before the limit was passed from that day's two months on. A receipt belongs to the group that makes it
late first; dossier before person before operation. One finding for each period during which the late remainder of a group,
as the lots are matched (`detection.lots`), is above 100 EUR: a debit of the day counts before the day is judged.

Low when the money goes, or the day comes, within five days of the first late day; info where the matching rests on order
alone, which proves nothing (stale-floor says what is proven without it). What is late can never be more than the lowest
balance since its receipt, and is cut to it. Money moved to a rubric account is paid. Rubric accounts are not asked. Exactly
2,500.00 is not above. Stages: `grace`, `running`, and empty once the period is over.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.findings import shaped
from detection.late_money import GROUP, late_by, late_changes, late_receipts
from detection.lately import Lately
from detection.material import Material
from detection.outlook_rows import foreseen
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.steps import levels, periods

RULE = Rule(
    title="Funds over EUR 2,500 kept more than two months",
    titles={
        "fr": "Fonds de plus de 2 500 EUR conservés plus de deux mois",
        "nl": "Gelden boven 2.500 EUR langer dan twee maanden gehouden",
        "de": "Gelder über 2.500 EUR länger als zwei Monate gehalten",
    },
    nature="illicit",
    severity="high",
    typology="kept-money",
    references=(
        "Judicial Code, art. 446quater §4, 2nd paragraph: at the latest two months from receipt, then to a rubric account",
        (
            "Judicial Code, art. 446quater §4, 3rd paragraph: not where the total per person, per operation or "
            "per dossier does not exceed EUR 2,500"
        ),
        (
            "OVB, Codex Deontologie, art. 136; OBFG, code of conduct, art. 4.78: sums kept more than two months "
            "in the yearly report"
        ),
    ),
    false_positives=(
        "Payments that name no dossier: matched by amount or order, with the confidence it is worth.",
        "A well-founded exceptional circumstance: ask for it, and for its end.",
    ),
    steps=(
        "Ask for the dossier's balance and why it was not paid.",
        "Ask why the money was not moved to a rubric account.",
        "Where the matching rests on order alone, the finding is information: compare with stale-floor.",
    ),
    parameters={
        "limit": Parameter(
            {STATUTE: 2_500_000},
            unit="thousandths of EUR",
            source="446quater §4, 3rd paragraph; the King may adapt it every two years",
        ),
        "months": Parameter({STATUTE: 2}, unit="calendar months", source="446quater §4, 2nd paragraph; art. 1.7 Civil Code"),
        "remaining_min": Parameter({STATUTE: 100_000}, unit="thousandths of EUR", source=HOUSE),
        "grace_days": Parameter({STATUTE: 5}, unit="days", source=HOUSE),
        "institutional": Parameter({STATUTE: 3}, unit="dossiers of one payer", source=HOUSE),
    },
    sentences={
        "en": "{late:money} kept beyond two months from {first_date:date}, of {total:money} received for one {group:word}.",
        "fr": (
            "{late:money} conservés au-delà de deux mois à partir du {first_date:date}, sur {total:money} reçus "
            "(par {group:word})."
        ),
        "nl": (
            "{late:money} langer dan twee maanden gehouden vanaf {first_date:date}, van {total:money} ontvangen "
            "(per {group:word})."
        ),
        "de": (
            "{late:money} ab {first_date:date} länger als zwei Monate gehalten, von insgesamt {total:money} (je {group:word})."
        ),
    },
    kinds=("third_party",),
)

FAIR = 700
"""Confidence, in thousandths, below which only the order of payment speaks."""


def find(material: Material) -> pl.LazyFrame:
    """Give the periods during which a group's money was late."""
    late = late_receipts(material, RULE).collect().lazy()
    too_much = pl.col("level") > RULE.at("remaining_min", pl.col("day"))
    found = periods(levels(late_changes(material, late), GROUP), GROUP, too_much)
    over = pl.col("end").is_not_null()
    return shaped(
        found.join(_proof(late, found), on=[*GROUP, "start"]).with_columns(_soon(material).alias("soon")),
        anchor=pl.format("{}:{}@{}", "group", "whose", pl.col("start").dt.to_string("iso")),
        stage=pl.when("soon").then(pl.lit("grace")).when(over).then(pl.lit("")).otherwise(pl.lit("running")),
        first_date=pl.col("start"),
        last_date=pl.col("start"),
        amount_milli=pl.col("peak"),
        severity=pl.when(pl.col("confidence") < FAIR).then(pl.lit("info")).when("soon").then(pl.lit("low")),
        e_late=pl.col("peak"),
        e_total=pl.col("total"),
        e_group=pl.col("group"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments: what comes in is late two months later."""
    return lately.moved().filter(pl.col("amount_milli") < 0)


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say where receipts of one group, of which enough is left, are or become late by then, or outlive the days of grace."""
    grace = RULE.parameters["grace_days"].largest()
    late = late_by(material, RULE, until)
    enough = pl.col("rest_milli").sum().over(GROUP) > min(RULE.parameters["remaining_min"].values.values())
    days = [pl.col("late_day").dt.offset_by(f"{days}d") for days in (0, grace, grace + 1)]
    turns = late.filter(enough).select("account", pl.concat_list(days).alias("day")).explode("day")
    return foreseen(turns, material.on)


def _soon(material: Material) -> pl.Expr:
    """Say whether the money went, or the day came, within the days of grace."""
    known = pl.coalesce("end", pl.lit(material.on).dt.offset_by("1d"))
    return (known - pl.col("start")).dt.total_days() <= RULE.at("grace_days", pl.col("start"))


def _proof(late: pl.LazyFrame, found: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts that were late in each period, what their group received, and how sure the matching is."""
    ending = pl.col("late_day") < pl.col("end").fill_null(pl.col("late_day").dt.offset_by("1d"))
    inside = late.join(found.select(*GROUP, "start", "end"), on=GROUP, maintain_order="left").filter(
        ending, pl.col("gone_day").is_null() | (pl.col("gone_day") > pl.col("start"))
    )
    return inside.group_by(*GROUP, "start", maintain_order=True).agg(
        pl.col("movement_id").alias("movement_ids"),
        pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True).alias("bank_references"),
        pl.col("total").max(),
        pl.col("confidence").min(),
        pl.col("party").first().alias("counterparty"),
    )
