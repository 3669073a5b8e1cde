"""What a visitor may see of alerts and reports: those of the bars of one Order, or of both for who is bound to none.

What belongs to no bar is shown to no analyst: nobody can say whose it is until the register knows its holder. A joint case
opens one alert to the other Order.
"""

from __future__ import annotations

from fastapi import Request

from console.pages.desk import desk_of
from console.pages.door import Forbidden
from console.pages.visitors import Visitor, visitor_of
from warehouse.alerts import Sight, bar_of_alert
from warehouse.alerts.tables import alert_id_of
from warehouse.casework import joint_numbers
from warehouse.register import bars
from warehouse.reports_register import Reader, get_report


def sight_of(request: Request) -> Sight:
    """What the visitor may see of the queue."""
    visitor, desk = visitor_of(request), desk_of(request)
    joint = joint_numbers(desk.warehouse, visitor.order, on=desk.today()) if visitor.order else ()
    return Sight(visitor.order, joint)


def sees_bar(visitor: Visitor, bar: str) -> bool:
    """Say whether what belongs to a bar is for the visitor's eyes."""
    return Sight(visitor.order).sees(0, bar)


def the_alert(request: Request) -> str:
    """The alert that the address names; Forbidden when it is of the other Order and no joint case opens it."""
    number, bar = bar_of_alert(desk_of(request).warehouse, request.path_params["alert_id"])
    if not sight_of(request).sees(number, bar):
        raise Forbidden(alert_id_of(number))
    return alert_id_of(number)


def the_report(request: Request) -> str:
    """The report that the address names; Forbidden when it is for a bar of the other Order."""
    report = get_report(desk_of(request).warehouse, request.path_params["report_id"])
    if not sees_bar(visitor_of(request), report.bar):
        raise Forbidden(report.report_id)
    request.state.report = report
    return report.report_id


def reader_of(visitor: Visitor) -> Reader:
    """The visitor as the readers of pieces are told apart: category, and the bars that he serves."""
    served = frozenset(code for code in bars() if sees_bar(visitor, code))
    return Reader(visitor.name, "officer" if visitor.role == "officer" else "analyst", served)
