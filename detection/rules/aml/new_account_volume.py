"""New account with immediate heavy traffic.

A third-party account grows with its holder's dossiers. Receipts of 100,000 EUR or more in the 30 days that begin with the
day on which the register says that the account was opened are found once: the first day with which their sum reaches it,
all receipts of that day included, whatever their sequence. What comes from another third-party or rubric account of the
same holder is a change of bank and does not count; nor does what the bank books. A rubric account is opened for the money of
one file, so there it takes three payers or more. An account without an opening day in the register is not judged.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="New account with immediate heavy traffic",
    titles={
        "fr": "Nouveau compte avec de gros mouvements immédiats",
        "nl": "Nieuwe rekening met meteen grote bewegingen",
        "de": "Neues Konto mit sofort hohen Umsätzen",
    },
    nature="suspicious",
    severity="medium",
    typology="volume",
    references=(
        "Law of 18 September 2017, art. 45 §1: unusual operations",
        "Royal decree of 9 June 2024, art. 2 §5: data from the opening on",
    ),
    false_positives=(
        "A change of bank: receipts from the holder's other quality accounts do not count.",
        "An account opened for one large closing.",
    ),
    steps=(
        "Ask which dossiers came with the account and who sent the money.",
        "Look at what left the account in the same weeks.",
    ),
    lookback=30,
    parameters={
        "days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
        "least": Parameter({STATUTE: 100_000_000}, unit="thousandths of EUR", source=HOUSE),
        "payers": Parameter({STATUTE: 3}, unit="payers, on a rubric account", source=HOUSE),
    },
    sentences={
        "en": "{amount:money} received by {last_date:date}, {age:day|days} after the account was opened.",
        "fr": "{amount:money} reçus au {last_date:date}, {age:jour|jours} après l'ouverture du compte.",
        "nl": "{amount:money} ontvangen tegen {last_date:date}, {age:dag|dagen} na de opening van de rekening.",
        "de": "{amount:money} bis {last_date:date} eingegangen, {age:Tag|Tage} nach der Eröffnung des Kontos.",
    },
)
TOLD = [*ACCOUNT, "opened", "kind", "booked", "amount_milli", "movement_id", "bank_reference", "party"]


def find(material: Material) -> pl.LazyFrame:
    """Give the accounts that received so much so soon, with the receipts up to that day."""
    opened = (
        material.accounts.lazy()
        .select(pl.col("iban").alias("account"), "currency", pl.col("opened_on").alias("opened"))
        .drop_nulls("opened")
        .unique(ACCOUNT, keep="any")
    )
    age = (pl.col("booked") - pl.col("opened")).dt.total_days()
    early = (
        material.booked.filter(credit(), ~pl.col("bank"))
        .join(opened, on=ACCOUNT, maintain_order="left")
        .filter((age >= 0) & (age < RULE.at("days", pl.col("booked"))))
        .join(_quality_accounts(material), on=["holder_id", "party_account"], how="anti", maintain_order="left")
        .select(*TOLD, pl.col("amount_milli").cum_sum().over(ACCOUNT).alias("total"))
        .collect()
        .lazy()
    )
    enough = early.filter(pl.col("total") >= RULE.at("least", pl.col("booked")))
    reached = enough.group_by(ACCOUNT).agg(pl.col("booked").min().alias("reached"))
    counted = early.join(reached, on=ACCOUNT, maintain_order="left").filter(pl.col("booked") <= pl.col("reached"))
    payers = pl.col("party").n_unique().alias("payers")
    grouped = together(counted, [*ACCOUNT, "opened"], payers, (pl.col("kind") == "rubric").first().alias("rubric"))
    one_file = pl.col("rubric").fill_null(False) & (pl.col("payers") < RULE.at("payers", pl.col("last_date")))
    return shaped(
        grouped.filter(~one_file),
        anchor=pl.col("opened").dt.strftime("%Y-%m-%d"),
        e_age=(pl.col("last_date") - pl.col("opened")).dt.total_days(),
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the receipts of accounts opened not long before."""
    opened = lately.recent.accounts.lazy().select(pl.col("iban").alias("account"), "currency", "opened_on")
    came = lately.moved().filter(credit(), ~pl.col("bank")).join(opened, on=ACCOUNT)
    return came.filter((pl.col("booked") - pl.col("opened_on")).dt.total_days() < RULE.at("days", pl.col("booked")))


def _quality_accounts(material: Material) -> pl.LazyFrame:
    """Give the holders' third-party and rubric accounts as a counterparty would be written."""
    return material.accounts.lazy().select("holder_id", pl.col("iban").alias("party_account")).drop_nulls().unique()
