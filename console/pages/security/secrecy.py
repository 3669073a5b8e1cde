"""The undertaking to keep the secret: the one page that opens before it is signed, to everybody of the desk.

Founding security note: whoever knows the data is bound to secrecy, is shown that, and has signed for it. It stands in the three
languages of the country; whoever reads the desk in English signs one of them.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.entrance import DESK
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.users import secrecy
from warehouse.users.undertakings import VERSION, languages, undertaking

router = APIRouter()


@router.get("/secrecy", name="secrecy", dependencies=[Depends(Opening("desk", "read the undertaking", DESK))])
def read(request: Request, language: str = "") -> HTMLResponse:
    """Show the text, and whether it is signed."""
    return _page(request, language=language)


@router.post("/secrecy", name="sign", dependencies=[Depends(Change("desk", "sign the undertaking", DESK))])
def sign(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    language: Annotated[str, Form(max_length=2)] = "",
    version: Annotated[int, Form()] = 0,
) -> Response:
    """Sign the text that was read; another version has to be read first."""
    desk, who = desk_of(request), visitor_of(request).name
    try:
        if version != VERSION:
            raise Refusal("the undertaking has another version by now: read it, then sign")
        secrecy.sign(desk.warehouse, who, name=name, language=language, at=desk.now())
    except Refusal as refusal:
        return _page(request, language=language, said=str(refusal))
    return RedirectResponse(f"{request.scope.get('root_path', '')}/", status_code=303)


def _page(request: Request, *, language: str, said: str = "") -> HTMLResponse:
    desk = desk_of(request)
    wanted = (language, str(desk.words(request)["language"]), languages()[1])
    chosen = next(one for one in wanted if one in languages())
    values = {
        "text": undertaking(chosen),
        "chosen": chosen,
        "languages": languages(),
        "version": VERSION,
        "signed": secrecy.has_signed(desk.warehouse, visitor_of(request).name),
        "said": said,
    }
    return desk.page(request, "secrecy.html", values, status=422 if said else 200)
