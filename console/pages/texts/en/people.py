"""For whom each institution answers, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

PEOPLE: Final[Mapping[str, Any]] = {
    "people": {
        "title": "People",
        "lead": "An institution answers for each of its users, for a year at most. Whoever ends that shuts the person out.",
        "none": "No institution has answered for anybody yet.",
        "nobody": "Nobody answers for them",
        "attest": "Answer for a person",
        "quality": "In what quality the person works there",
        "in_force": "in force",
        "over": "over",
        "ended": "ended",
        "why": "Why no longer",
        "end": "Answer no longer",
        "columns": {
            "attestation": "Attestation",
            "person": "Person",
            "institution": "Institution",
            "role": "Role",
            "until": "Until",
            "state": "State",
        },
        "institutions": {
            "OBFG": "OBFG",
            "OVB": "OVB",
            "operator": "operator",
        },
        "roles": {
            "analyst_obfg": "analyst OBFG",
            "analyst_ovb": "analyst OVB",
            "officer": "control officer",
            "dpo": "data protection officer",
            "operator": "operator",
            "program": "a program",
        },
        "done": {
            "attested": "Entered: the institution answers for this person.",
            "ended": "Ended: the person is shut out, from now on.",
        },
    },
    "undertaking": {
        "title": "Undertaking of secrecy",
        "lead": "Before the first access everybody signs. The text stands in the languages of the country.",
        "name": "Your name, written out",
        "sign": "Sign",
        "signed": "You have signed this version.",
    },
}
