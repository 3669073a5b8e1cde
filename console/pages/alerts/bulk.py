"""What is done from the queue: several alerts assigned at once, a list kept under a name, or forgotten."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse

from console.pages.alerts.lists import from_query, written
from console.pages.alerts.queue import QUEUE, roles_beside
from console.pages.desk import desk_of
from console.pages.door import Change
from console.pages.sight import sight_of
from console.pages.visitors import visitor_of
from warehouse.alerts import assign, bar_of_alert
from warehouse.alerts.tables import alert_id_of
from warehouse.casework import forget_filter, people_of, save_filter
from warehouse.errors import Refusal

router = APIRouter()

MOST = 200


@router.post("/alerts/assignment", name="assign", dependencies=[Depends(Change("alerts", "assign", QUEUE))])
def assign_several(
    request: Request,
    alert: Annotated[list[str] | None, Form(max_length=MOST)] = None,
    to: Annotated[str, Form(max_length=100)] = "",
    list_: Annotated[str, Form(alias="list", max_length=1_000)] = "",
) -> RedirectResponse:
    """Assign the ticked alerts; nothing is assigned when one of them is not for the visitor's eyes."""
    desk, visitor, sight = desk_of(request), visitor_of(request), sight_of(request)
    known = {visitor.name, "", *people_of(desk.warehouse, roles_beside(visitor.role))}
    if to not in known:
        raise HTTPException(422)
    chosen = []
    for one in alert or []:
        try:
            number, bar = bar_of_alert(desk.warehouse, one)
        except Refusal:
            raise HTTPException(404, desk.words(request)["mistakes"]["no_alert"]) from None
        if not sight.sees(number, bar):
            desk.note(
                request,
                action="alerts: assign",
                subject=alert_id_of(number),
                purpose="detect",
                result="denied: of another Order",
            )
            raise HTTPException(403)
        chosen.append(alert_id_of(number))
    assign(desk.warehouse, chosen, to=to, by=visitor.name, at=desk.now())
    return _back(request, list_, "assigned")


@router.post("/alerts/filters", name="keep_filter", dependencies=[Depends(Change("alerts", "filter", QUEUE))])
def keep_filter(
    request: Request,
    name: Annotated[str, Form(max_length=60)] = "",
    list_: Annotated[str, Form(alias="list", max_length=1_000)] = "",
) -> RedirectResponse:
    """Keep a list under a name."""
    desk = desk_of(request)
    query = written(from_query(list_))
    try:
        save_filter(desk.warehouse, owner=visitor_of(request).name, name=name, query=query, at=desk.now())
    except Refusal:
        raise HTTPException(422) from None
    return _back(request, query, "saved")


@router.post("/alerts/filters/{number}/end", name="forget_filter", dependencies=[Depends(Change("alerts", "filter", QUEUE))])
def forget(request: Request, number: int, list_: Annotated[str, Form(alias="list", max_length=1_000)] = "") -> RedirectResponse:
    """Forget a list of one's own."""
    forget_filter(desk_of(request).warehouse, number, owner=visitor_of(request).name)
    return _back(request, list_, "forgotten")


def _back(request: Request, query: str, done: str) -> RedirectResponse:
    kept = written(from_query(query))
    address = f"{request.scope.get('root_path', '')}/alerts?{kept + '&' if kept else ''}done={done}"
    return RedirectResponse(address, status_code=303)
