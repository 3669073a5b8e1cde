"""Burst of activity.

A day with 15 or more movements that the account's own past does not explain: were its days as they were in the 365 days
before, so many would come less than once in 10,000 days. The bound is a sure one (Chernoff's for a Poisson count: n movements
where λ are usual have at most the probability exp(n − λ − n·ln(n/λ))). Lawyers' days are less even than chance: the exponent is
divided by how much more the past days vary than chance would have them (variance over mean), so that a debt collector whose
movements come in monthly sweeps is not found for the next sweep.

Movements of the bank do not count; a collection batch counts as one: all collective transfers (operation 07) of a day, and all
that one party paid, or was paid, on it. The days of the past are bank days. Nothing is found where the oldest
three months of that past hold no movement (new-account-volume and dormant-reactivated speak then), nor where another burst lies
in the seven days before: one burst is one story. All movements of the day are named, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_before
from warehouse.coverage.bank_days import bank_days_expr

RULE = Rule(
    title="Burst of activity",
    titles={
        "fr": "Pic d'activité soudain",
        "nl": "Plotse piek in de activiteit",
        "de": "Plötzliche Häufung von Umsätzen",
    },
    nature="suspicious",
    severity="medium",
    typology="volume",
    references=("Law of 18 September 2017, art. 45 §1, 3°: unusual pattern of operations",),
    false_positives=(
        "A settlement or an insolvency paid out to many on one day.",
        "Batches of a collection: payments to one party and collective transfers count as one.",
        "A practice that takes over another's files.",
    ),
    steps=(
        "Ask which dossier the movements of the day belong to.",
        "Look at payers and payees: do they know each other, are they new?",
    ),
    lookback=374,
    parameters={
        "least": Parameter({STATUTE: 15}, unit="movements a day", source=HOUSE),
        "rarity": Parameter({STATUTE: 10_000}, unit="days in which it would come once", source=HOUSE),
        "past": Parameter({STATUTE: 365}, unit="days", source=HOUSE),
        "known": Parameter({STATUTE: 273}, unit="days: the past before them holds a movement", source=HOUSE),
        "quiet": Parameter({STATUTE: 7}, unit="days without another burst", source=HOUSE),
    },
    sentences={
        "en": "{count:movement|movements} on {first_date:date}, where {usual} a month are usual.",
        "fr": "{count:mouvement|mouvements} le {first_date:date}, là où {usual} par mois sont habituels.",
        "nl": "{count:verrichting|verrichtingen} op {first_date:date}, waar {usual} per maand normaal zijn.",
        "de": "{count:Umsatz|Umsätze} am {first_date:date}, wo {usual} im Monat üblich sind.",
    },
)
COLLECTIVE = "07"
MONTHS = 12


def find(material: Material) -> pl.LazyFrame:
    """Give the days of a burst, with all that counted on them."""
    columns = [*ACCOUNT, "booked", "operation", "party", "movement_id", "amount_milli", "bank_reference"]
    customers = material.booked.filter(~pl.col("bank")).select(columns)
    # most accounts never have a day of so many movements: their past need not be looked at
    crowded = customers.group_by(*ACCOUNT, "booked").len().filter(pl.col("len") >= RULE.at("least", pl.col("booked")))
    busy = customers.join(crowded.select(ACCOUNT).unique(), on=ACCOUNT, how="semi", maintain_order="left").collect().lazy()
    bursts = _bursts(_counted(busy)).collect().lazy()
    named = busy.join(bursts.select(*ACCOUNT, "booked", "count", "before"), on=[*ACCOUNT, "booked"], maintain_order="left")
    grouped = together(named, [*ACCOUNT, "count", "before"], pl.col("amount_milli").abs().sum().alias("moved"))
    return shaped(
        grouped,
        anchor=pl.col("first_date").dt.to_string("iso"),
        amount_milli=pl.col("moved"),
        e_count=pl.col("count"),
        e_usual=pl.col("before") // MONTHS,
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the days with so many movements."""
    day = pl.col("booked")
    counted = lately.moved().filter(~pl.col("bank")).group_by(*ACCOUNT, "booked").len()
    return counted.filter(pl.col("len") >= RULE.at("least", day))


def _counted(movements: pl.LazyFrame) -> pl.LazyFrame:
    """Give how many movements each account had on each day, a batch counted once; sorted."""
    batch = pl.when(pl.col("operation") == COLLECTIVE).then(pl.lit(COLLECTIVE)).otherwise(pl.coalesce("party", "movement_id"))
    different = movements.select(*ACCOUNT, "booked", batch.alias("batch"), (pl.col("amount_milli") > 0).alias("in")).unique()
    return different.group_by(*ACCOUNT, "booked").agg(pl.len().cast(pl.Int64).alias("count")).sort(*ACCOUNT, "booked")


def _bursts(daily: pl.LazyFrame) -> pl.LazyFrame:
    """Give the days whose count the year before does not explain, the first of those that follow each other closely."""
    day, count = pl.col("booked"), pl.col("count")
    sums = daily.select(
        *(*ACCOUNT, "booked", "count"),
        count.cum_sum().over(ACCOUNT).alias("until"),
        (count * count).cum_sum().over(ACCOUNT).alias("squares_until"),
    )
    known = sums.collect().lazy()
    many = _with_sums_before(known.filter(count >= RULE.at("least", day)), known, RULE.at("past", day), "year")
    asked = _with_sums_before(many, known, RULE.at("known", day), "recent").with_columns(
        (pl.col("until") - count - pl.col("until_year")).alias("before"),
        (pl.col("squares_until") - count * count - pl.col("squares_until_year")).alias("squares"),
        bank_days_expr(pl.col("edge_year"), day.dt.offset_by("-1d")).alias("days"),
    )
    mean = pl.col("before") / pl.col("days")
    spread = ((pl.col("squares") / pl.col("days") - mean * mean) / mean).clip(lower_bound=1)
    exponent = (count * (count / mean).log() - count + mean) / spread
    of_old = pl.col("until_recent") > pl.col("until_year")
    bursts = asked.filter(of_old, count > mean, exponent > RULE.at("rarity", day).log()).sort(*ACCOUNT, "booked")
    apart = (day - day.shift().over(ACCOUNT)).dt.total_days()
    return bursts.filter(apart.is_null() | (apart > RULE.at("quiet", day)))


def _with_sums_before(asked: pl.LazyFrame, known: pl.LazyFrame, days: pl.Expr, name: str) -> pl.LazyFrame:
    """Add the sums up to the eve of the days before each row: `until_…`, `squares_until_…`, and that eve, `edge_…`."""
    edge = days_before(pl.col("booked"), days + 1).alias(f"edge_{name}")
    sums = known.select(
        *ACCOUNT, pl.col("booked").alias("then"), *(pl.col(each).alias(f"{each}_{name}") for each in ("until", "squares_until"))
    )
    joined = (
        asked.with_columns(edge)
        .sort(f"edge_{name}")
        .join_asof(sums.sort("then"), left_on=f"edge_{name}", right_on="then", by=ACCOUNT, check_sortedness=False)
    )
    return joined.with_columns(pl.col(f"until_{name}", f"squares_until_{name}").fill_null(0))
