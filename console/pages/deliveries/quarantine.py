"""Quarantine: what was set aside, why, how long it waits, and its ways out by two people.

It holds statements of both Orders and of accounts that no register knows, so only control officers see it. The raw lines of a
statement are a page of their own, opened when they are needed and recorded as such.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.quarantine import (
    approve,
    decline,
    list_decisions,
    list_quarantined,
    propose_rejection,
    propose_release,
    raw_lines,
)
from warehouse.quarantine_fates import delivery_named, fate_counts, fates

router = APIRouter()

QUARANTINE = "quarantine"
HASH = 12
Why = Annotated[str, Form(max_length=1_000)]


def the_statement(request: Request) -> str:
    """The statement that the address names, by the beginning of its delivery's hash and its place."""
    position = request.path_params["position"]
    delivery = delivery_named(desk_of(request).warehouse, request.path_params["delivery"])
    if not position.isdecimal():
        raise Refusal("no such statement")
    request.state.place = (delivery, int(position))
    return f"quarantine:{delivery[:HASH]}:{int(position)}"


@router.get("/quarantine", name="quarantine", dependencies=[Depends(Opening("quarantine", "list", QUARANTINE))])
def quarantine(request: Request, done: str = "") -> HTMLResponse:
    """Show what waits, and the proposals that wait for a second person."""
    return _page(request, done=done if done in ("proposed", "approved", "declined") else "")


@router.get(
    "/quarantine/{delivery}/{position}",
    name="quarantined",
    dependencies=[Depends(Opening("quarantine", "show", the_statement))],
)
def lines(request: Request) -> HTMLResponse:
    """Show the raw lines of a statement that was set aside, with every located problem."""
    desk = desk_of(request)
    delivery, position = request.state.place
    found = [one for one in fates(desk.warehouse, delivery=delivery) if one.position == position]
    if not found:
        raise HTTPException(404)
    try:
        raw = raw_lines(desk.warehouse, delivery, position).decode("cp1252", errors="replace").splitlines()
    except Refusal:
        raw = []
    return desk.page(request, "quarantined.html", {"one": found[0], "raw": raw})


@router.post("/quarantine/proposals", name="propose", dependencies=[Depends(Change("quarantine", "propose", QUARANTINE))])
def propose(
    request: Request,
    kind: Annotated[str, Form(max_length=20)] = "",
    delivery: Annotated[str, Form(max_length=64)] = "",
    position: Annotated[str, Form(max_length=6)] = "",
    why: Why = "",
) -> Response:
    """Ask for a statement to be let in or rejected; another person decides."""
    desk, by = desk_of(request), visitor_of(request).name
    place = int(position) if position.isdecimal() else None
    try:
        if kind == "release" and place is not None:
            propose_release(desk.warehouse, delivery, place, by=by, why=why, at=desk.now())
        else:
            propose_rejection(desk.warehouse, delivery, place, by=by, why=why, at=desk.now())
    except Refusal as refusal:
        return _page(request, said=str(refusal))
    return _back(request, "proposed")


@router.post(
    "/quarantine/proposals/{decision_id}",
    name="answer_proposal",
    dependencies=[Depends(Change("quarantine", "approve", QUARANTINE))],
)
def answer(request: Request, decision_id: str, answer: Annotated[str, Form(max_length=10)] = "", why: Why = "") -> Response:
    """Approve or decline a proposal, as a second person."""
    desk, by = desk_of(request), visitor_of(request).name
    deciding = decline if answer == "decline" else approve
    try:
        deciding(desk.warehouse, decision_id, by=by, why=why, at=desk.now())
    except Refusal as refusal:
        return _page(request, said=str(refusal))
    return _back(request, "declined" if answer == "decline" else "approved")


def _page(request: Request, *, said: str = "", done: str = "") -> HTMLResponse:
    desk = desk_of(request)
    values = {
        "waiting": list_quarantined(desk.warehouse),
        "decisions": list_decisions(desk.warehouse, state="proposed"),
        "counts": fate_counts(desk.warehouse),
        "today": desk.today(),
        "digits": HASH,
        "said": said,
        "done": done,
    }
    return desk.page(request, "quarantine.html", values, status=422 if said else 200)


def _back(request: Request, done: str) -> RedirectResponse:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/quarantine?done={done}", status_code=303)
