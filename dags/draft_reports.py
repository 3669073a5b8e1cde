"""
### Reports: the alert report of each bar is drafted

After detection: one report a bar and day, in the language of the bar, with the account-statement annex as a separate
piece. A draft reaches nobody; the DAG `release` asks a person about each one.

- `draft` failed → clear it: what was drafted is kept, the rest is drafted anew
- `draft` is pink (skipped) → no alert asks for a report; nothing was drafted

Running it again is safe: an unchanged report is not drafted twice.
"""

from typing import Any

from airflow.sdk import DAG, Metadata, task
from airflow.sdk.exceptions import AirflowSkipException

from dags.assets import ALERTS, REPORTS
from dags.days import day_parameter, judged_day, moment
from dags.installation import opened
from dags.tags import Tag

with DAG("reports", schedule=[ALERTS], doc_md=__doc__, tags=[Tag.REPORTING], catchup=False, params=day_parameter()):

    @task(outlets=[REPORTS])
    def draft() -> Any:
        """Draft what the alerts ask for; the ids of the drafts, which also tell `release` what is new."""
        from detection.reports import draft_reports

        with opened() as warehouse:
            reports = draft_reports(warehouse, on=judged_day(), at=moment())
        drafted: list[Any] = [report.report_id for report in reports if report.new]
        if not drafted:
            raise AirflowSkipException("no alert asks for a new report")
        yield Metadata(REPORTS, extra={"reports": drafted})
        return drafted

    draft()
