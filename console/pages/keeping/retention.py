"""Retention: plans of destruction with what they would destroy and what holds keep, and the certificates of what was destroyed.

A plan is approved by two people under Required Actions, where the destruction itself waits for them; here it is read. Counts,
people and holds only: no plan and no certificate names an account.
"""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from console.pages.desk import desk_of
from console.pages.door import Opening
from warehouse.retention import list_certificates, list_plans

router = APIRouter()


@router.get("/retention", name="retention", dependencies=[Depends(Opening("retention", "list", "retention"))])
def retention(request: Request) -> HTMLResponse:
    """Show the plans and the certificates, newest first."""
    desk = desk_of(request)
    plans = sorted(list_plans(desk.warehouse), key=lambda one: one.drafted_at, reverse=True)
    certificates = list_certificates(desk.warehouse)[::-1]
    return desk.page(request, "retention.html", {"plans": plans, "certificates": certificates})
