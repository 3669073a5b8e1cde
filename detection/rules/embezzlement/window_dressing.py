"""Own money on the account only while it is looked at.

A credit of 2,500 EUR or more from an own account of the holder, or from a loan (transaction family 13), booked from 10 days
before to 3 days after a day on which the account is reported: the balance of 31 December, and 28 February, when the yearly
report is due. Within 30 days, 95 to 105 % of it leaves again for an own account or back to the loan. One finding for each
such credit, known on the day on which the money left: one debit for one credit (`pairs`).

What leaves on the day it came never stood in a closing balance and is not found. Money that had been taken before and only
came back (D first, then C) is the round trip's story and is left to own-round-trip. Reports that an audit asked for have no
date in the data; money lent by relatives is not told from a client's by name alone.
"""

from __future__ import annotations

import polars as pl

from detection.codes import CREDIT_FAMILY, credit, debit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.own_money import ROUND_TRIP, round_trips
from detection.pairs import awaiting, in_pairs, paired
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Own money put on the account around a reporting date",
    titles={
        "fr": "Argent propre versé autour d'une date de rapport",
        "nl": "Eigen geld gestort rond een rapporteringsdatum",
        "de": "Eigenes Geld rund um einen Berichtsstichtag eingebracht",
    },
    nature="suspicious",
    severity="critical",
    typology="own-money",
    references=(
        "Judicial Code, art. 446quater §1 and §5",
        "OVB, Codex, art. 136, and OBFG, code of conduct, art. 4.78: yearly report by 28 February, balances of 31 December",
    ),
    false_positives=(
        "A wrong transfer put right: left to own-round-trip when the money had been taken first.",
        "A loan or own credit that passed through the account by mistake: ask for the instruction.",
    ),
    steps=(
        "Compare the declared balance of 31 December with the positions per dossier, without this money.",
        "Ask where the money came from and why it left again.",
        "See whether the same happened around earlier reporting dates.",
    ),
    parameters={
        **ROUND_TRIP,
        "least": Parameter({STATUTE: 2_500_000}, unit="thousandths of EUR", source=HOUSE),
        "year_end": Parameter({STATUTE: 1231}, unit="month and day (MMDD)", source="OVB, Codex, art. 136; OBFG 4.78"),
        "report": Parameter({STATUTE: 228}, unit="month and day (MMDD)", source="OVB, Codex, art. 136; OBFG 4.78"),
        "before": Parameter({STATUTE: 10}, unit="days", source=HOUSE),
        "after": Parameter({STATUTE: 3}, unit="days", source=HOUSE),
        "days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
        "share_least": Parameter({STATUTE: 950}, unit="thousandths of the credit", source=HOUSE),
        "share_most": Parameter({STATUTE: 1_050}, unit="thousandths of the credit", source=HOUSE),
    },
    lookback=360,
    sentences={
        "en": (
            "{amount:money} of own or borrowed money came in on {first_date:date}, around the reporting date {key:date}; "
            "{gone:money} left again by {last_date:date}."
        ),
        "fr": (
            "{amount:money} d'argent propre ou emprunté versés le {first_date:date}, autour de la date de rapport {key:date} ; "
            "{gone:money} repartis au {last_date:date}."
        ),
        "nl": (
            "Op {first_date:date} kwam {amount:money} eigen of geleend geld binnen, rond de rapporteringsdatum {key:date}; "
            "{gone:money} vertrok weer tegen {last_date:date}."
        ),
        "de": (
            "Am {first_date:date} gingen {amount:money} eigenes oder geliehenes Geld ein, rund um den Berichtsstichtag "
            "{key:date}; {gone:money} gingen bis {last_date:date} wieder ab."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the credits around a reporting date that left again, each with its debit."""
    booked, amount = pl.col("booked"), pl.col("amount_milli")
    holders = material.booked.filter(pl.col("own") | (pl.col("family") == CREDIT_FAMILY), pl.col("r_transaction") == "")
    came = holders.filter(credit(), amount >= RULE.at("least", booked)).with_columns(_key_date().alias("key"))
    brought_back = round_trips(material, RULE).select(pl.col("reply").alias("movement_id"))
    put_there = came.filter(pl.col("key").is_not_null()).join(brought_back, on="movement_id", how="anti", maintain_order="left")
    waiting = awaiting(
        put_there,
        first=1,
        days=RULE.at("days", booked),
        least=RULE.at("share_least", booked),
        most=RULE.at("share_most", booked),
    )
    pairs = paired(waiting, holders.filter(debit()), days=RULE.parameters["days"].largest())
    keys = put_there.select(pl.col("movement_id").alias("anchor"), pl.col("key").dt.to_string("iso").alias("e_key"))
    grouped = together(
        in_pairs(material.booked, pairs).join(keys, on="anchor", maintain_order="left"),
        [*ACCOUNT, "anchor", "e_key"],
        amount.filter(credit()).sum().alias("came_milli"),
        (-amount).filter(debit()).sum().alias("e_gone"),
        pl.col("party").filter(credit()).first().alias("counterparty"),
    )
    return shaped(grouped, amount_milli=pl.col("came_milli"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what left for the holder, or back to a loan."""
    return lately.moved().filter(debit(), pl.col("own") | (pl.col("family") == CREDIT_FAMILY))


def _key_date() -> pl.Expr:
    """Give the reporting date around which a credit was booked; null for none."""
    booked = pl.col("booked")
    chosen: pl.Expr = pl.lit(None, dtype=pl.Date)
    for name, years in (("report", 0), ("year_end", 0), ("year_end", -1)):
        value = RULE.at(name, booked)
        key = pl.date(booked.dt.year() + years, value // 100, value % 100)
        since = (booked - key).dt.total_days()
        around = since.is_between(-RULE.at("before", booked), RULE.at("after", booked))
        chosen = pl.when(around).then(key).otherwise(chosen)
    return chosen
