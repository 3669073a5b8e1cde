"""The entrance: the address of the desk itself leads to the first section of the visitor; language and theme are chosen
anywhere.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse

from console.pages.door import Change, Opening
from console.pages.preferences import keep_preferences
from console.pages.sections import sections_of
from console.pages.visitors import visitor_of

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
