"""Reports: what was drafted for which bar, and its pieces, for the person who decides on the release.

A piece is handed out as a file to keep, never shown inside the page, and every piece handed out stands in the visitors' book.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, Response

from console.pages.desk import Desk, desk_of, visitor_of
from warehouse.errors import Refusal
from warehouse.register import bars
from warehouse.reports_register import Reader, Report, get_report, list_reports

router = APIRouter()

REPORTS = "reports"
ANALYST = "analyst"
"""The user category in which the desk is visited: it decides which classes of pieces are handed out."""


@router.get("/reports", name="reports")
def reports(request: Request) -> HTMLResponse:
    """Show every report, newest first."""
    desk = desk_of(request)
    desk.note(request, action="list", subject=REPORTS, purpose="communicate")
    return desk.page(request, "reports.html", {"reports": list_reports(desk.warehouse), "bars": bars()})


@router.get("/reports/{report_id}", name="report")
def report(request: Request, report_id: str) -> HTMLResponse:
    """Show one report: its bar, its alerts, its pieces."""
    desk = desk_of(request)
    found = _read(desk, report_id)
    desk.note(request, action="show", subject=found.report_id, purpose="communicate")
    return desk.page(request, "report.html", {"report": found, "bar": bars().get(found.bar)})


@router.get("/reports/{report_id}/pieces/{position}", name="piece")
def piece(request: Request, report_id: str, position: Annotated[int, Path(ge=1, le=1_000)]) -> Response:
    """Hand out one piece; `read_piece` asks for its class and writes the access down first."""
    from detection.reports import read_piece  # the printing press comes with it, which the other pages do not need

    desk = desk_of(request)
    found = _read(desk, report_id)
    try:
        reader = Reader(visitor_of(request).name, ANALYST, frozenset(bars()))
        content = read_piece(desk.warehouse, report_id, position, reader=reader, at=desk.now())
    except (Refusal, FileNotFoundError):
        raise HTTPException(404, desk.texts["mistakes"]["no_piece"]) from None
    headers = {"Content-Disposition": f'attachment; filename="{found.report_id}-{position}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _read(desk: Desk, report_id: str) -> Report:
    try:
        return get_report(desk.warehouse, report_id)
    except Refusal:
        raise HTTPException(404, desk.texts["mistakes"]["no_report"]) from None
