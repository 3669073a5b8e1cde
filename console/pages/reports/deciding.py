"""Letting a report go: an analyst says that the draft is right, an officer who is another person releases it.

What is printed, signed and sealed is what `detection.reports` releases on the command line and under Required Actions too; the
second of two people who press at once is told that it was done.
"""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change
from console.pages.reports.shown import report_page
from console.pages.sight import the_report
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal

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


def back(request: Request, done: str) -> RedirectResponse:
    """Lead back to the report's page, which says what was done."""
    path = f"/reports/{request.state.subject}?done={done}"
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", status_code=303)
