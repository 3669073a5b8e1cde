"""People: for whom each institution answers, until when; who was let in on nobody's word.

A control officer attests for his institution, for nobody longer than a year and not for himself; he or the data protection
officer ends it, which shuts the person out (royal decree of 11 October 2023, art. 9, 1°).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.rights import ROLES
from console.pages.typed import typed_day
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.users import INSTITUTIONS, attest, end_attestation, get_attestation, list_attestations, unattested

router = APIRouter()

PEOPLE = "people"
DONE = ("attested", "ended")
Word = Annotated[str, Form(max_length=200)]


def the_attestation(request: Request) -> str:
    """The attestation that the address names."""
    return get_attestation(desk_of(request).warehouse, request.path_params["attestation_id"]).attestation_id


@router.get("/people", name="people", dependencies=[Depends(Opening("people", "list", PEOPLE))])
def people(request: Request, done: str = "") -> HTMLResponse:
    """Show for whom somebody answers, and for whom nobody does."""
    return _page(request, done=done if done in DONE else "")


@router.post("/people", name="attest", dependencies=[Depends(Change("people", "attest", PEOPLE))])
def answer_for(
    request: Request, person: Word = "", institution: Word = "", role: Word = "", quality: Word = "", until: Word = ""
) -> Response:
    """Answer for a person."""
    desk = desk_of(request)
    typed = {"person": person, "institution": institution, "role": role, "quality": quality, "until": until}
    try:
        facts = {"institution": institution, "role": role if role in ROLES else "", "quality": quality}
        attest(desk.warehouse, person, **facts, until=typed_day(until), by=visitor_of(request).name, at=desk.now())
    except Refusal as refusal:
        return _page(request, said=str(refusal), typed=typed)
    return _back(request, "attested")


@router.post("/people/{attestation_id}", name="end", dependencies=[Depends(Change("people", "end", the_attestation))])
def answer_no_longer(request: Request, why: Word = "") -> Response:
    """Answer for a person no longer; he is shut out."""
    desk = desk_of(request)
    try:
        end_attestation(desk.warehouse, request.state.subject, why=why, by=visitor_of(request).name, at=desk.now())
    except Refusal as refusal:
        return _page(request, said=str(refusal))
    return _back(request, "ended")


def _page(request: Request, *, done: str = "", said: str = "", typed: dict[str, str] | None = None) -> HTMLResponse:
    desk = desk_of(request)
    found = list_attestations(desk.warehouse)
    name, now = visitor_of(request).name, desk.now()
    values = {
        "attestations": found,
        "today": desk.today(),
        "nobody": unattested(desk.warehouse, on=desk.today()),
        "institutions": INSTITUTIONS,
        "roles": tuple(ROLES),
        "done": done,
        "said": said,
        "tokens": {one.attestation_id: desk.forms.token(name, one.attestation_id, at=now) for one in found},
        "typed": {"person": "", "institution": "", "role": "", "quality": "", "until": ""} | (typed or {}),
    }
    return desk.page(request, "people.html", values, status=422 if said else 200)


def _back(request: Request, done: str) -> RedirectResponse:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/people?done={done}", status_code=303)
