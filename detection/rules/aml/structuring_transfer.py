"""Transfers split to stay just below a level.

Three or more transfers of the same direction with one party within 14 days, each of at least 90 % of 2,500 EUR (the sum from
which art. 446quater §4 sets its term) or of 10,000 EUR (where checks commonly begin) and below it. One finding for each
party, direction, level and calendar month: the first day on which the window of 14 days holds as many, with its transfers.
An instalment plan is not found: equal amounts, one dossier, each on a day of its own and at even intervals (three days more
or less). Cash is the work of cash-structuring; quality accounts and what the bank books are left out. All transfers of a day
count, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, in_group
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing, within

RULE = Rule(
    title="Transfers split to stay below a level",
    titles={
        "fr": "Virements fractionnés sous un seuil",
        "nl": "Overschrijvingen opgesplitst onder een drempel",
        "de": "Überweisungen, unter eine Schwelle gestückelt",
    },
    nature="suspicious",
    severity="medium",
    typology="flow-through",
    references=(
        "Law of 18 September 2017, art. 45 §1: unusual operations",
        "Judicial Code, art. 446quater §4: the term for sums above EUR 2,500",
    ),
    false_positives=("An instalment plan: not found when equal, of one dossier and at even intervals.",),
    steps=(
        "Add the parts up: which debt makes the whole, and why was it split?",
        "Look for the same party on other days, just below the same level.",
    ),
    lookback=45,
    parameters={
        "small_level": Parameter({STATUTE: 2_500_000}, unit="thousandths of EUR", source="446quater §4"),
        "level": Parameter({STATUTE: 10_000_000}, unit="thousandths of EUR", source=HOUSE),
        "share": Parameter({STATUTE: 900}, unit="thousandths of the level", source=HOUSE),
        "count": Parameter({STATUTE: 3}, unit="transfers", source=HOUSE),
        "days": Parameter({STATUTE: 14}, unit="days", source=HOUSE),
        "uneven": Parameter({STATUTE: 3}, unit="days between the shortest and the longest interval", source=HOUSE),
    },
    sentences={
        "en": "{count:transfer|transfers} with one party just below {level:money} in {days:day|days} up to {last_date:date}.",
        "fr": (
            "{count:virement|virements} avec une même partie juste sous {level:money} en {days:jour|jours} au {last_date:date}."
        ),
        "nl": (
            "{count:overschrijving|overschrijvingen} met één partij net onder {level:money} in {days:dag|dagen} tot "
            "{last_date:date}."
        ),
        "de": (
            "{count:Überweisung|Überweisungen} mit einer Partei knapp unter {level:money} in {days:Tag|Tagen} bis "
            "{last_date:date}."
        ),
    },
)

KEY = [*ACCOUNT, "party", "incoming", "level"]


def find(material: Material) -> pl.LazyFrame:
    """Give the first window of each month in which a party's transfers just below a level are many."""
    day = pl.col("booked")
    others = ~(pl.col("quality") | pl.col("bank") | in_group("cash-withdrawal", "cash-deposit"))
    close = (
        material.booked.filter(others, pl.col("party").is_not_null())
        .with_columns(_level().alias("level"), credit().alias("incoming"), RULE.at("days", day).alias("days"))
        .select(*KEY, "movement_id", "booked", "amount_milli", "bank_reference", "dossier", "days")
        .filter(pl.col("level").is_not_null())
        .collect()
        .lazy()
    )
    counted = trailing(close, KEY, pl.lit(1, pl.Int64), pl.col("days"), "count")
    many = counted.filter(pl.col("count") >= RULE.at("count", day))
    grouped = together(
        within(many, close, KEY, "days", carry=["dossier"]),
        [*KEY, "anchor"],
        pl.len().cast(pl.Int64).alias("e_count"),
        _plan().alias("plan"),
    )
    facts = many.select(pl.col("movement_id").alias("anchor"), "days", day.dt.truncate("1mo").alias("month"))
    split = grouped.filter(~pl.col("plan")).join(facts, on="anchor", maintain_order="left")
    first = split.sort(*KEY, "last_date", maintain_order=True).unique([*KEY, "month"], keep="first", maintain_order=True)
    return shaped(first, counterparty=pl.col("party"), e_level=pl.col("level"), e_days=pl.col("days"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the transfers just below a level."""
    return lately.moved().filter(pl.col("party").is_not_null(), _level().is_not_null(), ~(pl.col("quality") | pl.col("bank")))


def near(lately: Lately) -> pl.LazyFrame:
    """Find on the days before alone: they are more than a window."""
    return find(lately.recent)


def _level() -> pl.Expr:
    """Give the level just below which a movement stays; null for none."""
    size, day = pl.col("amount_milli").abs(), pl.col("booked")
    levels = [RULE.at(name, day) for name in ("small_level", "level")]
    return pl.coalesce(pl.when(size < level, size * 1000 >= level * RULE.at("share", day)).then(level) for level in levels)


def _plan() -> pl.Expr:
    """Say whether a window's transfers are instalments: equal, of one dossier, on days of their own at even intervals."""
    day, dossier = pl.col("booked"), pl.col("dossier")
    equal = pl.col("amount_milli").n_unique() == 1
    one = (dossier.n_unique() == 1) & dossier.is_not_null().all()
    gaps = day.diff().dt.total_days()
    even = (gaps.min() > 0) & (gaps.max() - gaps.min() <= RULE.at("uneven", day.max()))
    return equal & one & even.fill_null(True)
