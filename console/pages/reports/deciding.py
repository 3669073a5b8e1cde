"""Letting a report go, and taking it back: an analyst checks, an officer who is another person releases, withdraws, recalls.

What is printed, signed and sealed is what `detection.reports` releases on the command line and under Required Actions too; the
second of two people who press at once is told that it was done.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change
from console.pages.reports.shown import report_page
from console.pages.sight import reader_of, the_report
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.reports_register.recalls import due_recalls

router = APIRouter()


@router.post("/reports/{report_id}/check", name="check_report", dependencies=[Depends(Change("report", "check", the_report))])
def check(request: Request) -> Response:
    """Note that the visitor read the draft and that it is right."""
    from detection.reports import check_report  # the printing press comes with it, which the other pages do not need

    desk = desk_of(request)
    try:
        check_report(desk.warehouse, request.state.subject, by=visitor_of(request).name, at=desk.now())
    except Refusal as refusal:
        return report_page(request, said=str(refusal))
    return back(request, "checked")


@router.post(
    "/reports/{report_id}/release", name="release_report", dependencies=[Depends(Change("report", "release", the_report))]
)
def release(request: Request) -> Response:
    """Let the checked report go, as the second person."""
    from detection.reports import release_report

    desk = desk_of(request)
    try:
        release_report(desk.warehouse, request.state.subject, by=visitor_of(request).name, at=desk.now())
    except Refusal as refusal:
        return report_page(request, said=str(refusal))
    return back(request, "released")


@router.post(
    "/reports/{report_id}/withdraw", name="withdraw_report", dependencies=[Depends(Change("report", "withdraw", the_report))]
)
def withdraw(request: Request, reason: Annotated[str, Form(max_length=500)] = "") -> Response:
    """Withdraw the report; who got it is told at once."""
    from detection.reports.recalling import withdraw_report

    desk, reader = desk_of(request), reader_of(visitor_of(request))
    try:
        withdraw_report(desk.warehouse, request.state.subject, reason=reason, by=reader, at=desk.now())
    except Refusal as refusal:
        return report_page(request, said=str(refusal))
    return back(request, "withdrawn")


@router.post(
    "/reports/{report_id}/recall", name="recall_report", dependencies=[Depends(Change("report", "recall", the_report))]
)
def recall(request: Request) -> Response:
    """Tell who got the report which of its alerts were put aside since."""
    from detection.reports.recalling import send_recalls

    desk, reader = desk_of(request), reader_of(visitor_of(request))
    due = due_recalls(desk.warehouse, request.state.subject)
    done = send_recalls(desk.warehouse, due, by=reader, at=desk.now())
    if done.waiting:
        return report_page(request, said=done.waiting[0][1])
    return back(request, "recalled")


def back(request: Request, done: str) -> RedirectResponse:
    """Lead back to the report's page, which says what was done."""
    path = f"/reports/{request.state.subject}?done={done}"
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", status_code=303)
