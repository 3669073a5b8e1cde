"""One receipt spread to many accounts.

A receipt of 25,000 EUR or more from which, on its day and the 15 days after it, ten or more accounts are paid that together
take 80 % of it or more. Payments that name another dossier, or a dossier where the receipt names none, belong to something
else; those to the holder, quality accounts and the bank do not count. The finding stands with the payment that completes it
and names nothing later. A sharing is lawful and not found when the receipt and all payments name one dossier and either an
institution paid (a notary's estate, an insurer's settlement, a court) or at least half of the payees share a word of their
name (heirs). Payments of the receipt's day count whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.findings import ACCOUNT, shaped, together
from detection.intervals import during
from detection.lately import Lately
from detection.material import Material
from detection.names import EMPTY_WORDS, PARTICLES
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_after

RULE = Rule(
    title="One receipt spread to many accounts",
    titles={
        "fr": "Une recette répartie sur de nombreux comptes",
        "nl": "Eén ontvangst verspreid over veel rekeningen",
        "de": "Ein Eingang, auf viele Konten verteilt",
    },
    nature="suspicious",
    severity="medium",
    typology="flow-through",
    references=("Law of 18 September 2017, art. 45 §1: unusual pattern of operations",),
    false_positives=(
        "An estate or a group's settlement: not found when one dossier is named and an institution paid, or heirs are paid.",
        "An insolvency distributed to creditors.",
    ),
    steps=(
        "Ask for the decision or deed by which the receipt is shared, and for the list of payees.",
        "Look for payees who share an account, an address or a country.",
    ),
    lookback=16,
    parameters={
        "least": Parameter({STATUTE: 25_000_000}, unit="thousandths of EUR", source=HOUSE),
        "count": Parameter({STATUTE: 10}, unit="accounts", source=HOUSE),
        "days": Parameter({STATUTE: 15}, unit="days after the receipt's", source=HOUSE),
        "share": Parameter({STATUTE: 800}, unit="thousandths of the receipt", source=HOUSE),
        "heirs": Parameter({STATUTE: 500}, unit="thousandths of the payees who share a word", source=HOUSE),
    },
    sentences={
        "en": (
            "{received:money} received on {first_date:date} and spread: {paid:money} to {payees:account|accounts} by "
            "{last_date:date}."
        ),
        "fr": (
            "{received:money} reçus le {first_date:date} et répartis : {paid:money} vers {payees:compte|comptes} au "
            "{last_date:date}."
        ),
        "nl": (
            "{received:money} ontvangen op {first_date:date} en verspreid: {paid:money} naar {payees:rekening|rekeningen} "
            "tegen {last_date:date}."
        ),
        "de": (
            "{received:money} am {first_date:date} erhalten und verteilt: {paid:money} an {payees:Konto|Konten} bis "
            "{last_date:date}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the receipts that were spread, with the payments that spread them."""
    day = pl.col("booked")
    moved = material.booked.filter(~pl.col("bank"), ~pl.col("own"))
    columns = [*ACCOUNT, "booked", "amount_milli", "movement_id", "bank_reference", "party_account", "party_plain", "dossier"]
    receipts = moved.filter(pl.col("amount_milli") >= RULE.at("least", day)).select(*columns, "for_others").collect().lazy()
    spans = receipts.select(
        *ACCOUNT,
        day.alias("begun"),
        days_after(day, RULE.at("days", day)).alias("ended"),
        pl.col("movement_id").alias("anchor"),
        pl.col("amount_milli").alias("receipt_milli"),
        pl.col("dossier").alias("receipt_dossier"),
        *(RULE.at(name, day).alias(name) for name in ("share", "count")),
        pl.col("for_others").alias("institution"),
    )
    payments = moved.filter(debit(), ~pl.col("quality"), pl.col("party_account").is_not_null()).select(columns)
    spread = _completed(_followed(spans, payments.with_row_index("place").collect().lazy())).collect().lazy()
    lawful = spread.join(_shared_lawfully(spread), on="anchor", how="anti", maintain_order="left")
    return _told(lawful, receipts)


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to others."""
    others = ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    return lately.moved().filter(debit(), others, pl.col("party_account").is_not_null())


def near(lately: Lately) -> pl.LazyFrame:
    """Find on the days before alone: no receipt looks further."""
    return find(lately.recent)


def _followed(spans: pl.LazyFrame, payments: pl.LazyFrame) -> pl.LazyFrame:
    """Give the payments behind each receipt that name its dossier, or none; those of a receipt in their order."""
    most = RULE.parameters["days"].largest() + 1
    nameless = during(spans, payments.filter(pl.col("dossier").is_null()), ACCOUNT, most)
    of_dossier = during(spans.with_columns(pl.col("receipt_dossier").alias("dossier")), payments, [*ACCOUNT, "dossier"], most)
    return pl.concat([nameless, of_dossier.select(nameless.collect_schema().names())]).sort("place").drop("place")


def _completed(payments: pl.LazyFrame) -> pl.LazyFrame:
    """Keep each receipt's payments up to the one with which both the share and the number of payees are reached."""
    running = payments.with_columns(
        (-pl.col("amount_milli")).cum_sum().over("anchor").alias("paid"),
        pl.struct("anchor", "party_account").is_first_distinct().cum_sum().over("anchor").cast(pl.Int64).alias("payees"),
    )
    enough = (pl.col("paid") * 1000 >= pl.col("receipt_milli") * pl.col("share")) & (pl.col("payees") >= pl.col("count"))
    done = running.with_columns(enough.alias("done"))
    before = pl.col("done").cum_sum().over("anchor") - pl.col("done").cast(pl.UInt32)
    return done.filter(pl.col("done").any().over("anchor"), before == 0)


def _shared_lawfully(payments: pl.LazyFrame) -> pl.LazyFrame:
    """Give the receipts that an institution paid, or whose payees are heirs, all under one dossier."""
    one = pl.col("receipt_dossier").is_not_null() & (pl.col("dossier") == pl.col("receipt_dossier"))
    referenced = payments.filter(one.fill_null(False).all().over("anchor"))
    words = referenced.select("anchor", "booked", "party_account", pl.col("party_plain").str.split(" ").alias("word"))
    named = words.explode("word").filter(~pl.col("word").is_in([*EMPTY_WORDS, *PARTICLES]), pl.col("word") != "")
    alike = named.group_by("anchor", "word").agg(pl.col("party_account").n_unique().cast(pl.Int64).alias("alike"))
    payees = referenced.group_by("anchor").agg(
        pl.col("party_account").n_unique().cast(pl.Int64).alias("payees"),
        RULE.at("heirs", pl.col("booked").max()).alias("heirs"),
    )
    heirs = alike.join(payees, on="anchor").filter(pl.col("alike") * 1000 >= pl.col("payees") * pl.col("heirs"))
    by_institution = referenced.filter("institution")
    return pl.concat([heirs.select("anchor"), by_institution.select("anchor")]).unique()


def _told(payments: pl.LazyFrame, receipts: pl.LazyFrame) -> pl.LazyFrame:
    columns = [*ACCOUNT, "anchor", "booked", "movement_id", "amount_milli", "bank_reference", "party_account"]
    opened = receipts.with_columns(pl.col("movement_id").alias("anchor"))
    first = opened.join(payments.select("anchor"), on="anchor", how="semi", maintain_order="left").select(columns)
    amount = pl.col("amount_milli")
    grouped = together(
        pl.concat([first, payments.select(columns)]).sort(*ACCOUNT, "anchor", "booked", maintain_order=True),
        [*ACCOUNT, "anchor"],
        amount.filter(credit()).sum().alias("e_received"),
        (-amount.filter(debit()).sum()).alias("e_paid"),
        pl.col("party_account").filter(debit()).n_unique().cast(pl.Int64).alias("e_payees"),
        pl.col("party_account").filter(credit()).first().alias("counterparty"),
    )
    return shaped(grouped, amount_milli=pl.col("e_received"))
