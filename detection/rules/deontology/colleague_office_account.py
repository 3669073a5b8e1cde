"""Client money sent to a colleague's office account.

Money goes to a colleague only on their quality account. A debit of 500 EUR or more whose counterparty bears the name of
another lawyer or firm of the register, on an account that is not in the register, went elsewhere. Names agree word by word
(`detection.colleagues`), so a namesake of a lawyer is found too. Finds nothing where the communication names fees (the fees of
a colleague who stood in), and nothing on a counterparty without an account number. Each transfer is a finding of its own;
those of the same day do not matter to it.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit
from detection.colleagues import of_colleagues
from detection.findings import per_movement
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.texts import has_word

RULE = Rule(
    title="Client money sent to a colleague's office account",
    titles={
        "fr": "Fonds de tiers envoyés au compte professionnel d'un confrère",
        "nl": "Derdengelden gestort op de kantoorrekening van een confrater",
        "de": "Fremdgeld auf das Kanzleikonto eines Kollegen überwiesen",
    },
    nature="suspicious",
    severity="medium",
    typology="wrong-account",
    references=("OBFG, code of conduct, art. 4.74 §2: to a colleague only by transfer to the colleague's quality account",),
    false_positives=(
        "A client or an opponent who bears the name of a lawyer.",
        "Fees of a colleague who stood in: not found when the communication says so.",
    ),
    steps=(
        "Compare the account number with the quality accounts that the colleague declared.",
        "Ask for which dossier the money went, and why not to the quality account.",
        "Where it was fees of a colleague who stood in, ask for the fee note.",
    ),
    lookback=0,
    parameters={"least": Parameter({STATUTE: 500_000}, unit="thousandths of EUR", source=HOUSE)},
    sentences={
        "en": (
            "{amount:money} went on {first_date:date} to an account that is not in the register, in the name of another lawyer."
        ),
        "fr": "{amount:money} sont partis le {first_date:date} vers un compte hors registre au nom d'un autre avocat.",
        "nl": (
            "Op {first_date:date} ging {amount:money} naar een rekening buiten het register op naam van een andere advocaat."
        ),
        "de": (
            "{amount:money} gingen am {first_date:date} auf ein nicht registriertes Konto im Namen eines anderen Rechtsanwalts."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give the transfers to accounts in a colleague's name that are not in the register."""
    large = -pl.col("amount_milli") >= RULE.at("least", pl.col("booked"))
    elsewhere = pl.col("party_account").is_not_null() & ~(pl.col("quality") | pl.col("own") | pl.col("bank"))
    paid = of_colleagues(material.booked.filter(debit() & large & elsewhere), material.accounts)
    return per_movement(paid.filter(~has_word(pl.col("text"), "wordings", "fee")))
