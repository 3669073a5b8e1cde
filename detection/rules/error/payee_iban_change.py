"""The beneficiary's account changed just before the payment.

The fraud behind a forged e-mail: *we have a new account number*. Found is the first payment of 5,000 EUR or more to an account
that this account had neither paid nor been paid by in the two years before (730 days), when its beneficiary bears the name of
one whom it had then paid, or been paid by, on another account only. The names are the same when their words are (two
at least, in any order). High when the new account lies in another country than all that the name had, or is with a bank that
opens accounts at a distance within minutes (`lists/neo_banks.csv`); medium else, because people change banks. The holder,
quality accounts and those who have many accounts and act for many (courts, bailiffs, notaries, insurers, colleagues) are
left out. What happened on the same day is not *before*: two accounts first paid on one day are both new.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.findings import ACCOUNT, per_movement
from detection.lately import NEAR_DAYS, Lately
from detection.lists import rows
from detection.material import ORDER, Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

KNOWN_DAYS = 730
NAME = [*ACCOUNT, "same_name"]

RULE = Rule(
    title="Beneficiary's account changed just before the payment",
    titles={
        "fr": "Compte du bénéficiaire changé juste avant le paiement",
        "nl": "Rekening van de begunstigde gewijzigd vlak voor de betaling",
        "de": "Konto des Begünstigten kurz vor der Zahlung geändert",
    },
    nature="suspicious",
    severity="medium",
    typology="paid-in-error",
    references=("Warnings of the Orders against e-mails that announce a new account number",),
    false_positives=("People change banks, and have several accounts.", "Two people of one name."),
    steps=(
        "Ask how the new account number came, and whether it was checked by telephone.",
        "If it is a fraud: recall the payment at once and report it to the bank and the police.",
    ),
    parameters={
        "least": Parameter({STATUTE: 5_000_000}, unit="thousandths of EUR", source=HOUSE),
        "days": Parameter({STATUTE: KNOWN_DAYS}, unit="days in which a party is known", source=HOUSE),
    },
    sentences={
        "en": (
            "{amount:money} went on {first_date:date} to an account never used before, in the name of a party known on "
            "{known:other account|other accounts}; last there on {met:date}."
        ),
        "fr": (
            "{amount:money} versés le {first_date:date} sur un compte jamais utilisé, au nom d'une partie connue sur "
            "{known:autre compte|autres comptes} ; la dernière fois le {met:date}."
        ),
        "nl": (
            "{amount:money} ging op {first_date:date} naar een nooit gebruikte rekening op naam van een partij die gekend was "
            "op {known:andere rekening|andere rekeningen}; daar laatst op {met:date}."
        ),
        "de": (
            "{amount:money} gingen am {first_date:date} auf ein nie benutztes Konto im Namen einer Partei, die auf "
            "{known:anderem Konto|anderen Konten} bekannt war; dort zuletzt am {met:date}."
        ),
    },
    lookback=KNOWN_DAYS,
)


def find(material: Material) -> pl.LazyFrame:
    """Give the first payments to new accounts of known names."""
    named = material.booked.filter(_named())
    large = named.filter(debit(), -pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))).collect().lazy()
    names = _with_name(named.select("party_plain").unique()).collect().lazy()
    asked = large.filter(~pl.col("for_others")).join(names, on="party_plain", maintain_order="left").collect().lazy()
    looked_for = names.join(asked, on="same_name", how="semi")
    met = named.select(*ACCOUNT, "party_plain", "party_account", "booked").join(looked_for, on="party_plain").collect().lazy()
    keys = asked.select(*NAME, "movement_id", pl.col("booked").alias("paid_on"), pl.col("party_account").alias("new_account"))
    earlier = keys.join(met, on=NAME).filter(
        pl.col("booked") < pl.col("paid_on"),
        (pl.col("paid_on") - pl.col("booked")).dt.total_days() <= RULE.at("days", pl.col("paid_on")),
    )
    country = pl.col("party_account").str.head(2)
    judged = earlier.group_by("movement_id").agg(
        pl.col("party_account").n_unique().cast(pl.Int64).alias("known"),
        (pl.col("party_account") == pl.col("new_account")).any().alias("used"),
        (country == pl.col("new_account").str.head(2)).any().alias("same_country"),
        pl.col("booked").max().dt.to_string("%Y-%m-%d").alias("met"),
    )
    found = asked.join(judged.filter(~pl.col("used")), on="movement_id", maintain_order="left")
    first = (
        _never_used(material, found)
        .sort(ORDER)
        .unique([*ACCOUNT, "party_account", "booked"], keep="first", maintain_order=True)
    )
    distant = pl.col("counterparty_bic").str.head(4).is_in([row["bic"] for row in rows("neo_banks")])
    severity = pl.when(~pl.col("same_country") | distant).then(pl.lit("high")).otherwise(pl.lit("medium"))
    return per_movement(first, severity=severity, evidence={"known": pl.col("known"), "met": pl.col("met")})


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the large payments to somebody named."""
    large = -pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))
    return lately.moved().filter(debit(), large, _named())


def near(lately: Lately) -> pl.LazyFrame:
    """Give those to accounts that were not seen in the days before."""
    key = [*ACCOUNT, "party_account"]
    seen = lately.moved(NEAR_DAYS).filter(pl.col("party_account").is_not_null())
    paid = stirred(lately).join(seen.group_by(key).agg(pl.col("booked").min().alias("met")), on=key)
    return paid.filter(pl.col("met") == pl.col("booked"))


def _named() -> pl.Expr:
    """Say whether a movement has the account and the whole name of another party."""
    whole = pl.col("party_account").is_not_null() & pl.col("party_plain").str.contains(" ")
    return whole & ~(pl.col("own") | pl.col("quality") | pl.col("bank"))


def _with_name(movements: pl.LazyFrame) -> pl.LazyFrame:
    """Add `same_name`: the words of the name in their alphabetical order."""
    return movements.with_columns(pl.col("party_plain").str.split(" ").list.sort().list.join(" ").alias("same_name"))


def _never_used(material: Material, found: pl.LazyFrame) -> pl.LazyFrame:
    """Drop payments to accounts that were used before under whatever name."""
    keys = found.select("movement_id", *ACCOUNT, "party_account", pl.col("booked").alias("paid_on"))
    used = material.booked.join(keys, on=[*ACCOUNT, "party_account"], suffix="_asked").filter(
        pl.col("booked") < pl.col("paid_on"),
        (pl.col("paid_on") - pl.col("booked")).dt.total_days() <= RULE.at("days", pl.col("paid_on")),
    )
    return found.join(used, left_on="movement_id", right_on="movement_id_asked", how="anti")
