"""What a report's recipient answered of each alert, entered by an officer, and the hold that an answer proposes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from console.pages.desk import desk_of
from console.pages.door import Change
from console.pages.reports.deciding import back
from console.pages.reports.shown import report_page
from console.pages.sight import reader_of, the_report
from console.pages.typed import EVERY_DAY, typed_day
from console.pages.visitors import visitor_of
from warehouse.errors import Refusal
from warehouse.reports_register.answers import TRANSFERRED, Outcome
from warehouse.reports_register.proposed_holds import decline_proposed, place_proposed

router = APIRouter()

Word = Annotated[str, Form(max_length=500)]


@router.post(
    "/reports/{report_id}/answers", name="enter_answer", dependencies=[Depends(Change("report", "answer", the_report))]
)
def enter(request: Request, alert_id: Word = "", outcome: Word = "", to_bar: Word = "", answered_on: Word = "") -> Response:
    """Enter the outcome of one alert; the bar counts only where it was transferred."""
    from detection.reports.answering import enter_outcome  # the printing press comes with it

    desk = desk_of(request)
    try:
        enter_outcome(
            desk.warehouse,
            request.state.subject,
            alert_id,
            Outcome(outcome, to_bar if outcome == TRANSFERRED else ""),
            answered_on=typed_day(answered_on, EVERY_DAY),
            by=reader_of(visitor_of(request)),
            at=desk.now(),
        )
    except Refusal as refusal:
        return report_page(request, said=str(refusal))
    return back(request, "answered")


@router.post("/reports/{report_id}/hold", name="place_proposed", dependencies=[Depends(Change("hold", "place", the_report))])
def place(
    request: Request,
    alert_id: Word = "",
    opening_act: Word = "",
    authority: Word = "",
    act_date: Word = "",
    review_on: Word = "",
    why: Word = "",
    choice: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Place the hold that an answer proposes, or decline it."""
    desk, report_id, name = desk_of(request), request.state.subject, visitor_of(request).name
    try:
        if choice == "decline":
            decline_proposed(desk.warehouse, report_id, alert_id, why=why, by=name, at=desk.now())
            return back(request, "declined")
        place_proposed(
            desk.warehouse,
            report_id,
            alert_id,
            opening_act=opening_act,
            authority=authority,
            act_date=typed_day(act_date, EVERY_DAY),
            review_on=typed_day(review_on, EVERY_DAY),
            by=name,
            at=desk.now(),
        )
    except Refusal as refusal:
        return report_page(request, said=str(refusal))
    return back(request, "placed")
