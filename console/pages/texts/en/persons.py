"""Persons' requests, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

PERSONS: Final[Mapping[str, Any]] = {
    "persons": {
        "title": "Persons' requests",
        "lead": "Answered within a month. An answer says the same, whatever the control found.",
        "none": "Nobody has asked anything.",
        "enter": "Enter a request",
        "order": "To which Order",
        "language": "Language of the answer",
        "columns": {
            "case": "Request",
            "asks": "Asks for",
            "received": "Received",
            "due": "Answer by",
            "state": "State",
        },
        "rights": {
            "access": "access (art. 15)",
            "rectification": "rectification (art. 16)",
            "erasure": "erasure (art. 17)",
            "restriction": "restriction (art. 18)",
            "objection": "objection (art. 21)",
        },
        "fields": {
            "name": "Name, as a bank writes it",
            "address": "Address",
            "identified_by": "How the person was identified",
            "holder_id": "Number in the register",
            "iban": "Account number",
        },
        "states": {
            "open": "to be decided",
            "decided": "to be sent",
            "closed": "answered",
        },
        "outcomes": {
            "granted": "granted",
            "partly": "partly granted",
            "refused": "refused",
        },
        "grounds": {
            "kept_by_law": "kept by law (art. 17 §3)",
            "public_interest": "public interest (art. 18 §2, 21 §1)",
            "secrecy": "rights of others, secrecy (art. 15 §4)",
            "exact": "the data are exact",
            "identity": "identity not established (art. 12 §6)",
            "unfounded": "manifestly unfounded (art. 12 §5)",
        },
        "who": "Who asks",
        "forgotten": "Whose request it was is erased.",
        "found": "What is held",
        "holders": "Register",
        "own": "Movements of his accounts",
        "as_party": "As another party",
        "until": "the last of them until {}",
        "standing": {
            "kept": "within ten years",
            "held": "expired, kept for a procedure",
            "expired": "expired, goes with the next destruction",
        },
        "restricted": "Restricted accounts",
        "mark": "Use restricted",
        "events": "What was done",
        "letter": "Draft of the answer",
        "delay": "Draft of the letter that it takes longer",
        "decide": "Decide",
        "outcome": "Outcome",
        "ground": "Ground of a refusal",
        "extend": "Two months longer",
        "why": "Why",
        "restrict": "Restrict the accounts",
        "unrestrict": "End the restriction",
        "told_on": "Told to the person on",
        "close": "The answer left",
        "sent_on": "On which day",
        "forget": "Erase whose request it was",
        "done": {
            "entered": "The request is entered.",
            "restricted": "The accounts are restricted, from now on.",
            "unrestricted": "The restriction has ended.",
            "extended": "The term is two months longer; the person must be told.",
            "decided": "Decided; the draft of the answer is there.",
            "closed": "Noted: answered.",
            "forgotten": "Whose request it was is erased.",
        },
    },
}
