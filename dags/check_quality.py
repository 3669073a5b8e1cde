"""
### Quality: is the lake what its columns declare?

After new deliveries: every declared constraint of `statements` and `movements` is checked with Great Expectations, and
the Data Docs pages are written below `QUATER_HOME/data_docs`.

- `judge` failed → a row in the lake breaks its declaration: open the Data Docs page that the log names. Detection has
  run all the same, because a doubtful column must not keep accounts from being controlled. Tell the developers; the
  lake is never edited by hand.
- `check` failed → the check itself could not run (memory, disk): free some and clear the task

Running it again is safe: it reads the lake and writes its pages anew.
"""

from typing import Any

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowFailException

from dags.assets import CHECKED, DELIVERIES
from dags.days import day_parameter, judged_day
from dags.installation import opened
from dags.tags import Tag

with DAG("quality", schedule=[DELIVERIES], doc_md=__doc__, tags=[Tag.RECEIVING], catchup=False, params=day_parameter()):

    @task(outlets=[CHECKED])
    def check() -> dict[str, str | int | bool]:
        """Check the lake and write the pages."""
        from warehouse.quality import check_quality

        with opened() as warehouse:
            result = check_quality(warehouse, on=judged_day())
        return {"success": result.success, "page": str(result.index)}

    @task(retries=0)
    def judge(result: dict[str, str | int | bool]) -> None:
        """Turn the run red when an expectation failed; detection goes on."""
        if not result["success"]:
            raise AirflowFailException(f"the lake breaks its declaration; the page {result['page']} says where")

    checked: Any = check()
    judge(checked)
