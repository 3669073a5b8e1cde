"""Reports: drafts, their release, what left and what was answered, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

REPORTS: Final[Mapping[str, Any]] = {
    "reports": {
        "title": "Reports",
        "lead": (
            "A draft reaches nobody. An analyst checks it, then an officer who is another person releases it: "
            "here or under Required Actions."
        ),
        "none": "No report has been drafted yet.",
        "back": "All reports",
        "columns": {
            "report": "Report",
            "bar": "Bar",
            "day": "Day",
            "language": "Language",
            "alerts": "Alerts",
            "state": "State",
        },
        "states": {"drafted": "Drafted", "released": "Released", "withdrawn": "Withdrawn"},
        "pieces": "Pieces",
        "alerts": "Alerts in this report",
        "classes": {
            "report": "Report",
            "report_data": "The same data for a machine",
            "account_statements": "Account statements (annex)",
            "attachment": "Attachment (annex)",
        },
        "download": "Download",
        "decided": "by {} on {}",
        "checked": "checked by {} on {}",
        "refused": "Not recorded.",
        "done": {
            "checked": "Your check is noted; another person releases the report.",
            "released": "The report is signed, sealed and laid into the outbox.",
            "answered": "The answer is entered.",
            "placed": "The hold is placed.",
            "declined": "No hold is placed; the reason is kept.",
            "withdrawn": "The report is withdrawn.",
            "recalled": "The recall is sealed and laid into the outbox.",
        },
        "recall": "Recall",
        "recall_hint": "{}: no longer holds, and whoever got the report has not been told yet.",
        "send_recall": "Send the recall to {}",
        "withdrawal": "Withdrawal",
        "withdrawal_hint": "Whoever got the report is told at once that none of it holds.",
        "withdraw": "Withdraw the report",
        "letting_go": "Release",
        "check_hint": "I have read every piece of this draft, and it says what is so.",
        "check": "Check the draft",
        "release_hint": (
            "It is signed, sealed for its recipient and sent. The day of sending starts the twelve months of art. 474."
        ),
        "release": "Release to {}",
        "own_check": "You checked this draft; an officer who is another person releases it.",
        "sent": "What left",
        "sent_columns": {"dispatch": "Dispatch", "to": "Recipient", "purpose": "What", "state": "State", "on": "Sent"},
        "purposes": {"report": "report", "recall": "recall"},
        "sent_states": {"sealed": "in the outbox", "sent": "sent", "received": "received on {}"},
        "answers": "Answers",
        "no_answer": "No answer yet",
        "answer": "Enter an answer",
        "alert": "Alert",
        "outcome": "Outcome",
        "answered_on": "Answered on",
        "to_bar": "To which bar (if transferred)",
        "enter": "Enter",
        "outcomes": {
            "unfounded": "unfounded",
            "explained": "explained",
            "regularised": "regularised",
            "enquiry": "enquiry opened",
            "proceedings": "proceedings opened",
            "transferred": "transferred to another bar",
        },
        "proposes": "{}: the answer proposes a hold. Nothing is held until you place it.",
        "place": "Place the hold",
        "why_none": "Why no hold",
        "decline": "No hold",
    },
}
