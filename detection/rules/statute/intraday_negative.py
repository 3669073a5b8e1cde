"""Negative balance within a day.

The account was below zero between two movements of a day although the day closed at zero or above: money was paid before it
was there, with the bank's credit. That can be read only where a bank numbers its movements in the order in which it executed
them, and most banks group them. So the rule speaks only of banks that `lists/execution_order.csv` names for the day, after
a test of their order: the list is empty but for a test BIC, because the simulated banks put receipts before payments and list
now and then a payment first that was not executed first. Nothing is found for other banks, for a shortfall of less than 100
EUR, for a day that began or closed below zero (neg-balance), and for a statement that does not add up or covers more than
a quarter. One finding for each statement and booking day; here, and only here, the sequence within a day counts.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detection.balances import STATEMENT
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.lists import rows
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Negative balance within a day",
    titles={
        "fr": "Solde négatif en cours de journée",
        "nl": "Negatief saldo in de loop van de dag",
        "de": "Negativer Saldo im Laufe des Tages",
    },
    nature="illicit",
    severity="high",
    typology="account-in-debit",
    references=(
        "Judicial Code, art. 446quater §3, 1°: the account may never be in debit",
        "Judicial Code, art. 446quater §3, 2°: no credit in any form",
    ),
    false_positives=("A bank whose sequence is not the order of execution: only banks whose order was tested are listed.",),
    steps=(
        "Ask the bank for the time of execution of the day's movements.",
        "See which receipt made the balance good, and for which dossier the payment was made.",
    ),
    lookback=93,
    parameters={
        "least": Parameter({STATUTE: 100_000}, unit="thousandths of EUR", source=HOUSE),
        "longest": Parameter({STATUTE: 92}, unit="days of a statement", source=HOUSE + ": the longest quarter"),
    },
    sentences={
        "en": "Within {first_date:date} the balance went down to {low:money}; the day closed at {close:money}.",
        "fr": "Au cours du {first_date:date} le solde est descendu à {low:money} ; la journée a clôturé à {close:money}.",
        "nl": "In de loop van {first_date:date} daalde het saldo tot {low:money}; de dag sloot op {close:money}.",
        "de": "Im Laufe des {first_date:date} fiel der Saldo auf {low:money}; der Tag schloss mit {close:money}.",
    },
)

DAY = [*STATEMENT, "booked"]


def find(material: Material) -> pl.LazyFrame:
    """Give the days on which a listed bank's sequence shows a balance below zero between two movements."""
    running = pl.col("old_balance_milli") + pl.col("amount_milli").cum_sum().over(STATEMENT)
    moved = material.booked.join(_whole(material), on=STATEMENT, maintain_order="left").with_columns(running.alias("running"))
    low = pl.col("running").min()
    opening = (pl.col("running") - pl.col("amount_milli")).first()
    days = moved.group_by(DAY).agg(
        low.alias("low"),
        opening.alias("opening"),
        pl.col("running").last().alias("close"),
        pl.col("running").arg_min().alias("at"),
    )
    short = (pl.col("low") < 0) & (-pl.col("low") >= RULE.at("least", pl.col("booked")))
    found = days.filter(short, pl.col("opening") >= 0, pl.col("close") >= 0)
    # the movements up to the lowest point prove it; nothing after it does
    place = pl.int_range(pl.len()).over(DAY)
    proof = (
        moved.with_columns(place.alias("place"))
        .join(found, on=DAY, maintain_order="left")
        .filter(pl.col("place") <= pl.col("at"))
    )
    grouped = together(proof, [*STATEMENT, "low", "close"], pl.col("booked").first().alias("day"))
    return shaped(
        grouped,
        anchor=pl.format("{}|{}|{}|{}", pl.col("statement_date").cast(pl.String), "statement_number", "ordinal", "day"),
        last_date=pl.col("statement_date"),
        amount_milli=pl.col("low"),
        e_low=pl.col("low"),
        e_close=pl.col("close"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what came of listed banks."""
    return lately.moved().join(_listed(lately.recent.accounts), on=ACCOUNT, how="semi")


def _whole(material: Material) -> pl.LazyFrame:
    """Give the statements of listed banks that add up and are short enough to be judged: its key and old balance."""
    begun = (pl.col("statement_date") - pl.col("old_balance_date")).dt.total_days()
    judged = material.chained.join(_listed(material.accounts), on=ACCOUNT).filter(
        begun <= RULE.at("longest", pl.col("statement_date")),
        pl.col("statement_date") >= pl.col("since"),
        pl.col("until").is_null() | (pl.col("statement_date") < pl.col("until")),
    )
    sums = material.booked.group_by(STATEMENT).agg(pl.col("amount_milli").sum().alias("moved_milli"))
    adds_up = pl.col("old_balance_milli") + pl.col("moved_milli") == pl.col("new_balance_milli")
    return judged.join(sums, on=STATEMENT).filter(adds_up).select(*STATEMENT, "old_balance_milli")


def _listed(accounts: pl.DataFrame) -> pl.LazyFrame:
    """Give the accounts of the banks whose sequence is known to be the order of execution, from when until when."""
    lines = [(row["bic"], date.fromisoformat(row["since"]), _day(row["until"])) for row in rows("execution_order")]
    banks = pl.LazyFrame(lines, schema={"bank_bic": pl.String, "since": pl.Date, "until": pl.Date}, orient="row")
    known = accounts.lazy().select(pl.col("iban").alias("account"), "currency", "bank_bic")
    return known.unique(ACCOUNT, keep="any").join(banks, on="bank_bic").drop("bank_bic")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
