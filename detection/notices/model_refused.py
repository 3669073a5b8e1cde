"""The file of the learned model that a person approved is not what was approved, so its scores do not count.

Detection goes on with the rules alone. A file that is *missing* is restored; one that was *altered*, or that is *no model of
Quater* (a pickle, a type outside the list of `models.artefact`), was put there by somebody, and what it might have done when
opened is why it was not opened; one *made for another version* is replaced by the next training.
"""

from __future__ import annotations

from datetime import date

from detection.notices.writing import written
from detection.rule import Rule
from warehouse.alerts import Finding

RULE = Rule(
    title="The learned model was refused",
    titles={
        "fr": "Le modèle appris a été refusé",
        "nl": "Het aangeleerde model werd geweigerd",
        "de": "Das gelernte Modell wurde zurückgewiesen",
    },
    nature="governance",
    severity="high",
    typology="model-governance",
    references=("Royal decree of 9 June 2024, art. 4", "GDPR, art. 32: integrity of the processing"),
    false_positives=("A folder restored from an older backup.", "An update of the program before the next training."),
    steps=(
        "Restore the file from the backup, or train another model and have a person approve it.",
        "Altered, or no model: find out who could write into the folder of models, and tell the data protection officer.",
    ),
    sentences={
        "en": (
            "The file of the learned model {model} {why:word}: it was not loaded and its scores do not count; detection goes "
            "on with the rules."
        ),
        "fr": (
            "Le fichier du modèle appris {model} {why:word} : il n'a pas été chargé et ses scores ne comptent pas ; la "
            "détection continue avec les règles."
        ),
        "nl": (
            "Het bestand van het aangeleerde model {model} {why:word}: het werd niet geladen en zijn scores tellen niet mee; "
            "de detectie gaat verder met de regels."
        ),
        "de": (
            "Die Datei des gelernten Modells {model} {why:word}: Sie wurde nicht geladen, und die Scores des Modells zählen "
            "nicht; die Erkennung läuft mit den Regeln weiter."
        ),
    },
)
SEVERITY = {"missing": "high", "altered": "critical", "foreign": "critical", "outdated": "medium"}


def notice(model_id: str, why: str, found: str, *, on: date) -> Finding:
    """Give the notice of a refused model; `why` is one of `models.refusals`, `found` what stands in its place."""
    evidence = {"model": model_id, "why": f"model_{why}", "found": found}
    return written("model-refused", model_id, evidence, on=on, severity=SEVERITY[why], cause=f"{why} {found}")
