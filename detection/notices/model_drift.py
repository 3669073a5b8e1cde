"""What a bank delivers has moved away from what the learned model learnt, so that its scores there may mean something else.

The population stability index of `models.drift`, feature by feature, between the months that the model learnt from and the last
closed month. A bank that renames its codes, leaves communications out or takes over another's customers moves; so may an
August. The model goes on counting: a person decides whether to train, withdraw or wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coda_parser.banks import banks
from detection.notices.writing import written
from detection.rule import Rule
from models.drift import DRIFTED, Drift
from warehouse.alerts import Finding

RULE = Rule(
    title="A bank's deliveries moved away from the learned model",
    titles={
        "fr": "Les livraisons d'une banque s'écartent du modèle appris",
        "nl": "De leveringen van een bank wijken af van het aangeleerde model",
        "de": "Die Lieferungen einer Bank weichen vom gelernten Modell ab",
    },
    nature="governance",
    severity="medium",
    typology="model-governance",
    references=("Royal decree of 9 June 2024, art. 4", "GDPR, art. 5 §1 d: accuracy"),
    false_positives=("The judicial holidays of July and August.", "A bank that brought many new accounts."),
    steps=(
        "Look in the quality pages whether the bank fills its fields as before.",
        "Ask the bank whether it changed its codes or its communications.",
        "Train another model, compare the two, and approve the better one; withdraw the present one if its scores mislead.",
    ),
    sentences={
        "en": (
            "The accounts at {bank} moved away in {month} from what the model {model} learnt: {drifted} of {judged} features, "
            "most of all `{feature}` (index {index_milli} thousandths, from {limit_milli} on it counts)."
        ),
        "fr": (
            "En {month}, les comptes auprès de {bank} se sont écartés de ce que le modèle {model} a appris : "
            "{drifted} variables sur {judged}, surtout « {feature} » (indice de {index_milli} millièmes, "
            "significatif à partir de {limit_milli})."
        ),
        "nl": (
            "In {month} weken de rekeningen bij {bank} af van wat het model {model} leerde: {drifted} van de {judged} "
            "kenmerken, vooral „{feature}” (index van {index_milli} duizendsten, telt mee vanaf {limit_milli})."
        ),
        "de": (
            "Im Monat {month} wichen die Konten bei {bank} von dem ab, was das Modell {model} gelernt hat: {drifted} von "
            "{judged} Merkmalen, vor allem „{feature}“ (Index {index_milli} Tausendstel, er zählt ab {limit_milli})."
        ),
    },
)


def notice(model_id: str, bank: str, found: Sequence[Drift], *, on: date, month: date) -> Finding | None:
    """Give the notice of a bank of which at least one feature drifted, None where none did."""
    moved = sorted((one for one in found if one.level == "drifted"), key=lambda one: (-(one.index or 0), one.feature))
    if not moved:
        return None
    known = banks().get(bank)
    evidence: dict[str, str | int] = {
        "bank": known.name if known else bank,
        "month": f"{month:%Y-%m}",
        "model": model_id,
        "drifted": len(moved),
        "judged": sum(one.level != "not judged" for one in found),
        "feature": moved[0].feature,
        "index_milli": round(1000 * (moved[0].index or 0)),
        "limit_milli": round(1000 * max(DRIFTED, moved[0].chance)),
    }
    return written("model-drift", bank, evidence, on=on, cause=f"{model_id} {month:%Y-%m}")
