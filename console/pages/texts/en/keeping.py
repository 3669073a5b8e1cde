"""Holds and retention, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

KEEPING: Final[Mapping[str, Any]] = {
    "holds": {
        "title": "Holds",
        "lead": "A hold forbids destruction while proceedings last. It has a review date and no end; two people release it.",
        "none": "No hold is kept.",
        "place": "Place a hold",
        "refused": "Not recorded.",
        "scope": "What is held",
        "within": "Of which holder or account (dossier, period)",
        "ground": "Ground",
        "opening_act": "Opening act",
        "authority": "Authority",
        "act_date": "Date of the act",
        "review_on": "Review on",
        "review": "Review",
        "still": "It still stands",
        "release": "Release",
        "ask_release": "Ask for the release",
        "confirm": "Confirm the release",
        "confirm_hint": "Another person asked for the release; with your confirmation the hold ends.",
        "decision": "Final decision",
        "words": "Which body, in words",
        "decided_on": "Decided on",
        "notified_on": "Notified on",
        "exhausted": "What shows that no recourse is left",
        "asked_by": "Asked for and confirmed by",
        "columns": {"hold": "Hold", "subject": "Subject"},
        "scopes": {"holder": "holder", "account": "account", "alert": "alert", "period": "period", "dossier": "dossier"},
        "grounds": {
            "instruction": "investigating judge",
            "judicial_procedure": "judicial procedure",
            "disciplinary_enquiry": "disciplinary enquiry",
            "disciplinary_procedure": "disciplinary procedure",
        },
        "decisions": {
            "closed_without_follow_up": "closed without follow-up",
            "disciplinary_decision_by_default": "disciplinary decision by default",
            "disciplinary_decision": "disciplinary decision",
            "disciplinary_decision_on_appeal": "disciplinary decision on appeal",
            "judicial_decision": "judicial decision",
        },
        "states": {"active": "in force", "release_proposed": "release waits for a second person", "released": "released"},
        "events": {
            "placed": "Placed",
            "reviewed": "Reviewed",
            "release proposed": "Release asked for",
            "released": "Released",
        },
        "done": {
            "placed": "The hold is placed.",
            "reviewed": "The review is noted.",
            "proposed": "Asked for; another person confirms.",
            "released": "The hold is released.",
        },
    },
    "retention": {
        "title": "Retention",
        "lead": "What is older than ten years is destroyed by two people, under Required Actions, and certified.",
        "plans": "Plans",
        "no_plans": "No plan has been drafted yet.",
        "certificates": "Certificates",
        "no_certificates": "Nothing has been destroyed yet.",
        "signature": "Signature",
        "columns": {"plan": "Plan", "on": "Day", "held": "Kept by holds", "approved": "Approved by"},
        "states": {"drafted": "drafted", "approved": "approved", "erased": "erased", "run": "run"},
    },
}
