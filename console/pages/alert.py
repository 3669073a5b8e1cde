"""One alert: why it is there, on which legal basis, the movements that prove it, its history, and the person's decision.

Opening it is an access and stands in the visitors' book before anything is read for showing. A decision needs a reason; it
names the version of the alert that the person read, so nobody decides over another's decision unseen.
"""

from __future__ import annotations

from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from console.pages.desk import Desk, desk_of, visitor_of
from console.pages.rule_facts import facts_of
from console.pages.visitors import sent_from_our_page
from warehouse.alerts import Alert, get_alert, history, list_alerts
from warehouse.alerts import decide as decide_on
from warehouse.errors import Refusal
from warehouse.lake import movements
from warehouse.register import accounts_frame, bars, holder_of

router = APIRouter()

OUTCOMES = ("reported", "more_data", "watch", "dismissed")
LONGEST_REASON = 4_000
MOST_MOVEMENTS = 500


@router.get("/alerts/{alert_id}", name="alert")
def show(request: Request, alert_id: str, decided: str = "") -> HTMLResponse:
    """Show one alert."""
    desk = desk_of(request)
    return _page(request, _read(desk, alert_id), decided=decided in OUTCOMES)


@router.post("/alerts/{alert_id}/disposition", name="decide")
def decide(
    request: Request,
    alert_id: str,
    token: Annotated[str, Form(max_length=200)],
    version: Annotated[int, Form(ge=1)],
    outcome: Annotated[str, Form(max_length=20)] = "",
    reason: Annotated[str, Form(max_length=LONGEST_REASON)] = "",
) -> Response:
    """Record a person's decision, or say on the same page why it was refused."""
    desk, person = desk_of(request), visitor_of(request).name
    if not sent_from_our_page(request.headers) or not desk.forms.accepts(token, person, alert_id, at=desk.now()):
        raise HTTPException(403)
    words = reason.replace("\r\n", "\n").strip()
    alert = _read(desk, alert_id)
    try:
        decide_on(
            desk.warehouse, alert.alert_id, outcome=outcome, reason=words, by=person, at=desk.now(), expected_version=version
        )
    except Refusal as refusal:
        return _page(request, alert, refused=str(refusal), outcome=outcome, reason=words)
    base = request.scope.get("root_path", "")
    return RedirectResponse(f"{base}/alerts/{alert.alert_id}?decided={outcome}", status_code=303)


def _read(desk: Desk, alert_id: str) -> Alert:
    try:
        return get_alert(desk.warehouse, alert_id)
    except Refusal:
        raise HTTPException(404, desk.texts["mistakes"]["no_alert"]) from None


def _page(
    request: Request, alert: Alert, *, decided: bool = False, refused: str = "", outcome: str = "", reason: str = ""
) -> HTMLResponse:
    desk = desk_of(request)
    desk.note(request, action="show", subject=alert.alert_id)
    rows = _movements(desk, alert)
    values: dict[str, Any] = {
        "alert": alert,
        "facts": facts_of(alert.detector),
        "title_of": lambda finding: facts_of(finding.detector).title,
        "movements": rows[:MOST_MOVEMENTS],
        "movement_count": len(rows),
        "holder": holder_of(desk.warehouse, alert.account),
        "account": _account(desk, alert.account),
        "bar": bars().get(alert.bar),
        "history": history(desk.warehouse, alert.alert_id)[::-1],
        "following": _following(desk, alert),
        "today": desk.today(),
        "outcomes": OUTCOMES,
        "longest": LONGEST_REASON,
        "token": desk.forms.token(visitor_of(request).name, alert.alert_id, at=desk.now()),
        "decided": decided,
        "refused": refused,
        "outcome": outcome,
        "reason": reason,
    }
    return desk.page(request, "alert.html", values, status=422 if refused else 200)


def _movements(desk: Desk, alert: Alert) -> list[dict[str, Any]]:
    """The movements that prove the alert, in the total order; those destroyed since are not there any more."""
    lake = movements(desk.warehouse, accounts=alert.accounts)
    return lake.filter(pl.col("movement_id").is_in(alert.movement_ids)).collect().to_dicts()


def _account(desk: Desk, iban: str) -> dict[str, Any] | None:
    found = accounts_frame(desk.warehouse).filter(pl.col("iban") == iban).to_dicts()
    return found[0] if found else None


def _following(desk: Desk, alert: Alert) -> str | None:
    """The next open alert of the queue."""
    waiting = [other.alert_id for other in list_alerts(desk.warehouse, status="open")]
    if alert.alert_id in waiting:
        waiting = waiting[waiting.index(alert.alert_id) + 1 :]
    return waiting[0] if waiting else None
