"""The account as a book: its balance over ten years, its movements newest first, a search in them.

What is searched for may be a name or a number, so it is sent as a form and never stands in an address, which servers write
down. A page's place is a movement without its account.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from coda_parser.codes import label
from console.charts import balance_chart
from console.pages.accounts.grounds import Opened, from_alert, from_request, from_sample
from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.peers import peers_of
from console.pages.writing import writing_in
from warehouse.account_book import LONGEST_SEARCH, Place, balances, book_page
from warehouse.errors import Refusal
from warehouse.persons import restricted_accounts
from warehouse.register import bars, holder_of
from warehouse.register_lookup import account_facts

router = APIRouter()

OF_ALERT, OF_SAMPLE, OF_REQUEST = (
    "/alerts/{alert_id}/accounts/{position}",
    "/samples/{sample_id}/accounts/{position}",
    "/requests/{request_id}",
)
Search = Annotated[str, Form(max_length=LONGEST_SEARCH)]
After = Annotated[str, Form(max_length=60)]


@router.get(OF_ALERT, name="account_of_alert", dependencies=[Depends(Opening("account", "show", from_alert))])
@router.get(OF_SAMPLE, name="account_of_sample", dependencies=[Depends(Opening("account", "show", from_sample))])
@router.get(OF_REQUEST, name="account_of_request", dependencies=[Depends(Opening("account", "show", from_request))])
def show(request: Request, after: str = "") -> HTMLResponse:
    """Show an account's book, from a place on."""
    return _page(request, after, "")


@router.post(OF_ALERT, name="search_of_alert", dependencies=[Depends(Change("account", "search", from_alert))])
@router.post(OF_SAMPLE, name="search_of_sample", dependencies=[Depends(Change("account", "search", from_sample))])
@router.post(OF_REQUEST, name="search_of_request", dependencies=[Depends(Change("account", "search", from_request))])
def search(request: Request, search: Search = "", after: After = "") -> HTMLResponse:
    """Show the movements of an account that hold some words or digits."""
    return _page(request, after, search)


def _page(request: Request, after: str, searched: str) -> HTMLResponse:
    desk, opened = desk_of(request), request.state.opened
    words = desk.words(request)
    place = _place(after)
    page = book_page(desk.warehouse, opened.iban, opened.currency, after=place, search=searched)
    holder = holder_of(desk.warehouse, opened.iban)
    rows = [row | {"operation_name": label(row["code"], words["language"])} for row in page.rows]
    values: dict[str, Any] = {
        "opened": opened,
        "holder": holder,
        "bar": bars().get(holder.bar) if holder else None,
        "facts": account_facts(desk.warehouse, opened.iban, opened.currency),
        "rows": rows,
        "restricted": opened.iban in restricted_accounts(desk.warehouse),
        "following": page.following.written if page.following else "",
        "first": place is None,
        "searched": searched,
        "longest": LONGEST_SEARCH,
        "address": request.scope["path"],
        **(_pictures(request, opened) if place is None and not searched else {"pictures": [], "balance": None}),
    }
    return desk.page(request, "account.html", values)


def _pictures(request: Request, opened: Opened) -> dict[str, Any]:
    """The balance and the peers: on the first page of the book only."""
    desk, words = desk_of(request), desk_of(request).words(request)
    writing = writing_in(words)
    points = balances(desk.warehouse, opened.iban, opened.currency)
    charts = [
        balance_chart(points, [], opened.currency, writing),
        peers_of(desk.warehouse, opened.iban, opened.currency, points[-1][0], words, writing) if points else None,
    ]
    return {"pictures": [chart for chart in charts if chart], "balance": points[-1] if points else None}


def _place(after: str) -> Place | None:
    try:
        return Place.read(after) if after else None
    except Refusal:
        return None
