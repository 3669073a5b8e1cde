"""Cash withdrawal.

Cash leaves the account at a counter or a machine: forbidden save the stafhouder's written permission, given only where a
transfer is impossible. Every withdrawal is a finding; it is critical when it, or the withdrawals of the 30 days that end on
its day (all of that day included, whatever their sequence), reach 3,000 EUR. Finds nothing on credits and on other codes.
"""

from __future__ import annotations

import polars as pl

from detection.codes import debit, in_group
from detection.findings import ACCOUNT, per_movement
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.windows import trailing

RULE = Rule(
    title="Cash withdrawal",
    titles={"fr": "Retrait d'espèces", "nl": "Geldopneming", "de": "Bargeldabhebung"},
    nature="illicit",
    severity="critical",
    typology="cash",
    references=(
        "OVB, Codex Deontologie, art. 131, 6th indent: cash and cheques forbidden save written permission of the stafhouder",
        "OBFG, code of conduct, art. 4.72–4.77",
        "Law of 18 September 2017, art. 67 §2",
    ),
    false_positives=(
        "A withdrawal that the bâtonnier authorised in writing: ask for the authorisation, its period and its cap.",
    ),
    steps=(
        "Look for a written authorisation that covers the day and the amount.",
        "Ask which dossier the cash was for and for the receipt of the person who got it.",
        "See whether withdrawals follow receipts without a dossier.",
    ),
    parameters={
        "grave": Parameter({STATUTE: 3_000_000}, unit="thousandths of EUR", source="law of 18 September 2017, art. 67 §2"),
        "days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
    },
    sentences={
        "en": "{amount:money} was withdrawn in cash on {first_date:date}; in all {total:money} in {days:day|days}.",
        "fr": "{amount:money} ont été retirés en espèces le {first_date:date} ; en tout {total:money} en {days:jour|jours}.",
        "nl": "Op {first_date:date} werd {amount:money} in contanten opgenomen; in totaal {total:money} in {days:dag|dagen}.",
        "de": "Am {first_date:date} wurden {amount:money} bar abgehoben; insgesamt {total:money} in {days:Tag|Tagen}.",
    },
)


def find(material: Material) -> pl.LazyFrame:
    """Give every cash withdrawal, with the sum of the days before it."""
    days, grave = RULE.at("days", pl.col("booked")), RULE.at("grave", pl.col("booked"))
    withdrawals = material.booked.filter(debit() & in_group("cash-withdrawal"))
    summed = trailing(withdrawals, ACCOUNT, -pl.col("amount_milli"), days, "total")
    severity = pl.when(pl.col("total") >= grave).then(pl.lit("critical")).otherwise(pl.lit("high"))
    return per_movement(summed, severity=severity, evidence={"total": pl.col("total"), "days": days})
