"""Repayment of loans, leasing or cards of the lawyer.

A payment to a lender or card issuer, or one that the bank books as the repayment of an instalment credit, a mortgage or a
leasing (13 07, 13 11, 13 15), that comes again: two or more to one lender, 70 days apart at most, of one contract number or,
where none is named, of amounts that differ by a tenth at most. One finding for each lender and calendar year. Nothing is
found of a payment for which a credit of the same amount came in the 31 days up to it, or whose dossier or reference brought
as much in 60 days: a client's debt is settled so. Payments of the same day to one lender count once; the order of a day's
movements does not matter.
"""

from __future__ import annotations

import polars as pl

from detection.codes import CREDIT_FAMILY, debit
from detection.dues import by_year_end
from detection.findings import ACCOUNT
from detection.funding import with_funding, with_pairs
from detection.lately import Lately
from detection.material import ORDER, Material
from detection.payees import SURE_ENOUGH, of_category
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.series import runs, yearly

RULE = Rule(
    title="Repayment of loans, leasing or cards",
    titles={
        "fr": "Remboursement de prêts, de leasings ou de cartes",
        "nl": "Terugbetaling van leningen, leasing of kaarten",
        "de": "Rückzahlung von Darlehen, Leasing oder Karten",
    },
    nature="suspicious",
    severity="critical",
    typology="own-benefit",
    references=("Judicial Code, art. 446quater §1 and §3, 2°", "CODA 2.6, annex II, family 13"),
    false_positives=("A client's debt settled in instalments from money received earlier or without its reference.",),
    steps=(
        "Ask for the credit contract: who is the debtor?",
        "Compare with the holder's known credits, cars and cards.",
        "Ask for the repayment of the instalments.",
    ),
    lookback=366 + 70 + 60,
    parameters={
        "count": Parameter({STATUTE: 2}, unit="payments", source=HOUSE),
        "days": Parameter({STATUTE: 70}, unit="days", source=HOUSE),
        "tolerance": Parameter({STATUTE: 100}, unit="thousandths of the amount", source=HOUSE),
        "pairing_days": Parameter({STATUTE: 31}, unit="days", source=HOUSE),
        "funding_days": Parameter({STATUTE: 60}, unit="days", source=HOUSE),
    },
    sentences={
        "en": "{count:repayment|repayments} to one lender from {first_date:date} to {last_date:date}, {amount:money} in all.",
        "fr": (
            "{count:remboursement|remboursements} au même prêteur du {first_date:date} au {last_date:date}, "
            "{amount:money} en tout."
        ),
        "nl": (
            "{count:terugbetaling|terugbetalingen} aan één kredietgever van {first_date:date} tot {last_date:date}, "
            "samen {amount:money}."
        ),
        "de": (
            "{count:Rückzahlung|Rückzahlungen} an einen Kreditgeber von {first_date:date} bis {last_date:date}, "
            "zusammen {amount:money}."
        ),
    },
)

REPAYMENTS = ("07", "11", "15")
"""Operations of the credit family: instalment credit, mortgage, leasing."""
THE_BANK = "bank"
"""The lender of a repayment that names no counterparty."""
CONTRACT = r"(?:^|[^0-9])(\d{7,})(?:[^0-9]|$)"
LENDER = [*ACCOUNT, "party"]
CREDIT = [*LENDER, "contract"]


due = by_year_end


def find(material: Material) -> pl.LazyFrame:
    """Give each lender's years with repayments that no client's money stands for."""
    booked = pl.col("booked")
    paid = material.booked.filter(debit(), ~(pl.col("own") | pl.col("quality")))
    coded = paid.filter(pl.col("family") == CREDIT_FAMILY, pl.col("operation").is_in(REPAYMENTS)).collect()
    named = of_category(paid.filter(~pl.col("bank")), "payee_categories", "lender").filter(pl.col("sure") >= SURE_ENOUGH)
    lent = pl.concat([coded, named.drop("payee", "sure").collect()]).unique("movement_id", keep="first")
    ordered = lent.sort(ORDER).with_columns(pl.col("party").fill_null(THE_BANK), _contract())
    alone = with_pairs(
        with_funding(ordered, material.booked, RULE.at("funding_days", booked)),
        material.booked,
        RULE.at("pairing_days", booked),
    ).filter(~(pl.col("funded") | pl.col("paired")))
    by_number = _repeated(alone.lazy().filter(pl.col("contract") != ""), CREDIT, None)
    by_amount = _repeated(alone.lazy(), LENDER, _close())
    members = pl.concat([by_number, by_amount]).unique(["movement_id", "year"], keep="any")
    return yearly(members.sort("year", *ORDER), material.on)


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to lenders."""
    paid = lately.moved().filter(debit(), ~(pl.col("own") | pl.col("quality")))
    coded = paid.filter(pl.col("family") == CREDIT_FAMILY, pl.col("operation").is_in(REPAYMENTS))
    return pl.concat([coded.select("account"), of_category(paid, "payee_categories", "lender").select("account")])


def _repeated(payments: pl.LazyFrame, key: list[str], alike: pl.Expr | None) -> pl.LazyFrame:
    booked, count = pl.col("booked"), RULE.parameters["count"].largest()
    daily = payments.unique([*key, "booked"], keep="first", maintain_order=True)
    return runs(daily, key, booked.to_physical(), count, pl.lit(1), RULE.at("days", booked) - 1, alike=alike)


def _contract() -> pl.Expr:
    reference = pl.when(pl.col("structured_reference") != "").then("structured_reference")
    return pl.coalesce(reference, pl.col("text").str.extract(CONTRACT)).fill_null("").alias("contract")


def _close() -> pl.Expr:
    """Say whether a payment's amount is close to that of the one before."""
    now, before = pl.col("amount_milli").abs(), pl.col("amount_milli").abs().shift(1).over(LENDER)
    return (now - before).abs() * 1000 <= RULE.at("tolerance", pl.col("booked")) * pl.max_horizontal(now, before)
