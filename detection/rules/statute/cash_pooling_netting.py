"""Merger, netting or cash pooling with another account.

The account may be merged, set off or centralised with no other one. Two signs: a movement with the code of financial
centralisation (operations 17 and 66 of families 01, 02 and 41), or transfers with one account of the same holder, own or
quality, on five bank days in a row after each of which the account holds the same, one cent more or less. One finding for
each account, other account and calendar month, which names the movements since the first that shows it. A single
centralisation between a third-party and a rubric account of the holder is what banks do when a dossier is closed: nothing
is found unless there was another within 92 days. Transfers of one day are one step; only the day's closing balance counts.
"""

from __future__ import annotations

import polars as pl

from detection.calendar import bank_days_expr
from detection.dues import by_month_end
from detection.findings import ACCOUNT, shaped, together
from detection.instruments import by_instrument
from detection.lately import Lately
from detection.material import Material
from detection.own_quality import with_other_kind
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Merger, netting or cash pooling with another account",
    titles={
        "fr": "Fusion, compensation ou centralisation avec un autre compte",
        "nl": "Samenvoeging, compensatie of cashpooling met een andere rekening",
        "de": "Zusammenlegung, Verrechnung oder Cash-Pooling mit einem anderen Konto",
    },
    nature="illicit",
    severity="critical",
    typology="credit",
    references=(
        "Judicial Code, art. 446quater §3, 3°: no compensation, merger, unicity of accounts or netting",
        "CODA 2.6, annex II, operations 17 and 66 of families 01, 02 and 41",
    ),
    false_positives=(
        "The transfer that a bank sets up at the closing of a dossier: once, between quality accounts, it is not found.",
        "Fees taken day after day from an account that is emptied each time.",
    ),
    steps=(
        "Ask the bank for the agreement on centralisation or netting and for its date.",
        "See which account the money was centralised with, and whose it is.",
        "Have the agreement ended: it breaks the statute whatever its use.",
    ),
    lookback=160,
    parameters={
        "bank_days": Parameter({STATUTE: 5}, unit="bank days in a row", source=HOUSE),
        "leeway": Parameter({STATUTE: 10}, unit="thousandths of EUR", source=HOUSE),
        "alone_days": Parameter({STATUTE: 92}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{count:movement|movements} from {first_date:date} to {last_date:date} centralise or level the balance with one "
            "other account, {amount:money} in all."
        ),
        "fr": (
            "{count:mouvement|mouvements} du {first_date:date} au {last_date:date} centralisent ou nivellent le solde avec un "
            "autre compte, {amount:money} en tout."
        ),
        "nl": (
            "{count:verrichting|verrichtingen} van {first_date:date} tot {last_date:date} centraliseren of nivelleren het "
            "saldo met één andere rekening, samen {amount:money}."
        ),
        "de": (
            "{count:Bewegung|Bewegungen} vom {first_date:date} bis {last_date:date} zentralisieren oder nivellieren den Saldo "
            "mit einem anderen Konto, zusammen {amount:money}."
        ),
    },
)

PAIR = [*ACCOUNT, "other"]
MONTH = [*PAIR, "month"]


due = by_month_end


def find(material: Material) -> pl.LazyFrame:
    """Give the months in which the account was centralised with another one."""
    coded = by_instrument("centralisation")
    candidates = material.booked.filter(coded | pl.col("own") | pl.col("quality"))
    linked = with_other_kind(candidates, material.accounts).filter(coded | pl.col("own") | pl.col("other_kind").is_not_null())
    between = linked.with_columns(pl.col("party").fill_null("").alias("other"), coded.alias("coded")).collect().lazy()
    month = pl.col("shown").dt.truncate("1mo").alias("month")
    shown = pl.concat([_centralised(between), _levelled(between, material.daily)]).with_columns(month)
    months = shown.group_by(MONTH).agg(pl.col("since").min(), pl.col("shown").max())
    members = between.join(months, on=PAIR, maintain_order="left").filter(pl.col("booked").is_between("since", "shown"))
    grouped = together(members, MONTH, pl.len().cast(pl.Int64).alias("e_count"), pl.col("party").first())
    running = pl.col("month").dt.month_end() > pl.lit(material.on)
    return shaped(
        grouped,
        anchor=pl.format("{}|{}", pl.col("month").dt.strftime("%Y-%m"), "other"),
        stage=pl.when(running).then(pl.lit("running")).otherwise(pl.lit("")),
        counterparty=pl.col("party"),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what went between the holder's accounts."""
    return lately.moved().filter(by_instrument("centralisation") | pl.col("own") | pl.col("quality"))


def _centralised(between: pl.LazyFrame) -> pl.LazyFrame:
    """Give the days of centralisation by code, but for one alone at the closing of a dossier: since, shown."""
    closing = (pl.col("kind") != pl.col("other_kind")).fill_null(False)
    events = between.filter("coded").with_columns(pl.col("booked").shift().over(PAIR).alias("before"), closing.alias("closing"))
    waited = (pl.col("booked") - pl.col("before")).dt.total_days()
    again = (waited <= RULE.at("alone_days", pl.col("booked"))).fill_null(False)
    since = pl.when("closing").then("before").otherwise("booked").alias("since")
    return events.filter(again | ~pl.col("closing")).select(*PAIR, since, pl.col("booked").alias("shown"))


def _levelled(between: pl.LazyFrame, daily: pl.LazyFrame) -> pl.LazyFrame:
    """Give the days on which transfers with one account had left the same balance so often: since, shown."""
    count = RULE.parameters["bank_days"].largest()
    days = between.filter(pl.col("party_account").is_not_null()).select(*PAIR, pl.col("booked").alias("day")).unique()
    often = days.filter(pl.len().over(PAIR) >= count)
    held = often.join(daily.select(*ACCOUNT, "day", "balance_milli"), on=[*ACCOUNT, "day"]).sort(*PAIR, "day")
    balance = pl.col("balance_milli")
    spread = (balance.rolling_max(count) - balance.rolling_min(count)).over(PAIR)
    since = pl.col("day").shift(count - 1).over(PAIR)
    marked = held.with_columns(since.alias("since"), spread.alias("spread"))
    in_a_row = bank_days_expr(pl.col("since"), pl.col("day")) < RULE.at("bank_days", pl.col("day"))
    level = pl.col("spread") <= 2 * RULE.at("leeway", pl.col("day"))
    return (
        marked.filter(pl.col("since").is_not_null())
        .filter(in_a_row & level)
        .select(*PAIR, "since", pl.col("day").alias("shown"))
    )
