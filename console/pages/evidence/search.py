"""Who looked: the records of access by account, by alert or other subject, by person, by day; and the chain that proves them.

The officer reads records and no content (royal decree of 9 June 2024, art. 3 al. 2). An account is asked for by its number in a
form, is turned into its pseudonym at once, and stands in no address and no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, Response

from console.pages.desk import Desk, desk_of
from console.pages.door import Change, Opening
from console.pages.exporting import file_of
from console.pages.formats import BRUSSELS
from warehouse.evidence import Access, list_accesses, subject_of_account, verify
from warehouse.evidence.subjects import looks_like_account

router = APIRouter()

EVIDENCE = "evidence"
MOST, MOST_IN_FILE = 200, 20_000
Asked = Annotated[str, Form(max_length=100)]
COLUMNS = ("at", "person", "action", "subject", "purpose", "modality", "result")


@dataclass(frozen=True)
class Question:
    """What the officer asks for; an empty text asks for nothing."""

    subject: str = ""
    person: str = ""
    since: str = ""
    until: str = ""

    def answer(self, desk: Desk, most: int) -> list[Access]:
        """The records, newest first."""
        wanted = self.subject.strip()
        if looks_like_account(wanted):
            wanted = subject_of_account(desk.warehouse.settings, wanted)
        return list_accesses(
            desk.warehouse,
            subject=wanted or None,
            actor=self.person.strip() or None,
            since=_begin(self.since),
            until=_begin(self.until, after=1),
            limit=most,
        )


@router.get("/evidence", name="evidence", dependencies=[Depends(Opening("evidence", "list", EVIDENCE))])
def newest(request: Request) -> HTMLResponse:
    """Show the newest records, and whether the chain is whole."""
    return _page(request, Question(), checked=True)


@router.post("/evidence", name="search_evidence", dependencies=[Depends(Change("evidence", "search", EVIDENCE))])
def search(request: Request, subject: Asked = "", person: Asked = "", since: Asked = "", until: Asked = "") -> HTMLResponse:
    """Show the records that meet every condition."""
    return _page(request, Question(subject, person, since, until))


@router.post(
    "/evidence/records.{kind}",
    name="export_evidence",
    dependencies=[Depends(Change("evidence", "export", EVIDENCE, modality="export"))],
)
def export(
    request: Request,
    kind: Literal["csv", "xlsx"],
    subject: Asked = "",
    person: Asked = "",
    since: Asked = "",
    until: Asked = "",
) -> Response:
    """Hand out the records that meet every condition."""
    desk = desk_of(request)
    words = desk.words(request)["evidence"]["columns"]
    found = Question(subject, person, since, until).answer(desk, MOST_IN_FILE)
    rows = [
        (
            one.at.astimezone(BRUSSELS).isoformat(timespec="seconds"),
            one.identity or one.actor,
            one.action,
            one.subject,
            one.purpose,
            one.modality,
            one.result,
        )
        for one in found
    ]
    return file_of(f"accesses-{desk.today():%Y%m%d}", kind, [words[name] for name in COLUMNS], rows)


def _page(request: Request, question: Question, *, checked: bool = False) -> HTMLResponse:
    desk = desk_of(request)
    values: dict[str, Any] = {
        "question": question,
        "account": looks_like_account(question.subject),
        "records": question.answer(desk, MOST),
        "most": MOST,
        "columns": COLUMNS,
        "chain": verify(desk.warehouse) if checked else None,
    }
    return desk.page(request, "evidence.html", values)


def _begin(text: str, *, after: int = 0) -> datetime | None:
    """The first moment of a day in Brussels, or of so many days after it; None for what is no day."""
    try:
        day = date.fromisoformat(text) + timedelta(days=after)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, time(), BRUSSELS).astimezone(UTC)
