"""Models: the card of every fit, and a person's word without which its scores do not count (art. 22 GDPR).

A card names no account, no holder and no single amount. Approving and withdrawing need a reason; the last decision stands.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.model_approvals import approve_model, get_model, list_models, withdraw_model

router = APIRouter()


def the_model(request: Request) -> str:
    """The model that the address names."""
    return get_model(desk_of(request).warehouse, request.path_params["model_id"]).model_id


@router.get("/models", name="models", dependencies=[Depends(Opening("models", "list", "models"))])
def models(request: Request) -> HTMLResponse:
    """Show every fit and how it stands."""
    desk = desk_of(request)
    return desk.page(request, "models.html", {"models": list_models(desk.warehouse)})


@router.get("/models/{model_id}", name="model", dependencies=[Depends(Opening("model", "show", the_model))])
def model(request: Request, done: str = "") -> HTMLResponse:
    """Show the card of a model."""
    return _page(request, done=done == "decided")


@router.post("/models/{model_id}/decision", name="decide_model", dependencies=[Depends(Change("model", "decide", the_model))])
def decide(
    request: Request,
    answer: Annotated[str, Form(max_length=10)] = "",
    reason: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Approve a model, or refuse or withdraw it."""
    desk, model_id = desk_of(request), request.state.subject
    deciding = approve_model if answer == "approve" else withdraw_model
    try:
        deciding(desk.warehouse, model_id, by=visitor_of(request).name, reason=reason, at=desk.now())
    except Refusal as refusal:
        return _page(request, said=str(refusal))
    return RedirectResponse(f"{request.scope.get('root_path', '')}/models/{model_id}?done=decided", status_code=303)


def _page(request: Request, *, done: bool = False, said: str = "") -> HTMLResponse:
    desk = desk_of(request)
    found = get_model(desk.warehouse, request.state.subject)
    return desk.page(request, "model.html", {"model": found, "done": done, "said": said}, status=422 if said else 200)
