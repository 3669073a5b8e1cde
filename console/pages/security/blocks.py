"""Blocks: who is shut out while a risk lasts; an officer or the data protection officer blocks at once, two people end it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.visitors import visitor_of
from warehouse.blocking import RISKS, block, get_block, lift, list_blocks, propose_lifting
from warehouse.errors import Refusal

router = APIRouter()

BLOCKS = "blocks"
DONE = ("blocked", "proposed", "lifted")
Word = Annotated[str, Form(max_length=500)]


def the_block(request: Request) -> str:
    """The block that the address names."""
    return get_block(desk_of(request).warehouse, request.path_params["block_id"]).block_id


@router.get("/blocks", name="blocks", dependencies=[Depends(Opening("blocks", "list", BLOCKS))])
def blocks(request: Request, done: str = "") -> HTMLResponse:
    """Show every block, those in force first."""
    return _page(request, done=done if done in DONE else "")


@router.post("/blocks", name="place_block", dependencies=[Depends(Change("block", "place", BLOCKS))])
def place_block(request: Request, person: Word = "", risk: Word = "", reason: Word = "") -> Response:
    """Shut a person out at once."""
    desk = desk_of(request)
    try:
        block(desk.warehouse, person, risk=risk, reason=reason, by=visitor_of(request).name, at=desk.now())
    except Refusal as refusal:
        return _page(request, said=str(refusal), typed={"person": person, "risk": risk, "reason": reason})
    return _back(request, "blocked")


@router.post("/blocks/{block_id}", name="lift_block", dependencies=[Depends(Change("block", "lift", the_block))])
def lift_block(request: Request, mitigation: Word = "") -> Response:
    """Ask for the end of a block with what was done about the risk, or confirm it as the second person."""
    desk, block_id, who = desk_of(request), request.state.subject, visitor_of(request).name
    try:
        if mitigation:
            propose_lifting(desk.warehouse, block_id, mitigation=mitigation, by=who, at=desk.now())
        else:
            lift(desk.warehouse, block_id, by=who, at=desk.now())
    except Refusal as refusal:
        return _page(request, said=str(refusal))
    return _back(request, "proposed" if mitigation else "lifted")


def _page(request: Request, *, done: str = "", said: str = "", typed: dict[str, str] | None = None) -> HTMLResponse:
    found = list_blocks(desk_of(request).warehouse)
    values = {
        "blocks": found,
        "risks": RISKS,
        "done": done,
        "said": said,
        "tokens": {one.block_id: _token(request, one.block_id) for one in found if one.in_force},
        "typed": {"person": "", "risk": "", "reason": ""} | (typed or {}),
    }
    return desk_of(request).page(request, "blocks.html", values, status=422 if said else 200)


def _token(request: Request, block_id: str) -> str:
    desk = desk_of(request)
    return desk.forms.token(visitor_of(request).name, block_id, at=desk.now())


def _back(request: Request, done: str) -> RedirectResponse:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/blocks?done={done}", status_code=303)
