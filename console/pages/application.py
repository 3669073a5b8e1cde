"""The application: its routes behind one guard, each with a door of its own, its headers, and what it answers to a mistake.

The folder is the registry of the pages. The guard stands on every router, so a new route cannot be forgotten; a route without a
door, or with one that the table of rights does not name, keeps the application from being made. The headers allow our own
styles, scripts, fonts and images and nothing else: nothing inline, no frame of another site around us, no request to another
host, nothing kept in a cache; a script may not write markup (trusted types).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as AnyHTTPException

from console import pages
from console.pages.assets import FOLDER, Assets
from console.pages.desk import Desk, desk_of, templates
from console.pages.door import Opening, Unsigned
from console.pages.rights import PURPOSES, RIGHTS

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
SignIn = Callable[[str], str]


def create_application(desk: Desk, *, guard: Callable[..., Any], sign_in: SignIn) -> FastAPI:
    """Make the application.

    `guard` is a FastAPI dependency that puts a `Visitor` into `request.state.visitor` or raises 401; `sign_in` gives the
    address of the sign-in page that leads back to the address given.
    """
    application = FastAPI(title="Quater", docs_url=None, redoc_url=None, openapi_url=None)
    application.state.desk = desk
    application.middleware("http")(_with_headers)
    for router in routers():
        _check_doors(router)
        application.include_router(router, dependencies=[Depends(guard)])
    application.mount("/static", Assets(directory=FOLDER), name="static")
    _answer_mistakes(application, sign_in)
    return application


def routers() -> Iterator[APIRouter]:
    """The routers of the pages: every module below `console/pages` that has one, sorted by its name."""
    for found in sorted(pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."), key=lambda module: module.name):
        router = getattr(importlib.import_module(found.name), "router", None)
        if isinstance(router, APIRouter):
            yield router


def doors_of(route: APIRoute) -> list[Opening]:
    """The doors of a route: one, or the application is not made."""
    return [found.call for found in route.dependant.dependencies if isinstance(found.call, Opening)]


def _check_doors(router: APIRouter) -> None:
    for route in router.routes:
        doors = doors_of(route) if isinstance(route, APIRoute) else []
        if len(doors) != 1 or (doors[0].page, doors[0].action) not in RIGHTS or doors[0].page not in PURPOSES:
            raise TypeError(f"{route} needs exactly one door, of a page and an action that the table of rights names")


async def _with_headers(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await answer(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _answer_mistakes(application: FastAPI, sign_in: SignIn) -> None:
    async def mistake(request: Request, problem: Exception) -> Response:
        status, text = _told(problem)
        if status == 401 and request.method == "GET":
            return RedirectResponse(sign_in(request.url.path), status_code=303)
        return _page(request, status, text)

    async def unsigned(request: Request, _: Exception) -> Response:
        return RedirectResponse(f"{request.scope.get('root_path', '')}/secrecy", status_code=303)

    application.add_exception_handler(Unsigned, unsigned)
    for kind in (HTTPException, AnyHTTPException, RequestValidationError):
        application.add_exception_handler(kind, mistake)


def _told(problem: Exception) -> tuple[int, str]:
    if isinstance(problem, AnyHTTPException):
        return problem.status_code, str(problem.detail)
    return 422, ""


def _page(request: Request, status: int, text: str) -> HTMLResponse:
    """The page of a mistake; it shows no data and is given to anybody."""
    desk = desk_of(request)
    frame = desk.frame(request)
    words = frame["t"]["mistakes"]
    reason = text if text in words.values() else words.get(str(status), words["other"])
    page = templates().get_template("mistake.html").render(frame, status=status, reason=reason)
    return HTMLResponse(page, status_code=status)
