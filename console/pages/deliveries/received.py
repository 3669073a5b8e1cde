"""Deliveries: what each bank brought and what became of it; file names, counts and states, and nothing of what stands in a
file.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from console.pages.desk import desk_of
from console.pages.door import Opening
from warehouse.deliveries_pages import STATES, bank_tallies, newest_deliveries

router = APIRouter()

DELIVERIES = "deliveries"
PER_PAGE = 100
LATELY = timedelta(days=30)


@router.get("/deliveries", name="deliveries", dependencies=[Depends(Opening("deliveries", "list", DELIVERIES))])
def deliveries(
    request: Request,
    bank: Annotated[str, Query(max_length=40)] = "",
    state: Annotated[str, Query(max_length=20)] = "",
    before: Annotated[str, Query(max_length=40)] = "",
) -> HTMLResponse:
    """Show what the banks delivered, the newest first."""
    desk = desk_of(request)
    tallies = bank_tallies(desk.warehouse, since=desk.now() - LATELY)
    chosen = state if state in STATES else ""
    lines = newest_deliveries(desk.warehouse, bank=bank, state=chosen, before=_moment(before), most=PER_PAGE)
    values = {
        "tallies": tallies,
        "lines": lines,
        "bank": bank,
        "state": chosen,
        "states": STATES,
        "before": lines[-1].received_at.isoformat() if len(lines) == PER_PAGE else "",
        "lately": LATELY.days,
    }
    return desk.page(request, "deliveries.html", values)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo else None
