"""Money returns to its origin.

A receipt of 5,000 EUR or more of which at least 80 % goes back within 90 days to the party that paid it: to the same
account, or to another account of the same name (two words at least). Critical when 50,000 EUR or more returns within 20
days. Returning with the same dossier and a word for refund is a deposit given back: nothing is found below 5,000 EUR
returned, above it the finding is low but kept, because an aborted transaction is how money is washed. Courts, bailiffs,
notaries, insurers, other lawyers, the holder's own accounts and quality accounts are left out: with them, money goes both
ways every week. Movements of one day count as receipts first, debits after.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.describing import account_number
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.onward import EVENTS, answered, findings_of
from detection.parties import identity
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import has_word, plain

RULE = Rule(
    title="Money returns to its origin",
    titles={
        "fr": "L'argent retourne à son origine",
        "nl": "Geld keert terug naar de oorsprong",
        "de": "Geld kehrt zu seinem Ursprung zurück",
    },
    nature="suspicious",
    severity="high",
    typology="flow-through",
    references=("Law of 18 September 2017, art. 45", "FATF: aborted transactions and refunds as a red flag"),
    false_positives=(
        "The part of a payment that was too much: below 80 %, not found.",
        "A deposit given back, with its dossier and a word for refund: not found below 5,000 EUR returned, low above.",
    ),
    steps=(
        "Ask which transaction was to take place and why it did not.",
        "Compare the accounts: did the money go back where it came from, or only to the same name?",
    ),
    parameters={
        "least": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: 90}, unit="days", source=HOUSE),
        "share": Parameter({STATUTE: 800}, unit="thousandths of the receipt", source=HOUSE),
        "most": Parameter({STATUTE: 1_050}, unit="thousandths of the receipt", source=HOUSE + ": with interest"),
        "grave": Parameter({STATUTE: 50_000_000}, unit="thousandths of EUR", source=HOUSE),
        "grave_days": Parameter({STATUTE: 20}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{received:money} received on {first_date:date}; {paid:money} went back to the same party by "
            "{last_date:date}, after {days:day|days}."
        ),
        "fr": (
            "{received:money} reçus le {first_date:date} ; {paid:money} retournés à la même partie au "
            "{last_date:date}, après {days:jour|jours}."
        ),
        "nl": (
            "{received:money} ontvangen op {first_date:date}; {paid:money} terug naar dezelfde partij tegen "
            "{last_date:date}, na {days:dag|dagen}."
        ),
        "de": (
            "{received:money} am {first_date:date} erhalten; {paid:money} bis {last_date:date} an dieselbe Partei "
            "zurück, nach {days:Tag|Tagen}."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the receipts that went back, with the debits that took them back."""
    others = identity(material.booked).filter(pl.col("identity").is_not_null(), _others())
    candidates = others.filter(debit() | (pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))))
    day = pl.col("booked").to_physical()
    events = candidates.select(
        pl.concat_str([*ACCOUNT, "identity"], separator="|").alias("key"),
        pl.col("identity").alias("party"),
        *("movement_id", day.alias("day"), day.alias("met"), "amount_milli"),
        RULE.at("days", pl.col("booked")).alias("days"),
        RULE.at("share", pl.col("booked")).alias("least"),
        RULE.at("most", pl.col("booked")).alias("most"),
    ).select(EVENTS.names())
    returned = findings_of(candidates, answered(events.collect(), other_party=False))
    explained = pl.col("dossier").is_not_null() & (pl.col("dossier") == pl.col("dossier").filter(credit()).first())
    grouped = together(
        returned,
        [*ACCOUNT, "anchor", "answered_milli"],
        pl.col("amount_milli").filter(credit()).sum().alias("e_received"),
        pl.col("party").filter(credit()).first().alias("counterparty"),
        (explained & (credit() | has_word(pl.col("text"), "wordings", "refund"))).all().alias("explained"),
    ).with_columns((pl.col("last_date") - pl.col("first_date")).dt.total_days().alias("e_days"))
    grave = (pl.col("e_received") >= RULE.at("grave", pl.col("first_date"))) & (
        pl.col("e_days") <= RULE.at("grave_days", pl.col("first_date"))
    )
    worth = ~pl.col("explained") | (pl.col("answered_milli") >= RULE.at("least", pl.col("first_date")))
    severity = pl.when("explained").then(pl.lit("low")).when(grave).then(pl.lit("critical"))
    return shaped(grouped.filter(worth), severity=severity, amount_milli=pl.col("e_received"), e_paid=pl.col("answered_milli"))


def _others() -> pl.Expr:
    """Say whether a movement's party is another, who acts for nobody else."""
    return ~(pl.col("own") | pl.col("quality") | pl.col("bank")) & ~pl.col("for_others")


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payments to others."""
    return lately.moved().filter(debit(), _others())


def near(lately: Lately) -> pl.LazyFrame:
    """Give the payments to whom not long before a large receipt came from, under any name that either account ever had."""
    days, day = RULE.parameters["days"].largest(), pl.col("booked")
    moved = lately.moved(days).filter(_others()).collect().lazy()
    came = moved.filter(credit(), pl.col("amount_milli") >= RULE.at("least", day))
    since = lately.first_days.lazy().rename({"day": "first_day"})
    paid = moved.join(since, on="account").filter(debit(), day >= pl.col("first_day"))
    fits = -pl.col("amount_milli") * 1000 <= pl.col("amount_milli_came") * RULE.at("most", pl.col("booked_came"))
    soon = (day - pl.col("booked_came")).dt.total_days().is_between(0, days)
    # few payments fit any receipt: the names of all that were ever seen are read of their accounts alone
    pairs = paid.join(came, on=ACCOUNT, suffix="_came").filter(soon, fits).collect().lazy()
    came = came.join(pairs, left_on="movement_id", right_on="movement_id_came", how="semi")
    paid = paid.join(pairs, on="movement_id", how="semi")
    numbers = pl.concat([side.select("party_account") for side in (came, paid)]).drop_nulls().unique().collect()
    known = _names(lately, frozenset(pairs.collect()["account"]), numbers["party_account"])
    openings, replies = (_keyed(side, known) for side in (came, paid))
    met = replies.join(openings, on=[*ACCOUNT, "key"], suffix="_came")
    return met.filter(soon, fits)


def _names(lately: Lately, accounts: frozenset[str], numbers: pl.Series) -> pl.LazyFrame:
    """Give every whole name under which the accounts of the numbers were ever seen on some accounts."""
    number = account_number(pl.col("counterparty_account")).alias("party_account")
    seen = (
        lately.back(None, accounts)
        .counted.select(*ACCOUNT, number, "counterparty_name")
        .filter(pl.col("party_account").is_in(numbers.implode()))
    )
    names = seen.unique().with_columns(plain(pl.col("counterparty_name")).alias("name")).collect().lazy()
    return names.filter(pl.col("name").str.contains(" ")).select(*ACCOUNT, "party_account", "name").unique()


def _keyed(moved: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """Give a row for each name, and for the number, by which a movement's party may be the same as another's."""
    columns = [*ACCOUNT, "booked", "amount_milli", "party_account", "party", "party_plain"]
    rows = moved.select(columns)
    by_name = rows.join(known, on=[*ACCOUNT, "party_account"]).with_columns((pl.lit("name ") + pl.col("name")).alias("key"))
    whole = pl.col("party_plain").str.contains(" ")
    written = rows.filter(whole).with_columns((pl.lit("name ") + pl.col("party_plain")).alias("key"))
    parts = by_name, written, rows.with_columns(pl.col("party").alias("key"))
    return pl.concat([part.select(*columns, "key") for part in parts]).drop_nulls("key")
