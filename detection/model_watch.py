"""Once a run: can the model that should count be used? If not, the rules go on, and people are told.

Whoever scores meets the same file and goes on without it (`detection.learned_run`); here what is wrong becomes a notice
(`detection.notices`), thus an alert in the queue, and a line for the operator. An installation that never trained a model
is told nothing: it has chosen the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from detection.notices import model_refused, model_waiting
from warehouse.alerts import Finding, store_findings
from warehouse.database import Warehouse
from warehouse.model_approvals import APPROVED, list_models


@dataclass(frozen=True)
class Watched:
    """What was seen: `refused` is the line for the operator when the file of an approved model cannot be used, else empty."""

    counts: str | None = None
    refused: str = ""
    notices: tuple[Finding, ...] = ()


def watch(warehouse: Warehouse, *, on: date, at: datetime) -> Watched:
    """Look whether the approved model can be used, and store the notice of what a person must see to."""
    seen = look(warehouse, on=on)
    store_findings(warehouse, seen.notices, on=on, at=at)
    return seen


def look(warehouse: Warehouse, *, on: date) -> Watched:
    """Look whether the approved model can be used; nothing is stored."""
    known = list_models(warehouse)
    if not known:
        return Watched()
    from models.counting import counting  # the learning libraries come with it: seconds that no rule needs
    from models.refusals import ModelRefused

    last = known[0]
    try:
        counted = counting(warehouse)
    except ModelRefused as refused:
        return Watched(None, str(refused), (model_refused.notice(last.model_id, refused.why, refused.found, on=on),))
    if counted is not None:
        return Watched(counted.model_id)
    if last.state == APPROVED:  # of a kind that this version of the program does not use any more
        line = f"model {last.model_id} is a {last.kind}, which this version of Quater does not use; train and approve another"
        return Watched(None, line, (model_refused.notice(last.model_id, "outdated", last.kind, on=on),))
    return Watched(None, "", (model_waiting.notice(last.model_id, last.state, on=on),))
