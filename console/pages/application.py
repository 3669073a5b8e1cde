"""The application: its routes behind one guard, its headers, and what it answers to a mistake.

The guard stands on the router, so a new route cannot be forgotten. The headers allow our own style sheet and images and
nothing else: no script, no frame of another site around us, no request to another host, nothing kept in a cache.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as AnyHTTPException

from console.pages import alert, quality, queue, reports
from console.pages.desk import Desk, desk_of

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}

SignIn = Callable[[str], str]


def create_application(desk: Desk, *, guard: Callable[..., Any], sign_in: SignIn) -> FastAPI:
    """Make the application.

    `guard` is a FastAPI dependency that puts a `Visitor` into `request.state.visitor` or raises 401 or 403; `sign_in` gives the
    address of the sign-in page that leads back to the address given.
    """
    application = FastAPI(title="Quater", docs_url=None, redoc_url=None, openapi_url=None)
    application.state.desk = desk
    application.middleware("http")(_with_headers)
    for module in (queue, alert, reports, quality):
        application.include_router(module.router, dependencies=[Depends(guard)])
    application.mount("/static", StaticFiles(directory=str(files("console.pages") / "static")), name="static")
    _answer_mistakes(application, sign_in)
    return application


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

    for kind in (HTTPException, AnyHTTPException, RequestValidationError):
        application.add_exception_handler(kind, mistake)


def _told(problem: Exception) -> tuple[int, str]:
    if isinstance(problem, AnyHTTPException):
        return problem.status_code, str(problem.detail)
    return 422, ""


def _page(request: Request, status: int, text: str) -> HTMLResponse:
    """The page of a mistake; it shows no data and is given to anybody."""
    desk = desk_of(request)
    words = desk.texts["mistakes"]
    reason = text if text in words.values() else words.get(str(status), words["other"])
    values = {"base": request.scope.get("root_path", ""), "t": desk.texts, "visitor": None, "status": status, "reason": reason}
    return HTMLResponse(desk.templates.get_template("mistake.html").render(values), status_code=status)
