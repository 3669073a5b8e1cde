"""Money provably older than two months, whatever the order of payment.

Whatever the bank paid out first, at least `balance 62 days ago − debits since` of today's money is older than 62 days:
every debit is supposed to have taken the oldest money. (The minimum balance over the window proves nothing: money rotates
beneath it.) That floor must exceed 2,500 EUR, and 2,500 EUR for each dossier that can still hold a part of it: small
dossiers may keep their money, so the floor is divided by the number of open references (a dossier, else a payer, else the
receipt itself; the matching of `detection.lots` says which are open). One finding for each period during which this holds,
with the highest floor so far; the same is asked for 180 and for 365 days, the latter critical. Rubric accounts are not
asked.

The day's debits count before the floor is judged; the order within a day does not matter. Where statements do not follow
each other, nothing is carried across the break. Exactly 2,500.00 is not above. Stage `running` while the period lasts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from detection.findings import ACCOUNT, shaped
from detection.lately import Lately
from detection.material import Material
from detection.old_money import floors, never_at_or_below, open_dossiers, receipts_of_age
from detection.outlook_rows import foreseen
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.steps import periods

RULE = Rule(
    title="Money provably older than two months",
    titles={
        "fr": "Fonds détenus avec certitude depuis plus de deux mois",
        "nl": "Gelden die zeker langer dan twee maanden worden gehouden",
        "de": "Nachweislich seit mehr als zwei Monaten gehaltene Gelder",
    },
    nature="illicit",
    severity="high",
    typology="kept-money",
    references=(
        "Judicial Code, art. 446quater §4, 1st to 3rd paragraph",
        "Arithmetic: balance two months ago minus debits since is a lower bound of the older money",
    ),
    false_positives=(
        "Many dossiers of 2,500 EUR or less each: not found while the floor divided by the open dossiers is 2,500 EUR or less.",
    ),
    steps=(
        "Ask for the balance per dossier on the day of the highest floor.",
        "For each dossier: why was it not paid, and why not to a rubric account?",
        "Accept a well-founded exceptional circumstance only with its end date.",
    ),
    parameters={
        "floor": Parameter({STATUTE: 2_500_000}, unit="thousandths of EUR", source="446quater §4, 3rd paragraph"),
        "days": Parameter({STATUTE: 62}, unit="days", source="446quater §4, 2nd paragraph: two months are at most 62 days"),
        "longer_days": Parameter({STATUTE: 180}, unit="days", source=HOUSE),
        "longest_days": Parameter({STATUTE: 365}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "From {first_date:date} at least {floor:money} was older than {age:day|days}, with {dossiers:open "
            "dossier|open dossiers}."
        ),
        "fr": (
            "À partir du {first_date:date}, au moins {floor:money} étaient détenus depuis plus de "
            "{age:jour|jours}, pour {dossiers:dossier ouvert|dossiers ouverts}."
        ),
        "nl": (
            "Vanaf {first_date:date} was minstens {floor:money} ouder dan {age:dag|dagen}, met {dossiers:open "
            "dossier|open dossiers}."
        ),
        "de": (
            "Ab {first_date:date} waren mindestens {floor:money} älter als {age:Tag|Tage}, bei {dossiers:offener "
            "Akte|offenen Akten}."
        ),
    },
    kinds=("third_party",),
)

AGES = ("days", "longer_days", "longest_days")


def find(material: Material) -> pl.LazyFrame:
    """Give the periods during which the floor of old money is above what small dossiers may keep."""
    return pl.concat([_of_age(material, RULE.parameters[name].largest()) for name in AGES])


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments: what comes in is old two months later."""
    return lately.moved().filter(pl.col("amount_milli") < 0)


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say where the floor is high enough by then if nothing is paid, and on which days money comes of age there.

    The floor is never above a balance of its days, and that of a longer age never above that of a shorter one.
    """
    least = min(RULE.parameters["floor"].values.values())
    shortest = timedelta(days=RULE.parameters[AGES[0]].largest())
    held = never_at_or_below(material, least, until - shortest, material.on).select("account").unique().collect()["account"]
    later = replace(material.only(held), on=until)
    turns = [_high(later, RULE.parameters[name].largest(), material.on, least) for name in AGES]
    return foreseen(pl.concat(turns), material.on)


def _high(later: Material, days: int, since: date, least: int) -> pl.LazyFrame:
    """Give the accounts whose floor is, or comes, above an amount since a day, with the days on which it changes."""
    known = floors(later, days)
    now = known.filter(pl.col("day") <= since).unique(ACCOUNT, keep="last", maintain_order=True)
    coming = known.filter(pl.col("day") > since)
    high = pl.concat([now, coming]).filter(pl.col("floor_milli") > least).select("account").unique()
    from_now = high.select("account", pl.lit(since).alias("day"))
    return pl.concat([from_now, coming.join(high, on="account", how="semi").select("account", "day")])


def _of_age(material: Material, days: int) -> pl.LazyFrame:
    asked = RULE.at("floor", pl.col("day"))
    share = pl.max_horizontal(pl.col("dossiers"), pl.lit(1))
    too_old = pl.col("floor_milli") > asked * share
    levels = floors(material, days).join(open_dossiers(material, days), on=[*ACCOUNT, "day"], how="full", coalesce=True)
    carried = levels.sort(*ACCOUNT, "day").with_columns(
        pl.col("floor_milli", "dossiers").forward_fill().over(ACCOUNT).fill_null(0)
    )
    found = periods(carried, ACCOUNT, too_old, level="floor_milli", also=[pl.col("dossiers").first()])
    found = found.collect().lazy()  # read twice
    proved = found.join(receipts_of_age(material, found, days), on=[*ACCOUNT, "start"], how="left")
    running = pl.col("end").is_null()
    return shaped(
        proved,
        anchor=pl.format("{}@{}", pl.lit(days), pl.col("start").dt.to_string("iso")),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        first_date=pl.col("start"),
        last_date=pl.col("start"),
        amount_milli=pl.col("peak"),
        movement_ids=pl.col("movement_ids").fill_null([]),
        bank_references=pl.col("bank_references").fill_null([]),
        severity=pl.lit("critical") if days == RULE.parameters["longest_days"].largest() else pl.lit(None),
        e_floor=pl.col("peak"),
        e_age=pl.lit(days, pl.Int64),
        e_dossiers=pl.col("dossiers").cast(pl.Int64),
    )
