"""The queue: open alerts in their strict order, so that a limited day's work takes the same alerts on every screen.

The list shows no name and no account: an analyst opens an alert for that, and the opening is in the visitors' book.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from console.pages.desk import desk_of
from console.pages.rule_facts import facts_of
from warehouse.alerts import list_alerts
from warehouse.register import bars

router = APIRouter()

QUEUE = "alert-queue"
PER_PAGE = 50
STATUSES = ("open", "reported", "watch", "more_data", "dismissed")


@router.get("/", name="home")
def home(request: Request) -> RedirectResponse:
    """Lead to the queue."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}/alerts", status_code=303)


@router.get("/alerts", name="queue")
def queue(
    request: Request,
    status: Annotated[str, Query(pattern="|".join((*STATUSES, "all")))] = "open",
    bar: Annotated[str, Query(max_length=40)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """Show one page of the queue."""
    desk = desk_of(request)
    desk.note(request, action="list", subject=QUEUE)
    everything = list_alerts(desk.warehouse)
    chosen = [alert for alert in everything if status in (alert.status, "all") and bar in (alert.bar, "")]
    start = (page - 1) * PER_PAGE
    values: dict[str, Any] = {
        "alerts": [(start + place, alert) for place, alert in enumerate(chosen[start : start + PER_PAGE], start=1)],
        "title_of": lambda alert: facts_of(alert.detector).title,
        "found": len(chosen),
        "page": page,
        "pages": max(1, -(-len(chosen) // PER_PAGE)),
        "status": status,
        "statuses": STATUSES,
        "counts": Counter(alert.status for alert in everything),
        "severities": Counter(alert.severity for alert in everything if alert.status == "open"),
        "detectors": Counter(facts_of(alert.detector).title for alert in everything if alert.status == "open").most_common(6),
        "bar": bar,
        "bars": [known for known in bars().values() if any(alert.bar == known.code for alert in everything)],
        "today": desk.today(),
    }
    return desk.page(request, "queue.html", values)
