"""Money borrowed from the account and returned.

Money went to an own account of the holder, and 1 to 90 days later 80 to 102 % of it came back from one: clients' money was
in the holder's hands meanwhile. Each credit that brings money back is a finding that names the round trips of the 90 days
that end on its day. Critical from two of them or 5,000 EUR in all on; a single smaller one is low: it may be a wrong
transfer put right. Low too, whatever the amount, is a single one of exactly the same amount within two bank days whose
communications, one or the other, call it a mistake.

Every credit named here is left out of own-injection and window-dressing: one story, one finding. What went and came back on
the same day never left a closing balance and is found nowhere. A transfer that the bank returned (R-transaction) is none.
"""

from __future__ import annotations

import polars as pl

from detection.calendar import bank_days_expr
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.own_money import ROUND_TRIP, WORDS, put_in, round_trips, taken
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import has_word
from detection.windows import trailing, within

RULE = Rule(
    title="Money taken to an own account and brought back",
    titles={
        "fr": "Argent prélevé vers un compte propre puis ramené",
        "nl": "Geld naar een eigen rekening genomen en teruggebracht",
        "de": "Geld auf ein eigenes Konto genommen und zurückgebracht",
    },
    nature="suspicious",
    severity="critical",
    typology="own-money",
    references=(
        "Judicial Code, art. 446quater §1: own funds and funds of third parties are kept apart",
        "Dutch disciplinary courts: 20,000 EUR outside the account for three working days was sanctioned (comparison)",
    ),
    false_positives=(
        "A slip put right within two bank days and called a mistake: low when it is the only one.",
        "A fee taken too early or twice and given back: low below 5,000 EUR when it is the only one.",
    ),
    steps=(
        "Ask what the money was taken for and where it was meanwhile.",
        "Compare the balance with the positions per dossier on the days between.",
        "Compare with the holder's needs on those days: wages, taxes, rent.",
    ),
    parameters={
        **ROUND_TRIP,
        "days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
        "count": Parameter({STATUTE: 2}, unit="round trips", source=HOUSE),
        "sum": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE),
        "slip_days": Parameter({STATUTE: 2}, unit="bank days", source=HOUSE),
    },
    lookback=360,
    sentences={
        "en": (
            "{back:money} came back from an own account of the holder on {last_date:date}, {out:day|days} after {gone:money} "
            "went there; {count:round trip|round trips} of {amount:money} in {days:day|days}."
        ),
        "fr": (
            "{back:money} revenus d'un compte propre du titulaire le {last_date:date}, {out:jour|jours} après un départ de "
            "{gone:money} ; {count:aller-retour|allers-retours} pour {amount:money} en {days:jour|jours}."
        ),
        "nl": (
            "Op {last_date:date} kwam {back:money} terug van een eigen rekening van de titularis, {out:dag|dagen} nadat "
            "{gone:money} daarheen ging; {count:keer heen en terug|keren heen en terug} voor {amount:money} in "
            "{days:dag|dagen}."
        ),
        "de": (
            "Am {last_date:date} kamen {back:money} von einem eigenen Konto des Inhabers zurück, {out:Tag|Tage} nachdem "
            "{gone:money} dorthin gegangen waren; {count:Hin- und Rückweg|Hin- und Rückwege} über {amount:money} in "
            "{days:Tag|Tagen}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the credits that brought money back, with the round trips of the window."""
    returned = _returned(material).collect().lazy()
    days = RULE.at("days", pl.col("booked"))
    counted = trailing(returned, ACCOUNT, pl.lit(1, pl.Int64), days, "e_count")
    counted = trailing(counted, ACCOUNT, pl.col("gone_milli"), days, "sum_milli").with_columns(days.alias("days"))
    facts = counted.select(
        pl.col("movement_id").alias("anchor"),
        *("e_count", "sum_milli", "days", "slip"),
        pl.col("party").alias("counterparty"),
        pl.col("amount_milli").alias("e_back"),
        pl.col("gone_milli").alias("e_gone"),
        pl.col("out").alias("e_out"),
    )
    members = within(counted, returned, ACCOUNT, "days", carry=["opening"])
    ids = members.unpivot(["movement_id", "opening"], index="anchor", value_name="id").select("anchor", "id")
    named = material.booked.join(ids, left_on="movement_id", right_on="id", maintain_order="left")
    grouped = together(named, [*ACCOUNT, "anchor"])
    found = grouped.join(facts, on="anchor", maintain_order="left")
    last = pl.col("last_date")
    single = pl.col("e_count") < RULE.at("count", last)
    mild = single & (pl.col("slip") | (pl.col("sum_milli") < RULE.at("sum", last)))
    return shaped(
        found,
        amount_milli=pl.col("sum_milli"),
        severity=pl.when(mild).then(pl.lit("low")),
        e_days=pl.col("days"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what the holder put in."""
    return put_in(lately.recent)


def _returned(material: Material) -> pl.LazyFrame:
    """Give the credits that brought money back a day later or more, each with what was taken and whether it was a slip."""
    mistaken = has_word(pl.col("text"), WORDS, "error")
    went = taken(material).select(
        pl.col("movement_id").alias("opening"),
        pl.col("booked").alias("went_on"),
        (-pl.col("amount_milli")).alias("gone_milli"),
        mistaken.alias("mistaken_out"),
    )
    pairs = round_trips(material, RULE).join(went, on="opening")
    came = put_in(material).join(pairs, left_on="movement_id", right_on="reply", maintain_order="left")
    out = (pl.col("booked") - pl.col("went_on")).dt.total_days()
    soon = bank_days_expr(pl.col("went_on"), pl.col("booked")) <= RULE.at("slip_days", pl.col("booked"))
    exact = pl.col("amount_milli") == pl.col("gone_milli")
    slip = soon & exact & (mistaken | pl.col("mistaken_out"))
    return came.with_columns(out.alias("out"), slip.alias("slip")).filter(pl.col("out") >= 1)
