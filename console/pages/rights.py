"""Who may do what at the desk: one table of role × page × action. What does not stand in it is forbidden.

Necessity (royal decree of 9 June 2024, art. 4) and separation (art. 3: OBFG and OVB are two control entities): an analyst works
on the accounts of one Order, a control officer approves for both, the data protection officer reads the evidence and no
alert, the operator keeps the machine running and sees no personal data. The words of the actions are those of the access log.

>>> allowed("dpo", "evidence", "list"), allowed("dpo", "alert", "show"), allowed(None, "alerts", "list")
(True, False, False)
>>> allowed("officer", "alert", "erase")
False
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class DeskRole:
    """A role: its name in Airflow's own list of roles, and the Order whose accounts it sees (None: both, or none at all)."""

    code: str
    title: str
    order: str | None = None


ROLES: Mapping[str, DeskRole] = MappingProxyType(
    {
        role.code: role
        for role in (
            DeskRole("analyst_obfg", "Quater analyst OBFG", "OBFG"),
            DeskRole("analyst_ovb", "Quater analyst OVB", "OVB"),
            DeskRole("officer", "Quater control officer"),
            DeskRole("dpo", "Quater data protection officer"),
            DeskRole("operator", "Quater operator"),
        )
    }
)

ANALYSTS = ("analyst_obfg", "analyst_ovb")
OFFICER, DPO, OPERATOR = ("officer",), ("dpo",), ("operator",)
CONTROL = ANALYSTS + OFFICER
EVERYBODY = tuple(ROLES)

RIGHTS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("desk", "enter"): EVERYBODY,
        ("desk", "prefer"): EVERYBODY,
        ("desk", "stay"): EVERYBODY,
        ("desk", "report a leak"): EVERYBODY,
        ("desk", "read the undertaking"): EVERYBODY,
        ("desk", "sign the undertaking"): EVERYBODY,
        ("alerts", "list"): CONTROL,
        ("alerts", "assign"): CONTROL,
        ("alerts", "filter"): CONTROL,
        ("alerts", "export"): CONTROL,
        ("alert", "show"): CONTROL,
        ("alert", "links"): CONTROL,
        ("alert", "decide"): CONTROL,
        ("alert", "approve"): OFFICER,
        ("alert", "note"): CONTROL,
        ("alert", "tick"): CONTROL,
        ("alert", "assign"): CONTROL,
        ("alert", "snooze"): CONTROL,
        ("alert", "share"): OFFICER,
        ("alert", "export"): CONTROL,
        ("accounts", "list"): CONTROL,
        ("account", "show"): CONTROL,
        ("account", "search"): CONTROL,
        ("request", "record"): CONTROL,
        ("sample", "show"): CONTROL,
        ("sample", "draw"): OFFICER,
        ("deliveries", "list"): CONTROL + OPERATOR,
        ("quarantine", "list"): OFFICER,
        ("quarantine", "show"): OFFICER,
        ("quarantine", "propose"): OFFICER,
        ("quarantine", "approve"): OFFICER,
        ("coverage", "list"): CONTROL + OPERATOR,
        ("coverage", "accounts"): CONTROL,
        ("holds", "list"): OFFICER,
        ("hold", "show"): OFFICER,
        ("hold", "place"): OFFICER,
        ("hold", "review"): OFFICER,
        ("hold", "release"): OFFICER,
        ("retention", "list"): OFFICER + DPO,
        ("rules", "list"): CONTROL + DPO + OPERATOR,
        ("rule", "show"): CONTROL + DPO + OPERATOR,
        ("rule", "replay"): OFFICER,
        ("models", "list"): CONTROL + DPO + OPERATOR,
        ("model", "show"): CONTROL + DPO + OPERATOR,
        ("model", "decide"): OFFICER,
        ("evidence", "list"): DPO,
        ("evidence", "search"): DPO,
        ("evidence", "export"): DPO,
        ("incidents", "list"): OFFICER + DPO,
        ("incident", "report"): OFFICER + DPO,
        ("incident", "show"): OFFICER + DPO,
        ("incident", "draft"): DPO,
        ("incident", "decide"): DPO,
        ("blocks", "list"): OFFICER + DPO,
        ("block", "place"): OFFICER + DPO,
        ("block", "lift"): OFFICER + DPO,
        ("people", "list"): OFFICER + DPO,
        ("people", "attest"): OFFICER,
        ("people", "end"): OFFICER + DPO,
        ("persons", "list"): DPO,
        ("persons", "enter"): DPO,
        ("persons", "show"): DPO,
        ("persons", "draft"): DPO,
        ("persons", "act"): DPO,
        ("reports", "list"): CONTROL,
        ("report", "show"): CONTROL,
        ("report", "download"): CONTROL,
        ("report", "check"): CONTROL,
        ("report", "release"): OFFICER,
        ("report", "answer"): OFFICER,
        ("report", "withdraw"): OFFICER,
        ("report", "recall"): OFFICER,
        ("quality", "list"): CONTROL + OPERATOR,
        ("quality", "show"): CONTROL + OPERATOR,
    }
)
"""(page, action) → the roles that may."""

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "desk": "document",
        "alerts": "detect",
        "alert": "detect",
        "accounts": "document",
        "account": "detect",
        "request": "communicate",
        "sample": "document",
        "deliveries": "document",
        "quarantine": "document",
        "coverage": "document",
        "holds": "document",
        "hold": "document",
        "retention": "document",
        "rules": "optimise",
        "rule": "optimise",
        "models": "optimise",
        "model": "optimise",
        "evidence": "document",
        "incidents": "document",
        "incident": "document",
        "blocks": "document",
        "block": "document",
        "people": "document",
        "persons": "document",
        "reports": "communicate",
        "report": "communicate",
        "quality": "document",
    }
)
"""For which of the decree's purposes a page is opened (art. 4 al. 1)."""


def allowed(role: str | None, page: str, action: str) -> bool:
    """Say whether a role may do this; nobody may do what the table does not name."""
    return role in RIGHTS.get((page, action), ())
