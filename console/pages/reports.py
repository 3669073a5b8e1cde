"""Reports: what was drafted for which bar, and its pieces, for the person who decides on the release.

A piece is handed out as a file to keep, never shown inside the page, and every piece handed out stands in the visitors' book.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Opening
from console.pages.sight import reader_of, sees_bar, the_report
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.register import bars
from warehouse.reports_register import list_reports

router = APIRouter()

REPORTS = "reports"
KINDS = {".pdf": "application/pdf", ".json": "application/json", ".xml": "application/xml"}


@router.get("/reports", name="reports", dependencies=[Depends(Opening("reports", "list", REPORTS))])
def reports(request: Request) -> HTMLResponse:
    """Show every report that is for the visitor's eyes, newest first."""
    desk, visitor = desk_of(request), visitor_of(request)
    shown = [report for report in list_reports(desk.warehouse) if sees_bar(visitor, report.bar)]
    return desk.page(request, "reports.html", {"reports": shown, "bars": bars()})


@router.get("/reports/{report_id}", name="report", dependencies=[Depends(Opening("report", "show", the_report))])
def report(request: Request, report_id: str) -> HTMLResponse:  # noqa: ARG001 the door has found it
    """Show one report: its bar, its alerts, its pieces."""
    found = request.state.report
    return desk_of(request).page(request, "report.html", {"report": found, "bar": bars().get(found.bar)})


@router.get(
    "/reports/{report_id}/pieces/{position}",
    name="piece",
    dependencies=[Depends(Opening("report", "download", the_report, modality="report"))],
)
def piece(request: Request, report_id: str, position: Annotated[int, Path(ge=1, le=1_000)]) -> Response:
    """Hand out one piece; `read_piece` asks for its class and writes down which one it was."""
    from detection.reports import read_piece  # the printing press comes with it, which the other pages do not need

    desk = desk_of(request)
    found = request.state.report
    try:
        content = read_piece(desk.warehouse, report_id, position, reader=reader_of(visitor_of(request)), at=desk.now())
    except (Refusal, FileNotFoundError):
        raise HTTPException(404, desk.words(request)["mistakes"]["no_piece"]) from None
    suffix = PurePosixPath(found.pieces[position - 1].path).suffix
    headers = {"Content-Disposition": f'attachment; filename="{found.report_id}-{position}{suffix}"'}
    return Response(content, media_type=KINDS[suffix], headers=headers)
