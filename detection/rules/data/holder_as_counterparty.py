"""The bank writes the account's holder as the counterparty of payments from and to others.

Banks are on record that gave the holder's own name where the payer or payee belongs; then nobody can be told apart, and rules
about parties see nothing. The sign is one month in which ten movements or more name a counterparty, more than half of them the
holder, with three or more different account numbers that the register does not know as the holder's own: nobody has that
many. One finding for each account and finished month, with the movements that show it; movements of one day count each.
Transfers to a holder's own accounts, which have one or two numbers, are not found.
"""

from __future__ import annotations

import polars as pl

from detection.dues import by_month_end
from detection.findings import ACCOUNT, CERTAIN, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.names import same_pairs
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Holder given as counterparty everywhere",
    titles={
        "fr": "Titulaire indiqué partout comme contrepartie",
        "nl": "Titularis overal als tegenpartij vermeld",
        "de": "Kontoinhaber überall als Gegenpartei angegeben",
    },
    nature="data",
    severity="medium",
    typology="completeness",
    references=(
        "Royal decree of 9 June 2024, art. 2 §3: name of the orderer and of the beneficiary",
        "CODA 2.6, record 2.3, positions 48–82: name of the counterparty",
    ),
    false_positives=("A holder with three or more own accounts that the register does not know.",),
    steps=(
        "Compare one movement with the holder's paper statement.",
        "Ask the bank to deliver the month again with the parties.",
    ),
    parameters={
        "movements": Parameter({STATUTE: 10}, unit="movements with a counterparty in a month", source=HOUSE),
        "share": Parameter({STATUTE: 500}, unit="thousandths of them", source=HOUSE),
        "accounts": Parameter({STATUTE: 3}, unit="different counterparty accounts", source=HOUSE),
    },
    sentences={
        "en": (
            "{named:movement|movements} of {all} in the month name the holder as counterparty, with {accounts} different "
            "account numbers."
        ),
        "fr": (
            "{named:mouvement|mouvements} du mois sur {all} indiquent le titulaire comme contrepartie, avec {accounts} numéros "
            "de compte différents."
        ),
        "nl": (
            "{named:verrichting|verrichtingen} van de maand op {all} vermelden de titularis als tegenpartij, met {accounts} "
            "verschillende rekeningnummers."
        ),
        "de": (
            "{named:Umsatz|Umsätze} des Monats von {all} nennen den Kontoinhaber als Gegenpartei, mit {accounts} verschiedenen "
            "Kontonummern."
        ),
    },
    lookback=31,
)
MONTH = [*ACCOUNT, "month"]
TOLD = [
    *("booked", "amount_milli", "movement_id", "bank_reference"),
    *("holder_id", "holder_plain", "party_plain", "party_account", "quality"),
]


due = by_month_end


def find(material: Material) -> pl.LazyFrame:
    """Give each finished month of an account in which the bank named the holder as counterparty of others."""
    month = pl.col("booked").dt.truncate("1mo").alias("month")
    told = material.booked.filter(pl.col("party_plain") != "", pl.col("holder_plain") != "")
    named = told.select(*ACCOUNT, *TOLD, month)
    finished = named.filter(pl.col("month").dt.month_end() < pl.lit(material.on))
    own = material.own_accounts.lazy().select("holder_id", pl.col("iban").alias("party_account"))
    faulty = (
        finished.filter(~pl.col("quality"))
        .join(_same(named), on=["holder_plain", "party_plain"], how="semi", maintain_order="left")
        .join(own, on=["holder_id", "party_account"], how="anti", maintain_order="left")
        .collect()
        .lazy()
    )
    counted = finished.join(faulty, on=MONTH, how="semi").group_by(MONTH).agg(pl.len().cast(pl.Int64).alias("e_all"))
    faults = together(
        faulty.with_columns(pl.col("amount_milli").abs()),
        MONTH,
        pl.len().cast(pl.Int64).alias("e_named"),
        pl.col("party_account").drop_nulls().n_unique().cast(pl.Int64).alias("e_accounts"),
    ).join(counted, on=MONTH)
    last = pl.col("last_date")
    proved = faults.filter(
        pl.col("e_all") >= RULE.at("movements", last),
        pl.col("e_named") * CERTAIN > pl.col("e_all") * RULE.at("share", last),
        pl.col("e_accounts") >= RULE.at("accounts", last),
    )
    return shaped(proved, anchor=pl.col("month").dt.strftime("%Y-%m"), last_date=pl.col("month").dt.month_end())


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what came of a month that is over, and names somebody."""
    over = pl.col("booked").dt.month_end() < pl.lit(lately.on)
    return lately.moved().filter(pl.col("party_plain") != "", over)


def _same(named: pl.LazyFrame) -> pl.LazyFrame:
    pairs = named.select("holder_plain", "party_plain").unique().collect()
    return pairs.filter(same_pairs(pairs["holder_plain"], pairs["party_plain"])).lazy()
