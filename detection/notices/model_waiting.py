"""A learned model is there, but no person's approval stands, so no score counts.

It was fitted and nobody has decided on it, or what was approved has been withdrawn. Detection goes on with the rules alone,
which is lawful and safe; only what rules cannot see is not looked for. While another approved model counts, nothing is said.
"""

from __future__ import annotations

from datetime import date

from detection.notices.writing import written
from detection.rule import Rule
from warehouse.alerts import Finding

RULE = Rule(
    title="No approved model",
    titles={"fr": "Aucun modèle approuvé", "nl": "Geen goedgekeurd model", "de": "Kein genehmigtes Modell"},
    nature="governance",
    severity="low",
    typology="model-governance",
    references=("GDPR, art. 22: a person decides", "Royal decree of 9 June 2024, art. 4"),
    false_positives=("A model that was fitted today and will be read tomorrow.",),
    steps=("Read the model's card.", "Approve the model or decide against it, in the required actions of Airflow."),
    sentences={
        "en": "The learned model {model} {state:word}: its scores do not count; detection goes on with the rules.",
        "fr": "Le modèle appris {model} {state:word} : ses scores ne comptent pas ; la détection continue avec les règles.",
        "nl": "Het aangeleerde model {model} {state:word}: zijn scores tellen niet mee; de detectie gaat verder met de regels.",
        "de": "Das gelernte Modell {model} {state:word}: Seine Scores zählen nicht; die Erkennung läuft mit den Regeln weiter.",
    },
)


def notice(model_id: str, state: str, *, on: date) -> Finding:
    """Give the notice of a model without a standing approval: `state` is registered or withdrawn."""
    return written("model-waiting", model_id, {"model": model_id, "state": f"model_{state}"}, on=on, cause=state)
