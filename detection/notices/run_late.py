"""A daily run that was not done in time: what it had to judge, or to keep, has not been judged or kept.

Detection runs every morning and housekeeping every night; each has hours within which it must be done, counted from the moment
at which the scheduler took it up. What is late is seen by the scheduler, not by the run, so a run that hangs is told of too.
Each late run is told of once. The scheduler itself may be what stands still: for that, `quater_detection_age_hours` is watched
from outside (`docs/metrics.md`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from detection.notices.writing import written
from detection.rule import Rule
from warehouse.alerts import Finding
from warehouse.belgian_day import day_of

RULE = Rule(
    title="Daily run not done in time",
    titles={
        "fr": "Exécution quotidienne non terminée à temps",
        "nl": "Dagelijkse uitvoering niet op tijd klaar",
        "de": "Täglicher Lauf nicht rechtzeitig fertig",
    },
    nature="governance",
    severity="high",
    typology="run-lateness",
    references=(
        "Royal decree of 9 June 2024, art. 2 §2 al. 2: on a permanent basis",
        "GDPR, art. 32: availability of processing",
    ),
    false_positives=("A first run over years of statements, or one after a long stop.",),
    steps=(
        "Open the DAG of that name in Airflow: which task waits, runs or failed?",
        "Read what the DAG's page says of that task, and clear it.",
        "Look at the workers: memory, disk, and whether the queue moves.",
    ),
    sentences={
        "en": "The run {dag} taken up on {day:date} was not done {hours:hour|hours} later.",
        "fr": "L'exécution {dag} prise en charge le {day:date} n'était pas terminée {hours:heure|heures} plus tard.",
        "nl": "De uitvoering {dag} die op {day:date} werd opgenomen, was {hours:uur|uur} later niet klaar.",
        "de": "Der Lauf {dag}, am {day:date} aufgenommen, war {hours:Stunde|Stunden} später nicht fertig.",
    },
)


def notice(dag: str, queued: datetime, within: timedelta, *, on: date) -> Finding:
    """Give the notice of a run of a DAG that was not done `within` the hours after the moment `queued`."""
    hours = within // timedelta(hours=1)
    evidence: dict[str, str | int] = {"dag": dag, "day": day_of(queued).isoformat(), "hours": hours}
    return written("run-late", dag, evidence, on=on, cause=queued.isoformat())
