"""Account in the holder's name and called a third-party account, but not registered.

The account on the other side bears the holder's name together with a word for a third-party or rubric account (tiers, derden,
rubrique, Anderkonto), and the register does not hold it: a second third-party account, perhaps at a bank without agreement,
escapes the control. One finding for each account, other account and calendar year, with the year's movements both ways. An
account that the register holds, closed ones and the holder's own ones included, is not found, nor another lawyer's third-party
account, nor a name without account number. Any transfer of the year counts, those of one day whatever their sequence. Stage
`running` until the year is over.
"""

from __future__ import annotations

import re

import polars as pl

from detection.dues import by_year_end
from detection.lately import Lately
from detection.material import Material
from detection.names import ACCOUNT_WORDS, same_plain
from detection.rule import Rule
from detection.series import yearly

RULE = Rule(
    title="Third-party account of the holder that is not registered",
    titles={
        "fr": "Compte de tiers du titulaire qui n'est pas enregistré",
        "nl": "Derdenrekening van de titularis die niet geregistreerd is",
        "de": "Nicht registriertes Anderkonto des Inhabers",
    },
    nature="governance",
    severity="medium",
    typology="registration",
    references=(
        "Judicial Code, art. 446quater §1: all third parties' money goes through the account",
        "OBFG, code of conduct, art. 4.71 §1: approved institution; OVB, Codex Deontologie, art. 129",
    ),
    false_positives=(
        "A quality account closed before the register began.",
        "An account abroad for mandates that are not the lawyer's.",
        "A payer who writes the holder's third-party account into the name of his own.",
    ),
    steps=(
        "Ask the holder whose account it is, since when, and at which bank.",
        "Have it registered with mandate and authorisation, or closed.",
    ),
    lookback=366,
    sentences={
        "en": (
            "{count:movement|movements} of {amount:money} in all, {first_date:date} to {last_date:date}, with an account "
            "called third-party account of the holder that the register does not hold."
        ),
        "fr": (
            "{count:mouvement|mouvements} pour {amount:money} en tout, du {first_date:date} au {last_date:date}, avec un "
            "compte dit de tiers du titulaire que le registre ne connaît pas."
        ),
        "nl": (
            "{count:verrichting|verrichtingen} van samen {amount:money}, {first_date:date} tot {last_date:date}, met een "
            "rekening die derdenrekening van de titularis heet en niet in het register staat."
        ),
        "de": (
            "{count:Umsatz|Umsätze} über zusammen {amount:money}, {first_date:date} bis {last_date:date}, mit einem Konto, das "
            "Anderkonto des Inhabers heißt und nicht im Register steht."
        ),
    },
)
NOT_A_NAME = ACCOUNT_WORDS | {"COMPTE", "CPTE", "CTE", "REKENING", "REK", "KONTO", "ACCOUNT", "QUALITE", "KWALITEITSREKENING"}
"""What such an account is called beside its holder's name."""
QUALITY = r"\b(?:" + "|".join(sorted(ACCOUNT_WORDS)) + r")\b"
CALLED = re.compile(rf"\b(?:DE )?(?:{'|'.join(sorted(NOT_A_NAME))})\b")


due = by_year_end


def find(material: Material) -> pl.LazyFrame:
    """Give the year's movements with each account that only claims to be a quality account of the holder."""
    columns = ["account", "currency", "booked", "movement_id", "amount_milli", "bank_reference", "holder_plain", "party_plain"]
    strange = material.booked.filter(
        pl.col("party_plain").str.contains(QUALITY),
        pl.col("holder_plain") != "",
        pl.col("party_account").is_not_null(),
        ~pl.col("quality"),
    ).join(_registered(material), on=["holder_id", "party_account"], how="anti", maintain_order="left")
    named = strange.select(*columns, "party_account").collect()
    claimed = named.lazy().join(_of_holder(named), on=["holder_plain", "party_plain"], how="semi", maintain_order="left")
    members = claimed.with_columns(pl.col("party_account").alias("party"), pl.col("booked").dt.year().alias("year"))
    moved = pl.col("amount_milli").abs().sum().alias("e_moved")
    return yearly(members, material.on, also=[moved]).with_columns(pl.col("e_moved").alias("amount_milli"))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what went to an account that is called one for clients' money."""
    return lately.moved().filter(pl.col("party_plain").str.contains(QUALITY))


def _registered(material: Material) -> pl.LazyFrame:
    number = pl.col("iban").str.replace_all(" ", "", literal=True).str.to_uppercase()
    return material.own_accounts.lazy().select("holder_id", number.alias("party_account")).unique()


def _of_holder(named: pl.DataFrame) -> pl.LazyFrame:
    """Give the pairs of names of which the other, without the words for an account, is the holder's."""
    pairs = named.select("holder_plain", "party_plain").unique(maintain_order=True)
    same = [same_plain(holder, _without_account_words(party)) for holder, party in pairs.iter_rows()]
    return pairs.lazy().filter(pl.Series(same, dtype=pl.Boolean))


def _without_account_words(plain_name: str) -> str:
    return " ".join(CALLED.sub(" ", plain_name).split())
