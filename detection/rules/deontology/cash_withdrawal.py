"""Cash withdrawal.

Cash leaves the account at a counter or a machine: forbidden save the stafhouder's written permission, given only where a
transfer is impossible. Every withdrawal is a finding; it is critical when it, or the withdrawals of the 30 days that end on
its day (all of that day included, whatever their sequence), reach 3,000 EUR. A withdrawal that such a permission covers is a
noted fact and does not weigh on the others; the limit on cash holds for it too, and that is the work of cash-limit-3000.
Finds nothing on credits and on other codes.
"""

from __future__ import annotations

import polars as pl

from detection.allowances import noted, staged, with_allowances
from detection.codes import debit, in_group
from detection.dues import by_news_alone
from detection.findings import ACCOUNT, per_movement
from detection.lately import Lately
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
    false_positives=("A withdrawal that the bâtonnier authorised in writing and that is not yet in the register.",),
    steps=(
        "Ask for a written authorisation that covers the day and the amount.",
        "Ask which dossier the cash was for and for the receipt of the person who got it.",
        "See whether withdrawals follow receipts without a dossier.",
    ),
    lookback=30,
    parameters={
        "grave": Parameter({STATUTE: 3_000_000}, unit="thousandths of EUR", source="law of 18 September 2017, art. 67 §2"),
        "days": Parameter({STATUTE: 30}, unit="days", source=HOUSE),
    },
    sentences={
        "en": (
            "{amount:money} was withdrawn in cash on {first_date:date}; in all {total:money} in {days:day|days}; "
            "{allowed:authorisation covers it|authorisations cover it}."
        ),
        "fr": (
            "{amount:money} ont été retirés en espèces le {first_date:date} ; en tout {total:money} en {days:jour|jours} ; "
            "{allowed:autorisation le couvre|autorisations le couvrent}."
        ),
        "nl": (
            "Op {first_date:date} werd {amount:money} in contanten opgenomen; in totaal {total:money} in {days:dag|dagen}; "
            "{allowed:toestemming dekt dit|toestemmingen dekken dit}."
        ),
        "de": (
            "Am {first_date:date} wurden {amount:money} bar abgehoben; insgesamt {total:money} in {days:Tag|Tagen}; "
            "{allowed:Genehmigung deckt dies|Genehmigungen decken dies}."
        ),
    },
)


due = by_news_alone


def find(material: Material) -> pl.LazyFrame:
    """Give every cash withdrawal, with the sum of the days before it; a noted fact where it was allowed."""
    days, grave = RULE.at("days", pl.col("booked")), RULE.at("grave", pl.col("booked"))
    withdrawals = material.booked.filter(debit() & in_group("cash-withdrawal"))
    marked = with_allowances(withdrawals, material.around.allowances, "cash")
    drawn = -pl.col("amount_milli")
    summed = trailing(marked, ACCOUNT, drawn, days, "total")
    weighed = trailing(summed, ACCOUNT, pl.when(pl.col("allowed") == 0).then(drawn).otherwise(0), days, "weighing")
    severity = noted(pl.when(pl.col("weighing") >= grave).then(pl.lit("critical")).otherwise(pl.lit("high")))
    evidence = {name: pl.col(name) for name in ("total", "allowed", "allowed_since")}
    return staged(per_movement(weighed, severity=severity, evidence=evidence | {"days": days}))


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the withdrawals."""
    return lately.moved().filter(debit() & in_group("cash-withdrawal"))
