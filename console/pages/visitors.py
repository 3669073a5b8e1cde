"""Who visits: the signed-in person with one role, and the proof that a form was sent from our own page by that person.

A browser sends the sign-in cookie along with a form that another site has made the person send. So a form carries a token
that only our page could know (an HMAC over the person, the form and the hour it ends), and its Origin must be ours.

>>> forms = Forms(b"key")
>>> token = forms.token("anna", "A-000001", at=datetime(2026, 11, 22, 9, tzinfo=UTC))
>>> forms.accepts(token, "anna", "A-000001", at=datetime(2026, 11, 22, 10, tzinfo=UTC))
True
>>> forms.accepts(token, "bert", "A-000001", at=datetime(2026, 11, 22, 10, tzinfo=UTC))
False
>>> forms.accepts(token, "anna", "A-000001", at=datetime(2026, 11, 22, 18, tzinfo=UTC))
False
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from fastapi import Request

from console.pages.rights import ROLES, allowed
from warehouse.keys import keyed_digest, same_digest

LIFETIME = timedelta(hours=8)


@dataclass(frozen=True)
class Visitor:
    """A signed-in person by user name; without a role of the desk, the person may do nothing at it."""

    name: str
    role: str | None = None

    @property
    def order(self) -> str | None:
        """The one Order whose accounts the person sees; None for who is bound to no Order."""
        return ROLES[self.role].order if self.role is not None and self.role in ROLES else None

    def may(self, page: str, action: str) -> bool:
        """Say whether the table of rights allows it."""
        return allowed(self.role, page, action)


def visitor_of(request: Request) -> Visitor:
    """The person who asks; the guard of every route has put it there."""
    visitor = request.state.visitor
    if not isinstance(visitor, Visitor):
        raise TypeError("a page was reached without a visitor")
    return visitor


@dataclass(frozen=True)
class Forms:
    """Makes and checks the tokens of forms."""

    key: bytes

    def token(self, person: str, form: str, *, at: datetime) -> str:
        """A token for one person and one form, good for eight hours."""
        return self._signed(person, form, int((at + LIFETIME).timestamp()))

    def accepts(self, token: str, person: str, form: str, *, at: datetime) -> bool:
        """Say whether the token was made for this person and form and has not ended."""
        ends = token.partition(".")[0]
        if not ends.isascii() or not ends.isdigit() or datetime.fromtimestamp(int(ends[:12]), UTC) <= at:
            return False
        return same_digest(token, self._signed(person, form, int(ends)))

    def _signed(self, person: str, form: str, ends: int) -> str:
        return f"{ends}.{keyed_digest(self.key, f'{ends}|{form}|{person}')}"


def sent_from_our_page(headers: Mapping[str, str]) -> bool:
    """Say whether a request comes from a page of this host: by its Origin, else by what the browser says of its site.

    >>> sent_from_our_page({"host": "desk.example:8080", "origin": "https://desk.example:8080"})
    True
    >>> sent_from_our_page({"host": "desk.example", "origin": "https://evil.example"})
    False
    >>> sent_from_our_page({"host": "desk.example"})
    False
    """
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    return bool(headers.get("host")) and urlsplit(origin).netloc == headers["host"]
