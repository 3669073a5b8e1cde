"""What a run of detection leaves so that it can be accounted for: see `warehouse.detection_runs`.

>>> by_which_rules()["cash-limit-3000"]["class"]
'aml'
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from detection import learned
from detection.last_run import program, remember_workers
from detection.registry import detectors
from detection.rule import Rule
from detection.rule_classes import LEARNED
from warehouse.alerts.findings import findings_since
from warehouse.database import Warehouse
from warehouse.detection_runs import DetectionRun, RunDraft, account_for
from warehouse.model_approvals import approved_model, list_models


def by_which_rules() -> dict[str, Any]:
    """Give version, class, status and figures of every rule, each figure by the day from which it counts; the version of the
    learned model is that of its artefact, which the run names.
    """
    told = {
        name: {"version": one.version, "class": one.group, "status": one.rule.status, "figures": _figures(one.rule)}
        for name, one in detectors().items()
    }
    return told | {learned.DETECTOR: {"class": LEARNED, "status": learned.RULE.status, "figures": _figures(learned.RULE)}}


def account(
    warehouse: Warehouse,
    *,
    on: date,
    begun: datetime,
    since: datetime | None,
    read: str,
    alerts: int,
    at: datetime,
    new_findings: int | None = None,
) -> DetectionRun:
    """Keep what a run judged by, what it read, and what came of it; `read` as `read_hash` gave it when the run began.

    `new_findings` are counted from what was stored since the run began, where its workers do not tell.
    """
    draft = RunDraft(
        on=on,
        begun_at=begun,
        since=since,
        rules=by_which_rules(),
        program=program(),
        model=_model(warehouse),
        read=read,
        new_findings=findings_since(warehouse, begun) if new_findings is None else new_findings,
        alerts=alerts,
    )
    return account_for(warehouse, draft, at=at)


def settled_by_workers(
    warehouse: Warehouse, near: Mapping[str, Any], *, on: date, buckets: int, alerts: int, at: datetime
) -> DetectionRun:
    """Account for a run whose workers are done, and remember it for the next one; `near` is what its first task passed on."""
    begun, since = datetime.fromisoformat(near["begun"]), near["since"]
    looked_back_to = None if since is None else datetime.fromisoformat(since)
    done = account(warehouse, on=on, begun=begun, since=looked_back_to, read=near["read"], alerts=alerts, at=at)
    remember_workers(warehouse, near["kept"], since, on=on, at=begun, buckets=buckets)
    return done


def _model(warehouse: Warehouse) -> str:
    """Give the hash of the artefact that counts; empty for none."""
    if not list_models(warehouse):
        return ""
    from models.contract import KIND  # the learning libraries come with it: seconds, and memory, that no rule needs

    approved = approved_model(warehouse, KIND)
    return approved.artefact_hash if approved else ""


def _figures(rule: Rule) -> dict[str, dict[str, int]]:
    return {
        name: {since.isoformat(): parameter.values[since] for since in sorted(parameter.values)}
        for name, parameter in sorted(rule.parameters.items())
    }
