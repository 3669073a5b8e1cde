"""Direct debit collected on the account.

A creditor took money from the account by himself (05 01, 05 03, 05 05): direct debits are not allowed. Low once the same
amount came back within eight weeks (05 54, 05 58), which is the time in which a SEPA core debit can be claimed back; a
refund of the same day counts, whatever its sequence, and later ones add nothing. What the bâtonnier allowed is a noted fact.
Finds nothing on credits and on other families.
"""

from __future__ import annotations

import polars as pl

from detection.allowances import noted, staged, with_allowances
from detection.codes import credit, debit, in_group
from detection.dues import by_news_alone
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
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
    lookback=56,
    parameters={"refund_days": Parameter({STATUTE: 56}, unit="days", source="SEPA core rulebook: eight weeks")},
    sentences={
        "en": (
            "A direct debit of {amount:money} was collected on {first_date:date}; "
            "{refunded:refund|refunds} of the same amount; {allowed:authorisation covers it|authorisations cover it}."
        ),
        "fr": (
            "Une domiciliation de {amount:money} a été encaissée le {first_date:date} ; "
            "{refunded:remboursement|remboursements} du même montant ; "
            "{allowed:autorisation la couvre|autorisations la couvrent}."
        ),
        "nl": (
            "Op {first_date:date} werd een domiciliëring van {amount:money} geïnd; "
            "{refunded:terugbetaling|terugbetalingen} van hetzelfde bedrag; "
            "{allowed:toestemming dekt dit|toestemmingen dekken dit}."
        ),
        "de": (
            "Am {first_date:date} wurde eine Lastschrift über {amount:money} eingezogen; "
            "{refunded:Erstattung|Erstattungen} desselben Betrags; "
            "{allowed:Genehmigung deckt dies|Genehmigungen decken dies}."
        ),
    },
)


due = by_news_alone


def find(material: Material) -> pl.LazyFrame:
    """Give every direct debit collected: a noted fact where it was allowed, low when it was refunded."""
    debits = material.booked.filter(debit() & in_group("direct-debit"))
    marked = with_allowances(debits, material.around.allowances, "direct_debit").join(
        _paid_back(material, debits), on="movement_id", how="left", maintain_order="left"
    )
    back = pl.col("refunded_on").is_not_null()
    evidence = {
        "refunded": pl.col("refunded").fill_null(0),
        "allowed": pl.col("allowed"),
        "allowed_since": pl.col("allowed_since"),
    }
    found = per_movement(
        marked.with_columns(pl.when(pl.col("allowed") == 0).then("refunded_on").alias("refunded_on")),
        severity=noted(pl.when(back).then(pl.lit("low"))),
        evidence=evidence | {"refunded_on": pl.col("refunded_on")},
    )
    refunded = pl.col("e_refunded_on").is_not_null()
    return staged(
        found.with_columns(
            pl.when(refunded).then(pl.lit("refunded")).otherwise("stage").alias("stage"),
            pl.coalesce("e_refunded_on", "last_date").alias("last_date"),
        ).drop("e_refunded_on")
    )


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the direct debits and their refunds."""
    return lately.moved().filter(in_group("direct-debit", "direct-debit-refund"))


def _paid_back(material: Material, debits: pl.LazyFrame) -> pl.LazyFrame:
    """Give the debits of which the same amount came back in time: the first day of it, and how often on that day."""
    refunds = material.booked.filter(credit() & in_group("direct-debit-refund")).select(
        *ACCOUNT, (-pl.col("amount_milli")).alias("amount_milli"), pl.col("booked").alias("refunded_on")
    )
    waited = (pl.col("refunded_on") - pl.col("booked")).dt.total_days()
    in_time = (waited >= 0) & (waited <= RULE.at("refund_days", pl.col("booked")))
    return (
        debits.join(refunds, on=[*ACCOUNT, "amount_milli"])
        .filter(in_time)
        .group_by("movement_id")
        .agg(
            pl.col("refunded_on").min(),
            (pl.col("refunded_on") == pl.col("refunded_on").min()).sum().cast(pl.Int64).alias("refunded"),
        )
    )
