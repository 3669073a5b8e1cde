"""First payments to accounts at payment and electronic money institutions.

Such an account is opened in minutes from anywhere, and money moves on from it as fast (annex III, 2°). Most are ordinary
consumers' accounts, so this is a sign beside others, never a proof: one low finding for each account and month, naming the
month's payments of 5,000 EUR or more to such an account on the day on which the payee was first seen. The holder's own
accounts and payees known before are not found. A payee seen twice on its first day counts with all of that day. A month
that is not over gives a finding of stage `running`.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.dues import by_month_end
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.payment_institutions import at_payment_institution
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="First payments to accounts at payment institutions",
    titles={
        "fr": "Premiers paiements vers des comptes d'établissements de paiement",
        "nl": "Eerste betalingen naar rekeningen bij betalingsinstellingen",
        "de": "Erste Zahlungen auf Konten bei Zahlungsinstituten",
    },
    nature="suspicious",
    severity="low",
    typology="geography",
    references=("Law of 18 September 2017, annex III, 2°: products that favour anonymity",),
    false_positives=("Consumers who bank there: a sign for the ranking, one low finding a month.",),
    steps=(
        "Compare the payee's name with the parties of the dossier.",
        "Ask when and how the account number was given, and whether it replaced another.",
    ),
    parameters={"least": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE)},
    sentences={
        "en": (
            "{count:first payment|first payments} to accounts at payment institutions from {first_date:date} to "
            "{last_date:date}, {amount:money} in all."
        ),
        "fr": (
            "{count:premier paiement|premiers paiements} vers des comptes d'établissements de paiement du {first_date:date} "
            "au {last_date:date}, {amount:money} en tout."
        ),
        "nl": (
            "{count:eerste betaling|eerste betalingen} naar rekeningen bij betalingsinstellingen van {first_date:date} tot "
            "{last_date:date}, samen {amount:money}."
        ),
        "de": (
            "{count:erste Zahlung|erste Zahlungen} auf Konten bei Zahlungsinstituten vom {first_date:date} bis "
            "{last_date:date}, zusammen {amount:money}."
        ),
    },
)


due = by_month_end


def find(material: Material) -> pl.LazyFrame:
    """Give each account's months with first payments to such accounts."""
    paid = material.booked.filter(_to_one())
    seen = material.booked.select(*ACCOUNT, "party", "booked").join(
        paid.select(*ACCOUNT, "party"), on=[*ACCOUNT, "party"], how="semi"
    )
    met = seen.group_by(*ACCOUNT, "party").agg(pl.col("booked").min().alias("met"))
    first = paid.join(met, on=[*ACCOUNT, "party"], maintain_order="left").filter(pl.col("booked") == pl.col("met"))
    month = pl.col("booked").dt.truncate("1mo").alias("month")
    grouped = together(first.with_columns(month), [*ACCOUNT, "month"], pl.len().cast(pl.Int64).alias("e_count"))
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    return shaped(
        grouped,
        anchor=pl.col("month").dt.strftime("%Y-%m"),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to accounts at such institutions."""
    return lately.moved().filter(_to_one())


def _to_one() -> pl.Expr:
    """Say whether a movement is a large payment to an account at such an institution."""
    large = debit() & (-pl.col("amount_milli") >= RULE.at("least", pl.col("booked")))
    others = ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    return large & others & at_payment_institution(pl.col("party_account"), pl.col("counterparty_bic"))
