"""The learned model as a detector: scores that a person approved become findings `model-outlier`.

A score is no breach and no suspicion of a kind: it says that a month is unlike the months of comparable accounts, and in
what. So the finding is suspicious and medium at most, it carries the model's own reasons as whole numbers, and it names the
month's largest movements for a person to look at. Without an approved model, or when its file is refused, there is no score
and no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from detection.findings import CERTAIN, shaped
from detection.material import Material
from detection.months import MONTH, largest
from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sentences import render
from models.explain import describe
from warehouse.database import Warehouse

DETECTOR = "model-outlier"

RULE = Rule(
    title="Unusual compared with similar accounts",
    titles={
        "fr": "Inhabituel par rapport aux comptes comparables",
        "nl": "Ongewoon in vergelijking met soortgelijke rekeningen",
        "de": "Ungewöhnlich im Vergleich zu ähnlichen Konten",
    },
    nature="suspicious",
    severity="medium",
    typology="model",
    references=("Royal decree of 9 June 2024, art. 4", "GDPR, art. 22: a person decides, the score does not"),
    false_positives=("A new kind of work, an estate shared among heirs, a large case that closes.",),
    steps=("Read the reasons: which of them has a plain story?", "Look at the month's largest movements and their dossiers."),
    parameters={
        "budget": Parameter({STATUTE: 10_000}, unit="millionths of the account-months", source=HOUSE + ": alert budget of 1 %"),
        "named": Parameter({STATUTE: 50}, unit="movements", source=HOUSE),
    },
    sentences={
        "en": "In {month} the account was unlike similar accounts: {reasons}.",
        "fr": "En {month}, le compte s'écartait des comptes comparables : {reasons}.",
        "nl": "In {month} week de rekening af van soortgelijke rekeningen: {reasons}.",
        "de": "Im Monat {month} wich das Konto von ähnlichen Konten ab: {reasons}.",
    },
)

REASON_FIELDS = ("feature", "value_milli", "median_milli", "beyond_micro", "fall_micro", "peers")


def find_learned(warehouse: Warehouse, material: Material, accounts: Sequence[str]) -> pl.DataFrame | None:
    """Give the outliers among the accounts' months as findings, with their score; None when no model can be used.

    A model that is refused stops no rule: `detection.model_watch` tells people once a run.
    """
    from models.refusals import ModelRefused
    from models.scoring import score  # the learning libraries come with it: seconds that no rule needs

    try:
        scored = score(warehouse, on=material.on, accounts=accounts)
    except ModelRefused:
        return None
    return None if scored is None else outliers(scored, material)


def outliers(scored: pl.DataFrame, material: Material) -> pl.DataFrame:
    """Give the months whose score is within the budget with their largest movements; score_micro and contributions stay."""
    budget = RULE.at("budget", pl.col("month"))
    chosen = scored.lazy().filter(pl.col("beyond_micro") <= budget, pl.col("contributions").list.len() > 0)
    found = chosen.join(largest(material.booked, chosen, RULE.at("named", pl.col("month"))), on=list(MONTH))
    month = pl.col("month").dt.strftime("%Y-%m")
    standard = shaped(
        found,
        anchor=pl.format("{}@{}", month, "model_id"),
        confidence=pl.lit(CERTAIN),
        e_month=month,
        e_model=pl.col("model_id"),
    )
    extra = found.select("score_micro", "contributions")
    return pl.concat([standard, extra], how="horizontal").collect()


def evidence_of(contributions: Sequence[Mapping[str, Any]]) -> dict[str, str | int]:
    """Write a score's reasons as named numbers: `feature_1`, `value_milli_1`, …, the weightiest first."""
    return {f"{name}_{place}": reason[name] for place, reason in enumerate(contributions, start=1) for name in REASON_FIELDS}


def reason(evidence: Mapping[str, str | int], language: str, currency: str) -> str:
    """Tell a stored outlier in a language."""
    told = "; ".join(describe(contribution, language, currency=currency) for contribution in _contributions(evidence))
    return render(RULE.sentences[language], {"month": evidence["month"], "reasons": told}, language, currency)


def _contributions(evidence: Mapping[str, str | int]) -> Iterator[Mapping[str, str | int]]:
    place = 1
    while f"feature_{place}" in evidence:
        yield {name: evidence[f"{name}_{place}"] for name in REASON_FIELDS}
        place += 1
