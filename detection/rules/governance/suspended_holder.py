"""Payments from the account of a lawyer who may not practise.

A lawyer who is suspended, off the list, struck off or dead gives no payment orders; yet the account paid. One finding for each
account, status and calendar month, with the month's payments out. What the bank takes for itself and what comes in prove
nothing and are not found, nor is an account under judicial mandate (the law keeps it out of the control). A month in which
everything was booked by the first bank day after the status began is high, not critical: such orders may have been given
before. Payments of the status's first day count, whatever their sequence. Stage `running` for a month that is not over.
"""

from __future__ import annotations

import polars as pl

from detection.calendar import bank_days_expr
from detection.codes import debit
from detection.dues import by_month_end
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

KEPT_FROM_PRACTISING = ("suspended", "omitted", "struck_off", "deceased")

RULE = Rule(
    title="Payments from the account of a lawyer who may not practise",
    titles={
        "fr": "Paiements du compte d'un avocat suspendu, omis, radié ou décédé",
        "nl": "Betalingen van de rekening van een geschorste, weggelaten, geschrapte of overleden advocaat",
        "de": "Zahlungen vom Konto eines suspendierten, gelöschten, gestrichenen oder verstorbenen Anwalts",
    },
    nature="governance",
    severity="critical",
    typology="registration",
    references=(
        "Judicial Code, art. 471: a suspended lawyer abstains from every professional act",
        "Judicial Code, art. 473: measures of the bâtonnier",
    ),
    false_positives=(
        "A liquidator of the practice or an administrator appointed by the bâtonnier or the court.",
        "Standing orders and direct debits that nobody ended.",
        "A status that the register still shows although the Order ended it.",
    ),
    steps=(
        "Ask the bâtonnier whether a liquidator or an administrator was appointed, and from which day.",
        "Ask the bank who gave the orders, and by which means.",
    ),
    lookback=31,
    parameters={"given_before": Parameter({STATUTE: 1}, unit="bank days after the status began", source=HOUSE)},
    sentences={
        "en": (
            "{count:payment|payments} of {amount:money} in all between {first_date:date} and {last_date:date}; the holder was "
            "{status:word}."
        ),
        "fr": (
            "{count:paiement|paiements} pour {amount:money} en tout entre le {first_date:date} et le {last_date:date} ; le "
            "titulaire était {status:word}."
        ),
        "nl": (
            "{count:betaling|betalingen} van samen {amount:money} tussen {first_date:date} en {last_date:date}; de titularis "
            "was {status:word}."
        ),
        "de": (
            "{count:Zahlung|Zahlungen} über zusammen {amount:money} zwischen {first_date:date} und {last_date:date}; der "
            "Inhaber war {status:word}."
        ),
    },
)


due = by_month_end


def find(material: Material) -> pl.LazyFrame:
    """Give each month's payments out while the holder was kept from practising."""
    kept = material.around.statuses.lazy().filter(pl.col("status").is_in(KEPT_FROM_PRACTISING))
    begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.col("booked"))
    lasting = pl.col("valid_until").is_null() | (pl.col("booked") < pl.col("valid_until"))
    columns = [*ACCOUNT, "holder_id", "booked", "movement_id", "amount_milli", "bank_reference"]
    paid = (
        material.booked.filter(debit(), ~pl.col("bank"))
        .select(columns)
        .join(kept, on="holder_id", maintain_order="left")
        .filter(begun & lasting)
        .unique(["movement_id", "status"], keep="first", maintain_order=True)
    )
    month = pl.col("booked").dt.truncate("1mo").alias("month")
    late = bank_days_expr(pl.coalesce("valid_from", pl.lit(STATUTE)), pl.col("booked")) > RULE.at(
        "given_before", pl.col("booked")
    )
    grouped = together(
        paid.with_columns(month, late.alias("late")),
        [*ACCOUNT, "status", "month"],
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("late").any(),
    )
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    return shaped(
        grouped,
        anchor=pl.format("{}@{}", "status", pl.col("month").dt.strftime("%Y-%m")),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        severity=pl.when(~pl.col("late")).then(pl.lit("high")),
        e_status=pl.col("status"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments of holders who were ever kept from practising."""
    kept = lately.recent.around.statuses.lazy().filter(pl.col("status").is_in(KEPT_FROM_PRACTISING))
    return lately.moved().filter(debit(), ~pl.col("bank")).join(kept.select("holder_id").unique(), on="holder_id", how="semi")
