"""Too much of what comes in goes to the holder.

Fees may be taken from the account, with notice; they are a part of what the client received. In the 180 days that end on a
day on which the holder took something, 15,000 EUR or more went to own accounts, and that is 35 % or more of all credits of
those days (the holder's own and the bank's left out; those from other quality accounts counted). All movements of a day
count together. One finding for an account and calendar quarter: the first such day, with the transfers of its 180 days.

Where the statements of an account begin within those days, what it held before the first of them counts as received: it came
in earlier, and nobody delivered the day. Else every holder of whom a bank has just begun to deliver would take from nothing.

A fee paid to the wrong account and passed on in the same amount within 10 days is not counted as taken. The comparison with
accounts of the same practice is left to the models: what a rule finds must not depend on which other accounts stand beside
an account. So a debt collector who keeps costs and clauses is found where they reach 35 %.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit
from detection.dues import by_news_alone
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.own_money import fees_received, passed_on, taken
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import days_before, trailing, within

RULE = Rule(
    title="Large share of the receipts taken by the holder",
    titles={
        "fr": "Part anormale des encaissements prélevée par le titulaire",
        "nl": "Abnormaal deel van de ontvangsten opgenomen door de titularis",
        "de": "Auffälliger Anteil der Eingänge vom Inhaber entnommen",
    },
    nature="suspicious",
    severity="high",
    typology="own-benefit",
    references=(
        "Judicial Code, art. 446quater §1: the money is that of clients and third parties",
        "OBFG, code of conduct, art. 4.75: no transfer for own benefit without simultaneous written notice to the client",
    ),
    false_positives=(
        "Debt collection, where costs and clauses are the lawyer's: compare with practices of the same kind.",
        "Fees paid to the wrong account: not counted when passed on within 10 days, counted when later.",
        "Money received long before and settled now: see what the account held 180 days earlier.",
    ),
    steps=(
        "Ask for the fee notes of the transfers and compare with the receipts of the same dossiers.",
        "Compare with the accounts of the same practice and size.",
        "See whether clients of those dossiers were paid.",
    ),
    parameters={
        "days": Parameter({STATUTE: 180}, unit="days", source=HOUSE),
        "least": Parameter({STATUTE: 15_000_000}, unit="thousandths of EUR", source=HOUSE),
        "share": Parameter({STATUTE: 350}, unit="thousandths of the receipts", source=HOUSE),
        "wait": Parameter({STATUTE: 10}, unit="days", source=HOUSE),
    },
    lookback=310,
    sentences={
        "en": (
            "{amount:money} went to own accounts of the holder in {days:day|days} up to {last_date:date}, in "
            "{movements:transfer|transfers}, while {received:money} came in."
        ),
        "fr": (
            "{amount:money} virés vers des comptes propres du titulaire en {days:jour|jours} au {last_date:date}, en "
            "{movements:virement|virements}, pour {received:money} encaissés."
        ),
        "nl": (
            "{amount:money} ging in {days:dag|dagen} tot {last_date:date} naar eigen rekeningen van de titularis, in "
            "{movements:overschrijving|overschrijvingen}, terwijl {received:money} binnenkwam."
        ),
        "de": (
            "{amount:money} gingen in {days:Tag|Tagen} bis {last_date:date} auf eigene Konten des Inhabers, in "
            "{movements:Überweisung|Überweisungen}, bei {received:money} Eingängen."
        ),
    },
)

due = by_news_alone  # when an account's statements began changes with its statements only


def find(material: Material) -> pl.LazyFrame:
    """Give the quarters in which the holder's share of the receipts was too large, with what was taken."""
    booked, days = pl.col("booked"), RULE.at("days", pl.col("booked"))
    counted = _counted(material).collect().lazy()
    summed = trailing(counted, ACCOUNT, -pl.col("amount_milli"), days, "taken_milli")
    much = summed.filter(pl.col("taken_milli") >= RULE.at("least", booked))
    asked = much.unique([*ACCOUNT, "booked"], keep="first", maintain_order=True).collect().lazy()
    compared = _with_receipts(material, asked)
    excessive = pl.col("taken_milli") * 1000 >= pl.col("receipts") * RULE.at("share", booked)
    quarter = pl.format("{}-Q{}", booked.dt.year(), booked.dt.quarter()).alias("quarter")
    triggers = compared.filter(excessive).with_columns(quarter, days.alias("days"))
    triggers = triggers.unique([*ACCOUNT, "quarter"], keep="first", maintain_order=True)
    members = within(triggers, counted, ACCOUNT, "days")
    facts = triggers.select(pl.col("movement_id").alias("anchor"), "quarter", "receipts", "days")
    found = together(members, [*ACCOUNT, "anchor"]).join(facts, on="anchor", maintain_order="left")
    return shaped(found, anchor=pl.col("quarter"), e_received=pl.col("receipts"), e_days=pl.col("days"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what the holder took."""
    return taken(lately.recent)


def _counted(material: Material) -> pl.LazyFrame:
    """Give what the holder took, without fees of the same amount that had just come in by mistake."""
    passed = passed_on(material, fees_received(material), RULE.at("wait", pl.col("booked")), RULE.parameters["wait"].largest())
    answered = passed.select(pl.col("reply").alias("movement_id"))
    narrow = taken(material).select(*ACCOUNT, "movement_id", "booked", "amount_milli", "bank_reference")
    return narrow.join(answered, on="movement_id", how="anti", maintain_order="left")


def _with_receipts(material: Material, asked: pl.LazyFrame) -> pl.LazyFrame:
    """Add `receipts`: what came in during the window of each row, which is one of its account and day, or stood at its start
    where nothing earlier was delivered.
    """
    came = material.booked.filter(credit(), ~(pl.col("own") | pl.col("bank"))).select(*ACCOUNT, "booked", "amount_milli")
    came = came.join(asked.select(ACCOUNT).unique(), on=ACCOUNT, how="semi")
    daily = came.group_by(*ACCOUNT, "booked").agg(pl.col("amount_milli").sum()).sort(*ACCOUNT, "booked")
    so_far = daily.select(*ACCOUNT, pl.col("booked").alias("day"), pl.col("amount_milli").cum_sum().over(ACCOUNT).alias("sum"))
    edge = days_before(pl.col("booked"), RULE.at("days", pl.col("booked")))
    sums = so_far.sort("day").collect().lazy()
    dated = asked.with_row_index("place").with_columns(edge.alias("edge"))
    for until, name in (("booked", "until_day"), ("edge", "until_edge")):
        renamed = sums.select(*ACCOUNT, "day", pl.col("sum").alias(name))
        joined = dated.sort(until).join_asof(renamed, left_on=until, right_on="day", by=ACCOUNT, check_sortedness=False)
        dated = joined.with_columns(pl.col(name).fill_null(0)).drop("day", strict=False)
    since = (pl.col("until_day") - pl.col("until_edge")).alias("receipts")
    return _with_what_stood(material, dated.sort("place").with_columns(since))


def _with_what_stood(material: Material, dated: pl.LazyFrame) -> pl.LazyFrame:
    """Add to `receipts` what the account held when its statements began, where that is within the window."""
    began = material.around.coverage.lazy().select(*ACCOUNT, "first_statement", pl.col("first_old_milli").clip(lower_bound=0))
    stood = pl.when(pl.col("first_statement") > pl.col("edge")).then(pl.col("first_old_milli")).otherwise(0)
    joined = dated.join(began, on=ACCOUNT, how="left", maintain_order="left")
    return joined.with_columns(pl.col("receipts") + stood).drop("first_statement", "first_old_milli")
