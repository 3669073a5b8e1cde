"""Round-sum transfers to the holder's own account.

Money taken as a habit, not as the fee of a dossier: among the transfers to own accounts of the holder in the 90 days that
end on a round one's day (all of that day included), at least three, and at least six of ten, are round: multiples of 500
EUR, below 2,000 EUR of 100 EUR. Each round transfer with which this holds is a finding that names the window's round
transfers. Nothing is found when each of them names a dossier or fee note of its own: then it is a flat-fee practice.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.dossiers import fee_note_reference
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing, within

RULE = Rule(
    title="Round-sum transfers to the holder's own account",
    titles={
        "fr": "Virements de sommes rondes vers un compte propre du titulaire",
        "nl": "Overschrijvingen van ronde bedragen naar een eigen rekening van de titularis",
        "de": "Überweisungen runder Beträge auf ein eigenes Konto des Inhabers",
    },
    nature="suspicious",
    severity="high",
    typology="own-benefit",
    references=(
        "OBFG, code of conduct, art. 4.75",
        "Solicitors Disciplinary Tribunal: unallocated round transfers from client to office account (comparison)",
    ),
    false_positives=("Flat fees: not found when each transfer names a dossier or fee note of its own.",),
    steps=(
        "Ask for the fee note of each transfer.",
        "Compare the transfers with the holder's needs: end of month, taxes, wages.",
    ),
    lookback=90,
    parameters={
        "days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
        "count": Parameter({STATUTE: 3}, unit="round transfers", source=HOUSE),
        "share": Parameter({STATUTE: 600}, unit="thousandths of the own transfers", source=HOUSE),
        "multiple": Parameter({STATUTE: 500_000}, unit="thousandths of EUR", source=HOUSE),
        "small": Parameter({STATUTE: 2_000_000}, unit="thousandths of EUR", source=HOUSE),
        "small_multiple": Parameter({STATUTE: 100_000}, unit="thousandths of EUR", source=HOUSE),
    },
    sentences={
        "en": (
            "{count:round transfer|round transfers} to own accounts of the holder in {days:day|days} up to "
            "{last_date:date}, {amount:money} in all, {share:percent} of such transfers."
        ),
        "fr": (
            "{count:virement rond|virements ronds} vers des comptes propres du titulaire en {days:jour|jours} au "
            "{last_date:date}, {amount:money} en tout, {share:percent} de ces virements."
        ),
        "nl": (
            "{count:ronde overschrijving|ronde overschrijvingen} naar eigen rekeningen van de titularis in "
            "{days:dag|dagen} tot {last_date:date}, samen {amount:money}, {share:percent} van zulke "
            "overschrijvingen."
        ),
        "de": (
            "{count:runde Überweisung|runde Überweisungen} auf eigene Konten des Inhabers in {days:Tag|Tagen} bis "
            "{last_date:date}, zusammen {amount:money}, {share:percent} solcher Überweisungen."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the round transfers to the holder with which the habit shows."""
    days = RULE.at("days", pl.col("booked"))
    taken = material.booked.filter(debit(), pl.col("own")).with_columns(
        _round().alias("round"),
        days.alias("days"),
        pl.coalesce("dossier", fee_note_reference(pl.col("communication"))).alias("note"),
    )
    counted = trailing(taken, ACCOUNT, pl.lit(1, pl.Int64), days, "transfers")
    counted = trailing(counted, ACCOUNT, pl.col("round").cast(pl.Int64), days, "rounds")
    share = pl.col("rounds") * 1000 // pl.col("transfers")
    habit = (pl.col("rounds") >= RULE.at("count", pl.col("booked"))) & (share >= RULE.at("share", pl.col("booked")))
    triggers = counted.with_columns(share.alias("share")).filter(pl.col("round") & habit)
    members = within(triggers, taken.filter("round"), ACCOUNT, "days", carry=["note"])
    grouped = together(
        members,
        [*ACCOUNT, "anchor"],
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("note").drop_nulls().n_unique().alias("notes"),
    )
    facts = triggers.select(pl.col("movement_id").alias("anchor"), "share", "days", pl.col("party").alias("counterparty"))
    found = grouped.filter(pl.col("notes") < pl.col("e_count")).join(facts, on="anchor", maintain_order="left")
    return shaped(found, e_share=pl.col("share"), e_days=pl.col("days"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the round transfers to the holder."""
    return lately.moved().filter(debit(), pl.col("own")).filter(_round())


def _round() -> pl.Expr:
    amount, booked = -pl.col("amount_milli"), pl.col("booked")
    small = amount < RULE.at("small", booked)
    step = pl.when(small).then(RULE.at("small_multiple", booked)).otherwise(RULE.at("multiple", booked))
    return amount % step == 0
