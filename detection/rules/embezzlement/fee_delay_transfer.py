"""Incoming money delayed by chained transfers between the holder's own quality accounts.

Money that goes from one third-party or rubric account of a holder to another, and on to a third, is not passed on: it stays
with the holder. Found are three such hops in a row: each from the account to which the one before went, within 30 days of
it and of the same amount (± 2 %). The last hop is the anchor; each further hop is found with the two before it. One hop, to
the rubric account opened for the dossier, is how the law wants it, and two may be a way back: neither is found. Nothing is
found between accounts of different holders. Hops of one day may follow each other, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.dues import by_transfers
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

DAYS = 30
HOPS = 3

RULE = Rule(
    title="Incoming money delayed by chained internal transfers",
    titles={
        "fr": "Fonds retardés par des virements internes en chaîne",
        "nl": "Gelden vertraagd door kettingoverschrijvingen tussen eigen derdenrekeningen",
        "de": "Gelder durch Kettenüberweisungen zwischen eigenen Anderkonten verzögert",
    },
    nature="suspicious",
    severity="low",
    typology="kept-money",
    references=("Judicial Code, art. 446quater §4: the money is passed on as soon as possible",),
    false_positives=("A re-organisation of the accounts: a bank is left, rubric accounts are closed.",),
    steps=("Ask why the money moved on each time, and when its beneficiary got it.",),
    parameters={
        "days": Parameter({STATUTE: DAYS}, unit="days from one transfer to the next", source=HOUSE),
        "alike": Parameter({STATUTE: 20}, unit="thousandths by which amounts may differ", source=HOUSE),
    },
    sentences={
        "en": (
            "{amount:money} went through {movements:transfer|transfers} between quality accounts of one holder from "
            "{first_date:date} to {last_date:date}."
        ),
        "fr": (
            "{amount:money} ont passé par {movements:virement|virements} entre comptes de qualité d'un même titulaire du "
            "{first_date:date} au {last_date:date}."
        ),
        "nl": (
            "{amount:money} ging door {movements:overschrijving|overschrijvingen} tussen kwaliteitsrekeningen van één "
            "titularis van {first_date:date} tot {last_date:date}."
        ),
        "de": (
            "{amount:money} gingen vom {first_date:date} bis {last_date:date} durch {movements:Überweisung|Überweisungen} "
            "zwischen Anderkonten desselben Inhabers."
        ),
    },
    lookback=2 * DAYS,
)


due = by_transfers


def find(material: Material) -> pl.LazyFrame:
    """Give the third of three transfers in a row between accounts of one holder."""
    internal = material.between.filter(
        pl.col("amount_milli") < 0,
        pl.col("holder_id") == pl.col("other_holder_id"),
        pl.col("account") != pl.col("counterparty_account"),
    )
    hops = internal.select(
        "holder_id",
        "currency",
        pl.col("account").alias("from"),
        pl.col("counterparty_account").alias("to"),
        "movement_id",
        "booked",
        (-pl.col("amount_milli")).alias("moved"),
    )
    places = hops.group_by("holder_id").agg(pl.len().alias("hops")).filter(pl.col("hops") >= HOPS)
    several = hops.join(places, on="holder_id", how="semi").collect().lazy()
    two = _followed(several, several.select("movement_id")).rename({"previous": "first"})
    three = _followed(several, two.select("movement_id", "first")).rename({"previous": "second"})
    chains = three.filter(pl.col("movement_id") != pl.col("first")).sort("movement_id", "second", "first")
    one = chains.unique("movement_id", keep="last", maintain_order=True)
    here = material.held
    told = one.join(here, on="movement_id").select(
        *ACCOUNT, pl.col("movement_id").alias("anchor"), "moved", pl.concat_list("first", "second", "movement_id").alias("ids")
    )
    legs = material.between.select("movement_id", "booked", "amount_milli", "bank_reference").sort("booked", "movement_id")
    members = legs.join(told.explode("ids"), left_on="movement_id", right_on="ids", maintain_order="left")
    return shaped(together(members, [*ACCOUNT, "anchor", "moved"]), amount_milli=pl.col("moved"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what went between quality accounts."""
    return lately.moved().filter("quality")


def _followed(hops: pl.LazyFrame, before: pl.LazyFrame) -> pl.LazyFrame:
    """Give the hops that carry on those named by `before` (its other columns are kept), with the one before as `previous`."""
    earlier = hops.join(before, on="movement_id").rename(
        {"movement_id": "previous", "to": "at", "booked": "since", "moved": "was"}
    )
    joined = hops.join(
        earlier.drop("from"), left_on=["holder_id", "currency", "from"], right_on=["holder_id", "currency", "at"]
    )
    apart = (pl.col("booked") - pl.col("since")).dt.total_days()
    return joined.filter(
        pl.col("movement_id") != pl.col("previous"),
        apart.is_between(0, RULE.at("days", pl.col("booked"))),
        (pl.col("moved") - pl.col("was")).abs() * 1000 <= pl.col("was") * RULE.at("alike", pl.col("booked")),
    )
