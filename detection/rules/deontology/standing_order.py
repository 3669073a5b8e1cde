"""Standing or semi-standing order.

The account pays by itself, again and again: a debit whose code is that of a standing order, or four debits of one amount to
one account number at one pace (weekly, fortnightly, monthly or quarterly, each step three days more or less). Only in favour
of clients and third parties, and only with the bâtonnier's prior leave. One finding for each account, beneficiary and
calendar year, which names the year's payments; what an allowance for standing orders covers on its day, up to its cap, is a
finding of its own: a noted fact. High where the beneficiary is the holder. Payments whose pace alone speaks and which name
their dossier are low: instalments and maintenance are paid so by hand too. Finds nothing on receipts, and nothing on payments
to a quality account or an institution by pace alone. Payments of one day count as one step.
"""

from __future__ import annotations

import polars as pl

from detection.allowances import NOTED, with_allowances
from detection.codes import debit
from detection.dues import by_year_end
from detection.findings import ACCOUNT, shaped, together
from detection.instruments import by_instrument
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Standing or semi-standing order",
    titles={
        "fr": "Ordre permanent ou semi-permanent",
        "nl": "Doorlopende of semi-doorlopende opdracht",
        "de": "Dauerauftrag oder Halbdauerauftrag",
    },
    nature="suspicious",
    severity="medium",
    typology="payment-means",
    references=(
        "OVB, Codex Deontologie, art. 131, 7th indent: only for clients and third parties, with leave of the stafhouder",
        "CODA 2.6, annex II, operation 03 of families 01, 02 and 41",
    ),
    false_positives=(
        "Maintenance or instalments of a dossier, paid by hand at a fixed pace: low while each names its dossier.",
        "A leave of the bâtonnier that is not yet in the register.",
    ),
    steps=(
        "Ask for the leave of the bâtonnier.",
        "Ask for which dossier the payments are made, and whether its money was there each time.",
    ),
    lookback=366 + 3 * 93,
    parameters={
        "count": Parameter({STATUTE: 4}, unit="payments", source=HOUSE),
        "leeway": Parameter({STATUTE: 3}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{count:payment|payments} to one beneficiary from {first_date:date} to {last_date:date}, {amount:money} in all, "
            "{coded} of them by standing order."
        ),
        "fr": (
            "{count:paiement|paiements} à un bénéficiaire du {first_date:date} au {last_date:date}, {amount:money} en tout, "
            "dont {coded} par ordre permanent."
        ),
        "nl": (
            "{count:betaling|betalingen} aan één begunstigde van {first_date:date} tot {last_date:date}, samen "
            "{amount:money}, waarvan {coded} met doorlopende opdracht."
        ),
        "de": (
            "{count:Zahlung|Zahlungen} an einen Empfänger vom {first_date:date} bis {last_date:date}, zusammen "
            "{amount:money}, davon {coded} per Dauerauftrag."
        ),
    },
)

PACES = ((7, 7), (14, 14), (28, 31), (90, 90))
"""Shortest and longest step of a pace, in days."""
SERIES = [*ACCOUNT, "party_account", "amount_milli"]
STORY = [*ACCOUNT, "party", "year", "covered"]


due = by_year_end


def find(material: Material) -> pl.LazyFrame:
    """Give each account's payments by standing order, or at the pace of one, by beneficiary and year."""
    debits = material.booked.filter(debit())
    coded = debits.filter(by_instrument("standing-order")).select("movement_id", _year().alias("year"))
    chosen = pl.concat([coded, _paced(debits)]).unique().collect()
    few = debits.filter(pl.col("movement_id").is_in(chosen["movement_id"].implode()))
    described = few.join(chosen.lazy(), on="movement_id", maintain_order="left").with_columns(
        by_instrument("standing-order").alias("coded")
    )
    marked = with_allowances(described, material.around.allowances, "standing_order").with_columns(
        pl.col("party").fill_null(""), (pl.col("allowed") > 0).alias("covered")
    )
    grouped = together(
        marked,
        STORY,
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("coded").sum().cast(pl.Int64).alias("e_coded"),
        (pl.col("coded") | ~pl.col("referenced")).any().alias("plain_breach"),
        pl.col("own").any(),
    )
    severity = (
        pl.when("covered")
        .then(pl.lit(NOTED))
        .when("own")
        .then(pl.lit("high"))
        .when(~pl.col("plain_breach"))
        .then(pl.lit("low"))
    )
    running = pl.date(pl.col("year"), 12, 31) > pl.lit(material.on)
    return shaped(
        grouped,
        anchor=pl.format("{}|{}|{}", "year", "party", pl.when("covered").then(pl.lit("allowed")).otherwise(pl.lit(""))),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        counterparty=pl.when(pl.col("party") != "").then("party"),
        severity=severity,
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments that may be at a pace."""
    paced = pl.col("party_account").is_not_null() & ~(pl.col("quality") | pl.col("bank"))
    return lately.moved().filter(debit(), paced | by_instrument("standing-order"))


def near(lately: Lately) -> pl.LazyFrame:
    """Give the standing orders, and what was paid twice in the days of the slowest pace."""
    longest = max(days for _, days in PACES) + RULE.parameters["leeway"].largest()
    paid = lately.moved(longest).filter(debit())
    coded = paid.filter(by_instrument("standing-order"))
    days = paid.filter(pl.col("party_account").is_not_null()).group_by(SERIES).agg(pl.col("booked").n_unique())
    return pl.concat([coded.select("account"), days.filter(pl.col("booked") > 1).select("account")])


def _paced(debits: pl.LazyFrame) -> pl.LazyFrame:
    """Give the movements that make a pace, each with the year in which it showed: movement_id, year."""
    count = RULE.parameters["count"].largest()
    named = debits.filter(pl.col("party_account").is_not_null(), ~(pl.col("quality") | pl.col("bank")))
    often = named.group_by(SERIES).len().filter(pl.col("len") >= count)
    repeated = named.select(*SERIES, "movement_id", "booked", "for_others").join(often, on=SERIES, how="semi")
    alike = repeated.filter(~pl.col("for_others")).collect().lazy()
    days = alike.select(*SERIES, "booked").unique().sort(*SERIES, "booked")
    steps = [
        (pl.col("booked").shift(back) - pl.col("booked").shift(back + 1)).dt.total_days().over(SERIES)
        for back in range(count - 1)
    ]
    leeway = RULE.at("leeway", pl.col("booked"))
    at_pace = [
        pl.all_horizontal(step.is_between(shortest - leeway, longest + leeway) for step in steps) for shortest, longest in PACES
    ]
    shown = days.with_columns(pl.when(pl.any_horizontal(at_pace)).then(_year()).alias("shown"))
    members = pl.concat(
        [shown.with_columns(pl.col("shown").shift(-ahead).over(SERIES).alias("year")) for ahead in range(count)]
    ).filter(pl.col("year").is_not_null())
    return alike.join(members, on=[*SERIES, "booked"]).select("movement_id", "year")


def _year() -> pl.Expr:
    return pl.col("booked").dt.year()
