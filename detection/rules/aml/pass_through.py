"""Account used as a bank: quick in and out, for nobody's dossier.

A receipt of 10,000 EUR or more from a party never seen before, of which 90 to 100 % goes on within three days to other
parties never seen before, no dossier and no structured reference on either side. Forwarding promptly is a duty (art.
446quater §4), so speed alone is never found: one reference, one known party, or a notary, bailiff, court, insurer, public
fund or another lawyer on either side makes it the ordinary work of a lawyer. The holder's own accounts and quality accounts
are left to other rules. Movements of one day count as receipts first, debits after, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import NEAR_DAYS, Lately
from detection.material import Material
from detection.onward import EVENTS, answered, findings_of
from detection.parties import met_on
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Account used as a bank: quick in and out",
    titles={
        "fr": "Compte utilisé comme une banque : entrée et sortie rapides",
        "nl": "Rekening gebruikt als bank: snel in en uit",
        "de": "Konto als Bank benutzt: schneller Ein- und Ausgang",
    },
    nature="suspicious",
    severity="high",
    typology="flow-through",
    references=(
        "Law of 18 September 2017, art. 45 §1 and art. 47",
        "FATF, Money laundering vulnerabilities of legal professionals (2013)",
        "Solicitors Regulation Authority, accounts rule 3.3: no banking facility (comparison)",
    ),
    false_positives=(
        "Prompt forwarding, which is a duty: found only without any reference and between parties never seen before.",
    ),
    steps=(
        "Ask which dossier the receipt and the payments belong to, and which legal service was given.",
        "Identify payer and beneficiaries and the link between them.",
        "Weigh a report under art. 47; the holder is not told of it (art. 55).",
    ),
    parameters={
        "least": Parameter({STATUTE: 10_000_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 3}, unit="days", source=HOUSE),
        "share": Parameter({STATUTE: 900}, unit="thousandths of the receipt", source=HOUSE),
    },
    sentences={
        "en": (
            "{received:money} received on {first_date:date} from an unknown party, {paid:money} paid on to others "
            "by {last_date:date}, without any dossier reference."
        ),
        "fr": (
            "{received:money} reçus le {first_date:date} d'un inconnu, {paid:money} reversés à d'autres au "
            "{last_date:date}, sans référence de dossier."
        ),
        "nl": (
            "{received:money} ontvangen op {first_date:date} van een onbekende, {paid:money} doorbetaald aan "
            "anderen tegen {last_date:date}, zonder dossierreferentie."
        ),
        "de": (
            "{received:money} am {first_date:date} von einer unbekannten Partei erhalten, {paid:money} bis {last_date:date} an "
            "andere weitergezahlt, ohne Aktenreferenz."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the receipts that went on at once, with the debits that carried them on."""
    strangers = met_on(material.booked).filter(_strange())
    large = pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))
    candidates = strangers.filter(debit() | (credit() & large & (pl.col("met") == pl.col("booked"))))
    events = candidates.select(
        pl.concat_str(ACCOUNT, separator="|").alias("key"),
        "party",
        "movement_id",
        pl.col("booked").to_physical().alias("day"),
        pl.col("met").to_physical(),
        "amount_milli",
        RULE.at("days", pl.col("booked")).alias("days"),
        RULE.at("share", pl.col("booked")).alias("least"),
        pl.lit(1000, pl.Int64).alias("most"),
    ).select(EVENTS.names())
    onward = findings_of(candidates, answered(events.collect(), other_party=True))
    grouped = together(
        onward,
        [*ACCOUNT, "anchor", "answered_milli"],
        pl.col("amount_milli").filter(credit()).sum().alias("e_received"),
        pl.col("party").filter(credit()).first().alias("counterparty"),
    )
    return shaped(grouped, amount_milli=pl.col("e_received"), e_paid=pl.col("answered_milli"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to strangers, no dossier and no reference."""
    return lately.moved().filter(debit(), _strange())


def near(lately: Lately) -> pl.LazyFrame:
    """Give the payments soon after a large receipt, neither party of which was seen in the days before."""
    day, days = pl.col("booked"), RULE.parameters["days"].largest()
    strangers = met_on(lately.moved(NEAR_DAYS)).filter(_strange())
    large = (pl.col("amount_milli") >= RULE.at("least", day)) & (pl.col("met") == day)
    receipts = strangers.filter(credit(), large).select(*ACCOUNT, day.alias("came"))
    since = lately.first_days.lazy().rename({"day": "first_day"})
    payments = strangers.join(since, on="account").filter(debit(), day >= pl.col("first_day"))
    paid = payments.select(*ACCOUNT, "met", day.alias("paid")).join(receipts, on=ACCOUNT)
    waited = (pl.col("paid") - pl.col("came")).dt.total_days()
    return paid.filter(waited.is_between(0, days), pl.col("met") >= pl.col("came"))


def _strange() -> pl.Expr:
    """Say whether a movement has a party that acts for itself, and neither dossier nor reference."""
    others = ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    return ~pl.col("referenced") & pl.col("party").is_not_null() & others & ~pl.col("for_others")
