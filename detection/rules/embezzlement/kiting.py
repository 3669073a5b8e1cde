"""Kiting: money turned between the holder's own quality accounts so that none shows its hole.

A *turn* is 5,000 EUR or more that left for another quality account of the holder and, within five days, came from one (or
came first and then left), the amounts within 5 % of each other: whichever of the holder's accounts it went through, so
longer circles are seen too. It *covers* the account when the closing balance of a day would have been below zero without it:
a day from the arrival to the eve of the departure, at most five days after the arrival where it did not leave again. From
the second covering turn in 90 days on there is a finding, one for an account and calendar month: the first day of the month
on which it holds, with the movements of those turns.

Money that only goes one way (an account moved to another bank, then closed) is no turn. Money that came and left on the
same day never stood in a closing balance. Own accounts that are no quality accounts are own-round-trip's and
own-injection's: a movement is never found by both.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.describing import account_number
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.own_money import first_of_month
from detection.pairs import awaiting, paired
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_after, trailing, within

RULE = Rule(
    title="Kiting between accounts of the same holder",
    titles={
        "fr": "Cavalerie entre comptes du même titulaire",
        "nl": "Ruiterij tussen rekeningen van dezelfde titularis",
        "de": "Kontenreiterei zwischen Konten desselben Inhabers",
    },
    nature="suspicious",
    severity="critical",
    typology="own-money",
    references=("Judicial Code, art. 446quater §3, 1° and 2°: never in debit, no credit in any form",),
    false_positives=(
        "An account moved to another bank and closed: one direction only, not found.",
        "A receipt on the wrong account of the holder, moved and moved back: not found once.",
    ),
    steps=(
        "Put the movements and balances of all quality accounts of the holder side by side, day by day.",
        "Compare the sum of the balances with the positions per dossier on those days.",
        "See which payment would have failed without the money.",
    ),
    parameters={
        "least": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 5}, unit="days", source=HOUSE),
        "share_least": Parameter({STATUTE: 950}, unit="thousandths of the first leg", source=HOUSE),
        "share_most": Parameter({STATUTE: 1_050}, unit="thousandths of the first leg", source=HOUSE),
        "count": Parameter({STATUTE: 2}, unit="covering turns", source=HOUSE),
        "window": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
    },
    lookback=180,
    sentences={
        "en": (
            "{count:turn|turns} of money between quality accounts of the holder in {window:day|days} up to {last_date:date}, "
            "{amount:money} received in all; without it the account would have been {short:money} below zero."
        ),
        "fr": (
            "{count:aller-retour|allers-retours} entre comptes de qualité du titulaire en {window:jour|jours} au "
            "{last_date:date}, {amount:money} reçus en tout ; sans eux le compte aurait été de {short:money} sous zéro."
        ),
        "nl": (
            "{count:omloop|omlopen} van geld tussen kwaliteitsrekeningen van de titularis in {window:dag|dagen} tot "
            "{last_date:date}, samen {amount:money} ontvangen; zonder dat geld had de rekening {short:money} onder nul gestaan."
        ),
        "de": (
            "{count:Umlauf|Umläufe} von Geld zwischen Anderkonten des Inhabers in {window:Tag|Tagen} bis {last_date:date}, "
            "zusammen {amount:money} eingegangen; ohne dieses Geld hätte das Konto {short:money} unter null gestanden."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the months in which money turned between the holder's accounts covered one of them again."""
    legs = _legs(material)
    covered = _covering(material, legs, _turns(legs)).collect().lazy()
    day = pl.col("booked")
    counted = trailing(covered, ACCOUNT, pl.lit(1, pl.Int64), RULE.at("window", day), "e_count")
    counted = counted.with_columns(RULE.at("window", day).alias("window"))
    triggers = first_of_month(counted.filter(pl.col("e_count") >= RULE.at("count", day)))
    members = within(triggers, covered, ACCOUNT, "window", carry=["came", "left", "short"])
    facts = triggers.select(
        pl.col("movement_id").alias("anchor"), "month", "e_count", pl.col("window").alias("e_window"), day.alias("known_on")
    )
    short = members.group_by("anchor").agg(pl.col("short").max().alias("e_short"))
    ids = members.unpivot(["came", "left"], index="anchor", value_name="id").select("anchor", "id").unique()
    named = legs.join(ids, left_on="movement_id", right_on="id", maintain_order="left")
    grouped = together(named, [*ACCOUNT, "anchor"], pl.col("amount_milli").filter(credit()).sum().alias("received_milli"))
    found = grouped.join(facts, on="anchor", maintain_order="left").join(short, on="anchor", maintain_order="left")
    return shaped(found, anchor=pl.col("month"), amount_milli=pl.col("received_milli"), last_date=pl.col("known_on"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what went between quality accounts in the days in which a balance may show that it was needed."""
    days = RULE.parameters["days"].largest() + 1
    registered = lately.recent.accounts["iban"].unique().implode()
    large = pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked"))
    return lately.back(days).counted.filter(large, account_number(pl.col("counterparty_account")).is_in(registered))


def _legs(material: Material) -> pl.LazyFrame:
    """Give the large movements between a quality account and another one of its holder."""
    others = material.accounts.lazy().select(pl.col("iban").alias("party_account"), pl.col("holder_id").alias("other_holder"))
    moved = material.booked.filter(
        pl.col("quality"),
        pl.col("party_account") != pl.col("account"),
        pl.col("amount_milli").abs() >= RULE.at("least", pl.col("booked")),
        pl.col("r_transaction") == "",
    )
    known = moved.join(others.unique("party_account", keep="any"), on="party_account", how="left", maintain_order="left")
    return known.filter(pl.col("other_holder") == pl.col("holder_id")).collect().lazy()


def _turns(legs: pl.LazyFrame) -> pl.LazyFrame:
    """Give the turns: what came, what left, the last day on which the money can have stood there, the day of the second leg."""
    booked, days = pl.col("booked"), RULE.parameters["days"].largest()
    out, back = legs.filter(debit()), legs.filter(credit())

    def matched(first: pl.LazyFrame, second: pl.LazyFrame) -> pl.LazyFrame:
        limits = {"least": RULE.at("share_least", booked), "most": RULE.at("share_most", booked)}
        return paired(awaiting(first, first=0, days=RULE.at("days", booked), **limits), second, days=days)

    came = back.select(pl.col("movement_id").alias("came"), booked.alias("came_on"))
    left = out.select(pl.col("movement_id").alias("left"), booked.alias("left_on"))
    came_first = matched(back, out).select(pl.col("opening").alias("came"), pl.col("reply").alias("left"))
    left_first = matched(out, back).select(pl.col("reply").alias("came"), pl.col("opening").alias("left"))
    gone = came_first.join(left, on="left").select("came", pl.col("left_on").dt.offset_by("-1d").alias("eve"))
    dated = pl.concat([came_first, left_first]).join(came, on="came").join(left, on="left").join(gone, on="came", how="left")
    longest = days_after(pl.col("came_on"), RULE.at("days", pl.col("came_on")))
    return dated.select(
        *("came", "left", "came_on"),
        pl.min_horizontal("eve", longest).alias("until"),
        pl.max_horizontal("came_on", "left_on").alias("turned_on"),
    )


def _covering(material: Material, legs: pl.LazyFrame, turns: pl.LazyFrame) -> pl.LazyFrame:
    """Give the turns without which a closing balance would have been below zero, on the day on which that is known.

    Columns: account, currency, movement_id (what came), booked (that day), amount_milli, bank_reference, came, left, short.
    """
    came = legs.select(*ACCOUNT, "movement_id", "amount_milli", "bank_reference", pl.col("movement_id").alias("came"))
    days = came.join(turns, on="came").join(material.daily.select(*ACCOUNT, "day", "balance_milli"), on=ACCOUNT)
    short = (pl.col("amount_milli") - pl.col("balance_milli")).alias("short")
    covered = days.with_columns(short, pl.max_horizontal("day", "turned_on").alias("booked")).filter(
        pl.col("day").is_between("came_on", "until"), pl.col("short") > 0
    )
    # a receipt that closes one turn and begins another counts once, when the first of them is known
    first = covered.sort(*ACCOUNT, "booked", "came", "day", "left").unique("came", keep="first", maintain_order=True)
    return first.select(*ACCOUNT, "movement_id", "booked", "amount_milli", "bank_reference", "came", "left", "short")
