"""Account that the register holds and of which no statement ever came.

A new account is delivered from its opening on, which the first statement, empty or not, shows. Twenty bank days after the
opening something should have come; an account that waits for its first receipt at a bank that sends no empty statements looks
the same, so the finding is low and asks a question. The days are counted up to the newest statement of the bank, so a bank
that delivers nothing at all accuses nobody. Not found: an account opened before the bank made its first file or before the
decree was in force (its history is asked for by a first demand, `quater coverage demand`), a closed one, one under judicial
mandate; and the day of the opening itself counts for nothing.
"""

from __future__ import annotations

import polars as pl

from detection.findings import ACCOUNT, shaped
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from warehouse.coverage.bank_days import after_bank_days_expr
from warehouse.coverage.habits import NEVER_SEEN
from warehouse.coverage.in_force import IN_FORCE

RULE = Rule(
    title="Account registered and never delivered",
    titles={
        "fr": "Compte enregistré et jamais livré",
        "nl": "Rekening geregistreerd en nooit geleverd",
        "de": "Konto registriert und nie geliefert",
    },
    nature="data",
    severity="low",
    typology="continuity",
    references=(
        "Royal decree of 9 June 2024, art. 2 §5: the data of a new account from its opening on",
        "Royal decree of 9 June 2024, art. 2 §2 al. 2: on a permanent basis",
    ),
    false_positives=("An account without any movement at a bank that sends no empty statements.",),
    steps=(
        "Ask the holder whether the account is used.",
        "Ask the bank whether the authorisation to deliver is recorded there.",
        "Correct the number or the opening date in the register when they are wrong.",
    ),
    parameters={"days": Parameter({STATUTE: 20}, unit="bank days after the opening", source=HOUSE)},
    sentences={
        "en": "Opened on {opened:date}, no statement in {waited:bank day|bank days} in which the bank delivered.",
        "fr": "Ouvert le {opened:date}, aucun extrait en {waited:jour bancaire|jours bancaires} de livraisons de la banque.",
        "nl": "Geopend op {opened:date}, geen uittreksel in {waited:bankdag|bankdagen} waarin de bank leverde.",
        "de": (
            "Eröffnet am {opened:date}, kein Auszug in {waited:Bankgeschäftstag|Bankgeschäftstagen}, in denen die Bank "
            "lieferte."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the registered accounts that were never delivered although they were opened while the bank delivered."""
    opened = pl.col("opened_on")
    unseen = material.around.coverage.lazy().filter(
        pl.col("standing") == NEVER_SEEN, opened >= pl.col("bank_since"), opened >= IN_FORCE
    )
    return shaped(
        unseen.filter(pl.col("behind") > RULE.at("days", opened)).select(*ACCOUNT, "opened_on", "behind"),
        anchor=pl.lit("never"),
        first_date=opened,
        last_date=after_bank_days_expr(opened, RULE.at("days", opened) + 1),
        amount_milli=pl.lit(0),
        movement_ids=pl.lit([], pl.List(pl.String)),
        bank_references=pl.lit([], pl.List(pl.String)),
        e_opened=opened.dt.to_string("iso"),
        e_waited=pl.col("behind"),
    )
