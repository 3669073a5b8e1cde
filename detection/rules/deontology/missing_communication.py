"""Transfer without a communication that identifies the dossier.

The best known weakness in practice, so it is never one alert per movement: one finding for each account and calendar month,
naming the month's transfers (families 01, 02, 41) to others whose communication is empty, shorter than four signs, or a
mere word such as "payment". Low; medium when in the 90 days that end on the month's last such transfer (all of that day
included) at least five, and at least a fifth, of all transfers were so. A structured reference, payments to the holder's
own accounts, and what the bank books are not found. A month that is not over gives a finding of stage `running`.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.dues import by_month_end
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.lists import rows
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing

TRANSFERS = ("01", "02", "41")
"""Families: SEPA, instant and foreign transfers."""

RULE = Rule(
    title="Transfers without communication",
    titles={
        "fr": "Virements sans communication",
        "nl": "Overschrijvingen zonder mededeling",
        "de": "Überweisungen ohne Mitteilung",
    },
    nature="illicit",
    severity="low",
    typology="traceability",
    references=(
        "OVB, Codex Deontologie, art. 134",
        "OBFG, code of conduct, art. 4.74 §2, last paragraph: the lawyer mentions what identifies the file",
    ),
    false_positives=("A communication cut off by the bank.", "Urgent payments to a known account."),
    steps=(
        "Read the rate over the quarter, not the single transfer.",
        "Remind the holder of the duty; look again in the next quarter.",
    ),
    lookback=90 + 31,
    parameters={
        "least_length": Parameter({STATUTE: 4}, unit="letters and digits", source=HOUSE),
        "days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
        "rate": Parameter({STATUTE: 200}, unit="thousandths of the transfers", source=HOUSE),
        "count": Parameter({STATUTE: 5}, unit="transfers", source=HOUSE),
    },
    sentences={
        "en": (
            "{count:transfer|transfers} without communication from {first_date:date} to {last_date:date}; "
            "{rate:percent} of the transfers of {days:day|days}."
        ),
        "fr": (
            "{count:virement|virements} sans communication du {first_date:date} au {last_date:date} ; "
            "{rate:percent} des virements de {days:jour|jours}."
        ),
        "nl": (
            "{count:overschrijving|overschrijvingen} zonder mededeling van {first_date:date} tot "
            "{last_date:date}; {rate:percent} van de overschrijvingen over {days:dag|dagen}."
        ),
        "de": (
            "{count:Überweisung|Überweisungen} ohne Mitteilung vom {first_date:date} bis {last_date:date}; "
            "{rate:percent} der Überweisungen aus {days:Tag|Tagen}."
        ),
    },
)


due = by_month_end


def find(material: Material) -> pl.LazyFrame:
    """Give each account's months with transfers that name nothing."""
    transfers = material.booked.filter(_transfer())
    told = [*ACCOUNT, "booked", "amount_milli", "movement_id", "bank_reference"]
    marked = transfers.select(*told, _silent().alias("silent"), pl.col("booked").dt.truncate("1mo").alias("month"))
    days = RULE.at("days", pl.col("booked"))
    counted = trailing(marked, ACCOUNT, pl.lit(1, pl.Int64), days, "transfers")
    counted = trailing(counted, ACCOUNT, pl.col("silent").cast(pl.Int64), days, "silent_ones").filter("silent")
    grouped = together(
        counted,
        [*ACCOUNT, "month"],
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("transfers").last(),
        pl.col("silent_ones").last(),
    ).with_columns((pl.col("silent_ones") * 1000 // pl.col("transfers")).alias("e_rate"))
    last = pl.col("last_date")
    often = (pl.col("e_rate") >= RULE.at("rate", last)) & (pl.col("silent_ones") >= RULE.at("count", last))
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    return shaped(
        grouped,
        anchor=pl.col("month").dt.strftime("%Y-%m"),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        severity=pl.when(often).then(pl.lit("medium")),
        e_days=RULE.at("days", last),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the transfers that say nothing."""
    return lately.moved().filter(_transfer(), _silent())


def _transfer() -> pl.Expr:
    """Say whether a movement is a transfer to another."""
    return debit() & pl.col("family").is_in(TRANSFERS) & ~pl.col("own") & ~pl.col("bank")


def _silent() -> pl.Expr:
    """Say whether the communication identifies nothing."""
    generic = [row["text"] for row in rows("generic_communications")]
    letters = pl.col("text").str.replace_all(" ", "", literal=True).str.len_chars()
    unstructured = (pl.col("structured_reference") == "") & (pl.col("communication_type") == "")
    return unstructured & ((letters < RULE.at("least_length", pl.col("booked"))) | pl.col("text").is_in(generic))
