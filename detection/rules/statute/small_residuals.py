"""Old small balances accumulate.

What is left of receipts, at most 2,500 EUR each, after twelve months: the statute exempts small sums from the rubric account,
never from being paid as soon as possible. It is judged as a digest, on the last day of each month: one finding for each
period of months in which such remainders sum to more than 5,000 EUR, naming those of its first month. Low, because what is
left of a receipt is matched (`detection.lots`), not known. Rubric accounts are not asked, and the balance with which the
first statement opened is not counted. All movements of the month's last day count before it is judged.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.aged_lots import aged_changes, aged_lots, coming_of_age
from detection.findings import ACCOUNT, shaped
from detection.lately import Lately
from detection.material import Material
from detection.old_money import remaining
from detection.outlook_rows import foreseen, month_ends
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.steps import levels, periods

RULE = Rule(
    title="Old small balances accumulate",
    titles={
        "fr": "Accumulation d'anciens petits soldes",
        "nl": "Opstapeling van oude kleine saldi",
        "de": "Anhäufung alter kleiner Restbeträge",
    },
    nature="suspicious",
    severity="low",
    typology="kept-money",
    references=(
        "Judicial Code, art. 446quater §4, 1st paragraph: transferred as soon as possible, whatever the amount",
        "Judicial Code, art. 446quater §4, 3rd paragraph: exempt from the rubric account only",
        "Solicitors Regulation Authority, residual client balances (comparison)",
    ),
    false_positives=("Payments that name no dossier and consume other receipts than they were made from.",),
    steps=(
        "Ask for the list of balances by dossier and compare it with the remainders.",
        "Ask which dossiers are closed: their balances go to their owners, after two years to the deposit office.",
    ),
    parameters={
        "months": Parameter({STATUTE: 12}, unit="calendar months", source=HOUSE),
        "small": Parameter({STATUTE: 2_500_000}, unit="thousandths of EUR", source="446quater §4, 3rd paragraph"),
        "most": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE),
    },
    sentences={
        "en": (
            "At the end of {first_date:date} {count:small remainder|small remainders} older than {months:month|months}, "
            "{sum:money} in all."
        ),
        "fr": (
            "Au {first_date:date} {count:petit reliquat|petits reliquats} de plus de {months:mois|mois}, {sum:money} en tout."
        ),
        "nl": (
            "Op {first_date:date} {count:klein restant|kleine restanten} ouder dan {months:maand|maanden}, samen {sum:money}."
        ),
        "de": "Am {first_date:date} {count:kleiner Rest|kleine Reste} älter als {months:Monat|Monate}, zusammen {sum:money}.",
    },
    kinds=("third_party",),
)

PERIOD = [*ACCOUNT, "start"]


def find(material: Material) -> pl.LazyFrame:
    """Give the periods of months at whose end old small remainders sum to too much."""
    small = pl.col("left_milli") <= RULE.at("small", pl.col("due"))
    aged = aged_lots(material, RULE.parameters["months"]).filter(small, pl.col("movement_id").is_not_null()).collect().lazy()
    stepped = levels(aged_changes(material, aged).select(*ACCOUNT, "day", "change"), ACCOUNT)
    following = pl.col("day").shift(-1).over(ACCOUNT).fill_null(pl.lit(material.on).dt.offset_by("1d"))
    month_end = pl.col("day").dt.month_end()
    ends = stepped.filter(month_end < following).with_columns(month_end.alias("day"))
    too_much = pl.col("level") > RULE.at("most", pl.col("day"))
    found = periods(ends, ACCOUNT, too_much)
    return shaped(
        found.join(_proof(aged, found), on=PERIOD),
        anchor=pl.col("start").dt.strftime("%Y-%m"),
        stage=pl.when(pl.col("end").is_null()).then(pl.lit("running")).otherwise(pl.lit("")),
        first_date=pl.col("start"),
        last_date=pl.col("start"),
        amount_milli=pl.col("first"),
        e_sum=pl.col("first"),
        e_count=pl.col("movement_ids").list.len().cast(pl.Int64),
        e_months=RULE.at("months", pl.col("start")),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what came of a month that is over."""
    return lately.moved().filter(pl.col("booked").dt.month_end() <= lately.on)


def outlook(material: Material, until: date) -> pl.LazyFrame:
    """Say where old remainders are enough at the ends of months by then, or were at the last one."""
    months, ends = RULE.parameters["months"], month_ends(material.on, until)
    known = pl.col("movement_id").is_not_null()
    aged = coming_of_age(material, months, until).filter(known)
    old = pl.col("received").dt.offset_by(pl.format("{}mo", months.at(pl.col("received")))) <= ends[0]
    were_left = pl.col("gone_day").is_null() | (pl.col("gone_day") > ends[0])
    were = remaining(material, material.receipts_that(old, were_left).filter(known), pl.lit(ends[0]))
    rests = aged.select(*ACCOUNT, "rest_milli"), were.select(*ACCOUNT, pl.col("remaining_milli").alias("rest_milli"))
    sums = pl.concat([rest.group_by(ACCOUNT).agg(pl.col("rest_milli").sum()) for rest in rests])
    enough = sums.filter(pl.col("rest_milli") > min(RULE.parameters["most"].values.values()))
    return foreseen(enough.select("account").unique().join(pl.LazyFrame({"day": ends}), how="cross"), material.on)


def _proof(aged: pl.LazyFrame, found: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts that something was left of at the end of each period's first month."""
    asked = aged.join(found.select(PERIOD), on=ACCOUNT, maintain_order="left")
    still = asked.filter(
        pl.col("due") <= pl.col("start"), pl.col("gone_day").is_null() | (pl.col("gone_day") > pl.col("start"))
    )
    return still.group_by(PERIOD, maintain_order=True).agg(
        pl.col("movement_id").alias("movement_ids"),
        pl.col("bank_reference").filter(pl.col("bank_reference") != "").unique(maintain_order=True).alias("bank_references"),
        pl.col("confidence").min(),
    )
