"""The door of every page: may this person do this, with which subject, and the record of it, before anything is read for
showing.

Every route of the desk names its door as a dependency; `create_application` refuses a route without one, so a new page
cannot be forgotten. Who is shut out (`warehouse.blocking`) passes no door, and who has not signed for secrecy only the
entrance, where he signs (`warehouse.users.secrecy`). What is forbidden is answered 403 and is on record as much as what is
given (royal decree of 11 October 2023, art. 4 §1, 3° to 5°: who, when, what, which file). A form passes only from our own
page, with the token of this person and subject.

This module does not postpone its annotations: FastAPI reads them from the doors, which are objects and have no module to look
names up in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, HTTPException, Request

from console.pages.desk import desk_of
from console.pages.rights import PURPOSES
from console.pages.visitors import sent_from_our_page, visitor_of
from warehouse.blocking import is_blocked
from warehouse.errors import Refusal
from warehouse.users import secrecy

Subject = Callable[[Request], str]
"""Finds what a request is about, and may leave its `Ground` in the request's state; raises Forbidden when it is there and not
for this person, Refusal when it is not there."""


@dataclass(frozen=True)
class Ground:
    """On which ground a whole account is opened, in words for the record, and for which of the decree's purposes."""

    words: str
    purpose: str


class Unsigned(Exception):  # noqa: N818 it is what the person is, not an error of the program
    """The person has not signed the undertaking of secrecy: only the page to sign it opens."""


class Forbidden(Exception):  # noqa: N818 it is what the page is, not an error of the program
    """The subject is not for this person."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


@dataclass(frozen=True)
class Opening:
    """The door of a page: the line of the table of rights, and what the visit is about."""

    page: str
    action: str
    subject: str | Subject
    modality: str = "page"

    def __call__(self, request: Request) -> None:
        """Let the visit pass and leave its subject in `request.state.subject`, or answer 403 or 404; either is on record."""
        self._pass(request)

    def _pass(self, request: Request) -> None:
        visitor = visitor_of(request)
        if is_blocked(desk_of(request).warehouse, visitor.name):
            self._record(request, self.page, "denied: blocked")
            raise HTTPException(403, desk_of(request).words(request)["mistakes"]["blocked"])
        if not visitor.may(self.page, self.action):
            self._record(request, self.page, "denied: not of this role")
            raise HTTPException(403)
        if self.page != "desk" and not secrecy.has_signed(desk_of(request).warehouse, visitor.name):
            self._record(request, self.page, "denied: secrecy not signed")
            raise Unsigned
        try:
            subject = self.subject if isinstance(self.subject, str) else self.subject(request)
        except Forbidden as forbidden:
            self._record(request, forbidden.subject, "denied: of another Order")
            raise HTTPException(403) from None
        except Refusal:
            self._record(request, self.page, "denied: nothing there")
            raise HTTPException(404, desk_of(request).words(request)["mistakes"].get(f"no_{self.page}")) from None
        request.state.subject = subject
        self._granted(request, subject)

    def _granted(self, request: Request, subject: str) -> None:
        ground = getattr(request.state, "ground", None)
        self._record(request, subject, f"granted: {ground.words}" if ground else "granted")

    def _record(self, request: Request, subject: str, result: str) -> None:
        desk_of(request).note(
            request,
            action=f"{self.page}: {self.action}",
            subject=subject,
            purpose=getattr(getattr(request.state, "ground", None), "purpose", PURPOSES[self.page]),
            modality=self.modality,
            result=result,
        )


@dataclass(frozen=True)
class Pulse(Opening):
    """The door of what an open page asks every three seconds: may this person still be here? It shows nothing, so that it is on
    record only when the answer is no.
    """

    def _granted(self, request: Request, subject: str) -> None:
        """Leave no record."""


@dataclass(frozen=True)
class Change(Opening):
    """The door of a form: nothing is changed unless our own page sent it for this person and this subject."""

    def __call__(self, request: Request, token: Annotated[str, Form(max_length=200)] = "") -> None:
        """Let the form pass; 403 when another site sent it, or when its token is none of ours, or has grown old."""
        if not sent_from_our_page(request.headers):
            self._record(request, self.page, "denied: not sent from our page")
            raise HTTPException(403)
        self._pass(request)
        desk = desk_of(request)
        if not desk.forms.accepts(token, visitor_of(request).name, request.state.subject, at=desk.now()):
            self._record(request, request.state.subject, "denied: the form is not ours")
            raise HTTPException(403)
