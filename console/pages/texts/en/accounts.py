"""Accounts and evidence of access, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ACCOUNTS: Final[Mapping[str, Any]] = {
    "accounts": {
        "title": "Accounts",
        "account": "Account",
        "lead": (
            "A whole account is opened from an alert, from a documented sample, or on a bâtonnier's request; the ground is "
            "recorded."
        ),
        "samples": "Yearly samples",
        "no_samples": "No sample has been drawn yet.",
        "requests": "Requests of bâtonniers",
        "no_requests": "No request has been entered yet.",
        "enter": "Enter a request",
        "reference": "Reference of the letter",
        "received": "Received on",
        "open": "Enter and open the account",
        "draw": "Draw a sample",
        "draw_hint": (
            "At least 2.5 % of the Order's accounts, at random. The seed is kept: anybody can draw the same sample again."
        ),
        "refused": "Not entered.",
        "sample_of": "Sample of {} for {}",
        "drawn": "{} of {} accounts, drawn by {} on {}; seed",
        "grounds": {"alert": "opened from {}", "sample": "opened from sample {}", "request": "opened on request {}"},
        "balance_on": "Balance on {}",
        "movements": "Movements",
        "search": "Name, account number, communication, reference",
        "find": "Search",
        "whole": "The whole book",
        "none": "No movement of this account is kept.",
        "none_found": "No movement holds these words.",
        "shown": "{} movements, newest first",
        "older": "Older movements",
        "columns": {
            "sample": "Sample",
            "year": "Year",
            "population": "Accounts in the draw",
            "seed": "Seed",
            "drawn": "Drawn",
            "request": "Request",
            "entered": "Entered",
        },
    },
    "evidence": {
        "title": "Evidence of access",
        "lead": (
            "Who looked at what, when, why and how. Records are tied to each other: a change shows. No content of alerts is "
            "shown here."
        ),
        "whole": "The chain is whole: {} records, each tied to the one before it.",
        "broken": "The chain is broken.",
        "subject": "Account number, alert, report, sample …",
        "person": "Person",
        "since": "From",
        "until": "Until",
        "find": "Find",
        "of_account": "These are the records of the account that you asked for, under its pseudonym.",
        "forgotten": "forgotten",
        "newest": "The newest {} records.",
        "none": "No record meets these conditions.",
        "columns": {
            "at": "Moment",
            "person": "Person",
            "action": "Action",
            "subject": "Subject",
            "purpose": "Purpose",
            "modality": "How",
            "result": "Result",
        },
        "purposes": {"detect": "detect", "document": "document", "optimise": "optimise", "communicate": "communicate"},
        "modalities": {
            "page": "page",
            "export": "export",
            "extract": "extract",
            "report": "report",
            "api": "program",
            "database": "database",
        },
    },
}
