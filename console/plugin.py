"""The desk inside the Airflow UI: the one file of the console that imports Airflow.

A plugin's application has no sign-in of its own, so this file lends it Airflow's: `get_user` reads the signed-in person from
the token or the cookie. The person's role at the desk is one of Airflow's own roles (FAB; `quater roles sync` makes them), or,
in the demonstration, whose sign-in manager knows no roles of ours, what airflow.cfg says under `[quater] desk_roles`. Who has
none of our roles, or two of them, is nobody at the desk: every page answers 403 and writes it down. Around the whole web
server stands the barrier (`console.barrier`): who is shut out gets nothing of Airflow either.

These imports are not Airflow's public SDK; they stand here and nowhere else, and a test drives them through a real Airflow.
Every Airflow process loads its plugins, so nothing of the desk is imported before its first visitor.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.base_auth_manager import COOKIE_NAME_JWT_TOKEN
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.core_api.security import get_user, resolve_user_from_token
from airflow.configuration import conf
from airflow.plugins_manager import AirflowPlugin
from fastapi import Depends, HTTPException, Request

if TYPE_CHECKING:
    from console.barrier import SignedIn
    from console.pages.desk import Desk

PREFIX = "/quater"


async def guard(request: Request, user: Annotated[BaseUser, Depends(get_user)]) -> None:
    """Say who visits, with which role; 401 without sign-in."""
    from console.pages import Visitor

    request.state.visitor = Visitor(user.get_name(), role_of(user))


def role_of(user: BaseUser) -> str | None:
    """The one role of the desk that a person has; None for none, and for more than one."""
    from console.pages.rights import ROLES

    if hasattr(user, "roles"):  # FAB
        held = {role.name for role in user.roles}
        found = [code for code, role in ROLES.items() if role.title in held]
    else:
        pairs = (entry.strip().partition(":") for entry in conf.get("quater", "desk_roles", fallback="").split(","))
        found = [code for name, _, code in pairs if name == user.get_name() and code in ROLES]
    return found[0] if len(found) == 1 else None


async def signed_in(request: Request) -> list[SignedIn]:
    """Whose credentials a request carries: that of the header, and the cookie's; none for what Airflow itself refuses."""
    from console.barrier import SignedIn

    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    found = []
    for token in {given if scheme.lower() == "bearer" else "", request.cookies.get(COOKIE_NAME_JWT_TOKEN, "")} - {""}:
        with suppress(HTTPException):
            found.append(SignedIn((await resolve_user_from_token(token)).get_name(), token))
    return found


def barrier(app: Any) -> Any:
    """Put the barrier around Airflow's web server."""
    from console.barrier import Barrier

    return Barrier(app, desk, signed_in, PREFIX)


@cache
def desk() -> Desk:
    """The installation behind the pages, opened at the first visit."""
    from console.pages.desk import Desk
    from warehouse.database import open_warehouse

    return Desk(open_warehouse)


@cache
def application() -> Any:
    """Make the desk, at its first visitor."""
    from console.pages import create_application

    def sign_in(back: str) -> str:
        return get_auth_manager().get_url_login(next_url=back)

    return create_application(desk(), guard=guard, sign_in=sign_in)


async def pages(scope: Any, receive: Any, send: Any) -> None:
    """Answer one request."""
    await application()(scope, receive, send)


def _view(name: str, path: str) -> dict[str, Any]:
    """An entry of Airflow's navigation."""
    return {
        "name": name,
        "href": f"{PREFIX}{path}",
        "destination": "nav",
        "url_route": path.strip("/"),
        "icon": f"{PREFIX}/static/alerts.svg",
    }


class QuaterPlugin(AirflowPlugin):
    """Adds the desk to Airflow's web server and to its navigation."""

    name = "quater"
    fastapi_apps = [{"app": pages, "url_prefix": PREFIX, "name": "Quater"}]  # noqa: RUF012 as Airflow declares it
    fastapi_root_middlewares = [{"middleware": barrier, "name": "Quater's barrier"}]  # noqa: RUF012 as Airflow declares it
    external_views = [  # noqa: RUF012 as Airflow declares it
        _view("Alerts", "/alerts") | {"nav_top_level": True},
        _view("Accounts", "/accounts"),
        _view("Deliveries", "/deliveries"),
        _view("Holds and retention", "/holds"),
        _view("Rules and models", "/rules"),
        _view("Evidence", "/evidence"),
    ]
