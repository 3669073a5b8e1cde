"""
### Retention: what is older than ten years is destroyed, by two people

Every night: a plan of the statements, movements and analyses whose ten years have passed and that no hold protects.
Nothing due: the run ends green. Otherwise two required actions, one after the other; two different people must approve,
then the plan runs and leaves a certificate in `QUATER_HOME/certificates`, with the notices to the bâtonniers who have copies.

- an approval waits for input → nothing: two control officers answer. Without an answer for a week it counts as
  rejected and the next night plans anew
- `record_second` failed with *refused* → the same person answered twice: clear `second_approval`, another person
  answers
- `destroy` failed → clear it: the same plan ends in the same state with one certificate. A hold placed since the plan
  is respected
- `print_copies` failed → clear it: the certificate is there already, only its PDFs and the notices are not
- rejected → nothing was destroyed; the plan stays a draft and the next night plans anew

Running it again is safe: data destroyed once are not in the next plan.
"""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import DAG, CronTriggerTimetable, chain, task
from airflow.sdk.exceptions import AirflowSkipException

from dags.answers import Answer, who_and_what
from dags.days import day_parameter, judged_day, moment
from dags.installation import opened
from dags.tags import Tag

PLANNER = "program"
QUESTION = """{% set plan = ti.xcom_pull(task_ids="plan") -%}
Plan `{{ plan.plan }}`, judged on {{ plan.on }}. Once destroyed, nothing brings these data back.

| to be destroyed | count |
|---|--:|
| statements | {{ plan.statements }} |
| movements | {{ plan.movements }} |
| alerts and their analyses | {{ plan.alerts }} |
| **kept, because a hold protects them** | {{ plan.held }} |
"""

with DAG(
    "retention",
    schedule=CronTriggerTimetable("30 2 * * *", timezone="Europe/Brussels"),
    doc_md=__doc__,
    tags=[Tag.RETENTION, Tag.PERSON],
    catchup=False,
    params=day_parameter(),
):

    @task
    def plan() -> dict[str, str | int]:
        """Plan the destruction; the plan's id and counts."""
        from warehouse.retention import plan as make_plan

        with opened() as warehouse:
            drafted = make_plan(warehouse, on=judged_day(), by=PLANNER, at=moment())
        if drafted.empty:
            raise AirflowSkipException("nothing is due for destruction")
        return drafted.as_json()

    @task(retries=0)
    def record_approval(plan: dict[str, str | int], answer: Answer) -> None:
        """Copy one approval to Quater's own register; refused when the same person approved before."""
        from warehouse.blocking import refuse_blocked
        from warehouse.retention import approve

        person, _ = who_and_what(answer)
        with opened() as warehouse:
            refuse_blocked(warehouse, person)
            approve(warehouse, str(plan["plan"]), by=person, at=moment())

    @task(retries=0)
    def destroy(plan: dict[str, str | int]) -> str:
        """Run the approved plan; the id of its certificate."""
        from warehouse.retention import cycle_log, run

        with opened() as warehouse:
            certificate = run(warehouse, str(plan["plan"]), at=moment())
            cycle_log(warehouse.engine)
        return certificate.certificate_id

    @task
    def print_copies(certificate: str) -> int:
        """Print the certificate in three languages and the notices to the bâtonniers; how many documents."""
        from detection.certificates import print_certificate

        with opened() as warehouse:
            return len(print_certificate(warehouse, certificate))

    @task(trigger_rule="all_done")
    def remind() -> int:
        """Note which bâtonniers are reminded of copies that they have not confirmed to be gone; how many copies."""
        from warehouse.retention import remind as remind_of_copies

        with opened() as warehouse:
            return len(remind_of_copies(warehouse, on=judged_day()))

    def approval(name: str, subject: str) -> ApprovalOperator:
        """One person's approval; silence for a week counts as a rejection."""
        return ApprovalOperator(
            task_id=name,
            subject=subject,
            body=QUESTION,
            defaults=ApprovalOperator.REJECT,
            response_timeout=timedelta(days=7),
            ignore_downstream_trigger_rules=True,
        )

    planned: Any = plan()
    first = approval("first_approval", "Destroy what is older than ten years? (first person)")
    second = approval("second_approval", "Destroy what is older than ten years? (second, another person)")
    first_answer: Any = first.output
    second_answer: Any = second.output
    first_recorded = record_approval.override(task_id="record_first")(planned, first_answer)
    second_recorded = record_approval.override(task_id="record_second")(planned, second_answer)
    certificate: Any = destroy(planned)
    chain(planned, first, first_recorded, second, second_recorded, certificate)
    print_copies(certificate)
    remind()
