"""What a person does on an alert beside deciding: notes, ticks, whose it is, snoozing its rule, sharing it with the other
Order.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from console.pages.alerts.alert import List, Reason, back_to
from console.pages.alerts.queue import roles_beside
from console.pages.alerts.view import alert_page, steps_of
from console.pages.desk import desk_of
from console.pages.door import Change
from console.pages.rule_facts import facts_of
from console.pages.sight import the_alert
from console.pages.typed import typed_day
from console.pages.visitors import visitor_of
from warehouse.alerts import assign, get_alert
from warehouse.casework import add_note, people_of, share_alert, tick
from warehouse.errors import Refusal
from warehouse.snoozes import approve as approve_snooze
from warehouse.snoozes import end as end_snooze
from warehouse.snoozes import list_snoozes, propose

router = APIRouter()


@router.post("/alerts/{alert_id}/notes", name="note", dependencies=[Depends(Change("alert", "note", the_alert))])
def note(request: Request, text: Reason = "", list_: List = "") -> Response:
    """Add a note."""
    desk, alert_id = desk_of(request), request.state.subject
    try:
        add_note(desk.warehouse, alert_id, text=text.replace("\r\n", "\n"), by=visitor_of(request).name, at=desk.now())
    except Refusal:
        return alert_page(request, status=422, refused="note", list_=list_)
    return back_to(request, alert_id, list_, "noted")


@router.post("/alerts/{alert_id}/ticks", name="tick", dependencies=[Depends(Change("alert", "tick", the_alert))])
def tick_step(
    request: Request,
    step: Annotated[str, Form(max_length=40)] = "",
    done: Annotated[str, Form(max_length=3)] = "",
    list_: List = "",
) -> Response:
    """Tick a step of the checklist, or take the tick back."""
    desk, alert_id = desk_of(request), request.state.subject
    if step not in steps_of(get_alert(desk.warehouse, alert_id)):
        raise HTTPException(422)
    tick(desk.warehouse, alert_id, step=step, done=done == "yes", by=visitor_of(request).name, at=desk.now())
    return back_to(request, alert_id, list_, "ticked")


@router.post("/alerts/{alert_id}/assignee", name="assign_one", dependencies=[Depends(Change("alert", "assign", the_alert))])
def assign_one(request: Request, to: Annotated[str, Form(max_length=100)] = "", list_: List = "") -> Response:
    """Say whose alert it is."""
    desk, visitor, alert_id = desk_of(request), visitor_of(request), request.state.subject
    if to not in {"", visitor.name, *people_of(desk.warehouse, roles_beside(visitor.role))}:
        raise HTTPException(422)
    assign(desk.warehouse, [alert_id], to=to, by=visitor.name, at=desk.now())
    return back_to(request, alert_id, list_, "assigned")


@router.post("/alerts/{alert_id}/snooze", name="snooze", dependencies=[Depends(Change("alert", "snooze", the_alert))])
def snooze(
    request: Request,
    detector: Annotated[str, Form(max_length=80)] = "",
    until: Annotated[str, Form(max_length=10)] = "",
    reason: Reason = "",
    list_: List = "",
) -> Response:
    """Ask for the silence of a rule on the alert's account; above low severity it waits for a second person."""
    desk, alert_id = desk_of(request), request.state.subject
    alert = get_alert(desk.warehouse, alert_id)
    if detector not in {finding.detector for finding in alert.findings}:
        raise HTTPException(422)
    try:
        propose(
            desk.warehouse,
            detector,
            severity=facts_of(detector, "en").severity,
            account=alert.account,
            until=typed_day(until),
            reason=reason,
            by=visitor_of(request).name,
            at=desk.now(),
        )
    except Refusal as refusal:
        return alert_page(request, status=422, refused="snooze", said=str(refusal), list_=list_)
    return back_to(request, alert_id, list_, "snoozed")


@router.post(
    "/alerts/{alert_id}/snooze/{snooze_id}", name="answer_snooze", dependencies=[Depends(Change("alert", "approve", the_alert))]
)
def answer_snooze(
    request: Request, snooze_id: str, answer: Annotated[str, Form(max_length=10)] = "", why: Reason = "", list_: List = ""
) -> Response:
    """Approve a snooze of this alert's account as a second person, or end it."""
    desk, alert_id, person = desk_of(request), request.state.subject, visitor_of(request).name
    accounts = get_alert(desk.warehouse, alert_id).accounts
    if not any(one.snooze_id == snooze_id and one.account in accounts for one in list_snoozes(desk.warehouse)):
        raise HTTPException(404)
    try:
        if answer == "end":
            end_snooze(desk.warehouse, snooze_id, reason=why, by=person, at=desk.now())
        else:
            approve_snooze(desk.warehouse, snooze_id, by=person, at=desk.now())
    except Refusal as refusal:
        return alert_page(request, status=422, refused="snooze", said=str(refusal), list_=list_)
    return back_to(request, alert_id, list_, "snoozed")


@router.post("/alerts/{alert_id}/joint", name="share", dependencies=[Depends(Change("alert", "share", the_alert))])
def share(
    request: Request,
    to: Annotated[str, Form(max_length=10)] = "",
    until: Annotated[str, Form(max_length=10)] = "",
    reason: Reason = "",
    list_: List = "",
) -> Response:
    """Make the alert a joint case: let the other Order see it until a day."""
    desk, alert_id = desk_of(request), request.state.subject
    try:
        share_alert(
            desk.warehouse,
            alert_id,
            to=to,
            until=typed_day(until),
            reason=reason,
            by=visitor_of(request).name,
            at=desk.now(),
        )
    except Refusal as refusal:
        return alert_page(request, status=422, refused="joint", said=str(refusal), list_=list_)
    return back_to(request, alert_id, list_, "shared")
