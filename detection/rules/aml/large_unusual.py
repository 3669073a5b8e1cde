"""Amount unusual for this account.

An amount is unusual beside the account's own past, never beside a fixed sum alone: the natural logarithm of a movement of
50,000 EUR or more lies at least four median deviations above the median of the last 200 movements of the same direction
before its day (at least 40). A deviation is the distance of each of them from the median of its own time, 0.2 at least, so
that an account of equal instalments is not judged by cents. Where a dossier or reference is named, or a court, bailiff,
notary, insurer or public fund is the party, seven deviations are needed and the finding is low: prices and settlements are
large. The holder's own accounts and what
the bank books are left out. Movements of the same day are not each other's past, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Amount unusual for this account",
    titles={
        "fr": "Montant inhabituel pour ce compte",
        "nl": "Ongewoon bedrag voor deze rekening",
        "de": "Für dieses Konto ungewöhnlicher Betrag",
    },
    nature="suspicious",
    severity="medium",
    typology="volume",
    references=("Law of 18 September 2017, art. 45 §1, 2°: unusually large amounts",),
    false_positives=(
        "The price of a house or a large settlement: low when a dossier is named or an institution is the party.",
    ),
    steps=(
        "Ask which dossier the amount belongs to and what the holder's part in it was.",
        "Read where the money came from and where it went.",
    ),
    parameters={
        "least": Parameter({STATUTE: 50_000_000}, unit="thousandths of EUR", source=HOUSE),
        "deviations": Parameter({STATUTE: 4_000}, unit="thousandths of a median deviation of the logarithm", source=HOUSE),
        "explained_deviations": Parameter(
            {STATUTE: 7_000}, unit="the same, where a reference or an institution explains", source=HOUSE
        ),
        "smallest_deviation": Parameter({STATUTE: 200}, unit="thousandths, of the logarithm", source=HOUSE),
    },
    sentences={
        "en": "{amount:money} on {first_date:date}, where {usual:money} is usual: {deviations:deviation|deviations} above.",
        "fr": "{amount:money} le {first_date:date}, là où {usual:money} est habituel : {deviations:écart|écarts} au-dessus.",
        "nl": "{amount:money} op {first_date:date}, waar {usual:money} gewoon is: {deviations:afwijking|afwijkingen} erboven.",
        "de": "{amount:money} am {first_date:date}, wo {usual:money} üblich ist: {deviations:Abweichung|Abweichungen} darüber.",
    },
)

KEY = [*ACCOUNT, "incoming"]
PAST = 200
"""How many movements are the past: a figure of the method, not of a day."""
ENOUGH = 40


def find(material: Material) -> pl.LazyFrame:
    """Give the large movements that lie far above the account's own past."""
    customers = material.booked.filter(~pl.col("bank"), ~pl.col("own"), pl.col("amount_milli") != 0).with_columns(
        credit().alias("incoming"), pl.col("amount_milli").abs().alias("size")
    )
    large = customers.filter(pl.col("size") >= RULE.at("least", pl.col("booked"))).collect().lazy()
    judged = large.join(
        _past(customers.join(large.select(KEY), on=KEY, how="semi", maintain_order="left")),
        on=[*KEY, "booked"],
        maintain_order="left",
    )
    deviation = pl.max_horizontal("deviation", RULE.at("smallest_deviation", pl.col("booked")) / 1000)
    above = ((pl.col("size").log() - pl.col("median")) / deviation * 1000).floor().cast(pl.Int64)
    explained = pl.col("referenced") | pl.col("institution")
    hurdle = (
        pl.when(explained)
        .then(RULE.at("explained_deviations", pl.col("booked")))
        .otherwise(RULE.at("deviations", pl.col("booked")))
    )
    far = judged.with_columns(above.alias("above")).filter(pl.col("above") >= hurdle)
    usual = (pl.col("median").exp() / 10).round().cast(pl.Int64) * 10
    return per_movement(
        far,
        severity=pl.when(explained).then(pl.lit("low")),
        evidence={"usual": usual, "deviations": pl.col("above") // 1000},
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the large movements."""
    large = pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked"))
    return lately.moved().filter(large, ~(pl.col("bank") | pl.col("own")))


def _past(customers: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each direction and day, the median and the median deviation of what came before the day."""
    size = customers.select(*KEY, "booked", pl.col("size").log().alias("size"))
    now = size.with_columns(pl.col("size").rolling_median(PAST, min_samples=1).over(KEY).alias("median"))
    apart = (pl.col("size") - pl.col("median")).abs()
    known = now.with_columns(apart.rolling_median(PAST, min_samples=ENOUGH).over(KEY).alias("deviation"))
    before = known.with_columns(pl.col("median", "deviation").shift().over(KEY))
    first = before.unique([*KEY, "booked"], keep="first", maintain_order=True)
    return first.select(*KEY, "booked", "median", "deviation").drop_nulls("deviation")
