"""
### Reports: the alert report of each bar is drafted, and what was sent is followed up

After detection: one report a recipient and period, in its language, with the account-statement annex as a separate
piece; a critical alert at once. A draft reaches nobody; the DAG `release` asks an analyst and an officer about each
one. What waits in the outbox for a recipient's own server is brought there, and a missing receipt is reminded.

- `draft` failed → clear it: what was drafted is kept, the rest is drafted anew
- `draft` is pink (skipped) → no alert asks for a report; nothing was drafted
- `follow_up` failed with *could not be sent* → the line says which server; clear it when the server answers again
- alerts that can be told to nobody are counted in the log → `quater report unrouted` says why (no recipient designated)

Running it again is safe: an unchanged report is not drafted twice, nothing is sent or reminded twice.
"""

import logging
from typing import Any

from airflow.sdk import DAG, Metadata, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from dags.assets import ALERTS, REPORTS
from dags.days import day_parameter, judged_day, moment
from dags.installation import opened
from dags.tags import Tag

PROGRAM = "program"

log = logging.getLogger(__name__)

with DAG("reports", schedule=[ALERTS], doc_md=__doc__, tags=[Tag.REPORTING], catchup=False, params=day_parameter()):

    @task(outlets=[REPORTS])
    def draft() -> Any:
        """Draft what the alerts ask for; the ids of the drafts, which also tell `release` what is new."""
        from detection.reports import draft_reports
        from detection.reports.drafting import unrouted_alerts

        with opened() as warehouse:
            reports = draft_reports(warehouse, on=judged_day(), at=moment())
            log.info("%d alerts can be told to nobody yet", len(unrouted_alerts(warehouse, on=judged_day())))
        drafted: list[Any] = [report.report_id for report in reports if report.new]
        if not drafted:
            raise AirflowSkipException("no alert asks for a new report")
        yield Metadata(REPORTS, extra={"reports": drafted})
        return drafted

    @task
    def follow_up() -> dict[str, int]:
        """Bring what is sealed to the recipients' servers and remind of receipts; the counts."""
        from detection.reports.following_up import follow_up as follow
        from warehouse.outbox import push

        with opened() as warehouse:
            sent, unsent = push(warehouse, on=judged_day(), by=PROGRAM, at=moment())
            done = follow(warehouse, on=judged_day(), by=PROGRAM, at=moment())
        if unsent:
            raise AirflowFailException(f"{unsent[0].dispatch_id} could not be sent: {unsent[0].why} ({len(unsent)} in all)")
        return {"sent": len(sent), **{event: len(found) for event, found in done.items()}}

    draft()
    follow_up()
