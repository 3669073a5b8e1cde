"""The holder's own fees received on the third-party account.

Clients pay fees and retainers to the office account; on the third-party account they mix the holder's money with clients'.
Counted are credits whose communication speaks of fees, or of an advance (provision): not an advance from an insurer, court,
notary, bailiff or other lawyer, which is money for the client, and not the word invoice, which debtors write too.

A fee that went to an own account of the holder in the same amount within 10 days was a client's mistake, put right: it is
*passed on*. A finding says that 3 or more fees came in 90 days, or that they were a fifth of at least 5 credits: medium when
those not passed on are so many, info when only all together are. It is known 10 days after the last of them; movements of
one day count together. One finding for an account, calendar month and severity: the first of the month.

A structured reference that belongs to the holder's series of fee notes cannot be told from another: the series is not known.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.own_money import fees_received, first_of_month, passed_on, received, taken
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_after, trailing, within

RULE = Rule(
    title="Own fees received on the third-party account",
    titles={
        "fr": "Honoraires propres reçus sur le compte de tiers",
        "nl": "Eigen erelonen ontvangen op de derdenrekening",
        "de": "Eigene Honorare auf dem Anderkonto erhalten",
    },
    nature="suspicious",
    severity="medium",
    typology="own-money",
    references=(
        "OBFG, code of conduct, art. 4.72 §1: the account is held exclusively for funds of clients and third parties",
        "Judicial Code, art. 446quater §1: own funds and funds of third parties are kept apart",
    ),
    false_positives=(
        "Clients who pay to the wrong account: info when the same amount goes on within 10 days.",
        "Fees of an expert, notary or other lawyer that the client pays through the account.",
        "Costs and fees that the losing party owes the client.",
    ),
    steps=(
        "Ask for the fee notes: which account number do they print?",
        "See where the money went afterwards, and after how long.",
        "Compare with the holder's own transfers around the year end.",
    ),
    parameters={
        "days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
        "count": Parameter({STATUTE: 3}, unit="fees", source=HOUSE),
        "share": Parameter({STATUTE: 200}, unit="thousandths of the credits", source=HOUSE),
        "share_of": Parameter({STATUTE: 5}, unit="credits at least, for the share to say something", source=HOUSE),
        "wait": Parameter({STATUTE: 10}, unit="days", source=HOUSE),
    },
    kinds=("third_party",),
    lookback=180,
    sentences={
        "en": (
            "{count:credit|credits} worded as the holder's fees, {amount:money} in all, in {days:day|days}; {rest:money} of it "
            "was not passed on to an own account within {wait:day|days}."
        ),
        "fr": (
            "{count:crédit libellé|crédits libellés} comme honoraires du titulaire, {amount:money} en tout, en "
            "{days:jour|jours} ; {rest:money} n'ont pas été transférés sur un compte propre dans les {wait:jour|jours}."
        ),
        "nl": (
            "{count:ontvangst|ontvangsten} met de woorden van een ereloon, samen {amount:money}, in {days:dag|dagen}; "
            "{rest:money} ging niet binnen {wait:dag|dagen} door naar een eigen rekening."
        ),
        "de": (
            "{count:Eingang|Eingänge} mit Honorarvermerk, zusammen {amount:money}, in {days:Tag|Tagen}; {rest:money} gingen "
            "nicht binnen {wait:Tag|Tagen} auf ein eigenes Konto weiter."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the months with fees among the credits, graded by whether they were passed on."""
    booked, one = pl.col("booked"), pl.lit(1, pl.Int64)
    days = RULE.at("days", booked)
    fees = _fees(material).collect().lazy()
    counted = trailing(_credits(material, fees).collect().lazy(), ACCOUNT, one, days, "credits")
    counted = trailing(counted, ACCOUNT, pl.col("fee").cast(pl.Int64), days, "fees").filter("fee")
    judged = counted.join(fees.select("movement_id", "kept"), on="movement_id", maintain_order="left")
    kept = trailing(judged.collect().lazy(), ACCOUNT, pl.col("kept").cast(pl.Int64), days, "kept_fees").collect().lazy()
    grave = pl.col("kept") & _many("kept_fees")
    known = days_after(booked, RULE.at("wait", booked))
    graded = kept.filter(grave | _many("fees")).with_columns(grave.alias("grave"), days.alias("days"), known.alias("known_on"))
    triggers = pl.concat([first_of_month(graded.filter("grave")), first_of_month(graded.filter(~pl.col("grave")))])
    facts = triggers.filter(pl.col("known_on") <= material.on).select(
        pl.col("movement_id").alias("anchor"),
        *("grave", "known_on", pl.col("days").alias("e_days"), RULE.at("wait", booked).alias("e_wait")),
    )
    members = within(triggers, fees, ACCOUNT, "days", carry=["kept"]).join(facts, on="anchor", maintain_order="left")
    grouped = together(
        members.filter(pl.col("kept") | ~pl.col("grave")),
        [*ACCOUNT, "anchor", "grave", "known_on", "e_days", "e_wait"],
        pl.len().cast(pl.Int64).alias("e_count"),
        pl.col("amount_milli").filter("kept").sum().alias("e_rest"),
    )
    severity = pl.when(~pl.col("grave")).then(pl.lit("info"))
    return shaped(grouped, severity=severity, last_date=pl.col("known_on"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the credits worded as fees, and what the holder took."""
    return pl.concat([found.select("account") for found in (fees_received(lately.recent), taken(lately.recent))])


def near(lately: Lately) -> pl.LazyFrame:
    """Give the fees that may still have been waiting to be passed on."""
    days = RULE.parameters["wait"].largest()
    fees = fees_received(lately.recent).select("account", "booked").join(lately.first_days.lazy(), on="account")
    return fees.filter(pl.col("booked") >= pl.col("day") - timedelta(days=days))


def due(material: Material, after: date) -> pl.Series:
    """Give the accounts on which the days to pass a fee on ended since a day."""
    waits = RULE.parameters["wait"].values.values()
    waiting = material.of_days(after - timedelta(days=max(waits)), material.on - timedelta(days=min(waits)))
    return fees_received(waiting).select("account").unique().collect()["account"]


def _fees(material: Material) -> pl.LazyFrame:
    """Give the credits worded as fees, and whether each was kept: not passed on in time."""
    worded = fees_received(material).filter(pl.col("kind") == "third_party")
    wait = RULE.at("wait", pl.col("booked"))
    passed = passed_on(material, worded, wait, RULE.parameters["wait"].largest())
    on = passed.select(pl.col("opening").alias("movement_id"), pl.lit(False).alias("kept"))
    return worded.join(on, on="movement_id", how="left", maintain_order="left").with_columns(pl.col("kept").fill_null(True))


def _credits(material: Material, fees: pl.LazyFrame) -> pl.LazyFrame:
    """Give all credits of the accounts that received fees, marked where they are fees."""
    marks = fees.select("movement_id", pl.lit(True).alias("fee"))
    narrow = received(material).select(*ACCOUNT, "movement_id", "booked")
    of_accounts = narrow.join(fees.select(ACCOUNT).unique(), on=ACCOUNT, how="semi", maintain_order="left")
    marked = of_accounts.join(marks, on="movement_id", how="left", maintain_order="left")
    return marked.with_columns(pl.col("fee").fill_null(False))


def _many(fees: str) -> pl.Expr:
    """Say whether the fees of the window are so many, or such a part of enough credits."""
    booked, credits = pl.col("booked"), pl.col("credits")
    part = (pl.col(fees) * 1000 // credits >= RULE.at("share", booked)) & (credits >= RULE.at("share_of", booked))
    return (pl.col(fees) >= RULE.at("count", booked)) | (part & (pl.col(fees) > 0))
