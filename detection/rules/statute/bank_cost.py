"""Bank costs debited to client money.

Every debit of family 80, and every cost (operation 37) of another family: the bank pays itself with money of clients. Some
banks do so by habit, so the costs are gathered: one finding for each account and calendar year, on the year's last day,
naming the costs of the quarters in which they sum to more than 50 EUR. It is information. Costs that the bank paid back are
not set off, and interest is no cost. All costs of a day belong to its quarter, whatever their sequence.
"""

from __future__ import annotations

import polars as pl

from detection.codes import COST_FAMILY, COST_OPERATION, debit
from detection.dues import by_year_end
from detection.findings import ACCOUNT, shaped, together
from detection.lately import Lately
from detection.material import Material
from detection.rule import HOUSE, STATUTE, Parameter, Rule

RULE = Rule(
    title="Bank costs debited to client money",
    titles={
        "fr": "Frais bancaires débités des fonds de tiers",
        "nl": "Bankkosten ten laste van derdengelden",
        "de": "Bankkosten zulasten von Fremdgeld",
    },
    nature="suspicious",
    severity="info",
    typology="bank-costs",
    references=(
        "Judicial Code, art. 446quater §1: funds of third parties are kept apart (their diminution: inference)",
        "Order of West Flanders: the bar bears the costs of the account",
    ),
    false_positives=("A bank whose habit it is: the finding is yearly and information only.",),
    steps=(
        "Ask who bears the costs, and whether the holder made them good.",
        "Compare with the bank's agreement with the Orders.",
    ),
    lookback=366,
    parameters={"most": Parameter({STATUTE: 50_000}, unit="thousandths of EUR a quarter", source=HOUSE)},
    sentences={
        "en": (
            "{amount:money} of bank costs in {quarters:quarter|quarters} of the year up to {last_date:date}, "
            "{count:cost|costs} in all."
        ),
        "fr": (
            "{amount:money} de frais bancaires en {quarters:trimestre|trimestres} de l'année au {last_date:date}, "
            "{count:frais compté|frais comptés}."
        ),
        "nl": (
            "{amount:money} bankkosten in {quarters:kwartaal|kwartalen} van het jaar tot {last_date:date}, "
            "samen {count:kost|kosten}."
        ),
        "de": (
            "{amount:money} Bankkosten in {quarters:Quartal|Quartalen} des Jahres bis {last_date:date}, "
            "insgesamt {count:Posten|Posten}."
        ),
    },
)


due = by_year_end


def find(material: Material) -> pl.LazyFrame:
    """Give each account's closed years with quarters of high costs."""
    costs = material.booked.filter(_cost()).with_columns(
        pl.col("booked").dt.truncate("1q").alias("quarter"), pl.col("booked").dt.truncate("1y").alias("year")
    )
    year_end = pl.col("year").dt.offset_by("1y").dt.offset_by("-1d")
    closed = costs.filter(year_end <= material.on)
    high = -pl.col("amount_milli").sum().over(*ACCOUNT, "quarter") > RULE.at("most", pl.col("quarter"))
    counts = [pl.col("quarter").n_unique().cast(pl.Int64).alias("e_quarters"), pl.len().cast(pl.Int64).alias("e_count")]
    grouped = together(closed.filter(high), [*ACCOUNT, "year"], *counts)
    return shaped(grouped, anchor=pl.col("year").dt.strftime("%Y"), last_date=year_end)


def stirred(lately: Lately) -> pl.LazyFrame:
    """Give the costs of a year that is over."""
    year_end = pl.col("booked").dt.truncate("1y").dt.offset_by("1y").dt.offset_by("-1d")
    return lately.moved().filter(_cost(), year_end <= lately.on)


def _cost() -> pl.Expr:
    """Say whether a movement is a cost of the bank."""
    return debit() & ((pl.col("family") == COST_FAMILY) | (pl.col("operation") == COST_OPERATION))
