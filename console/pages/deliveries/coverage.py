"""Coverage: of which accounts the statements are there, and of which they should be and are not.

The operator sees the banks; who controls sees the silent accounts of his Order too, by holder's bar and number.
"""

from __future__ import annotations

import polars as pl
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from console.pages.desk import desk_of
from console.pages.door import Opening
from console.pages.sight import sees_bar
from console.pages.visitors import visitor_of
from warehouse.coverage import expected
from warehouse.coverage.habits import BANK, CLOSED, IN_TIME
from warehouse.register import bars

router = APIRouter()

MOST = 500


@router.get("/coverage", name="coverage", dependencies=[Depends(Opening("coverage", "list", "coverage"))])
def coverage(request: Request) -> HTMLResponse:
    """Show banks and accounts by how long they have been silent."""
    desk, visitor = desk_of(request), visitor_of(request)
    found = expected(desk.warehouse, desk.today())
    banks = found.filter(pl.col("habit") == BANK).to_dicts()
    own = [code for code in bars() if sees_bar(visitor, code)]
    accounts = found.filter(pl.col("habit") != BANK, pl.col("bar").is_in(own))
    counts = {row["standing"]: row["len"] for row in accounts.group_by("standing").len().to_dicts()}
    named = visitor.may("coverage", "accounts")
    late = accounts.filter(~pl.col("standing").is_in([IN_TIME, CLOSED])).sort("behind", descending=True, nulls_last=True)
    values = {
        "banks": banks,
        "counts": counts,
        "accounts": late.head(MOST).to_dicts() if named else [],
        "named": named,
        "late": late.height,
        "today": desk.today(),
    }
    return desk.page(request, "coverage.html", values)
