"""Rules and models, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

DETECTORS: Final[Mapping[str, Any]] = {
    "rules": {
        "title": "Rules",
        "lead": "What each rule found, and how it fared with those who read its alerts: only read alerts count.",
        "changes": "What the other figures would change",
        "live": "findings now:",
        "draft": "with the other figures:",
        "all": "Alerts",
        "peers": "Kind and activity",
        "figures": "Figures in force",
        "no_figures": "This rule has no figure.",
        "refused": "Not run.",
        "replay": "Replay",
        "replay_hint": "Runs the rule with these figures beside the live one. Nothing is stored, no alert is raised.",
        "tallies": {"new": "new", "gone": "gone", "same": "same", "regraded": "of another severity"},
        "columns": {
            "rule": "Rule",
            "findings": "Findings",
            "snoozed": "Snoozed",
            "read": "Read",
            "reported": "Reported",
            "dismissed": "Dismissed",
            "precision": "Reported of read (95 %)",
            "days": "Days open",
        },
    },
    "models": {
        "title": "Models",
        "lead": "A model's scores count only once a person has read its card and approved it.",
        "none": "No model has been fitted yet.",
        "card": "Model card",
        "refused": "Not recorded.",
        "withdraw": "Refuse or withdraw",
        "columns": {"model": "Model", "kind": "Kind", "fitted": "Fitted"},
        "states": {"registered": "waits for a person", "approved": "approved", "withdrawn": "refused or withdrawn"},
    },
}
