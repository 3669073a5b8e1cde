"""
### Release: an analyst and an officer decide what reaches a bâtonnier

For each drafted report two required actions, one after the other, under *Browse → Required Actions*: an analyst reads
the draft behind the link and says that it is right; then an officer, another person, releases it or keeps it as a
draft. What is released is signed, sealed for its recipient and laid into the outbox. Who answered and when is copied to
Quater's own register, because Airflow forgets answers with its runs.

- `check` waits for input → nothing: an analyst answers; nothing is sent until then
- `decide` waits for input → nothing: an officer answers
- `record_check` or `record` failed with *refused* → the line says why (another person must release, the draft changed
  since, the recipient is suspended, who answered is shut out); clear the question before it for a new answer
- nobody answered for a week → the report stays a draft; run this DAG again and every pending draft is asked about anew

Running it again is safe: a released report is not asked about.
"""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import DAG, chain, get_current_context, task, task_group
from airflow.sdk.exceptions import AirflowSkipException

from dags.answers import Answer, who_and_what
from dags.assets import REPORTS
from dags.days import moment
from dags.installation import opened
from dags.tags import Tag

RIGHT, RELEASE, KEEP = "The draft is right", "Release", "Keep as draft"

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
                "check_subject": f"Check the report {report.report_id} to {report.recipient}?",
                "subject": f"Release the report {report.report_id} to {report.recipient}?",
                "body": f"{len(report.alert_ids)} alerts, {len(report.pieces)} pieces, drafted for {report.on}. "
                f"[Read the draft](/quater/reports/{report.report_id}), then decide.",
            }
            for report in waiting
            if not announced or report.report_id in announced
        ]

    def question(name: str, subject: str, body: str, yes: str) -> HITLOperator:
        """One person's answer; silence for a week keeps the draft."""
        return HITLOperator(
            task_id=name,
            subject=subject,
            body=body,
            options=[yes, KEEP],
            defaults=[KEEP],
            response_timeout=timedelta(days=7),
        )

    @task_group
    def one_report(report: str, check_subject: str, subject: str, body: str) -> None:
        """Ask an analyst about one report, then an officer, and record both answers."""

        @task(retries=0)
        def record_check(report: str, answer: Answer) -> str:
            """Copy the analyst's answer to the register of reports; without it nobody is asked to release."""
            from detection.reports import check_report
            from warehouse.blocking import refuse_blocked

            person, choice = who_and_what(answer)
            if choice != RIGHT:
                raise AirflowSkipException("kept as draft")
            with opened() as warehouse:
                refuse_blocked(warehouse, person)
                check_report(warehouse, report, by=person, at=moment())
            return "checked"

        @task(retries=0)
        def record(report: str, answer: Answer) -> str:
            """Copy the officer's answer to the register of reports; release only when asked to."""
            from detection.reports import release_report
            from warehouse.blocking import refuse_blocked

            person, choice = who_and_what(answer)
            if choice != RELEASE:
                return "kept as draft"
            with opened() as warehouse:
                refuse_blocked(warehouse, person)
                release_report(warehouse, report, by=person, at=moment())
            return "released"

        check = question("check", check_subject, body, RIGHT)
        decide = question("decide", subject, body, RELEASE)
        checked: Any = check.output
        decided: Any = decide.output
        chain(record_check(report, checked), decide)
        record(report, decided)

    drafts: Any = pending()
    one_report.expand_kwargs(drafts)


def _announced() -> set[str]:
    """The reports named by the asset events that started this run; empty when a person started it."""
    events = get_current_context()["triggering_asset_events"].values()
    return {report for group in events for event in group for report in event.extra.get("reports", [])}
