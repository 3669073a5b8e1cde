"""The learned model as a detector: scores that a person approved become findings `model-outlier`.

A score is no breach and no suspicion of a kind: it says that a month is unlike the months of comparable accounts, and in
what. So the finding is suspicious and medium at most, and it carries the model's own explanation as whole numbers: the reasons,
what they look like, and what would have had to be less; it names the movements that show them, or the month's largest where
no movement alone does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from detection.rule import HOUSE, STATUTE, Parameter, Rule
from detection.sentences import render
from models.explain import WORDINGS, describe, less

if TYPE_CHECKING:
    from models.explaining import Explanation

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
    steps=(
        "Read the reasons: which of them has a plain story?",
        "Look at the movements that show them, and at their dossiers.",
        "Ask whether the month would still be odd if what had to be less had been less.",
    ),
    parameters={
        "budget": Parameter({STATUTE: 10_000}, unit="millionths of the account-months", source=HOUSE + ": alert budget of 1 %"),
        "named": Parameter({STATUTE: 50}, unit="movements", source=HOUSE),
    },
    sentences={
        "en": "In {month} the account was unlike comparable ones ({group}): {reasons}.{resembles}{less}{without}",
        "fr": "En {month}, le compte s'écartait des comptes comparables ({group}) : {reasons}.{resembles}{less}{without}",
        "nl": "In {month} week de rekening af van vergelijkbare rekeningen ({group}): {reasons}.{resembles}{less}{without}",
        "de": "Im {month} wich das Konto von vergleichbaren Konten ab ({group}): {reasons}.{resembles}{less}{without}",
    },
)

REASON_FIELDS = ("feature", "value_milli", "median_milli", "beyond_micro", "fall_micro", "peers")
OPTIONAL = "movements"
"""How many movements show a reason; older findings do not say it."""


def evidence_of(explanation: Explanation) -> dict[str, str | int]:
    """Write an explanation as named numbers: `feature_1`, `value_milli_1` … the weightiest first, then `less_1` …"""
    told: dict[str, str | int] = {"story": explanation.story}
    named = len(explanation.proof.named)
    if explanation.proof.enough and named <= RULE.parameters["named"].largest():
        told["enough"] = named
    for place, reason in enumerate(explanation.reasons, start=1):
        told |= {f"{name}_{place}": getattr(reason, name) for name in REASON_FIELDS}
        told[f"{OPTIONAL}_{place}"] = len(explanation.proof.by_feature.get(reason.feature, ()))
    for place, change in enumerate(explanation.changes, start=1):
        told[f"less_{place}"] = change.feature
        told[f"less_from_milli_{place}"] = round(1000 * change.value)
        told[f"less_most_milli_{place}"] = round(1000 * change.at_most)
    return told


def reason(evidence: Mapping[str, str | int], language: str, currency: str) -> str:
    """Tell a stored outlier in a language."""
    words = WORDINGS[language]
    found = list(_reasons(evidence))
    group = str(found[0]["peers"]) if found else ""
    changes = [less(change, language, currency=currency) for change in _changes(evidence)]
    story, enough = words.stories.get(str(evidence.get("story")), ""), int(evidence.get("enough", 0))
    return render(
        RULE.sentences[language],
        {
            "month": words.month_of(str(evidence["month"])),
            "group": words.group(group) if group.count("/") == 3 else group,
            "reasons": words.semicolon.join(describe(one, language, currency=currency, among=group) for one in found),
            "resembles": words.resembles.format(story=story) if story else "",
            "less": words.less.format(changes=words.semicolon.join(changes)) if changes else "",
            "without": words.counted(enough, *words.without) if enough else "",
        },
        language,
        currency,
    )


def _reasons(evidence: Mapping[str, str | int]) -> Iterator[Mapping[str, Any]]:
    place = 1
    while f"feature_{place}" in evidence:
        told = {name: evidence[f"{name}_{place}"] for name in REASON_FIELDS}
        yield told | {OPTIONAL: evidence.get(f"{OPTIONAL}_{place}", 0)}
        place += 1


def _changes(evidence: Mapping[str, str | int]) -> Iterator[Mapping[str, Any]]:
    place = 1
    while f"less_{place}" in evidence:
        yield {
            "feature": evidence[f"less_{place}"],
            "value_milli": evidence[f"less_from_milli_{place}"],
            "most_milli": evidence[f"less_most_milli_{place}"],
        }
        place += 1
