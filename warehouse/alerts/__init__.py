"""Findings, the alerts that group them, and what people decided about them.

A *finding* is what one detector saw: its movements, its numbers, its sentence; it is stored once and never edited. An
*alert* groups the findings that one person must read together (holder, typology, 90 days); new evidence is appended to it.
A *disposition* is the person's decision with its reason, two people's where it weighs most; a later one supersedes it and
nothing is ever undone. Every change leaves a row in the alert's history.
"""

from warehouse.alerts.choosing import NOBODY, Chosen, Sight
from warehouse.alerts.decisions import (
    Proposal,
    approve,
    assign,
    decide,
    decline,
    proposals_of,
    waiting_proposals,
)
from warehouse.alerts.dispositions import Disposition, Event, Overtaken, dispose, dispositions, history, needs_two
from warehouse.alerts.export import alerts_csv
from warehouse.alerts.findings import Finding, findings_about, findings_of, store_findings
from warehouse.alerts.lines import QueueLine, Tally, detectors_of, neighbours, queue_lines, queue_size, queue_tally
from warehouse.alerts.queue import Alert, alerts_of, bar_of_alert, get_alert, list_alerts
from warehouse.alerts.raising import AlertDraft, Raised, raise_alerts
from warehouse.alerts.rescoring import rescore
from warehouse.alerts.reviewed import (
    Reviewed,
    decided_between,
    finding_counts,
    reviewed_alerts,
    reviewed_findings,
    reviewed_scores,
)

__all__ = [
    "NOBODY",
    "Alert",
    "AlertDraft",
    "Chosen",
    "Disposition",
    "Event",
    "Finding",
    "Overtaken",
    "Proposal",
    "QueueLine",
    "Raised",
    "Reviewed",
    "Sight",
    "Tally",
    "alerts_csv",
    "alerts_of",
    "approve",
    "assign",
    "bar_of_alert",
    "decide",
    "decided_between",
    "decline",
    "detectors_of",
    "dispose",
    "dispositions",
    "finding_counts",
    "findings_about",
    "findings_of",
    "get_alert",
    "history",
    "list_alerts",
    "needs_two",
    "neighbours",
    "proposals_of",
    "queue_lines",
    "queue_size",
    "queue_tally",
    "raise_alerts",
    "rescore",
    "reviewed_alerts",
    "reviewed_findings",
    "reviewed_scores",
    "store_findings",
    "waiting_proposals",
]
