"""Holds: what forbids destruction while proceedings last; placed by one officer, released by two.

A hold has a review date and no end. The first officer writes which decision ended the proceeding and what shows that no
recourse is left; the second confirms (royal decree of 9 June 2024, art. 5).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Ground, Opening
from console.pages.rights import PURPOSES
from console.pages.typed import EVERY_DAY, typed_day
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.holds import GROUNDS, SCOPES, get_hold, history, list_holds, place, release, review
from warehouse.holds.cases import case_of
from warehouse.holds.recourses import DECISIONS
from warehouse.holds.releasing import FinalDecision

router = APIRouter()

HOLDS = "holds"
DONE = ("placed", "reviewed", "proposed", "released")
Word = Annotated[str, Form(max_length=500)]


def the_hold(request: Request) -> str:
    """The hold that the address names; the record says its case and court, where there are."""
    found = request.state.hold = get_hold(desk_of(request).warehouse, request.path_params["hold_id"])
    if case := case_of(found.opening_act, found.authority):
        request.state.ground = Ground(f"case {case}", PURPOSES["hold"])
    return str(found.hold_id)


@router.get("/holds", name="holds", dependencies=[Depends(Opening("holds", "list", HOLDS))])
def holds(request: Request, done: str = "") -> HTMLResponse:
    """Show the holds, those to be reviewed first."""
    return _list(request, done=done if done in DONE else "")


@router.get("/holds/{hold_id}", name="hold", dependencies=[Depends(Opening("hold", "show", the_hold))])
def hold(request: Request, done: str = "") -> HTMLResponse:
    """Show one hold with what was done to it."""
    return _one(request, done=done if done in DONE else "")


@router.post("/holds", name="place_hold", dependencies=[Depends(Change("hold", "place", HOLDS))])
def place_hold(
    request: Request,
    scope: Word = "",
    subject: Word = "",
    within: Word = "",
    ground: Word = "",
    opening_act: Word = "",
    authority: Word = "",
    act_date: Word = "",
    review_on: Word = "",
) -> Response:
    """Place a hold."""
    desk = desk_of(request)
    typed = {"scope": scope, "subject": subject, "within": within, "ground": ground, "opening_act": opening_act}
    typed |= {"authority": authority, "act_date": act_date, "review_on": review_on}
    try:
        place(
            desk.warehouse,
            scope=scope,
            subject=subject,
            within=within,
            ground=ground,
            opening_act=opening_act,
            authority=authority,
            act_date=typed_day(act_date, EVERY_DAY),
            review_on=typed_day(review_on, EVERY_DAY),
            by=visitor_of(request).name,
            at=desk.now(),
        )
    except Refusal as refusal:
        return _list(request, said=str(refusal), typed=typed)
    return _back(request, "/holds", "placed")


@router.post("/holds/{hold_id}/review", name="review_hold", dependencies=[Depends(Change("hold", "review", the_hold))])
def review_hold(request: Request, review_on: Word = "", reason: Word = "") -> Response:
    """Note that a hold was reviewed and still stands."""
    desk, hold_id = desk_of(request), request.state.subject
    try:
        review(
            desk.warehouse,
            hold_id,
            review_on=typed_day(review_on, EVERY_DAY),
            reason=reason,
            by=visitor_of(request).name,
            at=desk.now(),
        )
    except Refusal as refusal:
        return _one(request, said=str(refusal))
    return _back(request, f"/holds/{hold_id}", "reviewed")


@router.post("/holds/{hold_id}/release", name="release_hold", dependencies=[Depends(Change("hold", "release", the_hold))])
def release_hold(
    request: Request,
    kind: Word = "",
    words: Word = "",
    decided_on: Word = "",
    notified_on: Word = "",
    recourse_exhausted: Word = "",
) -> Response:
    """Ask for the release of a hold, or confirm it as the second person."""
    desk, hold_id = desk_of(request), request.state.subject
    try:
        final = None
        if kind or words:
            decided, notified = typed_day(decided_on, EVERY_DAY), typed_day(notified_on, EVERY_DAY)
            final = FinalDecision(kind, words, decided, notified, recourse_exhausted)
        made = release(desk.warehouse, hold_id, by=visitor_of(request).name, on=desk.today(), at=desk.now(), final=final)
    except Refusal as refusal:
        return _one(request, said=str(refusal))
    return _back(request, f"/holds/{hold_id}", "proposed" if made.in_force else "released")


def _list(request: Request, *, done: str = "", said: str = "", typed: dict[str, str] | None = None) -> HTMLResponse:
    desk = desk_of(request)
    found = sorted(list_holds(desk.warehouse), key=lambda one: (not one.in_force, one.review_on, one.hold_id))
    names = ("scope", "subject", "within", "ground", "opening_act", "authority", "act_date", "review_on")
    values = {
        "holds": found,
        "today": desk.today(),
        "scopes": SCOPES,
        "grounds": tuple(GROUNDS),
        "done": done,
        "said": said,
        "typed": dict.fromkeys(names, "") | (typed or {}),
    }
    return desk.page(request, "holds.html", values, status=422 if said else 200)


def _one(request: Request, *, done: str = "", said: str = "") -> HTMLResponse:
    desk = desk_of(request)
    found = get_hold(desk.warehouse, request.state.subject)
    values = {
        "hold": found,
        "events": history(desk.warehouse, found.hold_id)[::-1],
        "decisions": tuple(DECISIONS),
        "done": done,
        "said": said,
    }
    return desk.page(request, "hold.html", values, status=422 if said else 200)


def _back(request: Request, path: str, done: str) -> RedirectResponse:
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}?done={done}", status_code=303)
