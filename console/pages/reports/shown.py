"""Reports: what was drafted for which bar, its pieces, what left, and what was answered, for the person who decides.

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
from warehouse.reports_register import get_report, list_reports
from warehouse.reports_register.answers import OUTCOMES, standing_answers
from warehouse.reports_register.dispatches import list_dispatches
from warehouse.reports_register.recalls import due_recalls

router = APIRouter()

REPORTS = "reports"
DONE = ("checked", "released", "answered", "placed", "declined", "withdrawn", "recalled")
KINDS = {".pdf": "application/pdf", ".json": "application/json", ".xml": "application/xml"}


@router.get("/reports", name="reports", dependencies=[Depends(Opening("reports", "list", REPORTS))])
def reports(request: Request) -> HTMLResponse:
    """Show every report that is for the visitor's eyes, newest first."""
    desk, visitor = desk_of(request), visitor_of(request)
    shown = [report for report in list_reports(desk.warehouse) if sees_bar(visitor, report.bar)]
    return desk.page(request, "reports.html", {"reports": shown, "bars": bars()})


@router.get("/reports/{report_id}", name="report", dependencies=[Depends(Opening("report", "show", the_report))])
def report(request: Request, done: str = "") -> HTMLResponse:
    """Show one report: its bar, its alerts with their answers, its pieces, what left."""
    return report_page(request, done=done if done in DONE else "")


def report_page(request: Request, *, done: str = "", said: str = "") -> HTMLResponse:
    """The page of the report that the door has found, as it stands now; `said`: why a form was refused."""
    desk, found = desk_of(request), get_report(desk_of(request).warehouse, request.state.subject)
    values = {
        "report": found,
        "bar": bars().get(found.bar),
        "dispatches": list_dispatches(desk.warehouse, report_id=found.report_id),
        "answers": standing_answers(desk.warehouse, found.report_id),
        "recalls": due_recalls(desk.warehouse, found.report_id),
        "outcomes": OUTCOMES,
        "other_bars": {code: bar for code, bar in bars().items() if code != found.bar},
        "today": desk.today(),
        "done": done,
        "said": said,
    }
    return desk.page(request, "report.html", values, status=422 if said else 200)


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
