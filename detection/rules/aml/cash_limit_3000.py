"""Cash above EUR 3,000, at once or in movements that belong together.

One cash movement above the limit, or several whose sum is: movements are linked by the same dossier reference, else by the
same counterparty (30 days), else, when neither is known, by the account alone (7 days). Money in and money out are apart.
Each movement with which the linked sum stands above the limit is a finding with all movements of its window; a window ends
on the movement's day and includes all of that day, whatever the sequence. Exactly 3,000.00 is not above.
"""

from __future__ import annotations

import polars as pl

from detection.codes import credit, in_group
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing, within

RULE = Rule(
    title="Cash above EUR 3,000, at once or linked",
    titles={
        "fr": "Espèces au-delà de 3 000 EUR, en une fois ou liées",
        "nl": "Contanten boven 3.000 EUR, in één keer of samenhangend",
        "de": "Bargeld über 3.000 EUR, einmalig oder zusammenhängend",
    },
    nature="illicit",
    severity="critical",
    typology="cash",
    references=(
        (
            "Law of 18 September 2017, art. 67 §2, 1st paragraph: cash payment or gift above EUR 3,000, one "
            "operation or several that appear linked"
        ),
        "Same law, art. 67 §3: amounts not tied to a determined debt are irrebuttably linked",
    ),
    false_positives=("Cash between a consumer and a consumer.", "Cash paid in by an obliged financial entity."),
    steps=(
        "Read who brought or took the cash and for which debt.",
        "Ask for the documents of the debt: were these parts of one payment?",
        "Keep the evidence note with the alert when it is closed as lawful.",
    ),
    lookback=30,
    parameters={
        "limit": Parameter(
            {STATUTE: 3_000_000}, unit="thousandths of EUR", source="law of 18 September 2017, art. 67 §2 (and its forerunner)"
        ),
        "linked_days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
        "account_days": Parameter({STATUTE: 7}, unit="days", source=HOUSE),
    },
    sentences={
        "en": "Cash {side:word}: {total:money} in {count:movement|movements} up to {last_date:date}, {link:word}.",
        "fr": "Espèces {side:word} : {total:money} en {count:mouvement|mouvements} au {last_date:date}, {link:word}.",
        "nl": "Contanten {side:word}: {total:money} in {count:verrichting|verrichtingen} tot {last_date:date}, {link:word}.",
        "de": "Bargeld {side:word}: {total:money} in {count:Umsatz|Umsätzen} bis {last_date:date}, {link:word}.",
    },
)

LINK = [*ACCOUNT, "side", "link", "linked_by"]


def find(material: Material) -> pl.LazyFrame:
    """Give the cash movements with which a linked sum is above the limit."""
    by_dossier, by_party = pl.col("dossier").is_not_null(), pl.col("party").is_not_null()
    cash = material.booked.filter(in_group("cash-withdrawal", "cash-deposit")).with_columns(
        pl.when(credit()).then(pl.lit("payment")).otherwise(pl.lit("withdrawal")).alias("side"),
        pl.when(by_dossier)
        .then(pl.lit("reference"))
        .when(by_party)
        .then(pl.lit("depositor"))
        .otherwise(pl.lit("account"))
        .alias("link"),
        pl.coalesce("dossier", "party", "account").alias("linked_by"),
        pl.when(by_dossier | by_party)
        .then(RULE.at("linked_days", pl.col("booked")))
        .otherwise(RULE.at("account_days", pl.col("booked")))
        .alias("days"),
    )
    summed = trailing(cash, LINK, pl.col("amount_milli").abs(), pl.col("days"), "total")
    above = summed.filter(pl.col("total") > RULE.at("limit", pl.col("booked")))
    members = within(above, cash, LINK, "days")
    grouped = together(members, [*LINK, "anchor"], pl.len().cast(pl.Int64).alias("e_count"))
    facts = above.select(
        pl.col("movement_id").alias("anchor"), pl.col("total").alias("e_total"), pl.col("party").alias("counterparty")
    )
    found = grouped.join(facts, on="anchor", maintain_order="left")
    word = pl.when(pl.col("e_count") == 1).then(pl.lit("movement")).otherwise(pl.col("link"))
    return shaped(found, e_side=pl.col("side"), e_link=word)


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give what is cash."""
    return lately.moved().filter(in_group("cash-withdrawal", "cash-deposit"))
