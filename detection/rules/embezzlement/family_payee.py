"""Payee linked to the holder by name or address.

Money that goes to the holder's family, partners or home: two payments or more of 250 EUR or more, half a year apart at most,
to one payee that bears a word of the holder's name (first names and the most frequent surnames do not count), or whose address
is the holder's registered one. One finding for each payee and calendar year; low where each payment names its dossier. Nothing
is found of a payment to a payee who paid in on the account within half a year before it, by name or account number: family may
be a client. The holder's own and quality accounts, institutions and other lawyers are left to other rules. Payments of the same
day count each; whether a receipt of that day came before or after does not matter.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.dues import by_year_end
from detection.findings import ACCOUNT
from detection.funding import received_before
from detection.kinship import bears_name, shares_address
from detection.lately import Lately
from detection.material import ORDER, Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.series import runs, yearly

RULE = Rule(
    title="Payee linked to the holder by name or address",
    titles={
        "fr": "Bénéficiaire lié au titulaire par le nom ou l'adresse",
        "nl": "Begunstigde verbonden met de titularis door naam of adres",
        "de": "Empfänger mit Namen oder Adresse des Inhabers",
    },
    nature="suspicious",
    severity="high",
    typology="own-benefit",
    references=("Judicial Code, art. 446quater §1", "OBFG, code of conduct, art. 4.72 §1", "CCBE, code of conduct, 3.2"),
    false_positives=(
        "People who share a name and nothing else; once looked at, a dismissal keeps the payee silent.",
        "A relative who is a client or a beneficiary of a dossier and never paid in.",
        "A landlord or neighbour in the building of the office.",
    ),
    steps=(
        "Ask who the payee is to the holder, and for which dossier the payments were made.",
        "Look at who paid in the money of these dossiers.",
    ),
    lookback=366 + 183 + 183,
    parameters={
        "least": Parameter({STATUTE: 250_000}, unit="thousandths of EUR", source=HOUSE),
        "count": Parameter({STATUTE: 2}, unit="payments", source=HOUSE),
        "days": Parameter({STATUTE: 183}, unit="days from one payment to the next", source=HOUSE),
        "payer_days": Parameter({STATUTE: 183}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{count:payment|payments} to a payee with {basis:word} from {first_date:date} to {last_date:date}, "
            "{amount:money} in all."
        ),
        "fr": (
            "{count:paiement|paiements} à un bénéficiaire portant {basis:word} du {first_date:date} au {last_date:date}, "
            "{amount:money} en tout."
        ),
        "nl": (
            "{count:betaling|betalingen} aan een begunstigde met {basis:word} van {first_date:date} tot {last_date:date}, "
            "samen {amount:money}."
        ),
        "de": (
            "{count:Zahlung|Zahlungen} an einen Empfänger, gemeinsam ist {basis:word}, von {first_date:date} bis "
            "{last_date:date}, zusammen {amount:money}."
        ),
    },
)

SERIES = [*ACCOUNT, "party"]


due = by_year_end


def find(material: Material) -> pl.LazyFrame:
    """Give each linked payee's years with payments, those who paid in before left out."""
    booked = pl.col("booked")
    linked = _linked(material).sort(ORDER)
    came = material.booked.filter(credit(), ~pl.col("bank"))
    for name in ("party", "party_plain"):
        asked = linked.with_columns(pl.col(name).replace("", None))
        paid_in = received_before(asked, came, [*ACCOUNT, name], pl.lit(1, pl.Int64), RULE.at("payer_days", booked))
        linked = linked.filter(paid_in["received"].fill_null(0) == 0)
    members = runs(
        linked.lazy(),
        SERIES,
        booked.to_physical(),
        RULE.parameters["count"].largest(),
        pl.lit(0),
        RULE.at("days", booked) - 1,
    )
    each_named = pl.col("dossier").is_not_null().all().alias("each_named")
    basis = pl.when(pl.col("by_name").any()).then(pl.lit("same name")).otherwise(pl.lit("same address")).alias("e_basis")
    return yearly(
        members.sort("year", *ORDER),
        material.on,
        severity=pl.when("each_named").then(pl.lit("low")),
        also=[each_named, basis],
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to linked payees."""
    return _linked(lately.recent).lazy()


def _linked(material: Material) -> pl.DataFrame:
    large = -pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))
    others = debit() & pl.col("party").is_not_null() & ~(pl.col("own") | pl.col("quality") | pl.col("bank"))
    paid = material.booked.filter(others, large)
    ways = {
        True: paid.join(bears_name(paid), on=["holder_plain", "party_plain"], how="semi"),
        False: paid.join(shares_address(paid, material.around.holders), on=["holder_id", "counterparty_address"], how="semi"),
    }
    known = pl.concat([way.with_columns(pl.lit(by_name).alias("by_name")) for by_name, way in ways.items()]).collect()
    return known.unique("movement_id", keep="first", maintain_order=True).filter(~pl.col("for_others"))
