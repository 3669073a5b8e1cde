"""Deposit refunded to another person.

Money that a person paid in for a dossier comes back out as a refund, to somebody else: the payment of 5,000 EUR or more
names a dossier and a word for refund, others paid in under this dossier up to its day, and the payee never did, neither from
that account nor under that name (words in any order). Nothing is found when the payee is a court, bailiff, notary, insurer,
public fund, another lawyer, a quality account or the holder, nor when one of these paid in: it may stand for whoever is
refunded. A refund to an assignee after a reversed judgment is lawful and found. Receipts of the refund's own day count as
before it, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.parties import identity
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import has_word

RULE = Rule(
    title="Deposit refunded to another person",
    titles={
        "fr": "Dépôt remboursé à une autre personne",
        "nl": "Terugbetaling van een storting aan een andere persoon",
        "de": "Rückzahlung einer Einlage an eine andere Person",
    },
    nature="suspicious",
    severity="critical",
    typology="flow-through",
    references=(
        "Law of 18 September 2017, art. 45 §1: operations without an apparent economic or lawful purpose",
        "FATF, Money laundering vulnerabilities of legal professionals (2013): refunds to third parties",
    ),
    false_positives=(
        "A judgment is reversed and the creditor's assignee is paid.",
        "A spouse or a company of the payer, under another name.",
    ),
    steps=(
        "Ask who gave the payee's account and why the payer is not refunded.",
        "Identify the link between payer and payee.",
        "Weigh a report under art. 47; the holder is not told of it (art. 55).",
    ),
    parameters={"least": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE)},
    sentences={
        "en": (
            "{refunded:money} called a refund, paid on {last_date:date} to a party that had paid nothing in under the "
            "dossier; {payers:other party|other parties} had paid {received:money}."
        ),
        "fr": (
            "{refunded:money} qualifiés de remboursement, payés le {last_date:date} à une partie qui n'avait rien versé "
            "dans le dossier ; {payers:autre partie|autres parties} : {received:money} versés."
        ),
        "nl": (
            "{refunded:money}, terugbetaling genoemd, op {last_date:date} betaald aan een partij die in het dossier niets "
            "had gestort; {payers:andere partij|andere partijen}: {received:money} gestort."
        ),
        "de": (
            "{refunded:money}, als Rückzahlung bezeichnet, am {last_date:date} an eine Partei gezahlt, die für die Akte nichts "
            "eingezahlt hatte; {payers:andere Partei|andere Parteien}: {received:money} eingezahlt."
        ),
    },
)

DOSSIER = [*ACCOUNT, "dossier"]


def find(material: Material) -> pl.LazyFrame:
    """Give the refunds of a dossier to somebody who paid nothing in, with the receipts of the others."""
    named = material.booked.filter(pl.col("dossier").is_not_null(), pl.col("party").is_not_null(), ~pl.col("bank"))
    large = -pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))
    called = named.filter(debit(), large).filter(has_word(pl.col("text"), "wordings", "refund"))
    refunds = (
        called.select(*DOSSIER, "movement_id", "for_others", "own", "quality").collect().lazy().filter(~_stands_for_others())
    )
    dossiers = refunds.select(DOSSIER).unique()
    words = pl.col("party_plain").str.split(" ").list.sort().list.join(" ")
    concerned = (
        identity(named.join(dossiers, on=DOSSIER, how="semi", maintain_order="left").with_columns(words)).collect().lazy()
    )
    asked = concerned.join(refunds.select(pl.col("movement_id")), on="movement_id", how="semi").select(
        *DOSSIER,
        pl.col("movement_id").alias("anchor"),
        pl.col("booked").alias("day"),
        pl.col("party").alias("counterparty"),
        pl.col("identity").alias("payee"),
    )
    story = concerned.join(asked, on=DOSSIER, maintain_order="left").filter(
        pl.col("booked") <= pl.col("day"), credit() | (pl.col("movement_id") == pl.col("anchor"))
    )
    payer, amount = pl.col("identity").filter(credit()), pl.col("amount_milli")
    grouped = together(
        story,
        [*ACCOUNT, "anchor", "counterparty", "payee"],
        payer.n_unique().cast(pl.Int64).alias("e_payers"),
        amount.filter(credit()).sum().alias("e_received"),
        (-amount.filter(debit()).sum()).alias("e_refunded"),
        (payer == pl.col("payee").first()).any().alias("paid_in"),
        (credit() & _stands_for_others()).any().alias("through_others"),
    )
    third = (pl.col("e_payers") > 0) & ~pl.col("paid_in") & ~pl.col("through_others")
    return shaped(grouped.filter(third), amount_milli=pl.col("e_refunded"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the refunds."""
    large = -pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))
    paid = lately.moved().filter(debit(), large, pl.col("dossier").is_not_null())
    return paid.filter(has_word(pl.col("text"), "wordings", "refund"))


def _stands_for_others() -> pl.Expr:
    """Say whether the party may stand for somebody else: the holder, a quality account, an institution, another lawyer."""
    return pl.col("own") | pl.col("quality") | pl.col("for_others")
