"""Rubric account used for more than one dossier or client.

A rubric account is opened for one dossier or one client. Two signs of more: three dossiers are named in its movements, or
four others pay into it beside the first payer, who is taken for the client. Payers who act for many people (courts, bailiffs,
notaries, insurers, other lawyers), the holder, quality accounts and the bank do not count as payers. Only payments out name a
dossier that counts, because payers quote references of their own. One finding for each sign and account, on the day on
which it was complete, naming the first movement of each payer or dossier. Movements of one day count together; nothing that
comes later changes it.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Rubric account used for more than one dossier or client",
    titles={
        "fr": "Compte rubriqué utilisé pour plusieurs dossiers ou clients",
        "nl": "Rubriekrekening gebruikt voor meer dan één dossier of cliënt",
        "de": "Rubrikkonto für mehrere Akten oder Mandanten benutzt",
    },
    nature="suspicious",
    severity="medium",
    typology="commingling",
    references=("Judicial Code, art. 446quater §2, 3rd paragraph: for a determined dossier or a determined client",),
    false_positives=(
        "A collection account for one client with many debtors, which the OVB allows: silence the rule for the account.",
        "Heirs, or the parties of one dossier, who pay each for themselves.",
    ),
    steps=(
        "Ask for which dossier or client the account was opened.",
        "Put the payers and the dossiers that are named beside it.",
    ),
    parameters={
        "payers": Parameter({STATUTE: 4}, unit="payers beside the first", source=HOUSE),
        "dossiers": Parameter({STATUTE: 3}, unit="dossiers", source=HOUSE),
    },
    sentences={
        "en": "By {last_date:date} the rubric account had {payers:payer|payers} and {dossiers:dossier|dossiers}.",
        "fr": "Au {last_date:date} le compte rubriqué comptait {payers:payeur|payeurs} et {dossiers:dossier|dossiers}.",
        "nl": "Op {last_date:date} telde de rubriekrekening {payers:betaler|betalers} en {dossiers:dossier|dossiers}.",
        "de": "Am {last_date:date} hatte das Rubrikkonto {payers:Einzahler|Einzahler} und {dossiers:Akte|Akten}.",
    },
    kinds=("rubric",),
)

PAYERS, DOSSIERS = "payers", "dossiers"
SIGN = [*ACCOUNT, "sign"]


def find(material: Material) -> pl.LazyFrame:
    """Give the rubric accounts on which payers or dossiers became too many."""
    firsts = _firsts(material.booked.filter(pl.col("kind") == "rubric"))
    counted = firsts.with_columns(pl.col("whose").cum_count().over(SIGN).alias("so_far"))
    enough = counted.filter(pl.col("so_far") >= pl.col("enough"))
    complete = enough.group_by(SIGN).agg(pl.col("booked").min().alias("complete"))
    named = firsts.join(complete, on=SIGN, maintain_order="left").filter(pl.col("booked") <= pl.col("complete"))
    return shaped(together(named, SIGN).join(_counts(firsts, complete), on=SIGN, maintain_order="left"), anchor=pl.col("sign"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the payers, and the dossiers paid for, of rubric accounts."""
    return _firsts(lately.moved().filter(pl.col("kind") == "rubric"))


def _firsts(moved: pl.LazyFrame) -> pl.LazyFrame:
    """Give the first movement of each payer and of each dossier paid for; whose, sign, enough (how many are too many)."""
    booked, words = pl.col("booked"), pl.col("party_plain").str.split(" ")
    # one person may pay from two accounts, and banks write a name in any order
    person = pl.when(words.list.len() > 1).then(words.list.sort().list.join(" ")).otherwise("party")
    nobody = pl.col("own") | pl.col("quality") | pl.col("bank") | pl.col("for_others")
    paying, paid = credit() & ~nobody, debit() & pl.col("dossier").is_not_null()
    marked = moved.filter(paying | paid).with_columns(
        pl.when(paying).then(pl.lit(PAYERS)).otherwise(pl.lit(DOSSIERS)).alias("sign"),
        pl.when(paying).then(person).otherwise("dossier").alias("whose"),
        # the first payer, taken for the client, is one more
        pl.when(paying).then(RULE.at("payers", booked) + 1).otherwise(RULE.at("dossiers", booked)).alias("enough"),
    )
    named = marked.filter(pl.col("whose").is_not_null())
    return named.unique([*SIGN, "whose"], keep="first", maintain_order=True)


def _counts(firsts: pl.LazyFrame, complete: pl.LazyFrame) -> pl.LazyFrame:
    """Give how many payers and dossiers there were on the day on which each sign was complete."""
    asked = firsts.select(*ACCOUNT, "booked", pl.col("sign").alias("counted")).join(complete, on=ACCOUNT)
    known = asked.filter(pl.col("booked") <= pl.col("complete"))
    counts = [(pl.col("counted") == sign).sum().cast(pl.Int64).alias(f"e_{sign}") for sign in (PAYERS, DOSSIERS)]
    return known.group_by(SIGN).agg(counts)
