"""The roles and their rights: one line for every table, and a test that fails when a table has none.

What is not written here is forbidden. `MAINTAIN` (PostgreSQL 17) lets the role that destroys rewrite a table, because DELETE is
no erasure; before 17 only the owner can, so there a destruction is run as the owner.

>>> TABLES["findings"].rights[INTAKE], TABLES["findings"].rights[DETECTION]
((), ('SELECT', 'INSERT'))
>>> TABLES["alerts"].rights["quater_desk_ovb"]
('SELECT', 'UPDATE (status, version, assignee, proposed)')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from warehouse.register_reference import bars

INTAKE = "quater_intake"
DETECTION = "quater_detection"
OFFICER = "quater_officer"
DPO = "quater_dpo"
RETENTION = "quater_retention"
OWNER = "quater_owner"
DESKS: Mapping[str, str] = MappingProxyType({order: f"quater_desk_{order.lower()}" for order in ("OBFG", "OVB")})
"""The desk of each Order."""

ROLES: Mapping[str, str] = MappingProxyType(
    {
        INTAKE: "the receiving dock: reads the register, writes ledger, manifest, quarantine and outbox",
        DETECTION: "the detectors: read register and ledger, write findings and alerts, fit models, draft reports",
        DESKS["OBFG"]: "the analysts of OBFG: alerts, findings, decisions, reports and register of their own Order's bars",
        DESKS["OVB"]: "the analysts of OVB: the same for theirs",
        OFFICER: "the control officers: keep the register, approve decisions, releases, models and destructions, place holds",
        DPO: "the data protection officer: evidence of access, plans and certificates; no alert, no finding, no report",
        RETENTION: "the destruction: deletes what an approved plan or purge says, and rewrites the tables",
    }
)
ALL_ROLES = (*ROLES, OWNER)
"""Every role; the owner owns the tables, migrates them, and is not held by the isolation of the Orders."""

READ, ADD, CHANGE, REMOVE, MAINTAIN = "SELECT", "INSERT", "UPDATE", "DELETE", "MAINTAIN"
ASKS_BLOCK = f"{READ} (number, person, state)"
"""Every door asks whether a person is shut out; why is no business of the other desks."""
Grants = tuple[str, ...]
NOTHING: Grants = ()


@dataclass(frozen=True)
class Line:
    """One table: what each role may do, and the condition by which a row is a desk's own (empty: not isolated)."""

    rights: Mapping[str, Grants]
    own: str = ""


def _line(
    *,
    intake: Grants = NOTHING,
    detection: Grants = NOTHING,
    desks: Grants = NOTHING,
    officer: Grants = NOTHING,
    dpo: Grants = NOTHING,
    retention: Grants = NOTHING,
    own: str = "",
) -> Line:
    of_desks = dict.fromkeys(DESKS.values(), desks)
    rights = {INTAKE: intake, DETECTION: detection, **of_desks, OFFICER: officer, DPO: dpo, RETENTION: retention}
    return Line(MappingProxyType({role: rights[role] for role in ROLES}), own)


BARS, ORDER = "{bars}", "{order}"
"""Stand in a condition for the list of the Order's bars, and for the Order itself."""
OF_ORDER = f"bar IN ({BARS})"


def _of(table: str, theirs: str, *, through: str, its: str) -> str:
    """Own is what belongs to a row of another isolated table that the role can see."""
    columns = zip(theirs.split(), its.split(), strict=True)
    same = " AND ".join(f"{through}.{one} = {table}.{other}" for other, one in columns)
    return f"EXISTS (SELECT 1 FROM {through} WHERE {same})"  # noqa: S608 - names of this file, nothing that a user gave


def _of_holder(table: str, column: str = "holder_id") -> str:
    return _of(table, column, through="holders", its="holder_id")


def _of_alert(table: str) -> str:
    return _of(table, "alert_number", through="alerts", its="number")


def _of_report(table: str) -> str:
    return _of(table, "report_number", through="reports", its="number")


def _of_account(table: str, columns: str) -> str:
    return _of(table, columns, through="accounts", its="iban currency")


def _register(own: str, *, removable: bool = False, dated: bool = False) -> Line:
    """A table that everybody who judges reads, and the officer keeps; of a dated one rows go ten years after their day."""
    officer = (READ, ADD, CHANGE, REMOVE) if removable else (READ, ADD, CHANGE)
    retention = (READ, REMOVE, MAINTAIN) if dated else (READ,)
    return _line(intake=(READ,), detection=(READ,), desks=(READ,), officer=officer, retention=retention, own=own)


def _of_desks(*more: str, own: str, texts: str = "") -> Line:
    """What people write at the desk about an alert, which goes with the alert; destroyed movements go from its texts before."""
    cleaned = (f"{CHANGE} ({texts})",) if texts else ()
    retention = (READ, *cleaned, REMOVE, MAINTAIN)
    return _line(desks=(READ, ADD, *more), officer=(READ, ADD, *more), retention=retention, own=own)


def _acts(own: str) -> Line:
    """Irrevocable acts: added and never changed by anybody."""
    return _line(intake=(READ,), detection=(READ,), desks=(READ,), officer=(READ, ADD), retention=(READ,), own=own)


REGISTER: Mapping[str, Line] = {
    "holders": _register(OF_ORDER),
    "holder_versions": _register(_of_holder("holder_versions"), dated=True),
    "registrations": _register(_of_holder("registrations"), dated=True),
    "holder_statuses": _register(_of_holder("holder_statuses"), dated=True),
    "memberships": _register(f"{_of_holder('memberships', 'firm_id')} OR {_of_holder('memberships', 'member_id')}", dated=True),
    "accounts": _register(_of("accounts", "iban currency", through="account_holders", its="iban currency")),
    "account_versions": _register(_of_account("account_versions", "iban currency"), dated=True),
    "account_holders": _register(_of_holder("account_holders"), removable=True, dated=True),
    "own_accounts": _register(_of_holder("own_accounts"), removable=True),
    "mandates": _acts(_of_holder("mandates")),
    "authorisations": _acts(_of_holder("authorisations")),
    "allowances": _register(
        f"{_of_holder('allowances')} OR {_of('allowances', 'iban', through='accounts', its='iban')}",
        removable=True,
        dated=True,
    ),
    "declarations": _register(_of_holder("declarations"), dated=True),
    "banks": _register(""),
    "agreements": _register("", removable=True),
    "register_changes": _line(officer=(READ, ADD)),
    "exclusions": _line(intake=(READ,), detection=(READ,), officer=(READ, ADD, CHANGE), retention=(READ, REMOVE, MAINTAIN)),
    "purges": _line(officer=(READ,), dpo=(READ,), retention=(READ, ADD, CHANGE, REMOVE, MAINTAIN)),
    "purge_leftovers": _line(retention=(READ, ADD, REMOVE, MAINTAIN)),
}

RECEIVING: Mapping[str, Line] = {
    "deliveries": _line(
        intake=(READ, ADD, CHANGE), detection=(READ,), officer=(READ, CHANGE), retention=(READ, CHANGE, MAINTAIN)
    ),
    "delivered_statements": _line(
        intake=(READ, ADD, CHANGE), detection=(READ,), officer=(READ, CHANGE), retention=(READ, CHANGE, MAINTAIN)
    ),
    "manifest": _line(
        intake=(READ, ADD, CHANGE), detection=(READ,), desks=(READ,), officer=(READ, ADD), retention=(READ, ADD, CHANGE)
    ),
    "quarantined_statements": _line(intake=(READ, ADD, REMOVE), officer=(READ, REMOVE), retention=(READ, REMOVE, MAINTAIN)),
    "quarantine_releases": _line(intake=(READ, ADD), officer=(READ, ADD), retention=(READ, f"{CHANGE} (why)", MAINTAIN)),
    "quarantine_decisions": _line(
        intake=(READ, CHANGE),
        officer=(READ, ADD, CHANGE),
        retention=(READ, f"{CHANGE} (proposed_why, decided_why)", MAINTAIN),
    ),
    "quarantine_closings": _line(intake=(READ, ADD), detection=(READ,), officer=(READ, ADD), retention=(READ,)),
    "acknowledgements": _line(intake=(READ, ADD, CHANGE), officer=(READ, ADD, CHANGE), retention=(READ, CHANGE, MAINTAIN)),
    "intake_sightings": _line(intake=(READ, ADD, CHANGE, REMOVE)),
    "first_demands": _line(
        intake=(READ, CHANGE), detection=(READ, CHANGE), officer=(READ, ADD, CHANGE), retention=(READ, REMOVE, MAINTAIN)
    ),
    "first_demand_reminders": _line(officer=(READ, ADD), retention=(READ, REMOVE, MAINTAIN)),
}

DECIDING: Mapping[str, Line] = {
    "findings": _line(
        detection=(READ, ADD), desks=(READ,), officer=(READ,), retention=(READ, CHANGE, REMOVE, MAINTAIN), own=OF_ORDER
    ),
    "alerts": _line(
        detection=(READ, ADD, CHANGE),
        desks=(READ, f"{CHANGE} (status, version, assignee, proposed)"),
        officer=(READ, f"{CHANGE} (status, version, assignee, proposed)"),
        retention=(READ, f"{CHANGE} (reason)", REMOVE, MAINTAIN),
        own=OF_ORDER,
    ),
    "alert_findings": _line(
        detection=(READ, ADD),
        desks=(READ,),
        officer=(READ,),
        retention=(READ, REMOVE, MAINTAIN),
        own=_of_alert("alert_findings"),
    ),
    "alert_history": _line(
        detection=(READ, ADD),
        desks=(READ, ADD),
        officer=(READ, ADD),
        retention=(READ, f"{CHANGE} (detail)", REMOVE, MAINTAIN),
        own=_of_alert("alert_history"),
    ),
    "dispositions": _line(
        detection=(READ,),
        desks=(READ, ADD),
        officer=(READ, ADD),
        retention=(READ, f"{CHANGE} (reason)", REMOVE, MAINTAIN),
        own=_of_alert("dispositions"),
    ),
    "decision_proposals": _of_desks(
        f"{CHANGE} (state, decided_by, decided_at, why)", texts="reason, why", own=_of_alert("decision_proposals")
    ),
    "alert_notes": _of_desks(texts="text", own=_of_alert("alert_notes")),
    "alert_ticks": _of_desks(own=_of_alert("alert_ticks")),
    "joint_cases": _line(
        desks=(READ,),
        officer=(READ, ADD),
        retention=(READ, f"{CHANGE} (reason)", REMOVE, MAINTAIN),
        own=f"'{ORDER}' IN (of_order, granted_to)",
    ),
    "silences": _line(
        detection=(READ,),
        desks=(READ, ADD, f"{CHANGE} (until)"),
        officer=(READ, ADD, f"{CHANGE} (until)"),
        retention=(READ, f"{CHANGE} (counterparty)", REMOVE, MAINTAIN),
        own=_of("silences", "disposition_number", through="dispositions", its="number"),
    ),
    "rule_snoozes": _line(
        detection=(READ,),
        desks=(READ, ADD, f"{CHANGE} (state, approved_by, approved_at, ended_by, ended_at, ended_why)"),
        officer=(READ, ADD, f"{CHANGE} (state, approved_by, approved_at, ended_by, ended_at, ended_why)"),
        retention=(READ, REMOVE, MAINTAIN),
        own=_of("rule_snoozes", "account", through="accounts", its="iban"),
    ),
    "reports": _line(
        detection=(READ, ADD, f"{CHANGE} (state, decided_by, decided_at, reason)"),
        desks=(READ, f"{CHANGE} (checked_by, checked_at)"),
        officer=(READ, f"{CHANGE} (checked_by, checked_at, state, decided_by, decided_at, reason)"),
        retention=(READ, REMOVE, MAINTAIN),
        own=OF_ORDER,
    ),
    "report_alerts": _line(
        detection=(READ, ADD),
        desks=(READ,),
        officer=(READ,),
        retention=(READ, REMOVE, MAINTAIN),
        own=_of_report("report_alerts"),
    ),
    "report_pieces": _line(
        detection=(READ, ADD),
        desks=(READ,),
        officer=(READ,),
        retention=(READ, f"{CHANGE} (movement_ids)", REMOVE, MAINTAIN),
        own=_of_report("report_pieces"),
    ),
    "piece_views": _line(
        desks=(READ, ADD),
        officer=(READ, ADD),
        retention=(READ, REMOVE, MAINTAIN),
        own=_of_report("piece_views"),
    ),
    "dispatches": _line(
        detection=(READ,),
        desks=(READ,),
        officer=(READ, ADD, CHANGE),
        dpo=(READ,),
        retention=(READ, REMOVE, MAINTAIN),
        own=_of_report("dispatches"),
    ),
    "dispatch_events": _line(
        detection=(READ,),
        desks=(READ,),
        officer=(READ, ADD),
        dpo=(READ,),
        retention=(READ, f"{CHANGE} (detail)", REMOVE, MAINTAIN),
        own=_of("dispatch_events", "dispatch_number", through="dispatches", its="number"),
    ),
    "answers": _line(
        detection=(READ,),
        desks=(READ,),
        officer=(READ, ADD, f"{CHANGE} (hold, hold_id, hold_decided_by, hold_decided_at, declined_why)"),
        retention=(READ, f"{CHANGE} (declined_why)", REMOVE, MAINTAIN),
        own=_of_report("answers"),
    ),
    "recipients": _line(detection=(READ,), desks=(READ,), officer=(READ, ADD, CHANGE), dpo=(READ,)),
    "recipient_keys": _line(officer=(READ, ADD, CHANGE), dpo=(READ,)),
    "offices": _line(detection=(READ,), officer=(READ, ADD, CHANGE), retention=(READ, REMOVE, MAINTAIN)),
    "designations": _line(detection=(READ,), officer=(READ, ADD), retention=(READ, REMOVE, MAINTAIN)),
    "piece_refusals": _line(
        detection=(READ, ADD),
        desks=(READ, ADD),
        officer=(READ, ADD),
        dpo=(READ,),
        retention=(READ, REMOVE, MAINTAIN),
        own=OF_ORDER,
    ),
    "models": _line(detection=(READ, ADD), officer=(READ,), dpo=(READ,), retention=(READ, REMOVE, MAINTAIN)),
    "model_decisions": _line(detection=(READ,), officer=(READ, ADD), dpo=(READ,), retention=(READ, REMOVE, MAINTAIN)),
    "detection_runs": _line(detection=(READ, ADD), officer=(READ,), dpo=(READ,), retention=(READ, REMOVE, MAINTAIN)),
    "rule_sets": _line(detection=(READ, ADD), officer=(READ,), dpo=(READ,)),
    "rule_opinions": _line(detection=(READ,), desks=(READ,), officer=(READ,), dpo=(READ, ADD)),
    "model_traces": _line(detection=(READ, ADD), officer=(READ,), dpo=(READ,), retention=(READ, REMOVE, MAINTAIN)),
    "random_draws": _line(
        detection=(READ, ADD), desks=(READ,), officer=(READ,), dpo=(READ,), retention=(READ, REMOVE, MAINTAIN)
    ),
}

WORKING: Mapping[str, Line] = {
    "saved_filters": _line(
        desks=(READ, ADD, CHANGE, REMOVE), officer=(READ, ADD, CHANGE, REMOVE), retention=(READ, REMOVE, MAINTAIN)
    ),
    "desk_people": _line(
        desks=(READ, ADD, CHANGE), officer=(READ, ADD, CHANGE), dpo=(READ, ADD, CHANGE), retention=(READ, REMOVE, MAINTAIN)
    ),
    "samples": _line(desks=(READ,), officer=(READ, ADD), retention=(READ, REMOVE, MAINTAIN), own=f"order_code = '{ORDER}'"),
    "sample_accounts": _line(desks=(READ,), officer=(READ, ADD), retention=(READ, REMOVE, MAINTAIN), own=OF_ORDER),
    "account_requests": _line(desks=(READ, ADD), officer=(READ, ADD), retention=(READ, REMOVE, MAINTAIN), own=OF_ORDER),
}

KEEPING: Mapping[str, Line] = {
    "holds": _line(officer=(READ, ADD, CHANGE), retention=(READ, REMOVE, MAINTAIN)),
    "hold_history": _line(officer=(READ, ADD), retention=(READ, REMOVE, MAINTAIN)),
    "retention_plans": _line(officer=(READ, f"{CHANGE} (state)"), dpo=(READ,), retention=(READ, ADD, CHANGE)),
    "retention_approvals": _line(officer=(READ, ADD), dpo=(READ,), retention=(READ,)),
    "copy_notices": _line(
        officer=(READ, f"{CHANGE} (reminded_on, confirmed_on, confirmed_by)"),
        dpo=(READ,),
        retention=(READ, ADD, f"{CHANGE} (reminded_on)", REMOVE, MAINTAIN),
    ),
    "certificates": _line(officer=(READ,), dpo=(READ,), retention=(READ, ADD)),
    "incidents": _line(detection=(ADD,), desks=(ADD,), officer=(READ, ADD), dpo=(READ, ADD, f"{CHANGE} (state)")),
    "incident_events": _line(detection=(READ, ADD), officer=(READ,), dpo=(READ, ADD)),
    "breaches": _line(
        detection=(f"{READ} (incident_number, aware_at, risk, notified_at, closed_at)",),
        officer=(READ,),
        dpo=(READ, ADD, CHANGE),
    ),
    "breach_deletions": _line(officer=(READ,), dpo=(READ, ADD, CHANGE)),
    "outages": _line(desks=(READ,), officer=(READ, ADD, CHANGE), dpo=(READ, ADD, CHANGE)),
    "access_blocks": _line(
        intake=(ASKS_BLOCK,),
        detection=(ASKS_BLOCK,),
        desks=(ASKS_BLOCK, ADD, f"{CHANGE} (login)"),
        officer=(READ, ADD, CHANGE),
        dpo=(READ, ADD, CHANGE),
        retention=(READ, REMOVE, MAINTAIN),
    ),
    "person_requests": _line(dpo=(READ, ADD, CHANGE), retention=(READ, REMOVE, MAINTAIN)),
    "requesters": _line(dpo=(READ, ADD, REMOVE), retention=(READ, REMOVE, MAINTAIN)),
    "person_request_events": _line(dpo=(READ, ADD), retention=(READ, REMOVE, MAINTAIN)),
    "restrictions": _line(
        detection=(READ,), desks=(READ,), officer=(READ,), dpo=(READ, ADD, CHANGE), retention=(READ, REMOVE, MAINTAIN)
    ),
    "secrecy_signatures": _line(
        intake=(READ, ADD),
        detection=(READ, ADD),
        desks=(READ, ADD),
        officer=(READ, ADD),
        dpo=(READ, ADD),
        retention=(READ, ADD, REMOVE, MAINTAIN),
    ),
    "attestations": _line(officer=(READ, ADD, CHANGE), dpo=(READ, CHANGE), retention=(READ, REMOVE, MAINTAIN)),
    "sign_ins": _line(desks=(READ, ADD, CHANGE, REMOVE), officer=(READ, ADD, CHANGE, REMOVE), dpo=(READ, ADD, CHANGE, REMOVE)),
    "accesses": _line(detection=(ADD,), desks=(ADD,), officer=(ADD,), dpo=(READ, ADD), retention=(ADD,)),
    "access_actors": _line(
        detection=(READ, ADD), desks=(READ, ADD), officer=(READ, ADD), dpo=(READ, ADD, REMOVE), retention=(READ, ADD)
    ),
    "access_head": _line(
        detection=(READ, ADD, CHANGE),
        desks=(READ, ADD, CHANGE),
        officer=(READ, ADD, CHANGE),
        dpo=(READ, ADD, CHANGE),
        retention=(READ, ADD, CHANGE),
    ),
}

TABLES: Mapping[str, Line] = MappingProxyType({**REGISTER, **RECEIVING, **DECIDING, **WORKING, **KEEPING})
"""Every table of the database, by its name."""


def own_rows(table: str, order: str) -> str:
    """Give the condition by which a row of an isolated table is the Order's own."""
    codes = ", ".join(f"'{code}'" for code, bar in bars().items() if bar.order == order)
    return TABLES[table].own.replace(BARS, codes).replace(ORDER, order)
