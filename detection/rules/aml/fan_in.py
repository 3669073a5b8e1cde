"""Many payers to one beneficiary.

Money collected from many people and handed to one: in the 30 days that end on a payment of 2,500 EUR or more, at least ten
natural persons or parties abroad paid in 25,000 EUR or more together, and its payee was paid 80 to 125 % of that sum. Only
receipts count that name no dossier, or the payment's own, and carry no structured reference: debtors of a collection quote
theirs. A payee who was paid in three or more months of the year before the window is a collection client and not found; nor
are institutions, other lawyers, quality accounts and the holder, on either side. One finding for each payee and calendar
month: the first such payment, with the window's receipts and payments, all of its day included, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.countries import of_iban
from detection.findings import ACCOUNT, shaped, together
from detection.intervals import during
from detection.lately import Lately
from detection.material import Material
from detection.natural_persons import is_person
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_before, sums_during, trailing

RULE = Rule(
    title="Many payers to one beneficiary",
    titles={
        "fr": "De nombreux payeurs vers un seul bénéficiaire",
        "nl": "Veel betalers naar één begunstigde",
        "de": "Viele Zahler an einen Begünstigten",
    },
    nature="suspicious",
    severity="medium",
    typology="flow-through",
    references=(
        "Law of 18 September 2017, art. 45 §1: unusual pattern of operations",
        "FATF, Money laundering vulnerabilities of legal professionals (2013): collection account of an investment fraud",
    ),
    false_positives=(
        "A new collection client, until paid in three months.",
        "A group of claimants who pay their share of an advance.",
    ),
    steps=(
        "Ask what the payers were told they paid for, and who found them.",
        "Identify the beneficiary and its owner; look where it is established.",
    ),
    lookback=460,
    parameters={
        "days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
        "count": Parameter({STATUTE: 10}, unit="payers", source=HOUSE),
        "sum": Parameter({STATUTE: 25_000_000}, unit="thousandths of EUR", source=HOUSE),
        "share": Parameter({STATUTE: 800}, unit="thousandths of the receipts", source=HOUSE),
        "most": Parameter({STATUTE: 1_250}, unit="thousandths of the receipts", source=HOUSE),
        "least_payment": Parameter({STATUTE: 2_500_000}, unit="thousandths of EUR", source=HOUSE),
        "client_days": Parameter({STATUTE: 365}, unit="days before the window", source=HOUSE),
        "client_months": Parameter({STATUTE: 3}, unit="months with a payment", source=HOUSE),
    },
    sentences={
        "en": (
            "{payers:payer|payers} brought {received:money} in {days:day|days} up to {last_date:date}; {paid:money} went to "
            "one beneficiary."
        ),
        "fr": (
            "{payers:payeur a|payeurs ont} versé {received:money} en {days:jour|jours} au {last_date:date} ; {paid:money} sont "
            "allés à un seul bénéficiaire."
        ),
        "nl": (
            "{payers:betaler bracht|betalers brachten} {received:money} in {days:dag|dagen} tot {last_date:date}; {paid:money} "
            "ging naar één begunstigde."
        ),
        "de": (
            "{payers:Zahler brachte|Zahler brachten} {received:money} in {days:Tag|Tagen} bis {last_date:date}; {paid:money} "
            "gingen an einen Begünstigten."
        ),
    },
)
PAYEE = [*ACCOUNT, "party"]
DOSSIER = [*ACCOUNT, "dossier"]
MOVED = ["movement_id", "booked", "amount_milli", "bank_reference"]
HOME = "BE"


def find(material: Material) -> pl.LazyFrame:
    """Give each month's first payment with which one beneficiary has what many brought."""
    moved = material.booked.filter(~(pl.col("own") | pl.col("quality") | pl.col("bank")), pl.col("party").is_not_null())
    large = -pl.col("amount_milli") >= RULE.at("least_payment", pl.col("booked"))
    payments = moved.filter(debit(), large).select(*PAYEE, *MOVED, "for_others", "dossier").collect().lazy()
    asked = _payments_that_matter(payments).collect()
    receipts = moved.filter(credit(), pl.col("structured_reference") == "").select(
        *PAYEE, *MOVED, "party_plain", "party_account", "for_others", "dossier"
    )
    # most windows hold too few receipts or too little: whose they are need not be read
    enough = _brought_enough(asked, receipts.collect())
    afar = _from_afar(receipts, enough)
    close = _brought_enough(enough, afar).filter(pl.col("e_paid") * 1000 >= pl.col("e_received") * pl.col("share"))
    brought = _brought(close.lazy(), afar.lazy()).collect().lazy()
    payers = brought.group_by("anchor").agg(pl.col("party").n_unique().cast(pl.Int64).alias("e_payers"))
    answers = close.lazy().join(payers, on="anchor", maintain_order="left").filter(pl.col("e_payers") >= pl.col("count"))
    by_month = [*PAYEE, pl.col("ended").dt.truncate("1mo")]
    first = answers.filter(pl.col("anchor") == pl.col("anchor").first().over(by_month))
    return _told(first, brought, payments)


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments that may have what many brought."""
    others = ~(pl.col("own") | pl.col("quality") | pl.col("bank")) & pl.col("party").is_not_null()
    large = -pl.col("amount_milli") >= RULE.at("least_payment", pl.col("booked"))
    return lately.moved().filter(debit(), large, others)


def near(lately: Lately) -> pl.LazyFrame:
    """Find on the days before alone: a year more only makes payees collection clients."""
    return find(lately.recent)


def _payments_that_matter(payments: pl.LazyFrame) -> pl.LazyFrame:
    """Give the payments whose payee has enough and is no collection client, with their window (`begun` to `ended`)."""
    day = pl.col("booked")
    paid = trailing(payments, PAYEE, -pl.col("amount_milli"), RULE.at("days", day), "e_paid")
    enough = paid.filter(pl.col("e_paid") * 1000 >= RULE.at("sum", day) * RULE.at("share", day), ~pl.col("for_others"))
    figures = [RULE.at(name, day).alias(name) for name in ("count", "sum", "share", "most", "client_months")]
    windows = (
        enough.select(
            *PAYEE,
            pl.col("movement_id").alias("anchor"),
            pl.col("dossier").alias("payment_dossier"),
            days_before(day, RULE.at("days", day) - 1).alias("begun"),
            day.alias("ended"),
            "e_paid",
            RULE.at("days", day).alias("e_days"),
            *figures,
            RULE.at("client_days", day).alias("client_days"),
        )
        .collect()
        .lazy()
    )
    year_before = windows.select(
        *PAYEE,
        "anchor",
        "client_months",
        days_before(pl.col("begun"), pl.col("client_days")).alias("begun"),
        pl.col("begun").dt.offset_by("-1d").alias("ended"),
    )
    earlier = during(year_before, payments.select(*PAYEE, "booked"), PAYEE, RULE.parameters["client_days"].largest())
    months = earlier.group_by("anchor", "client_months").agg(day.dt.truncate("1mo").n_unique().alias("months"))
    clients = months.filter(pl.col("months") >= pl.col("client_months"))
    return windows.join(clients, on="anchor", how="anti", maintain_order="left")


def _brought_enough(windows: pl.DataFrame, receipts: pl.DataFrame) -> pl.DataFrame:
    """Keep the windows that hold enough receipts of the payment's dossier or of none, and of which it is not too much.

    Adds `e_received`, their sum.
    """
    nameless = receipts.filter(pl.col("dossier").is_null())
    spans = windows.select(*ACCOUNT, "begun", "ended", pl.col("payment_dossier").alias("dossier"))

    def summed(value: pl.Expr) -> pl.Series:
        of_none, of_dossier = (
            sums_during(spans, moved.select(*by, "booked", value.alias("value")), by).fill_null(0)
            for moved, by in ((nameless, ACCOUNT), (receipts, DOSSIER))
        )
        return of_none + of_dossier

    counted = windows.with_columns(
        summed(pl.col("amount_milli")).alias("e_received"), summed(pl.lit(1, pl.Int64)).alias("receipts")
    )
    return counted.filter(
        pl.col("receipts") >= pl.col("count"),
        pl.col("e_received") >= pl.col("sum"),
        pl.col("e_paid") * 1000 <= pl.col("e_received") * pl.col("most"),
    )


def _from_afar(receipts: pl.LazyFrame, windows: pl.DataFrame) -> pl.DataFrame:
    """Give the receipts of natural persons and parties abroad, on the accounts of the windows."""
    there = receipts.join(windows.lazy().select(ACCOUNT), on=ACCOUNT, how="semi", maintain_order="left").collect().lazy()
    persons = there.select("party_plain").unique().filter(is_person()).collect()["party_plain"]
    abroad = (of_iban(pl.col("party_account")) != HOME).fill_null(False)
    return there.filter(pl.col("party_plain").is_in(persons.implode()) | (abroad & ~pl.col("for_others"))).collect()


def _brought(windows: pl.LazyFrame, receipts: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each window, the receipts that may belong to its payment."""
    spans = windows.select(*ACCOUNT, "anchor", "payment_dossier", "begun", "ended")
    within = during(spans, receipts.select(*PAYEE, *MOVED, "dossier"), ACCOUNT, RULE.parameters["days"].largest())
    own = pl.col("dossier").is_null() | (pl.col("dossier") == pl.col("payment_dossier"))
    return within.filter(own.fill_null(False))


def _told(first: pl.LazyFrame, brought: pl.LazyFrame, payments: pl.LazyFrame) -> pl.LazyFrame:
    spans = first.select(*PAYEE, "anchor", "begun", "ended")
    paid = during(spans, payments.select(*PAYEE, *MOVED), PAYEE, RULE.parameters["days"].largest())
    columns = [*ACCOUNT, "anchor", *MOVED]
    received = brought.join(first.select("anchor"), on="anchor", how="semi", maintain_order="left")
    members = pl.concat([received.select(columns), paid.select(columns)]).sort(
        *ACCOUNT, "anchor", "booked", maintain_order=True
    )
    facts = first.select("anchor", pl.col("party").alias("counterparty"), "e_received", "e_payers", "e_paid", "e_days")
    grouped = together(members, [*ACCOUNT, "anchor"]).join(facts, on="anchor", maintain_order="left")
    return shaped(grouped, amount_milli=pl.col("e_received"))
