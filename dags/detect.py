"""
### Detection: findings, then alerts

After the quality check, and every morning at five because money grows old without any delivery: each account bucket
goes through every detector, one mapped task a bucket; then `settle` groups the findings into alerts.

- one `bucket` failed → clear that task alone: a bucket is a pure function of its files, and a finding stored twice
  counts once
- `settle` failed → clear it; it reads the stored findings and appends to the alerts that exist
- more alerts than usual → look at "alerts by detector" in the Alerts page first: one new rule or one bank's habit
  explains most floods

Running it again is safe and changes nothing for the same day and the same data.
"""

from typing import Any

from airflow.sdk import DAG, AssetOrTimeSchedule, CronTriggerTimetable, Param, get_current_context, task

from dags.assets import ALERTS, CHECKED
from dags.days import day_parameter, judged_day, moment
from dags.installation import opened
from dags.tags import Tag

with DAG(
    "detection",
    schedule=AssetOrTimeSchedule(timetable=CronTriggerTimetable("0 5 * * *", timezone="Europe/Brussels"), assets=[CHECKED]),
    doc_md=__doc__,
    tags=[Tag.CONTROL],
    catchup=False,
    params={**day_parameter(), "buckets": Param(4, type="integer", minimum=1, maximum=256, title="Account buckets")},
):

    @task
    def around() -> str:
        """What is only known across accounts, read once; the name of its working file."""
        from detection.engine import surroundings
        from detection.working import keep

        with opened() as warehouse:
            return keep(warehouse.settings, surroundings(warehouse, on=judged_day()), at=moment())

    @task
    def buckets() -> list[int]:
        """The numbers of the account buckets."""
        return list(range(get_current_context()["params"]["buckets"]))

    @task
    def bucket(number: int, buckets: list[int], kept: str) -> int:
        """Every detector over one account bucket; the number of new findings."""
        from detection.engine import run_bucket
        from detection.working import kept_around

        with opened() as warehouse:
            near, on, at = kept_around(warehouse.settings, kept), judged_day(), moment()
            return run_bucket(warehouse, on=on, at=at, bucket=number, buckets=len(buckets), around=near).new

    @task(trigger_rule="all_done")
    def tidy(kept: str) -> None:
        """Remove the working file, whatever became of the buckets."""
        from detection.working import remove

        with opened() as warehouse:
            remove(warehouse.settings, kept)

    @task(outlets=[ALERTS])
    def settle() -> int:
        """Group the findings into alerts; the number of alerts."""
        from detection.grouping import settle as settle_findings

        with opened() as warehouse:
            return len(settle_findings(warehouse, on=judged_day(), at=moment()))

    numbers: Any = buckets()
    working: Any = around()
    found = bucket.partial(buckets=numbers, kept=working).expand(number=numbers)
    found >> settle()
    found >> tidy(working)
