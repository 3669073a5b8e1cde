"""Monthly payments of rent.

The same amount to the same payee month after month, and the communication says rent: the office, or the lawyer's home, on
clients' money. Three payments or more, each 25 to 35 days after the one before, are found; one finding for each payee and
calendar year, low where each payment names its dossier. Nothing is found where a credit of the same amount came for each
payment in the 31 days up to it, or where its dossier or reference brought as much in 250 days: then a client's rent is
passed on. Payments of the same day to one payee count once; whether the money of a day came before or after does not matter.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.dues import by_year_end
from detection.findings import ACCOUNT
from detection.funding import with_funding, with_pairs
from detection.lately import Lately
from detection.lists import pattern
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.series import runs, yearly

RULE = Rule(
    title="Monthly payments of rent",
    titles={
        "fr": "Paiements mensuels de loyer",
        "nl": "Maandelijkse betalingen van huur",
        "de": "Monatliche Mietzahlungen",
    },
    nature="suspicious",
    severity="high",
    typology="own-benefit",
    references=("Judicial Code, art. 446quater §1", "OBFG, code of conduct, art. 4.72 §1"),
    false_positives=(
        "A client's rent paid from an escrow whose money came longer ago or without its reference.",
        "Rent arrears that an opponent pays in instalments: low while each payment names its dossier.",
    ),
    steps=("Ask for the lease: who is the tenant?", "Ask whose money paid each month, and for its repayment."),
    lookback=366 + 3 * 35 + 250,
    parameters={
        "count": Parameter({STATUTE: 3}, unit="payments", source=HOUSE),
        "shortest": Parameter({STATUTE: 25}, unit="days", source=HOUSE),
        "longest": Parameter({STATUTE: 35}, unit="days", source=HOUSE),
        "pairing_days": Parameter({STATUTE: 31}, unit="days", source=HOUSE),
        "funding_days": Parameter({STATUTE: 250}, unit="days", source=HOUSE),
    },
    sentences={
        "en": "{count:payment|payments} of rent to one payee from {first_date:date} to {last_date:date}, {amount:money}.",
        "fr": (
            "{count:paiement|paiements} de loyer au même bénéficiaire du {first_date:date} au {last_date:date}, "
            "{amount:money} en tout."
        ),
        "nl": (
            "{count:huurbetaling|huurbetalingen} aan één begunstigde van {first_date:date} tot {last_date:date}, "
            "samen {amount:money}."
        ),
        "de": (
            "{count:Mietzahlung|Mietzahlungen} an einen Empfänger von {first_date:date} bis {last_date:date}, "
            "zusammen {amount:money}."
        ),
    },
)

RENT = pattern(("LOYER", "LOYERS", "HUUR", "HUURGELD", "HUURPRIJS", "MIETE", "MIETZINS", "RENT"))
SERIES = [*ACCOUNT, "party", "amount_milli"]


due = by_year_end


def find(material: Material) -> pl.LazyFrame:
    """Give each payee's years with monthly rent that no client's money stands for."""
    booked = pl.col("booked")
    others = debit() & pl.col("party").is_not_null() & ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    rents = material.booked.filter(others, pl.col("text").str.contains(RENT)).collect()
    alone = with_pairs(
        with_funding(rents, material.booked, RULE.at("funding_days", booked)), material.booked, RULE.at("pairing_days", booked)
    ).filter(~(pl.col("funded") | pl.col("paired")))
    daily = alone.lazy().unique([*SERIES, "booked"], keep="first", maintain_order=True)
    members = runs(
        daily,
        SERIES,
        booked.to_physical(),
        RULE.parameters["count"].largest(),
        RULE.at("shortest", booked),
        RULE.at("longest", booked),
    )
    each_named = pl.col("dossier").is_not_null().all().alias("each_named")
    return yearly(members, material.on, severity=pl.when("each_named").then(pl.lit("low")), also=[each_named])


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments worded as rent."""
    return lately.moved().filter(debit(), pl.col("text").str.contains(RENT))
