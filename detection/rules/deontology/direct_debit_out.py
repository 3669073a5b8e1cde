"""Direct debit collected on the account.

A creditor took money from the account by himself (05 01, 05 03, 05 05): direct debits are not allowed. Low once the same
amount came back within eight weeks (05 54, 05 58), which is the time in which a SEPA core debit can be claimed back; a
refund of the same day counts, whatever its sequence. Finds nothing on credits and on other families.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, debit, in_group
from detection.findings import ACCOUNT, per_movement
from detection.material import Material
from detection.rule import STATUTE, Parameter, Rule

RULE = Rule(
    title="Direct debit collected on the account",
    titles={
        "fr": "Domiciliation encaissée sur le compte",
        "nl": "Domiciliëring geïnd op de rekening",
        "de": "Lastschrift vom Konto eingezogen",
    },
    nature="illicit",
    severity="high",
    typology="payment-means",
    references=(
        "OVB: direct debits are not allowed on the derdenrekening",
        "OBFG, code of conduct, art. 4.72 §1",
        "Judicial Code, art. 446quater §1, 4th paragraph: the lawyer alone manages the account",
    ),
    false_positives=("A debit that the creditor sent to the wrong account and that was refunded: low.",),
    steps=(
        "Read creditor and mandate: whose bill is it?",
        "Ask the holder since when the mandate exists and have it withdrawn.",
    ),
    parameters={"refund_days": Parameter({STATUTE: 56}, unit="days", source="SEPA core rulebook: eight weeks")},
    sentences={
        "en": (
            "A direct debit of {amount:money} was collected on {first_date:date}; {refunded:refund|refunds} of the same amount."
        ),
        "fr": (
            "Une domiciliation de {amount:money} a été encaissée le {first_date:date} ; "
            "{refunded:remboursement|remboursements} du même montant."
        ),
        "nl": (
            "Op {first_date:date} werd een domiciliëring van {amount:money} geïnd; "
            "{refunded:terugbetaling|terugbetalingen} van hetzelfde bedrag."
        ),
        "de": (
            "Am {first_date:date} wurde eine Lastschrift über {amount:money} eingezogen; "
            "{refunded:Erstattung|Erstattungen} desselben Betrags."
        ),
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give every direct debit collected, low when it was refunded."""
    debits = material.booked.filter(debit() & in_group("direct-debit"))
    refunds = material.booked.filter(credit() & in_group("direct-debit-refund")).select(
        *ACCOUNT, (-pl.col("amount_milli")).alias("amount_milli"), pl.col("booked").alias("refunded_on")
    )
    waited = (pl.col("refunded_on") - pl.col("booked")).dt.total_days()
    paid_back = (
        debits.join(refunds, on=[*ACCOUNT, "amount_milli"])
        .filter((waited >= 0) & (waited <= RULE.at("refund_days", pl.col("booked"))))
        .group_by("movement_id")
        .agg(pl.len().cast(pl.Int64).alias("refunded"))
    )
    with_refunds = debits.join(paid_back, on="movement_id", how="left", maintain_order="left").with_columns(
        pl.col("refunded").fill_null(0)
    )
    back = pl.col("refunded") > 0
    findings = per_movement(with_refunds, severity=pl.when(back).then(pl.lit("low")), evidence={"refunded": pl.col("refunded")})
    return findings.with_columns(
        pl.when(pl.col("e_refunded") > 0).then(pl.lit("refunded")).otherwise(pl.lit("")).alias("stage")
    )
