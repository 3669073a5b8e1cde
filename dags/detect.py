"""
### Detection: findings, then alerts

After the quality check, and every morning at five because money grows old without any delivery: each account bucket
goes through every rule, one mapped task a bucket; then the learned model looks, and `settle` groups findings into alerts.

- one `bucket` failed → clear that task alone: a bucket is a pure function of its files; a finding stored twice counts once
- `learned` failed → clear it; if it fails again, withdraw the model (`quater model withdraw`) and clear it: the rules go on
- `settle` failed → clear it; it appends to the alerts that exist. An alert says *late* → the graph shows which task hangs
- `model` failed → its line says why the approved model was refused, an alert says it too; the rules went on without it
- more alerts than usual → "alerts by detector" in the Alerts page: one new rule or one bank's habit explains most floods

Each run looks for what is new since the last one; weekly, after an update, or when asked (`everything`) it takes everything.
Running it again is safe and changes nothing for the same day and the same data.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from airflow.sdk import DAG, AssetOrTimeSchedule, CronTriggerTimetable, Param, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from dags.assets import ALERTS, CHECKED
from dags.days import day_parameter, judged_day, moment
from dags.deadlines import within
from dags.installation import opened
from dags.looking_back import looked_back_to
from dags.tags import Tag

with DAG(
    "detection",
    schedule=AssetOrTimeSchedule(timetable=CronTriggerTimetable("0 5 * * *", timezone="Europe/Brussels"), assets=[CHECKED]),
    doc_md=__doc__,
    tags=[Tag.CONTROL],
    catchup=False,
    max_active_runs=1,
    deadline=within(hours=3),
    params={
        **day_parameter(),
        "buckets": Param(4, type="integer", minimum=1, maximum=256, title="Account buckets"),
        "everything": Param(False, type="boolean", title="Go over everything, not only what is new"),
    },
):

    @task
    def around() -> dict[str, Any]:
        """What is only known across accounts, read once: the name of its working file; the run to look back to; the model."""
        from detection.last_run import to_look_back_to
        from detection.model_watch import watch
        from detection.run import around_of
        from detection.working import keep
        from warehouse.detection_runs import read_hash

        on, at = judged_day(), moment()
        with opened() as warehouse:
            last = None if get_current_context()["params"]["everything"] else to_look_back_to(warehouse, on=on, at=at)
            read, refused = read_hash(warehouse), watch(warehouse, on=on, at=at).refused
            kept = keep(warehouse.settings, around_of(warehouse, last, on=on), at=at)
        return {"kept": kept, "begun": at.isoformat(), "since": last and last.at.isoformat(), "refused": refused, "read": read}

    @task
    def buckets() -> list[int]:
        """The numbers of the account buckets."""
        return list(range(get_current_context()["params"]["buckets"]))

    @task
    def bucket(number: int, buckets: list[int], near: dict[str, Any]) -> int:
        """Every rule over one account bucket; the number of new findings."""
        from detection.run import detect_bucket
        from detection.working import kept_around, leave

        with opened() as warehouse:
            around = kept_around(warehouse.settings, near["kept"])
            on, at, last = judged_day(), datetime.fromisoformat(near["begun"]), looked_back_to(near, warehouse)
            found = detect_bucket(warehouse, on=on, at=at, bucket=number, buckets=len(buckets), around=around, since=last)
            leave(warehouse.settings, near["kept"], found.outlook, bucket=number)
            return found.new

    @task
    def learned(near: dict[str, Any]) -> int:
        """The learned model over the accounts, after the rules, which it asks; the number of new findings."""
        from detection.learned_run import find_outliers

        with opened() as warehouse:
            return find_outliers(warehouse, on=judged_day(), at=moment(), since=looked_back_to(near, warehouse)).new

    @task(trigger_rule="all_done")
    def tidy(near: dict[str, Any]) -> None:
        """Remove the working file, whatever became of the buckets."""
        from detection.working import remove

        with opened() as warehouse:
            remove(warehouse.settings, near["kept"])

    @task(outlets=[ALERTS])
    def settle(near: dict[str, Any], buckets: list[int]) -> int:
        """Group the findings into alerts, account for the run, remember it with its outlook; the number of alerts."""
        from detection.accounting import settled_by_workers
        from detection.grouping import settle as settle_findings

        on = judged_day()
        with opened() as warehouse:
            alerts = len(settle_findings(warehouse, on=on, at=moment()))
            settled_by_workers(warehouse, near, on=on, buckets=len(buckets), alerts=alerts, at=moment())
        return alerts

    @task(retries=0)
    def model(near: dict[str, Any]) -> None:
        """Fail, for the operator to see, when the approved model was refused; nothing waits for this task."""
        if near["refused"]:
            raise AirflowFailException(near["refused"])

    numbers: Any = buckets()
    working: Any = around()
    found = bucket.partial(buckets=numbers, near=working).expand(number=numbers)
    settled = settle(working, numbers)
    found >> learned(working) >> settled
    [found, settled] >> tidy(working)
    model(working)
