"""The entrance: the address of the desk itself leads to the first section of the visitor; language and theme are chosen
anywhere. Anywhere too a person says that his credential may be known to others, which shuts him out (founding security note);
and every open page asks whether its person may still be here, so that it goes away within five seconds of a block.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Opening, Pulse
from console.pages.preferences import keep_preferences
from console.pages.sections import sections_of
from console.pages.visitors import visitor_of
from warehouse.blocking import report_leak

router = APIRouter()

DESK = "desk"


@router.get("/", name="home", dependencies=[Depends(Opening("desk", "enter", DESK))])
def home(request: Request) -> RedirectResponse:
    """Lead to the first section that the visitor may open."""
    first = sections_of(visitor_of(request))[0]
    return RedirectResponse(f"{request.scope.get('root_path', '')}{first.path}", status_code=303)


@router.post("/preferences", name="prefer", dependencies=[Depends(Change("desk", "prefer", DESK))])
def prefer(
    request: Request,
    language: Annotated[str, Form(max_length=10)] = "",
    theme: Annotated[str, Form(max_length=10)] = "",
    back: Annotated[str, Form(max_length=2_000)] = "/",
) -> RedirectResponse:
    """Keep a choice and go back to the page where it was made; to no other site."""
    base = request.scope.get("root_path", "")
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = RedirectResponse(f"{base}{back if inside else '/'}", status_code=303)
    keep_preferences(answer, base=base, language=language, theme=theme)
    return answer


@router.get("/pulse", name="pulse", dependencies=[Depends(Pulse("desk", "stay", DESK))])
def pulse() -> Response:
    """Say to an open page that its person may still be here."""
    return Response(status_code=204)


@router.post("/leaked", name="leaked", dependencies=[Depends(Change("desk", "report a leak", DESK))])
def leaked(request: Request) -> RedirectResponse:
    """Shut the visitor out, because his credential may be known to others."""
    desk = desk_of(request)
    report_leak(desk.warehouse, by=visitor_of(request).name, at=desk.now())
    return RedirectResponse(f"{request.scope.get('root_path', '')}/", status_code=303)
