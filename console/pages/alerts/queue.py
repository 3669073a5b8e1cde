"""The queue: open alerts in their strict order, so that a limited day's work takes the same alerts on every screen.

The list shows no name and no account: an analyst opens an alert for that, and the opening is in the visitors' book. What is
asked for stands in the address, so a list can be kept, sent to a colleague and come back to.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from console.pages.alerts.lists import asked_for, written
from console.pages.desk import desk_of
from console.pages.door import Opening
from console.pages.rule_facts import facts_of, sentence_of
from console.pages.sight import sight_of
from console.pages.visitors import visitor_of
from warehouse.alerts import NOBODY, Chosen, Sight, Tally, detectors_of, queue_lines, queue_size, queue_tally
from warehouse.alerts.choosing import STATUSES
from warehouse.alerts.deadlines import AGES, DUE
from warehouse.alerts.ranking import NATURES, SEVERITIES
from warehouse.casework import note_person, people_of, saved_filters
from warehouse.register import bars

router = APIRouter()

QUEUE = "alert-queue"
PER_PAGE = 50


@router.get("/alerts", name="queue", dependencies=[Depends(Opening("alerts", "list", QUEUE))])
def queue(request: Request, page: Annotated[int, Query(ge=1, le=100_000)] = 1, done: str = "") -> HTMLResponse:
    """Show one page of the queue."""
    desk, visitor = desk_of(request), visitor_of(request)
    chosen, sight, on = asked_for(request.query_params), sight_of(request), desk.today()
    language = desk.words(request)["language"]
    note_person(desk.warehouse, visitor.name, role=str(visitor.role), on=on)  # from now on colleagues give alerts to him
    tally = queue_tally(desk.warehouse, chosen.status, sight, on=on)
    size = queue_size(desk.warehouse, chosen, sight, on=on) if chosen.narrowed else _size(tally, chosen)
    pages = max(1, -(-size // PER_PAGE))
    start = (min(page, pages) - 1) * PER_PAGE
    lines = queue_lines(desk.warehouse, chosen, sight, on=on, start=start, size=PER_PAGE)
    values: dict[str, Any] = {
        "chosen": chosen,
        "written": written,
        "lines": [(start + place, line) for place, line in enumerate(lines, start=1)],
        "title_of": lambda detector: facts_of(detector, language).title,
        "sentence_of": lambda line: sentence_of(line.lead, language),
        "size": size,
        "page": min(page, pages),
        "pages": pages,
        "tally": tally,
        "today": on,
        "filters": _filters(desk.warehouse, chosen, sight, visitor, on, language),
        "saved": saved_filters(desk.warehouse, visitor.name),
        "people": people_of(desk.warehouse, roles_beside(visitor.role)),
        "statuses": STATUSES,
        "nobody": NOBODY,
        "done": done if done in ("assigned", "saved", "forgotten") else "",
    }
    return desk.page(request, "queue.html", values)


def roles_beside(role: str | None) -> tuple[str, ...]:
    """The roles to whose people a visitor assigns alerts: those who see the same ones."""
    return (role, "officer") if role and role != "officer" else ("analyst_obfg", "analyst_ovb", "officer")


def _size(tally: Tally, chosen: Chosen) -> int:
    return tally.by_status.total() - tally.by_status["second"] if chosen.status == "all" else tally.by_status[chosen.status]


def _filters(
    warehouse: Any, chosen: Chosen, sight: Sight, visitor: Any, on: Any, language: str
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The filters: name, what is chosen, and the choices as (value, label); a label that is empty stands in the texts."""
    found = detectors_of(warehouse, chosen.status, sight, on=on)
    titled = sorted((facts_of(name, language).title, name) for name in {*found, *filter(None, [chosen.detector])})
    orders = [] if visitor.order else [(order, order) for order in ("OBFG", "OVB")]
    own = [bar for bar in bars().values() if visitor.order in (None, bar.order)]
    persons = [person for person in people_of(warehouse, roles_beside(visitor.role)) if person != visitor.name]
    return [
        *([("order", chosen.order, orders)] if orders else []),
        ("bar", chosen.bar, [(bar.code, bar.name(language)) for bar in own]),
        ("nature", chosen.nature, [(name, "") for name in NATURES]),
        ("severity", chosen.severity, [(name, "") for name in SEVERITIES]),
        ("detector", chosen.detector, [(name, title) for title, name in titled]),
        ("age", chosen.age, [(name, "") for name in AGES]),
        ("due", chosen.due, [(name, "") for name in DUE]),
        ("assignee", chosen.assignee, [(visitor.name, ""), (NOBODY, ""), *((person, person) for person in persons)]),
    ]
