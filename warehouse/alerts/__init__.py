"""Findings, the alerts that group them, and what people decided about them.

A *finding* is what one detector saw: its movements, its numbers, its sentence; it is stored once and never edited. An
*alert* groups the findings that one person must read together (holder, typology, 90 days); new evidence is appended to it.
A *disposition* is the person's decision with its reason; a later one supersedes it and nothing is ever undone. Every change
leaves a row in the alert's history.
"""

from warehouse.alerts.dispositions import Disposition, Event, dispose, dispositions, history
from warehouse.alerts.export import alerts_csv
from warehouse.alerts.findings import Finding, findings_about, findings_of, store_findings
from warehouse.alerts.queue import Alert, alerts_of, get_alert, list_alerts
from warehouse.alerts.raising import AlertDraft, Raised, raise_alerts
from warehouse.alerts.reviewed import Reviewed, finding_counts, reviewed_alerts

__all__ = [
    "Alert",
    "AlertDraft",
    "Disposition",
    "Event",
    "Finding",
    "Raised",
    "Reviewed",
    "alerts_csv",
    "alerts_of",
    "dispose",
    "dispositions",
    "finding_counts",
    "findings_about",
    "findings_of",
    "get_alert",
    "history",
    "list_alerts",
    "raise_alerts",
    "reviewed_alerts",
    "store_findings",
]
