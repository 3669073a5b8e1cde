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
from detection.material import Material
from detection.natural_persons import is_person
from detection.parties import acts_for_others
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing

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
MOVED = ["movement_id", "booked", "amount_milli", "bank_reference"]
HOME = "BE"


def find(material: Material) -> pl.LazyFrame:
    """Give each month's first payment with which one beneficiary has what many brought."""
    moved = material.booked.filter(~(pl.col("own") | pl.col("quality") | pl.col("bank")), pl.col("party").is_not_null())
    large = -pl.col("amount_milli") >= RULE.at("least_payment", pl.col("booked"))
    payments = moved.filter(debit(), large).select(*PAYEE, *MOVED, "party_plain", "dossier").collect().lazy()
    asked = _payments_that_matter(payments).collect().lazy()
    brought = _brought(asked, moved).collect().lazy()
    sums = brought.group_by("anchor").agg(
        pl.col("amount_milli").sum().alias("e_received"), pl.col("party").n_unique().cast(pl.Int64).alias("e_payers")
    )
    share = pl.col("e_paid") * 1000
    answers = asked.join(sums, on="anchor", maintain_order="left").filter(
        pl.col("e_payers") >= pl.col("count"),
        pl.col("e_received") >= pl.col("sum"),
        share >= pl.col("e_received") * pl.col("share"),
        share <= pl.col("e_received") * pl.col("most"),
    )
    by_month = [*PAYEE, pl.col("ended").dt.truncate("1mo")]
    first = answers.filter(pl.col("anchor") == pl.col("anchor").first().over(by_month))
    return _told(first, brought, payments)


def _payments_that_matter(payments: pl.LazyFrame) -> pl.LazyFrame:
    """Give the payments whose payee has enough and is no collection client, with their window (`begun` to `ended`)."""
    day = pl.col("booked")
    paid = trailing(payments, PAYEE, -pl.col("amount_milli"), RULE.at("days", day), "e_paid")
    enough = paid.filter(pl.col("e_paid") * 1000 >= RULE.at("sum", day) * RULE.at("share", day), ~acts_for_others())
    figures = [RULE.at(name, day).alias(name) for name in ("count", "sum", "share", "most", "client_months")]
    windows = (
        enough.select(
            *PAYEE,
            pl.col("movement_id").alias("anchor"),
            pl.col("dossier").alias("payment_dossier"),
            day.dt.offset_by(pl.format("-{}d", RULE.at("days", day) - 1)).alias("begun"),
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
        pl.col("begun").dt.offset_by(pl.format("-{}d", "client_days")).alias("begun"),
        pl.col("begun").dt.offset_by("-1d").alias("ended"),
    )
    earlier = during(year_before, payments.select(*PAYEE, "booked"), PAYEE, RULE.parameters["client_days"].largest())
    months = earlier.group_by("anchor", "client_months").agg(day.dt.truncate("1mo").n_unique().alias("months"))
    clients = months.filter(pl.col("months") >= pl.col("client_months"))
    return windows.join(clients, on="anchor", how="anti", maintain_order="left")


def _brought(windows: pl.LazyFrame, moved: pl.LazyFrame) -> pl.LazyFrame:
    """Give, for each window, the receipts of natural persons and parties abroad that may belong to its payment."""
    unstructured = pl.col("structured_reference") == ""
    columns = [*PAYEE, *MOVED, "party_plain", "party_account", "dossier"]
    receipts = moved.filter(credit(), unstructured).join(windows.select(ACCOUNT), on=ACCOUNT, how="semi", maintain_order="left")
    spans = windows.select(*ACCOUNT, "anchor", "payment_dossier", "count", "begun", "ended")
    within = during(spans, receipts.select(columns), ACCOUNT, RULE.parameters["days"].largest())
    own = pl.col("dossier").is_null() | (pl.col("dossier") == pl.col("payment_dossier"))
    abroad = (of_iban(pl.col("party_account")) != HOME).fill_null(False)
    # most windows hold too few receipts: their names need not be read
    enough = within.filter(own.fill_null(False)).filter(pl.len().over("anchor") >= pl.col("count")).collect().lazy()
    return enough.drop("count").filter(is_person() | (abroad & ~acts_for_others()))


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
