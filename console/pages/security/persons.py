"""Persons' requests at the desk of the data protection officer: entered, searched, restricted, decided, answered in time.

What is found is told in counts and days, and no alert is among it (royal decree of 9 June 2024, art. 3); an answer is
written from the request alone, so that it is the same whatever the control found (law of 18 September 2017, art. 55).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from console.pages.desk import desk_of
from console.pages.door import Change, Opening
from console.pages.typed import typed_day
from console.pages.visitors import visitor_of
from warehouse import persons
from warehouse.errors import Refusal
from warehouse.evidence import subject_of_account

router = APIRouter()

PERSONS = "persons"
Word = Annotated[str, Form(max_length=500)]
TYPED = ("right", "order", "language", "received_on", "name", "address", "identified_by", "holder_id", "iban")
Name = Literal["restrict", "unrestrict", "extend", "decide", "close", "forget"]


class Typed(NamedTuple):
    """What the form of an act said, and the day."""

    word: str
    outcome: str
    ground: str
    today: date


class Act(NamedTuple):
    """What is done about a request: how it is told, what does it, and what that is given of the form."""

    done: str
    do: Callable[..., object]
    given: Callable[[Typed], dict[str, Any]]


ACTS: Mapping[Name, Act] = {
    "restrict": Act("restricted", persons.restrict, lambda typed: {"on": typed.today}),
    "unrestrict": Act("unrestricted", persons.lift, lambda typed: {"told_on": typed_day(typed.word)}),
    "extend": Act("extended", persons.extend, lambda typed: {"why": typed.word}),
    "decide": Act("decided", persons.decide, lambda typed: {"outcome": typed.outcome, "ground": typed.ground}),
    "close": Act("closed", persons.close, lambda typed: {"sent_on": typed_day(typed.word)}),
    "forget": Act("forgotten", persons.forget, lambda _: {}),
}
DONE = ("entered", *(act.done for act in ACTS.values()))


def the_case(request: Request) -> str:
    """The request that the address names."""
    return persons.get_case(desk_of(request).warehouse, request.path_params["case_id"]).case_id


@router.get("/persons", name="persons", dependencies=[Depends(Opening("persons", "list", PERSONS))])
def requests(request: Request, done: str = "") -> HTMLResponse:
    """Show the requests, those that wait first."""
    return _list(request, done=done if done in DONE else "")


@router.post("/persons", name="enter_person", dependencies=[Depends(Change("persons", "enter", PERSONS))])
def enter(
    request: Request,
    right: Word = "",
    order: Word = "",
    language: Word = "",
    received_on: Word = "",
    name: Word = "",
    address: Word = "",
    identified_by: Word = "",
    holder_id: Word = "",
    iban: Word = "",
) -> Response:
    """Enter a request."""
    desk, by = desk_of(request), visitor_of(request).name
    given = (right, order, language, received_on, name, address, identified_by, holder_id, iban)
    try:
        asked = persons.Requester(name, address, identified_by, holder_id, iban)
        facts = {"right": right, "order": order, "language": language}
        day = typed_day(received_on)
        made = persons.register_request(desk.warehouse, asked, **facts, received_on=day, by=by, at=desk.now())
    except Refusal as refusal:
        return _list(request, said=str(refusal), typed=dict(zip(TYPED, given, strict=True)))
    return _back(request, made.case_id, "entered")


@router.get("/persons/{case_id}", name="person", dependencies=[Depends(Opening("persons", "show", the_case))])
def case(request: Request, done: str = "") -> HTMLResponse:
    """Show a request and what is found for it."""
    return _one(request, done=done if done in DONE else "")


@router.get(
    "/persons/{case_id}/{which}.txt", name="person_letter", dependencies=[Depends(Opening("persons", "draft", the_case))]
)
def letter(request: Request, which: Literal["answer", "delay"]) -> Response:
    """Give the draft of the answer, or of the letter that says that it takes longer."""
    desk = desk_of(request)
    try:
        case = persons.get_case(desk.warehouse, request.state.subject)
        text = persons.delay(case) if which == "delay" else persons.answer(case)
    except Refusal as refusal:
        return _one(request, said=str(refusal))
    return PlainTextResponse(text)


@router.post("/persons/{case_id}/{act}", name="act_on_person", dependencies=[Depends(Change("persons", "act", the_case))])
def act_on(
    request: Request,
    act: Name,
    word: Word = "",
    outcome: Word = "",
    ground: Word = "",
) -> Response:
    """Restrict or end that, make the term longer, decide, enter that the answer left, erase whose request it was."""
    desk, case_id = desk_of(request), request.state.subject
    done, do, given = ACTS[act]
    typed = Typed(word, outcome, ground, desk.today())
    try:
        do(desk.warehouse, case_id, **given(typed), by=visitor_of(request).name, at=desk.now())
    except Refusal as refusal:
        return _one(request, said=str(refusal))
    return _back(request, case_id, done)


def _list(request: Request, *, done: str = "", said: str = "", typed: dict[str, str] | None = None) -> HTMLResponse:
    desk = desk_of(request)
    values = {
        "cases": persons.list_cases(desk.warehouse),
        "today": desk.today(),
        "rights": persons.RIGHTS,
        "orders": persons.ORDERS,
        "languages": persons.LANGUAGES,
        "done": done,
        "said": said,
        "typed": dict.fromkeys(TYPED, "") | (typed or {}),
    }
    return desk.page(request, "persons.html", values, status=422 if said else 200)


def _one(request: Request, *, done: str = "", said: str = "") -> HTMLResponse:
    desk, case_id = desk_of(request), request.state.subject
    case = persons.get_case(desk.warehouse, case_id)
    asked = persons.requester_of(desk.warehouse, case_id)
    found = None
    if asked is not None:
        found = persons.find(desk.warehouse, case_id, on=desk.today(), by=visitor_of(request).name, at=desk.now())
        for account in found.accounts:
            subject = subject_of_account(desk.warehouse.settings, account)
            desk.note(request, action=f"persons: account of {case_id}", subject=subject, purpose="document")
    values = {
        "case": case,
        "asked": asked,
        "found": found,
        "today": desk.today(),
        "outcomes": persons.OUTCOMES,
        "grounds": persons.grounds_of(case.right),
        "restrictions": persons.restrictions_of(desk.warehouse, case_id),
        "events": persons.done_about(desk.warehouse, case_id),
        "done": done,
        "said": said,
    }
    return desk.page(request, "person.html", values, status=422 if said else 200)


def _back(request: Request, case_id: str, done: str) -> RedirectResponse:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/persons/{case_id}?done={done}", status_code=303)
