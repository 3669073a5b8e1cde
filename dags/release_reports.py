"""
### Release: a person decides what reaches a bâtonnier

For each drafted report one required action, under *Browse → Required Actions*: read the draft behind the link, then
release it or keep it as a draft. Who answered and when is copied to Quater's own register, because Airflow forgets
answers with its runs.

- `decide` waits for input → nothing: a control officer answers; nothing is sent until then
- `record` failed with *refused* → the line says why (another person must release, the draft changed since); clear
  `decide` for a new answer
- nobody answered for a week → the report stays a draft; run this DAG again and every pending draft is asked about anew

Running it again is safe: a released report is not asked about.
"""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import DAG, get_current_context, task, task_group

from dags.answers import Answer, who_and_what
from dags.assets import REPORTS
from dags.days import moment
from dags.installation import opened
from dags.tags import Tag

RELEASE, KEEP = "Release", "Keep as draft"

with DAG(
    "release",
    schedule=[REPORTS],
    doc_md=__doc__,
    tags=[Tag.REPORTING, Tag.PERSON],
    catchup=False,
    max_active_runs=16,  # a draft of today must not wait behind an unanswered one of yesterday
):

    @task
    def pending() -> list[dict[str, str]]:
        """The drafts to ask about: those just drafted, or every pending one when a person starts the run."""
        from warehouse.reports_register import pending_releases

        with opened() as warehouse:
            waiting = pending_releases(warehouse)
        announced = _announced()
        return [
            {
                "report": report.report_id,
                "subject": f"Release the report {report.report_id} to {report.bar}?",
                "body": f"{len(report.alert_ids)} alerts, {len(report.pieces)} pieces, drafted for {report.on}. "
                f"[Read the draft](/quater/reports/{report.report_id}), then decide.",
            }
            for report in waiting
            if not announced or report.report_id in announced
        ]

    @task_group
    def one_report(report: str, subject: str, body: str) -> None:
        """Ask about one report, then record the answer."""
        decide = HITLOperator(
            task_id="decide",
            subject=subject,
            body=body,
            options=[RELEASE, KEEP],
            defaults=[KEEP],
            response_timeout=timedelta(days=7),
        )

        @task(retries=0)
        def record(report: str, answer: Answer) -> str:
            """Copy the answer to the register of reports; release only when asked to."""
            from detection.reports import release_report

            person, choice = who_and_what(answer)
            if choice != RELEASE:
                return "kept as draft"
            with opened() as warehouse:
                release_report(warehouse, report, by=person, at=moment())
            return "released"

        answer: Any = decide.output
        record(report, answer)

    drafts: Any = pending()
    one_report.expand_kwargs(drafts)


def _announced() -> set[str]:
    """The reports named by the asset events that started this run; empty when a person started it."""
    events = get_current_context()["triggering_asset_events"].values()
    return {report for group in events for event in group for report in event.extra.get("reports", [])}
