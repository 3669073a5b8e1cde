"""
### Quality: is the lake what its columns declare, and do the banks send what they should?

After new deliveries Great Expectations checks every declared constraint of `statements` and `movements`, the totals of
each statement, the share of every field of the decree's list that each bank fills, and how much each bank sends on a
bank day. The Data Docs pages are written below `QUATER_HOME/data_docs`; each failure becomes a finding, and so an alert
that a person reads: data where rows are broken, governance where a bank changed its custom.

- `judge` failed → an expectation failed: `quater quality check` prints which, the Data Docs page that the log names shows
  it, the alert names movements that prove it. A bank's field or volume: ask the bank. A broken row: tell the developers;
  the lake is never edited by hand. Detection has run all the same, because a doubtful column must not keep accounts from
  being controlled.
- `check` failed → the check itself could not run (memory, disk): free some and clear the task

Running it again is safe: it reads the lake, writes its pages anew, and stores no finding twice.
"""

from typing import Any

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowFailException

from dags.assets import CHECKED, DELIVERIES
from dags.days import day_parameter, judged_day, moment
from dags.installation import opened
from dags.tags import Tag

with DAG("quality", schedule=[DELIVERIES], doc_md=__doc__, tags=[Tag.RECEIVING], catchup=False, params=day_parameter()):

    @task(outlets=[CHECKED])
    def check() -> dict[str, str | int | bool]:
        """Check the lake, write the pages, store what failed as findings."""
        from warehouse.quality import check_and_record

        with opened() as warehouse:
            result = check_and_record(warehouse, on=judged_day(), at=moment())
        return {"success": result.success, "page": str(result.index), "failed": len(result.failed)}

    @task(retries=0)
    def judge(result: dict[str, str | int | bool]) -> None:
        """Turn the run red when an expectation failed; detection goes on."""
        if not result["success"]:
            raise AirflowFailException(f"{result['failed']} expectations failed; the page {result['page']} says which")

    checked: Any = check()
    judge(checked)
