"""Which counterparties the account of an alert shares with other accounts, to two hops.

It looks at other people's accounts, so it is a page of its own, opened when it is needed and recorded as such. An analyst is
told which accounts of his Order they are; one of the other Order is counted and not named.
"""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from console.charts import Link, network_chart
from console.pages.alerts.lists import asked_for, written
from console.pages.desk import desk_of
from console.pages.door import Opening
from console.pages.formats import iban
from console.pages.rule_facts import facts_of
from console.pages.sight import sees_bar, the_alert
from console.pages.visitors import visitor_of
from console.pages.writing import writing_in
from warehouse.alerts import get_alert
from warehouse.evidence import subject_of_account
from warehouse.register import holder_of
from warehouse.shared_parties import shared_parties

router = APIRouter()

LOOK_BACK, LOOK_ON = timedelta(days=730), timedelta(days=60)


@router.get("/alerts/{alert_id}/links", name="links", dependencies=[Depends(Opening("alert", "links", the_alert))])
def links(request: Request) -> HTMLResponse:
    """Show what the alert's account shares with others."""
    desk, visitor, words = desk_of(request), visitor_of(request), desk_of(request).words(request)
    alert = get_alert(desk.warehouse, request.state.subject)
    found = shared_parties(
        desk.warehouse,
        alert.account,
        alert.currency,
        since=alert.first_date - LOOK_BACK,
        until=alert.last_date + LOOK_ON,
    )
    named = {account: _named(request, account) for one in found for account in (one.source, one.target)}
    for account in sorted(account for account, name in named.items() if name != words["links"]["hidden"]):
        subject = subject_of_account(desk.warehouse.settings, account)
        desk.note(request, action=f"alert: links of {alert.alert_id}", subject=subject, purpose="detect")
    drawn = [
        Link(one.hop, named[one.source], one.name or iban(one.party), named[one.target], one.movements, one.milli)
        for one in found
        if words["links"]["hidden"] not in (named[one.source], named[one.target])
    ]
    values = {
        "alert": alert,
        "facts": facts_of(alert.detector, words["language"]),
        "kept": written(asked_for(request.query_params)),
        "chart": network_chart(named.get(alert.account, iban(alert.account)), drawn, alert.currency, writing_in(words)),
        "hidden": len({one.target for one in found if named[one.target] == words["links"]["hidden"]}),
        "order": visitor.order,
    }
    return desk.page(request, "links.html", values)


def _named(request: Request, account: str) -> str:
    """Name an account by its holder; one that is not for the visitor's eyes only as such."""
    desk = desk_of(request)
    holder = holder_of(desk.warehouse, account)
    if not sees_bar(visitor_of(request), holder.bar if holder else ""):
        return str(desk.words(request)["links"]["hidden"])
    return f"{holder.name} · {iban(account)[-9:]}" if holder else iban(account)
