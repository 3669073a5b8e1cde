"""Unclaimed for more than two years: due to the Caisse des dépôts et consignations.

Two years after the closing of the dossier, unclaimed money goes to the deposit office, whatever the amount. CODA does not
tell when a dossier was closed, so the last movement stands for it. On a rubric account: nothing but the bank's own bookings
for two years (counted from the first statement where no movement is known), and money still there; one finding for each such
standstill, on its first day. On a third-party account: what is left of receipts after two years, as they are matched; one
finding for each dossier, else payer, and period, low where order alone says that it is left. A payment to the deposit office
takes its money away like any other. A movement of the day on which the two years are over counts.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.aged_lots import WEAK, aged_changes, aged_lots, coming_of_age
from detection.calendar import first_day_late_expr
from detection.findings import ACCOUNT, shaped
from detection.lately import Lately
from detection.material import Material
from detection.outlook_rows import foreseen
from detection.rule import STATUTE, Parameter, Rule
from detection.steps import levels, periods

RULE = Rule(
    title="Unclaimed for more than two years",
    titles={
        "fr": "Sommes non réclamées depuis plus de deux ans",
        "nl": "Meer dan twee jaar niet opgevraagde gelden",
        "de": "Seit mehr als zwei Jahren nicht abgerufene Gelder",
    },
    nature="suspicious",
    severity="high",
    typology="kept-money",
    references=("Judicial Code, art. 446quater §6: two years after the closing of the dossier, whatever the amount",),
    false_positives=(
        "A dossier that is not closed, or in which a procedure is pending: the period has not begun or is suspended.",
        "Payments that name no dossier and consume other receipts than they were made from: low.",
    ),
    steps=(
        "Ask for the date on which the dossier was closed; keep the finding silent until two years after it.",
        "Ask whether a procedure is pending: it suspends the period.",
        "Ask for the search for the owner, then for the payment to the deposit office.",
    ),
    parameters={
        "months": Parameter({STATUTE: 24}, unit="calendar months", source="446quater §6; art. 1.7 Civil Code"),
        "least": Parameter({STATUTE: 10}, unit="thousandths of EUR", source="446quater §6: whatever the amount"),
    },
    sentences={
        "en": "{amount:money} unmoved since {since:date}, more than {months:month|months} on {first_date:date}.",
        "fr": "{amount:money} sans mouvement depuis le {since:date}, soit plus de {months:mois|mois} au {first_date:date}.",
        "nl": "{amount:money} zonder beweging sinds {since:date}, op {first_date:date} meer dan {months:maand|maanden}.",
        "de": "{amount:money} seit dem {since:date} unbewegt, am {first_date:date} mehr als {months:Monat|Monate}.",
    },
)

WHOSE = [*ACCOUNT, "whose"]


def find(material: Material) -> pl.LazyFrame:
    """Give the rubric accounts at a standstill and the receipts that nobody was paid from."""
    return pl.concat([_standstills(material), _kept(material)])


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments: what comes in is unclaimed two years later."""
    return lately.moved().filter(pl.col("amount_milli") < 0)


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say where two years are over by then: since a rubric account last moved, or since a receipt that is still there."""
    still = _events(material).filter(pl.col("next_day").is_null(), pl.col("due") > material.on)
    aged = coming_of_age(material, RULE.parameters["months"], until)
    return foreseen(pl.concat([part.select("account", pl.col("due").alias("day")) for part in (still, aged)]), material.on)


def _standstills(material: Material) -> pl.LazyFrame:
    last = _events(material)
    still = last.filter(pl.col("due") <= material.on, pl.col("next_day").is_null() | (pl.col("next_day") > pl.col("due")))
    held = material.daily.select(*ACCOUNT, pl.col("day").alias("known_on"), "balance_milli").sort("known_on")
    asked = still.sort("due").join_asof(held, left_on="due", right_on="known_on", by=ACCOUNT, check_sortedness=False)
    return shaped(
        asked.filter(pl.col("balance_milli") >= RULE.at("least", pl.col("due"))),
        anchor=pl.format("still@{}", pl.col("day").dt.to_string("iso")),
        first_date=pl.col("due"),
        last_date=pl.col("due"),
        amount_milli=pl.col("balance_milli"),
        movement_ids=pl.col("movement_ids").fill_null([]),
        bank_references=pl.col("bank_references").fill_null([]),
        e_since=pl.col("day").dt.to_string("iso"),
        e_months=RULE.at("months", pl.col("day")),
    )


def _events(material: Material) -> pl.LazyFrame:
    """Give the days on which a rubric account began or was moved, when two years after them are over, and the next such day."""
    rubrics = material.accounts.lazy().filter(pl.col("kind") == "rubric").select(pl.col("iban").alias("account"), "currency")
    statements = material.chained.join(rubrics.unique(), on=ACCOUNT, how="semi")
    begun = statements.group_by(ACCOUNT).agg(pl.col("old_balance_date").min().alias("day"))
    moved = material.booked.filter(pl.col("kind") == "rubric", ~pl.col("bank"))
    references = pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True)
    of_day = moved.group_by(*ACCOUNT, pl.col("booked").alias("day"), maintain_order=True).agg(
        pl.col("movement_id").alias("movement_ids"), references.alias("bank_references")
    )
    events = pl.concat([begun, of_day], how="diagonal").sort(*ACCOUNT, "day", pl.col("movement_ids").is_not_null())
    return events.unique([*ACCOUNT, "day"], keep="last", maintain_order=True).with_columns(
        first_day_late_expr(pl.col("day"), RULE.at("months", pl.col("day"))).alias("due"),
        pl.col("day").shift(-1).over(ACCOUNT).alias("next_day"),
    )


def _kept(material: Material) -> pl.LazyFrame:
    rubrics = material.accounts.filter(pl.col("kind") == "rubric")["iban"]
    aged = aged_lots(material, RULE.parameters["months"]).filter(~pl.col("account").is_in(rubrics.implode())).collect().lazy()
    found = periods(levels(aged_changes(material, aged), WHOSE), WHOSE, pl.col("level") >= RULE.at("least", pl.col("day")))
    over = pl.col("end").is_not_null()
    return shaped(
        found.join(_proof(aged, found), on=[*WHOSE, "start"]),
        anchor=pl.format("{}@{}", "whose", pl.col("start").dt.to_string("iso")),
        stage=pl.when(over).then(pl.lit("")).otherwise(pl.lit("running")),
        first_date=pl.col("start"),
        last_date=pl.col("start"),
        amount_milli=pl.col("peak"),
        severity=pl.when(pl.col("confidence") <= WEAK).then(pl.lit("low")),
        e_since=pl.col("since").dt.to_string("iso"),
        e_months=RULE.at("months", pl.col("since")),
    )


def _proof(aged: pl.LazyFrame, found: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts that were left in each period, since when, and how sure the surest of them is."""
    ending = pl.col("end").is_null() | (pl.col("due") < pl.col("end"))
    inside = aged.join(found.select(*WHOSE, "start", "end"), on=WHOSE, maintain_order="left").filter(
        ending, pl.col("gone_day").is_null() | (pl.col("gone_day") > pl.col("start"))
    )
    return inside.group_by(*WHOSE, "start", maintain_order=True).agg(
        pl.col("movement_id").drop_nulls().alias("movement_ids"),
        pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True).alias("bank_references"),
        pl.col("received").min().alias("since"),
        pl.col("confidence").max(),
        pl.col("party").first().alias("counterparty"),
    )
