"""Monthly payments like wages, to a person.

The same person is paid around the end of the month, month after month, and about the same sum: staff, a partner, somebody at
home. Looked at is the first payment to a person between the 24th and the 5th, the latter counted with the month before; three
months in a row whose amounts vary by 15 % at most (standard deviation by mean) are found, one finding for each person and
calendar year; low where each payment names a dossier. A person's name has two to five words and none of an organisation.
Nothing is found of a payment for which a credit of the same amount came in the 31 days up to it (maintenance passed on), or
whose dossier or reference brought as much in 250 days. Of payments of the same day the first of the statement counts.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.dues import by_year_end
from detection.findings import ACCOUNT
from detection.funding import with_funding, with_pairs
from detection.lately import Lately
from detection.material import ORDER, Material
from detection.payees import is_natural
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.series import runs, yearly

RULE = Rule(
    title="Monthly payments like wages, to a person",
    titles={
        "fr": "Paiements mensuels à une personne, comme un salaire",
        "nl": "Maandelijkse betalingen aan een persoon, zoals een loon",
        "de": "Monatliche Zahlungen an eine Person, wie ein Gehalt",
    },
    nature="suspicious",
    severity="high",
    typology="own-benefit",
    references=("Judicial Code, art. 446quater §1", "OBFG, code of conduct, art. 4.72 §1"),
    false_positives=(
        "Maintenance or an annuity paid from money that came longer ago, or in other sums.",
        "Instalments of a debt to a person: low while each payment names its dossier.",
    ),
    steps=("Ask who the person is and what the payments are for.", "Compare with the holder's staff and family."),
    lookback=366 + 4 * 31 + 250,
    parameters={
        "count": Parameter({STATUTE: 3}, unit="months", source=HOUSE),
        "first_day": Parameter({STATUTE: 24}, unit="day of the month", source=HOUSE),
        "last_day": Parameter({STATUTE: 5}, unit="day of the next month", source=HOUSE),
        "variation": Parameter({STATUTE: 150}, unit="thousandths: standard deviation by mean", source=HOUSE),
        "pairing_days": Parameter({STATUTE: 31}, unit="days", source=HOUSE),
        "funding_days": Parameter({STATUTE: 250}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{count:monthly payment|monthly payments} to one person from {first_date:date} to {last_date:date}, "
            "{amount:money} in all."
        ),
        "fr": (
            "{count:paiement mensuel|paiements mensuels} à une même personne du {first_date:date} au {last_date:date}, "
            "{amount:money}."
        ),
        "nl": (
            "{count:maandelijkse betaling|maandelijkse betalingen} aan één persoon van {first_date:date} tot "
            "{last_date:date}, {amount:money}."
        ),
        "de": (
            "{count:monatliche Zahlung|monatliche Zahlungen} an eine Person von {first_date:date} bis {last_date:date}, "
            "{amount:money}."
        ),
    },
)

SERIES = [*ACCOUNT, "party"]


due = by_year_end


def find(material: Material) -> pl.LazyFrame:
    """Give each person's years with monthly pay that no client's money stands for."""
    booked, month = pl.col("booked"), pl.col("pay_month")
    count = RULE.parameters["count"].largest()
    others = debit() & pl.col("party").is_not_null() & ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    around_the_end = material.booked.filter(others, _around_the_end())
    months = around_the_end.select(*SERIES, _pay_month()).unique().group_by(SERIES).len().filter(pl.col("len") >= count)
    often = around_the_end.join(months, on=SERIES, how="semi").sort(ORDER).collect().lazy()
    persons = often.filter(is_natural(pl.col("party_plain")), ~pl.col("for_others")).with_columns(_pay_month()).collect()
    alone = with_pairs(
        with_funding(persons, material.booked, RULE.at("funding_days", booked)),
        material.booked,
        RULE.at("pairing_days", booked),
    ).filter(~(pl.col("funded") | pl.col("paired")))
    monthly = alone.lazy().unique([*SERIES, "pay_month"], keep="first", maintain_order=True)
    members = runs(monthly, SERIES, month, count, pl.lit(1), pl.lit(1), alike=_alike(count))
    each_named = pl.col("dossier").is_not_null().all().alias("each_named")
    return yearly(members, material.on, severity=pl.when("each_named").then(pl.lit("low")), also=[each_named])


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to persons around the end of a month."""
    return lately.moved().filter(debit(), _around_the_end(), is_natural(pl.col("party_plain")))


def _around_the_end() -> pl.Expr:
    day = pl.col("booked").dt.day()
    return (day >= RULE.at("first_day", pl.col("booked"))) | (day <= RULE.at("last_day", pl.col("booked")))


def _pay_month() -> pl.Expr:
    """Number the month that a payment around its end is for."""
    booked = pl.col("booked")
    early = booked.dt.day() <= RULE.at("last_day", booked)
    return (booked.dt.year().cast(pl.Int64) * 12 + booked.dt.month() - early.cast(pl.Int64)).alias("pay_month")


def _alike(count: int) -> pl.Expr:
    """Say whether the last amounts vary little: n Σx² ≤ (1 + v²) (Σx)², in hundreds of thousandths so that squares fit."""
    sizes = [(pl.col("amount_milli").abs() // 100).shift(back).over(SERIES) for back in range(count)]
    squares, total = pl.sum_horizontal(size**2 for size in sizes), pl.sum_horizontal(sizes)
    variation = RULE.at("variation", pl.col("booked")).cast(pl.Float64) / 1000
    return count * squares.cast(pl.Float64) <= (1 + variation**2) * total.cast(pl.Float64) ** 2
