"""The barrier around the whole web server: who is shut out gets nothing of Airflow's own pages and answers either.

The desk's pages ask at their own doors. Airflow's, its interface for programs and the answers to required actions know nothing
of blocks, so this stands before all of them: every request that carries a credential is asked whose it is, and a person on whom
a block lies is answered 403 from the next request on (royal decree of 11 October 2023, art. 4 §2 al. 3). Of several credentials
in one request one blocked person is enough. The same question notices two sign-ins of one person in use at the same time.

What may pass: the sign-out, the files of Airflow's own program, and the interface of its tasks, which carry no person's
credential; and the desk, whose doors say why and write the record. Where the installation cannot be asked, nobody with a
credential passes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from console.pages.desk import Desk
from warehouse.blocking import is_blocked
from warehouse.evidence import record_access
from warehouse.sign_ins import note_sign_in

PASSES = ("/auth/logout", "/api/v2/auth/logout", "/execution/", "/static/")
TOLD_AGAIN = timedelta(minutes=1)
"""An open page asks again and again: its refusals are on record once a minute a person, answers and changes each time."""
SHUT_OUT = "this access is blocked while a security risk lasts; the data protection officer says more"


@dataclass(frozen=True)
class SignedIn:
    """A person by user name, and the token by which he is known."""

    name: str
    token: str


@dataclass
class Barrier:
    """An ASGI application around another. `who` reads the credentials of a request; `own` is where the desk stands."""

    app: ASGIApp
    desk: Callable[[], Desk]
    who: Callable[[Request], Awaitable[list[SignedIn]]]
    own: str
    told: dict[str, datetime] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request pass, or answer 403."""
        if scope["type"] == "http" and not _path(scope).startswith(PASSES):
            request = Request(scope)
            people = await self.who(request)
            shut_out = await run_in_threadpool(self._shut_out, request, people) if people else False
            if shut_out:
                await JSONResponse({"detail": SHUT_OUT}, status_code=403)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _shut_out(self, request: Request, people: Iterable[SignedIn]) -> bool:
        """Note the sign-ins; say whether the request is to be refused, which is on record then."""
        desk = self.desk()
        for one in people:
            note_sign_in(desk.warehouse, one.name, one.token, at=desk.now())
        blocked = [one.name for one in people if is_blocked(desk.warehouse, one.name)]
        if not blocked or _path(request.scope).startswith(f"{self.own}/"):
            return False
        self._record(desk, request.method, blocked[0])
        return True

    def _record(self, desk: Desk, method: str, name: str) -> None:
        at = desk.now()
        if method == "GET" and at - self.told.get(name, at - TOLD_AGAIN) < TOLD_AGAIN:
            return
        self.told[name] = at
        record_access(
            desk.warehouse,
            actor=name,
            action=f"airflow: {method}",
            subject="airflow",
            purpose="document",
            modality="page",
            result="denied: blocked",
            at=at,
        )


def _path(scope: Scope) -> str:
    """The address below the web server's own root."""
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
