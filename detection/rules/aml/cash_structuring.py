"""Cash deposits just below the limit.

Who pays 2,900 EUR three times knows the limit of art. 67. Cash deposits of 2,400 to 3,000 EUR (exactly the limit included:
it is lawful and the favourite) are counted over the 30 and the 90 days that end on a deposit's day; from three in 30 days or
five in 90 days on, each day with such a deposit is one finding that names its window (the 90 days when these are reached).
A window that holds only instalments which the bâtonnier allowed (an allowance for cash; each depositor the same amount, 25
to 35 days apart) is a noted fact. Finds nothing on larger or smaller deposits. All deposits of a day count, whatever their
sequence.
"""

from __future__ import annotations

import polars as pl

from detection.allowances import NOTED, with_allowances
from detection.codes import credit, in_group
from detection.dues import by_news_alone
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing, within

RULE = Rule(
    title="Cash deposits just below the limit",
    titles={
        "fr": "Versements d'espèces juste sous la limite",
        "nl": "Stortingen van contanten net onder de grens",
        "de": "Bareinzahlungen knapp unter der Grenze",
    },
    nature="suspicious",
    severity="critical",
    typology="cash",
    references=(
        "Law of 18 September 2017, art. 67 §2 (limit) and art. 45 §1 (unusual operations)",
        "FATF: structuring of cash below a reporting limit",
    ),
    false_positives=("Rent or instalments in cash that the bâtonnier allowed: a noted fact when equal and monthly.",),
    steps=(
        "Ask who brought each deposit, where the cash comes from and for which dossier.",
        "Add the deposits up per debt: art. 67 links parts of one payment.",
        "Weigh a report under art. 47; the holder is not told of it (art. 55).",
    ),
    lookback=125,
    parameters={
        "lowest": Parameter({STATUTE: 2_400_000}, unit="thousandths of EUR", source=HOUSE),
        "limit": Parameter(
            {STATUTE: 3_000_000}, unit="thousandths of EUR", source="law of 18 September 2017, art. 67 §2 (and its forerunner)"
        ),
        "days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
        "count": Parameter({STATUTE: 3}, unit="deposits", source=HOUSE),
        "long_days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
        "long_count": Parameter({STATUTE: 5}, unit="deposits", source=HOUSE),
        "month_least": Parameter({STATUTE: 25}, unit="days between monthly instalments", source=HOUSE),
        "month_most": Parameter({STATUTE: 35}, unit="days between monthly instalments", source=HOUSE),
    },
    sentences={
        "en": (
            "{count:cash deposit|cash deposits} of {lowest:money} to {limit:money} in {days:day|days} up to {last_date:date}, "
            "{amount:money} in all; {allowed:of them an allowed instalment|of them allowed instalments}."
        ),
        "fr": (
            "{count:versement d'espèces|versements d'espèces} de {lowest:money} à {limit:money} en {days:jour|jours} au "
            "{last_date:date}, {amount:money} en tout ; dont {allowed:versement échelonné autorisé|versements "
            "échelonnés autorisés}."
        ),
        "nl": (
            "{count:storting|stortingen} van contanten van {lowest:money} tot {limit:money} in {days:dag|dagen} tot "
            "{last_date:date}, samen {amount:money}; waarvan {allowed:toegelaten afbetaling|toegelaten afbetalingen}."
        ),
        "de": (
            "{count:Bareinzahlung|Bareinzahlungen} von {lowest:money} bis {limit:money} in {days:Tag|Tagen} bis "
            "{last_date:date}, zusammen {amount:money}; davon {allowed:genehmigte Rate|genehmigte Raten}."
        ),
    },
)


due = by_news_alone


def find(material: Material) -> pl.LazyFrame:
    """Give the days on which deposits just below the limit have become many."""
    amount, booked = pl.col("amount_milli"), pl.col("booked")
    cash = material.booked.filter(credit() & in_group("cash-deposit"))
    close = (
        cash.filter(amount >= RULE.at("lowest", booked), amount <= RULE.at("limit", booked)).collect().lazy()
    )  # few: read once
    marked = with_allowances(close, material.around.allowances, "cash").with_columns(_instalment().alias("instalment"))
    one, short, long = pl.lit(1, pl.Int64), RULE.at("days", booked), RULE.at("long_days", booked)
    counted = trailing(trailing(marked, ACCOUNT, one, short, "in_short"), ACCOUNT, one, long, "in_long")
    many_in_long = pl.col("in_long") >= RULE.at("long_count", booked)
    many = counted.filter(many_in_long | (pl.col("in_short") >= RULE.at("count", booked)))
    days = many.unique([*ACCOUNT, "booked"], keep="first", maintain_order=True).with_columns(
        pl.when(many_in_long).then(long).otherwise(short).alias("days")
    )
    grouped = together(
        within(days, marked, ACCOUNT, "days", carry=["instalment"]),
        [*ACCOUNT, "anchor"],
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("instalment").sum().cast(pl.Int64).alias("e_allowed"),
    )
    facts = days.select(pl.col("movement_id").alias("anchor"), pl.col("party").alias("counterparty"), "days")
    found = grouped.join(facts, on="anchor", maintain_order="left")
    last, noted = pl.col("last_date"), pl.col("e_allowed") == pl.col("e_count")
    return shaped(
        found,
        severity=pl.when(noted).then(pl.lit(NOTED)),
        stage=pl.when(noted).then(pl.lit("allowed")).otherwise(pl.lit("")),
        e_days=pl.col("days"),
        e_lowest=RULE.at("lowest", last),
        e_limit=RULE.at("limit", last),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the cash deposits."""
    return lately.moved().filter(credit() & in_group("cash-deposit"))


def _instalment() -> pl.Expr:
    """Say whether a deposit is allowed and the depositor's next equal one, or his first for more than a month."""
    booked, own = pl.col("booked"), [*ACCOUNT, "party"]
    gap = (booked - booked.shift().over(own)).dt.total_days()
    equal = pl.col("amount_milli") == pl.col("amount_milli").shift().over(own)
    first = gap.is_null() | (gap > RULE.at("month_most", booked))
    monthly = equal & (gap >= RULE.at("month_least", booked))
    return (pl.col("allowed") > 0) & pl.col("party").is_not_null() & (first | monthly)
