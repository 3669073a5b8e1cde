"""Run one DAG now, in this process: to its end, or until every task left waits for a person.

`DAG.test` runs a DAG to its end. It would wait for ever at a required action, so a DAG that asks people goes through the same
steps here, and is left in the database as it stands: the scheduler, once it serves, goes on from the person's answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from airflow.models.dagrun import DagRun
from airflow.models.hitl import HITLDetail
from airflow.models.xcom import XComModel
from airflow.sdk import DAG
from airflow.sdk.definitions.dag import _run_task
from airflow.serialization.serialized_objects import DagSerialization
from airflow.utils.session import create_session
from airflow.utils.state import DagRunState, TaskInstanceState
from airflow.utils.types import DagRunTriggeredByType, DagRunType


@dataclass(frozen=True)
class Question:
    """One required action: the task that asks and the line that it asks."""

    dag: str
    task: str
    subject: str


@dataclass(frozen=True)
class Outcome:
    """How a run ended: its state (success, failed, or running when people are asked), tasks that failed, questions open.

    `returned` holds what each task gave back (dates, counts, paths, ids), in the order of its mapped copies.
    """

    state: str
    failed: tuple[str, ...]
    questions: tuple[Question, ...]
    returned: dict[str, list[Any]]


def run_to_the_end(dag: DAG, conf: dict[str, Any]) -> Outcome:
    """Run a DAG that asks nobody, without a deadline: whoever waits for it sees that it is late, and Airflow 3.3 would look the
    deadline up by an id that only its scheduler gives.
    """
    dag.deadline = None
    run = dag.test(run_conf=conf)
    with create_session() as session:
        return _outcome(run, session)


def run_until_a_person_is_asked(dag: DAG, conf: dict[str, Any]) -> Outcome:
    """Run a DAG until it ends or waits for people; when an earlier run still waits, that one is told of instead."""
    with create_session() as session:
        for waiting in DagRun.find(dag_id=dag.dag_id, state=DagRunState.RUNNING, session=session):
            outcome = _outcome(waiting, session)
            if outcome.questions:
                return outcome
        run = _start(dag, conf, session)
        before: list[tuple[str, int, str]] = []
        while run.state == DagRunState.RUNNING:
            session.expire_all()
            ready, _ = run.update_state(session=session)
            for instance in ready:
                instance.try_number += 1
                instance.state = TaskInstanceState.SCHEDULED
                instance.scheduled_dttm = datetime.now(UTC)
            session.commit()
            picture = _picture(run, session)
            if not ready and picture == before:
                break  # nothing moves by itself any more: what is left waits for people
            before = picture
            for instance in ready:
                _run_task(ti=instance, task=dag.task_dict[instance.task_id])
        return _outcome(run, session)


def _start(dag: DAG, conf: dict[str, Any], session: Any) -> DagRun:
    scheduled = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag))
    now = datetime.now(UTC)
    return scheduled.create_dagrun(
        run_id=DagRun.generate_run_id(run_type=DagRunType.MANUAL, run_after=now),
        run_after=now,
        start_date=now,
        conf=conf,
        run_type=DagRunType.MANUAL,
        state=DagRunState.RUNNING,
        triggered_by=DagRunTriggeredByType.CLI,
        session=session,
    )


def _picture(run: DagRun, session: Any) -> list[tuple[str, int, str]]:
    return sorted((i.task_id, i.map_index, str(i.state)) for i in run.get_task_instances(session=session))


def _outcome(run: DagRun, session: Any) -> Outcome:
    instances = run.get_task_instances(session=session)
    failed = tuple(sorted({i.task_id for i in instances if i.state == TaskInstanceState.FAILED}))
    asking = [i for i in instances if i.state == TaskInstanceState.AWAITING_INPUT]
    asked = tuple(
        Question(i.dag_id, i.task_id, session.get(HITLDetail, i.id).subject)
        for i in sorted(asking, key=lambda i: (i.task_id, i.map_index))
    )
    return Outcome(DagRunState(run.state).value, failed, asked, _returned(run, session))


def _returned(run: DagRun, session: Any) -> dict[str, list[Any]]:
    query = XComModel.get_many(run_id=run.run_id, dag_ids=run.dag_id, key="return_value")
    values: dict[str, list[Any]] = {}
    for row in sorted(session.scalars(query), key=lambda row: (row.task_id, row.map_index)):
        values.setdefault(row.task_id, []).append(XComModel.deserialize_value(row))
    return values
