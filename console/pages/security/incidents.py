"""Incidents: the one register of what went wrong; what the data protection officer decides of each, whom a breach touches, the
drafts of its letters, and the outages.

An officer or the data protection officer enters what a person noticed; only the latter judges it (GDPR, art. 33 and 34).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.formats import BRUSSELS
from console.pages.visitors import visitor_of
from warehouse import breaches
from warehouse.breaches import DRAFTS, RISKS, languages
from warehouse.errors import Refusal
from warehouse.incidents import KINDS, get_incident, list_incidents, report_incident

router = APIRouter()

INCIDENTS = "incidents"
ACTS = {
    "declare": "declared",
    "dismiss": "dismissed",
    "notify": "notified",
    "tell": "told",
    "ask": "asked",
    "confirm": "confirmed",
    "close": "closed",
}
"""What may be done about an incident, and the word that says that it was."""
DONE = ("reported", *ACTS.values())
Word = Annotated[str, Form(max_length=2000)]


def the_incident(request: Request) -> str:
    """The incident that the address names."""
    return get_incident(desk_of(request).warehouse, request.path_params["incident_id"]).incident_id


@router.get("/incidents", name="incidents", dependencies=[Depends(Opening("incidents", "list", INCIDENTS))])
def incidents(request: Request, done: str = "") -> HTMLResponse:
    """Show the register, the newest first, with the deadlines, and the outages."""
    return _list(request, done=done if done in DONE else "")


@router.post("/incidents", name="report_incident", dependencies=[Depends(Change("incident", "report", INCIDENTS))])
def enter(request: Request, kind: Word = "", subject: Word = "", detail: Word = "") -> Response:
    """Enter what was noticed."""
    desk = desk_of(request)
    try:
        made = report_incident(desk.warehouse, kind, subject=subject, detail=detail, by=visitor_of(request).name, at=desk.now())
    except Refusal as refusal:
        return _list(request, said=str(refusal), typed={"kind": kind, "subject": subject, "detail": detail})
    return _back(request, made.incident_id, "reported")


@router.get("/incidents/{incident_id}", name="incident", dependencies=[Depends(Opening("incident", "show", the_incident))])
def incident(request: Request, done: str = "") -> HTMLResponse:
    """Show one incident: what was done about it, and whom a breach touches."""
    return _one(request, done=done if done in DONE else "")


@router.get(
    "/incidents/{incident_id}/letters/{to}.{language}",
    name="incident_letter",
    dependencies=[Depends(Opening("incident", "draft", the_incident, modality="report"))],
)
def letter(request: Request, to: str, language: str) -> Response:
    """Hand out the draft of a letter."""
    desk, incident_id = desk_of(request), request.state.subject
    breach = breaches.get_breach(desk.warehouse, incident_id)
    if breach is None or to not in DRAFTS or language not in languages():
        return _one(request, said="there is no such draft")
    text = breaches.draft(breach, breaches.affected_by(desk.warehouse, incident_id), to=to, language=language)
    headers = {"Content-Disposition": f'attachment; filename="{incident_id}-{to}-{language}.txt"'}
    return PlainTextResponse(text, headers=headers)


@router.post(
    "/incidents/{incident_id}/{act}",
    name="decide_incident",
    dependencies=[Depends(Change("incident", "decide", the_incident))],
)
def decide(
    request: Request,
    act: Literal["declare", "dismiss", "notify", "tell", "ask", "confirm", "close"],
    words: Word = "",
    more: Word = "",
    risk: Word = "",
    effects: Word = "",
    measures: Word = "",
    aware: Word = "",
    since: Word = "",
    until: Word = "",
) -> Response:
    """Do one thing about an incident; `words` and `more` are what its form asks for first and second."""
    desk, incident_id = desk_of(request), request.state.subject
    warehouse, who = desk.warehouse, {"by": visitor_of(request).name, "at": desk.now()}
    try:
        match act:
            case "declare":
                told = {"risk": risk, "nature": words, "effects": effects, "measures": measures}
                moments = {"aware_at": _moment(aware), "since": _moment(since), "until": _moment(until)}
                breaches.declare(warehouse, incident_id, **told, **moments, **who)  # type: ignore[arg-type]
            case "dismiss":
                breaches.dismiss(warehouse, incident_id, reason=words, **who)  # type: ignore[arg-type]
            case "notify":
                breaches.notify(warehouse, incident_id, reference=words, late_reason=more, **who)  # type: ignore[arg-type]
            case "tell":
                breaches.tell_persons(warehouse, incident_id, how=words, **who)  # type: ignore[arg-type]
            case "ask":
                breaches.ask_deletion(warehouse, incident_id, reader=words, **who)  # type: ignore[arg-type]
            case "confirm":
                breaches.confirm_deletion(warehouse, incident_id, reader=words, confirmation=more, **who)  # type: ignore[arg-type]
            case "close":
                breaches.close(warehouse, incident_id, **who)  # type: ignore[arg-type]
    except Refusal as refusal:
        return _one(request, said=str(refusal))
    return _back(request, incident_id, ACTS[act])


def _list(request: Request, *, done: str = "", said: str = "", typed: dict[str, str] | None = None) -> HTMLResponse:
    warehouse = desk_of(request).warehouse
    values = {
        "incidents": list_incidents(warehouse)[::-1],
        "breaches": {one.incident_id: one for one in breaches.list_breaches(warehouse)},
        "outages": breaches.list_outages(warehouse),
        "now": desk_of(request).now(),
        "kinds": KINDS,
        "done": done,
        "said": said,
        "typed": {"kind": "other", "subject": "", "detail": ""} | (typed or {}),
    }
    return desk_of(request).page(request, "incidents.html", values, status=422 if said else 200)


def _one(request: Request, *, done: str = "", said: str = "") -> HTMLResponse:
    warehouse, incident_id = desk_of(request).warehouse, request.state.subject
    breach = breaches.get_breach(warehouse, incident_id)
    values = {
        "incident": get_incident(warehouse, incident_id),
        "breach": breach,
        "affected": breaches.affected_by(warehouse, incident_id) if breach else None,
        "events": breaches.events_of(warehouse, incident_id)[::-1],
        "deletions": breaches.deletions_of(warehouse, incident_id),
        "risks": RISKS,
        "drafts": DRAFTS,
        "languages": languages(),
        "done": done,
        "said": said,
    }
    return desk_of(request).page(request, "incident.html", values, status=422 if said else 200)


def _back(request: Request, incident_id: str, done: str) -> RedirectResponse:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/incidents/{incident_id}?done={done}", status_code=303)


def _moment(text: str) -> datetime:
    """A moment as the form gives it, read off a clock in Brussels."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)
    except ValueError:
        raise Refusal("expected every day and hour of the form") from None
