"""
### Housekeeping: seal the visitors' book and look through it, tidy the lake

Every night: the head of the access chain is signed into a file of the day (`QUATER_HOME/certificates/heads`) and brought
outside, into the folders and the DPO's mailbox that `evidence.toml` names; what was unusual in yesterday's accesses opens an
incident for the DPO; the closed months of the lake are compacted and files that no manifest names are swept.

- `seal` failed with *not whole* → the log was changed: tell the DPO at once, change nothing
- `seal` failed with *not outside* → the folder that `evidence.toml` names could not be reached: mend it the same day and clear
  the task, every missing day is brought after. The chain is proved by what lies outside, where we cannot change it.
- `watch` failed → nobody looked through yesterday: clear the task with `on` of today, an incident is opened once
- `tidy` failed → nothing is lost or counted twice, reading is only slower; read the log and clear the task

Running it again is safe: a day has one head, and a tidy lake is left as it is.
"""

from datetime import timedelta

from airflow.sdk import DAG, task

from dags.days import day_parameter, judged_day, moment
from dags.deadlines import within
from dags.installation import opened
from dags.tags import Tag

with DAG(
    "housekeeping",
    schedule="45 1 * * *",
    doc_md=__doc__,
    tags=[Tag.RETENTION],
    catchup=False,
    deadline=within(hours=6),
    params=day_parameter(),
):

    @task
    def seal() -> str:
        """Sign the head of the access chain and bring it outside; give the file's path."""
        from warehouse.evidence import anchor_head

        with opened() as warehouse:
            return str(anchor_head(warehouse, on=judged_day(), at=moment()))

    @task
    def tidy() -> None:
        """Compact closed months and sweep files that the manifest does not name."""
        from warehouse.lake import tidy as tidy_lake

        with opened() as warehouse:
            tidy_lake(warehouse, on=judged_day(), at=moment())

    @task
    def watch() -> int:
        """Open an incident for what was unusual in yesterday's accesses; the number of signs."""
        from warehouse.watching import watch as look

        with opened() as warehouse:
            return len(look(warehouse, on=judged_day() - timedelta(days=1), at=moment()))

    seal()
    tidy()
    watch()
