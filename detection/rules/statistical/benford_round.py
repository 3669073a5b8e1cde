"""Digits and round sums that amounts of real business do not have: a feature, never a ground by itself.

Once the 300th payment of a calendar year is booked, the year's payments up to the end of that day are looked at, once: how far
the first two digits lie from Benford's law (mean absolute deviation over the 90 of them), and how many amounts are multiples of
500 EUR. Invented amounts prefer some digits. So do tariffs and settlements: nearly a third of lawful amounts are multiples of
100 EUR, so an amount that comes again in the year counts once (fixed tariffs), round amounts are left out of the digits, and
the finding is only info. Smaller accounts are never found: below 300 amounts, digits say nothing. What a bank takes for itself
and payments to quality accounts do not count; the sequence of a day's payments does not matter. No movement is named, because
none of them is wrong.
"""

from __future__ import annotations

from math import log10

import polars as pl

from detection.codes import debit
from detection.findings import ACCOUNT, shaped
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Unusual digits or round sums in a year's payments",
    titles={
        "fr": "Chiffres inhabituels ou sommes rondes dans les paiements d'une année",
        "nl": "Ongewone cijfers of ronde bedragen in de betalingen van een jaar",
        "de": "Ungewöhnliche Ziffern oder runde Beträge in den Zahlungen eines Jahres",
    },
    nature="suspicious",
    severity="info",
    typology="volume",
    references=("Royal decree of 9 June 2024, art. 4: detection",),
    false_positives=(
        "Fixed tariffs: an amount counts once a year.",
        "A practice that settles in round sums: by itself this never proves anything.",
    ),
    steps=(
        "Read it beside the account's other findings, never alone.",
        "Look at the amounts that come most often, and for whom.",
    ),
    lookback=366,
    parameters={
        "count": Parameter({STATUTE: 300}, unit="payments in the year", source=HOUSE),
        "deviation": Parameter(
            {STATUTE: 12_000}, unit="millionths of mean absolute deviation", source="Nigrini: nonconformity"
        ),
        "multiple": Parameter({STATUTE: 500_000}, unit="thousandths of EUR", source=HOUSE),
        "share": Parameter(
            {STATUTE: 400}, unit="thousandths of the payments", source=HOUSE + ": above the peers' 99th percentile"
        ),
    },
    sentences={
        "en": (
            "{count:payment|payments} from {first_date:date} to {last_date:date}: {round:percent} are multiples of "
            "{multiple:money}; the first digits deviate by {deviation} millionths."
        ),
        "fr": (
            "{count:paiement|paiements} du {first_date:date} au {last_date:date} : {round:percent} sont des multiples de "
            "{multiple:money} ; les premiers chiffres s'écartent de {deviation} millionièmes."
        ),
        "nl": (
            "{count:betaling|betalingen} van {first_date:date} tot {last_date:date}: {round:percent} zijn veelvouden van "
            "{multiple:money}; de eerste cijfers wijken {deviation} miljoensten af."
        ),
        "de": (
            "{count:Zahlung|Zahlungen} vom {first_date:date} bis {last_date:date}: {round:percent} sind Vielfache von "
            "{multiple:money}; die ersten Ziffern weichen um {deviation} Millionstel ab."
        ),
    },
)
YEAR = [*ACCOUNT, "year"]
DIGITS = range(10, 100)
"""The first two digits of a number."""
DAYS = 366
"""Of a year, at most."""
HUNDRED = 100_000
"""Multiples of it, in thousandths, are no evidence of digits."""


def find(material: Material) -> pl.LazyFrame:
    """Give the years of payments whose digits or round sums stand out."""
    paid = _judged(material).collect().lazy()
    year = pl.col("last_date")
    round_share = pl.col("rounds") * 1000 // pl.col("e_count")
    facts = paid.group_by(YEAR).agg(
        pl.col("booked").min().alias("first_date"),
        pl.col("booked").max().alias("last_date"),
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("amount_milli").sum(),
        (pl.col("amount_milli") % RULE.at("multiple", pl.col("booked")) == 0).sum().cast(pl.Int64).alias("rounds"),
    )
    told = facts.join(_deviations(paid), on=YEAR, how="left").with_columns(
        pl.col("e_deviation").fill_null(0), round_share.alias("e_round"), RULE.at("multiple", year).alias("e_multiple")
    )
    stands_out = (pl.col("e_deviation") > RULE.at("deviation", year)) | (pl.col("e_round") > RULE.at("share", year))
    return shaped(
        told.filter(stands_out),
        anchor=pl.format("{}", "year"),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments."""
    return lately.moved().filter(_payment())


def near(lately: Lately) -> pl.LazyFrame:
    """Give the accounts with so many different amounts in a year that something came of."""
    since = lately.first_days.lazy().select("account", pl.col("day").dt.year().alias("since"))
    paid = lately.back(DAYS).counted.filter(debit()).with_columns(pl.col("booked").dt.year().cast(pl.Int64).alias("year"))
    asked = paid.join(since, on="account").filter(pl.col("year") >= pl.col("since"))
    different = asked.select(*YEAR, "amount_milli").unique().group_by(YEAR).len()
    return different.filter(pl.col("len") >= min(RULE.parameters["count"].values.values()))


def _payment() -> pl.Expr:
    """Say whether a movement is a payment to another."""
    return debit() & ~(pl.col("bank") | pl.col("quality"))


def _judged(material: Material) -> pl.LazyFrame:
    """Give each year's payments of different amounts up to the day on which there are enough of them."""
    payments = material.booked.filter(_payment()).select(
        *ACCOUNT, pl.col("booked").dt.year().alias("year"), "booked", -pl.col("amount_milli")
    )
    different = payments.unique([*YEAR, "amount_milli"], keep="first", maintain_order=True)
    counted = different.with_columns(pl.int_range(1, pl.len() + 1).over(YEAR).alias("place"))
    enough = counted.filter(pl.col("place") == RULE.at("count", pl.col("booked"))).select(
        *YEAR, pl.col("booked").alias("until")
    )
    return counted.join(enough, on=YEAR, maintain_order="left").filter(pl.col("booked") <= pl.col("until"))


def _deviations(paid: pl.LazyFrame) -> pl.LazyFrame:
    """Give the mean absolute deviation of each year's first two digits from Benford's law, in millionths."""
    expected = pl.LazyFrame(
        {"digits": [str(digits) for digits in DIGITS], "expected": [log10(1 + 1 / digits) for digits in DIGITS]}
    )
    written = paid.filter(pl.col("amount_milli") % HUNDRED != 0, pl.col("amount_milli") >= DIGITS.start)
    digits = written.with_columns(pl.col("amount_milli").cast(pl.String).str.slice(0, 2).alias("digits"))
    seen = digits.group_by(*YEAR, "digits").agg(pl.len().alias("seen"))
    all_seen = seen.group_by(YEAR).agg(pl.col("seen").sum().alias("all"))
    enough = all_seen.filter(pl.col("all") >= RULE.parameters["count"].largest() // 2)
    every = enough.join(expected, how="cross").join(seen, on=[*YEAR, "digits"], how="left")
    apart = (pl.col("seen").fill_null(0) / pl.col("all") - pl.col("expected")).abs()
    millionths = (apart.sort().mean() * 1_000_000).round().cast(pl.Int64)
    return every.group_by(YEAR).agg(millionths.alias("e_deviation"))
