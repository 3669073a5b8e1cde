"""The ways to a whole account: the alerts, the yearly samples, the bâtonniers' requests; a request is entered, a sample drawn
here.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.accounts.grounds import the_sample
from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.typed import typed_day
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.openings import draw_sample, list_requests, list_samples, record_request

router = APIRouter()

ACCOUNTS = "accounts"
Given = Annotated[str, Form(max_length=250)]


@router.get("/accounts", name="accounts", dependencies=[Depends(Opening("accounts", "list", ACCOUNTS))])
def accounts(request: Request) -> HTMLResponse:
    """Show the samples and requests of the visitor's Order."""
    return _page(request)


@router.get("/samples/{sample_id}", name="sample", dependencies=[Depends(Opening("sample", "show", the_sample))])
def sample(request: Request) -> HTMLResponse:
    """Show the accounts of a sample."""
    return desk_of(request).page(request, "sample.html", {"sample": request.state.sample})


@router.post("/accounts/requests", name="record_request", dependencies=[Depends(Change("request", "record", ACCOUNTS))])
def enter_request(
    request: Request, iban: Given = "", currency: Given = "EUR", reference: Given = "", received_on: Given = ""
) -> Response:
    """Enter a bâtonnier's request, and open its account."""
    desk, visitor = desk_of(request), visitor_of(request)
    try:
        asked = record_request(
            desk.warehouse,
            iban=iban,
            currency=currency.strip().upper() or "EUR",
            reference=reference,
            received_on=typed_day(received_on, "the day on which the request came"),
            by=visitor.name,
            at=desk.now(),
            order=visitor.order,
        )
    except Refusal as refusal:
        typed = {"iban": iban, "currency": currency, "reference": reference, "received_on": received_on}
        return _page(request, refused="request", said=str(refusal), typed=typed)
    return RedirectResponse(f"{request.scope.get('root_path', '')}/requests/{asked.request_id}", status_code=303)


@router.post("/accounts/samples", name="draw_sample", dependencies=[Depends(Change("sample", "draw", ACCOUNTS))])
def draw(request: Request, order: Given = "", year: Given = "") -> Response:
    """Draw the sample of an Order and a year."""
    desk = desk_of(request)
    try:
        if not year.isdecimal() or not 2024 <= int(year) <= desk.today().year:
            raise Refusal(f"expected a year from 2024 to {desk.today().year}")
        drawn = draw_sample(
            desk.warehouse, order=order, year=int(year), by=visitor_of(request).name, on=desk.today(), at=desk.now()
        )
    except Refusal as refusal:
        return _page(request, refused="sample", said=str(refusal))
    return RedirectResponse(f"{request.scope.get('root_path', '')}/samples/{drawn.sample_id}", status_code=303)


def _page(request: Request, *, refused: str = "", said: str = "", typed: dict[str, str] | None = None) -> HTMLResponse:
    desk, order = desk_of(request), visitor_of(request).order
    values = {
        "samples": list_samples(desk.warehouse, order=order),
        "requests": list_requests(desk.warehouse, order=order),
        "today": desk.today(),
        "refused": refused,
        "said": said,
        "typed": {"iban": "", "currency": "EUR", "reference": "", "received_on": ""} | (typed or {}),
    }
    return desk.page(request, "accounts.html", values, status=422 if refused else 200)
