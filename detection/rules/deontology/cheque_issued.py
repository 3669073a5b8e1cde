"""Cheque drawn on the account.

A cheque paid, a bank cheque or a certified or circular cheque made, here or abroad: cheques are forbidden save where the
bâtonnier allowed them beforehand, because a transfer was impossible. An allowance for cheques that is in force on the
booking day, for the account or its holder and up to its cap, makes it a noted fact. Finds nothing on cheques received. The
transaction code is direct evidence; each cheque is a finding of its own, and others of the same day do not matter to it.
"""

from __future__ import annotations

import polars as pl

from detection.allowances import noted, staged, with_allowances
from detection.codes import debit
from detection.dues import by_news_alone
from detection.findings import per_movement
from detection.instruments import by_instrument
from detection.material import Material
from detection.rule import Rule

RULE = Rule(
    title="Cheque drawn on the account",
    titles={
        "fr": "Chèque tiré sur le compte",
        "nl": "Cheque getrokken op de rekening",
        "de": "Auf das Konto gezogener Scheck",
    },
    nature="illicit",
    severity="high",
    typology="payment-means",
    references=(
        "OVB, Codex Deontologie, art. 131, 6th indent: cheques only with prior leave of the stafhouder",
        "OVB, Codex Deontologie, art. 136: cheques in the yearly report",
        "CODA 2.6, annex II, families 01, 03 and 43",
    ),
    false_positives=("A leave of the bâtonnier that is not yet in the register.",),
    steps=(
        "Ask for the leave of the bâtonnier and for the reason why a transfer was impossible.",
        "Ask for whom the cheque was made and for which dossier.",
        "Compare with the cheques of the yearly report.",
    ),
    lookback=0,
    sentences={
        "en": (
            "A cheque of {amount:money} was debited on {first_date:date}; "
            "{allowed:authorisation covers it|authorisations cover it}."
        ),
        "fr": (
            "Un chèque de {amount:money} a été débité le {first_date:date} ; "
            "{allowed:autorisation le couvre|autorisations le couvrent}."
        ),
        "nl": (
            "Op {first_date:date} werd een cheque van {amount:money} gedebiteerd; "
            "{allowed:toestemming dekt dit|toestemmingen dekken dit}."
        ),
        "de": (
            "Am {first_date:date} wurde ein Scheck über {amount:money} belastet; "
            "{allowed:Genehmigung deckt ihn|Genehmigungen decken ihn}."
        ),
    },
)


due = by_news_alone


def find(material: Material) -> pl.LazyFrame:
    """Give every cheque drawn, a noted fact where it was allowed."""
    cheques = material.booked.filter(debit() & by_instrument("cheque"))
    marked = with_allowances(cheques, material.around.allowances, "cheque")
    return staged(per_movement(marked, severity=noted(), evidence={"allowed": pl.col("allowed")}))
