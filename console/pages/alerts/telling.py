"""The history of an alert in the words of the page: what happened, and the detail that people wrote or that was counted.

>>> words = {"status": {"reported": "Reported"}, "queue": {"nobody": "nobody", "findings": "findings: {}"},
...          "history": {"events": {"proposed": "Proposed", "raised": "Raised", "assigned": "Assigned to"}}}
>>> told("proposed", "reported: no document", words), told("raised", "2 findings", words), told("assigned", "", words)
(('Proposed', 'Reported – no document'), ('Raised', 'findings: 2'), ('Assigned to', 'nobody'))
"""

from __future__ import annotations

import re
from typing import Any

COUNTED = re.compile(r"(\d+) findings?")
OF_OUTCOME = ("proposed", "declined")


def told(event: str, detail: str, words: Any) -> tuple[str, str]:
    """Tell one event: its name, and its detail; what the texts have no words for stays as it was written."""
    name = words["history"]["events"].get(event, event)
    if event in ("raised", "evidence") and (found := COUNTED.match(detail)):
        return name, words["queue"]["findings"].format(found[1])
    if event == "assigned":
        return name, detail or words["queue"]["nobody"]
    if event == "reopened":
        return name, ""
    if event == "approved":
        return name, words["status"].get(detail, detail)
    if event == "answered":
        outcome, _, bar = detail.partition(" ")
        return name, f"{words['reports']['outcomes'].get(outcome, outcome)} {bar}".rstrip()
    outcome, parted, reason = detail.partition(": ")
    if event in OF_OUTCOME and parted:
        return name, f"{words['status'].get(outcome, outcome)} – {reason}"
    return name, detail
