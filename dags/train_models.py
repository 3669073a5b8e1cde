"""
### Training: a learned model is fitted, and waits for a person

On the first of every month: fit the model on what the lake holds, store the artefact under its hash, write its card.
Before that, every bank whose last month moved away from what the counting model learnt becomes a notice.
Its scores count only after a person has read the card and approved it, with a reason.

- `approve` waits for input → nothing: a control officer reads the card and answers; until then the model approved last
  stays in use
- `record` failed with *refused* → the answer had no reason: clear `approve` for a new answer
- `train` is pink (skipped) → too few movements to learn from; the rules work without a model
- `train` failed → clear it once; if it fails again, tell the developers; detection goes on with the model approved last

Running it again is safe: the same data and seed give the same artefact, under the same hash.
"""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import DAG, CronTriggerTimetable, Param, chain, task
from airflow.sdk.exceptions import AirflowSkipException

from dags.answers import Answer, who_and_what
from dags.days import day_parameter, judged_day, moment
from dags.installation import opened
from dags.tags import Tag

SEED = 446
APPROVE, REFUSE = "Approve", "Do not use"

with DAG(
    "training",
    schedule=CronTriggerTimetable("0 3 1 * *", timezone="Europe/Brussels"),
    doc_md=__doc__,
    tags=[Tag.LEARNING, Tag.PERSON],
    catchup=False,
    params=day_parameter(),
):

    @task
    def train() -> str:
        """Fit the model; its id."""
        from detection.drift_watch import watch_drift
        from models.training import train as fit
        from warehouse.errors import Refusal
        from warehouse.model_approvals import get_model

        with opened() as warehouse:
            watch_drift(warehouse, on=judged_day(), at=moment())
            try:
                card = fit(warehouse, on=judged_day(), seed=SEED, at=moment())
            except Refusal as too_little:
                raise AirflowSkipException(str(too_little)) from None
            if get_model(warehouse, card.model_id).state != "registered":
                raise AirflowSkipException(f"a person has decided on {card.model_id} before")
        return card.model_id

    approve = HITLOperator(
        task_id="approve",
        subject="Use the model {{ ti.xcom_pull(task_ids='train') }} to rank alerts?",
        body="Read its card first: `quater model card {{ ti.xcom_pull(task_ids='train') }}`. The reason is kept with it.",
        options=[APPROVE, REFUSE],
        defaults=[REFUSE],
        params={"reason": Param("", type="string", title="Reason")},
        response_timeout=timedelta(days=25),
    )

    @task(retries=0)
    def record(model: str, answer: Answer) -> str:
        """Copy the approval and its reason to Quater's own register."""
        from warehouse.blocking import refuse_blocked
        from warehouse.model_approvals import approve_model

        person, choice = who_and_what(answer)
        if choice != APPROVE:
            raise AirflowSkipException("not approved; the model approved last stays in use")
        with opened() as warehouse:
            refuse_blocked(warehouse, person)
            approve_model(warehouse, model, by=person, reason=answer["params_input"]["reason"], at=moment())
        return "approved"

    model: Any = train()
    answer: Any = approve.output
    chain(model, approve, record(model, answer))
