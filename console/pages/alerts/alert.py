"""One alert: why it is there, on which legal basis, the movements that prove it, what surrounds it, and the person's decision.

Opening it is an access and stands in the visitors' book before anything is read for showing: once for the alert, and once for
each account, so that whoever asks later who looked at an account finds it. A decision needs a reason; it names the version of
the alert that the person read, so nobody decides over another's decision unseen, and what was typed is given back.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.alerts.lists import from_query, written
from console.pages.alerts.view import LONGEST_REASON, alert_page
from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.sight import sight_of, the_alert
from console.pages.visitors import visitor_of
from warehouse.alerts import Overtaken, approve, decline, neighbours
from warehouse.alerts import decide as decide_on
from warehouse.aml_records import names_aml_record
from warehouse.errors import Refusal

router = APIRouter()

DONE = ("decided", "proposed", "approved", "declined", "noted", "ticked", "assigned", "snoozed", "shared")
Reason = Annotated[str, Form(max_length=LONGEST_REASON)]
Version = Annotated[int, Form(ge=1)]
List = Annotated[str, Form(alias="list", max_length=1_000)]


@router.get("/alerts/{alert_id}", name="alert", dependencies=[Depends(Opening("alert", "show", the_alert))])
def show(request: Request, done: str = "", of: str = "") -> HTMLResponse:
    """Show one alert; `done` says what was just done on it, or on the alert `of` that led here."""
    return alert_page(request, done=done if done in DONE else "", of=of[:12])


@router.post("/alerts/{alert_id}/disposition", name="decide", dependencies=[Depends(Change("alert", "decide", the_alert))])
def decide(
    request: Request,
    version: Version,
    outcome: Annotated[str, Form(max_length=20)] = "",
    reason: Reason = "",
    then: Annotated[str, Form(max_length=10)] = "",
    list_: List = "",
) -> Response:
    """Record a person's decision, or propose it to a second person, or say on the same page why it was refused."""
    desk, alert_id = desk_of(request), request.state.subject
    words = reason.replace("\r\n", "\n").strip()
    by, at = visitor_of(request).name, desk.now()
    try:
        made = decide_on(desk.warehouse, alert_id, outcome=outcome, reason=words, by=by, at=at, expected_version=version)
    except Overtaken as overtaken:
        return alert_page(request, status=409, overtaken=overtaken.last, outcome=outcome, reason=words, list_=list_)
    except Refusal:
        refused = "reason" if outcome and not words else "waits" if outcome else "outcome"
        refused = "apart" if names_aml_record(words) else refused
        return alert_page(request, status=422, refused=refused, outcome=outcome, reason=words, list_=list_)
    done = "proposed" if hasattr(made, "state") else "decided"
    after = None
    if then == "next":
        after = neighbours(desk.warehouse, alert_id, from_query(list_), sight_of(request), on=desk.today())[1]
    return back_to(request, after or alert_id, list_, done, of=alert_id if after else "")


@router.post("/alerts/{alert_id}/approval", name="approve", dependencies=[Depends(Change("alert", "approve", the_alert))])
def approve_or_decline(
    request: Request,
    version: Version,
    answer: Annotated[str, Form(max_length=10)] = "",
    why: Reason = "",
    list_: List = "",
) -> Response:
    """Approve or decline, as a second person, what waits on the alert."""
    desk, alert_id = desk_of(request), request.state.subject
    words = why.replace("\r\n", "\n").strip()
    person = visitor_of(request).name
    answering = decline if answer == "decline" else approve
    try:
        answering(desk.warehouse, alert_id, by=person, why=words, at=desk.now(), expected_version=version)
    except Overtaken as overtaken:
        return alert_page(request, status=409, overtaken=overtaken.last, typed=words, list_=list_)
    except Refusal:
        refused = "why" if answer == "decline" and not words else "own"
        refused = "apart" if names_aml_record(words) else refused
        return alert_page(request, status=422, refused=refused, typed=words, list_=list_)
    return back_to(request, alert_id, list_, "declined" if answer == "decline" else "approved")


def back_to(request: Request, alert_id: str, query: str, done: str, *, of: str = "") -> RedirectResponse:
    """Lead to an alert of the same list, with what was done."""
    kept = written(from_query(query))
    told = f"done={done}" + (f"&of={of}" if of else "")
    address = f"{request.scope.get('root_path', '')}/alerts/{alert_id}?{kept + '&' if kept else ''}{told}"
    return RedirectResponse(address, status_code=303)
