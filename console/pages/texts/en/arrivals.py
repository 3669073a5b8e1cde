"""What banks bring: deliveries, quarantine, coverage, quality, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ARRIVALS: Final[Mapping[str, Any]] = {
    "deliveries": {
        "title": "Deliveries",
        "lead": "What each bank brought and what became of it. Nothing of what stands in a file is shown here.",
        "lately": "In the last {} days",
        "none": "No delivery here.",
        "older": "Older deliveries",
        "states": {
            "ingested": "ingested",
            "partial": "partial",
            "duplicate": "duplicate",
            "quarantined": "quarantined",
        },
        "columns": {
            "received": "Received",
            "bank": "Bank",
            "file": "File",
            "reason": "Reason",
            "statements": "Statements",
            "mandates": "Mandates",
            "movements": "Movements",
            "last": "Last delivery",
        },
    },
    "quarantine": {
        "title": "Quarantine",
        "lead": "What was set aside waits here, unread by any analysis, until its cause is gone or two people decide.",
        "none": "Nothing waits in quarantine.",
        "unnamed": "no account could be read",
        "no_lines": "The lines are no longer held.",
        "proposals": "Wait for a second person",
        "propose": "Propose",
        "line": "line",
        "refused": "Not recorded.",
        "kinds": {"release": "Let it in", "rejection": "Reject it"},
        "done": {
            "proposed": "Proposed; another person decides.",
            "approved": "Approved and carried out.",
            "declined": "Declined.",
        },
        "fates": {"waiting": "waiting", "corrected": "corrected", "rejected": "rejected", "destroyed": "destroyed"},
        "columns": {"days": "Days", "statement": "Statement", "problem": "Problem, and what to do", "act": "Act"},
    },
    "coverage": {
        "title": "Coverage",
        "lead": "Of which accounts the statements are there, and of which they should be and are not, in bank days.",
        "banks": "Banks",
        "no_banks": "No bank has delivered yet.",
        "late": "Silent, or never seen",
        "none_late": "No account is silent.",
        "standings": {"in time": "in time", "silent": "silent", "never seen": "never seen", "closed": "closed"},
        "habits": {
            "daily": "daily",
            "weekly": "weekly",
            "monthly": "monthly",
            "when moving": "when it moves",
            "unknown": "not known yet",
        },
        "columns": {
            "last": "Last statement",
            "silence": "Silent for",
            "allowed": "Allowed",
            "habit": "Habit",
            "standing": "Standing",
        },
    },
    "quality": {
        "title": "Quality of the data",
        "lead": "What every column must hold and what each bank must fill in; a failed expectation is an alert too.",
        "none": "Nothing has been checked yet: the DAG quality does it every night.",
        "columns": {"day": "Day", "checked": "Checked"},
    },
}
