"""Payment to a consumer merchant or utility.

Shops, telecom, energy, fuel, travel, streaming, car leasing, schools, sport: client money does not pay the lawyer's own life.
A payment of 25 EUR or more to a payee whose name holds such a word is a finding; critical from the third in the 90 days that
end on its day, medium where it names a dossier (the payee may be an opponent), low where the word alone says little (hotel,
Mercedes). Nothing is found when in the 60 days up to the payment its dossier or reference, or somebody whom the
communication names, brought as much: then a client's own bill was paid with that client's money. Institutions, the holder's
own and quality accounts are left to other rules. All movements of the same day count, whatever their order.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.findings import ACCOUNT, per_movement
from detection.funding import with_funding, with_payers_named
from detection.lately import Lately
from detection.material import Material
from detection.payees import SURE_ENOUGH, of_category
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing

RULE = Rule(
    title="Payment to a consumer merchant or utility",
    titles={
        "fr": "Paiement à un commerçant ou à un fournisseur de services aux particuliers",
        "nl": "Betaling aan een handelszaak of nutsbedrijf voor particulieren",
        "de": "Zahlung an einen Händler oder Versorger für Verbraucher",
    },
    nature="suspicious",
    severity="high",
    typology="own-benefit",
    references=("Judicial Code, art. 446quater §§1 and 2", "OBFG, code of conduct, art. 4.72 §1"),
    false_positives=(
        "A client's own bill, paid from that client's money without a reference that both payments share.",
        "A merchant as opponent or employer in a dossier: medium while the payment names the dossier.",
        "A person or firm that bears such a word as a name.",
    ),
    steps=(
        "Ask whose bill it is: read the customer number and the communication.",
        "Look for the receipt from that client; without one, ask for the repayment of the sum.",
    ),
    lookback=150,
    parameters={
        "least": Parameter({STATUTE: 25_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
        "count": Parameter({STATUTE: 3}, unit="payments", source=HOUSE),
        "funding_days": Parameter({STATUTE: 60}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{amount:money} went to a consumer merchant or utility on {first_date:date}; "
            "{count:such payment|such payments} in {days:day|days}."
        ),
        "fr": (
            "{amount:money} versés à un commerçant ou fournisseur de particuliers le {first_date:date} ; "
            "{count:paiement semblable|paiements semblables} en {days:jour|jours}."
        ),
        "nl": (
            "Op {first_date:date} ging {amount:money} naar een handelszaak of nutsbedrijf; "
            "{count:zulke betaling|zulke betalingen} in {days:dag|dagen}."
        ),
        "de": (
            "Am {first_date:date} gingen {amount:money} an einen Händler oder Versorger; "
            "{count:solche Zahlung|solche Zahlungen} in {days:Tag|Tagen}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the payments to merchants that no client's money stands for, graded by their number."""
    booked, days = pl.col("booked"), RULE.at("days", pl.col("booked"))
    paid = material.booked.filter(
        debit(), -pl.col("amount_milli") >= RULE.at("least", booked), ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    )
    merchants = of_category(paid, "payee_categories", "private").filter(~pl.col("institution")).collect()
    waited = RULE.at("funding_days", booked)
    told = with_payers_named(with_funding(merchants, material.booked, waited), material.booked, waited)
    unfunded = told.filter(~(pl.col("funded") | pl.col("named")))
    sure = pl.col("sure") >= SURE_ENOUGH
    counted = trailing(unfunded.lazy(), ACCOUNT, sure.cast(pl.Int64), days, "count")
    severity = (
        pl.when(~sure)
        .then(pl.lit("low"))
        .when(pl.col("dossier").is_not_null())
        .then(pl.lit("medium"))
        .when(pl.col("count") >= RULE.at("count", booked))
        .then(pl.lit("critical"))
    )
    return per_movement(
        counted,
        severity=severity,
        confidence=pl.col("sure"),
        evidence={"count": pl.max_horizontal("count", pl.lit(1, pl.Int64)), "days": days},
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to merchants."""
    return of_category(lately.moved().filter(debit()), "payee_categories", "private")
