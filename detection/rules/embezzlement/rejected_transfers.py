"""Transfers that the bank could not carry out.

An order that cannot be carried out comes back as a credit: unexecutable transfer (family 01 or 02, operation 54), or a
transfer with a reject or return of its own (record 2.2, positions 113 to 117). Two within the 30 days that end on a day
(all of that day included) are found, and a single one when its reason is want of money (AM04): it was ordered without
cover. Returns for a wrong or closed account number (AC01, AC04, and what CODA calls so) are not counted: somebody mistyped.
One finding per account and month, on the first day on which it holds; later returns of the month are of the same story.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing

TRANSFER_FAMILIES = ("01", "02")
UNEXECUTABLE = "54"
REJECT_OR_RETURN = ("1", "2")
"""Types of an R-transaction (CODA 2.6, record 2.2, position 113)."""
NO_MONEY = "AM04"
MISTYPED = ("AC01", "AC03", "AC04", "AC06", "BE01", "RC01")
"""ISO 20022 reasons that lie with the beneficiary's account, not with the payer's money."""

RULE = Rule(
    title="Repeated rejected outgoing transfers",
    titles={
        "fr": "Virements sortants rejetés à répétition",
        "nl": "Herhaaldelijk geweigerde uitgaande overschrijvingen",
        "de": "Wiederholt zurückgewiesene ausgehende Überweisungen",
    },
    nature="suspicious",
    severity="medium",
    typology="account-in-debit",
    references=(
        "Judicial Code, art. 446quater §3, 1°: the account is never in debit",
        "ABA model rule on overdraft notification (comparison)",
    ),
    false_positives=("A wrong account number: not counted when the bank gives that reason.",),
    steps=(
        "Ask the bank why each order was refused.",
        "Compare the balance of the day with the order: was it made without cover, and for which dossier?",
    ),
    parameters={
        "days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
        "count": Parameter({STATUTE: 2}, unit="rejected transfers", source=HOUSE),
    },
    sentences={
        "en": (
            "{movements:transfer|transfers} for {amount:money} came back within {days:day|days} up to {last_date:date}, "
            "{uncovered} of them for want of money."
        ),
        "fr": (
            "{movements:virement|virements} pour {amount:money} sont revenus en {days:jour|jours} au {last_date:date}, "
            "dont {uncovered} faute de provision."
        ),
        "nl": (
            "{movements:overschrijving|overschrijvingen} voor {amount:money} kwamen terug binnen {days:dag|dagen} tot "
            "{last_date:date}, waarvan {uncovered} bij gebrek aan geld."
        ),
        "de": (
            "{movements:Überweisung|Überweisungen} über {amount:money} kamen in {days:Tag|Tagen} bis {last_date:date} zurück, "
            "davon {uncovered} mangels Deckung."
        ),
    },
    lookback=62,
)


def find(material: Material) -> pl.LazyFrame:
    """Give the months in which transfers came back, on the first day on which they were enough."""
    returned = material.booked.filter(_came_back()).with_columns(
        RULE.at("days", pl.col("booked")).alias("days"),
        (pl.col("reason_code") == NO_MONEY).cast(pl.Int64).alias("uncovered"),
        pl.col("booked").dt.truncate("1mo").alias("month"),
    )
    counted = trailing(returned, ACCOUNT, pl.lit(1, pl.Int64), pl.col("days"), "times")
    daily = trailing(counted, ACCOUNT, pl.col("uncovered"), pl.lit(1), "uncovered_today")
    enough = (pl.col("times") >= RULE.at("count", pl.col("booked"))) | (pl.col("uncovered_today") > 0)
    first = daily.filter(enough).unique([*ACCOUNT, "month"], keep="first", maintain_order=True)
    asked = first.select(
        *ACCOUNT, "days", pl.col("month").dt.to_string("%Y-%m").alias("anchor"), pl.col("booked").alias("until")
    )
    age = (pl.col("until") - pl.col("booked")).dt.total_days()
    members = returned.drop("days").join(asked, on=ACCOUNT, maintain_order="left").filter(age >= 0, age < pl.col("days"))
    grouped = together(
        members,
        [*ACCOUNT, "anchor", "days"],
        pl.col("uncovered").sum().alias("e_uncovered"),
        pl.col("party").drop_nulls().first().alias("counterparty"),
    )
    return shaped(grouped.rename({"days": "e_days"}))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the transfers that came back."""
    return lately.moved().filter(_came_back())


def _came_back() -> pl.Expr:
    """Say whether a movement is a transfer that came back, for another reason than a slip of the pen."""
    back = pl.col("operation").eq(UNEXECUTABLE) | pl.col("r_transaction").is_in(REJECT_OR_RETURN)
    return credit() & pl.col("family").is_in(TRANSFER_FAMILIES) & back & ~pl.col("reason_code").is_in(MISTYPED)
