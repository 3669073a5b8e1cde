"""The desk inside the Airflow UI: the one file of the console that imports Airflow.

A plugin's application has no sign-in of its own, so this file lends it Airflow's: `get_user` reads the signed-in person from
the token or the cookie, and the auth manager says whether that person may open the desk (FAB: the permission `Quater desk`).
These imports are not Airflow's public SDK; they stand here and nowhere else, and a test drives them through a real Airflow.

Every Airflow process loads its plugins, so nothing of the desk is imported before its first visitor.
"""

from functools import cache
from typing import Annotated, Any, Literal

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.core_api.security import get_user
from airflow.plugins_manager import AirflowPlugin
from fastapi import Depends, HTTPException, Request

PREFIX = "/quater"
PERMISSION = "Quater desk"


async def guard(request: Request, user: Annotated[BaseUser, Depends(get_user)]) -> None:
    """Let a signed-in person in who may open the desk; 401 without sign-in, 403 without the permission."""
    from console.pages import Visitor

    method: Literal["GET", "POST"] = "GET" if request.method in ("GET", "HEAD") else "POST"
    if not get_auth_manager().is_authorized_custom_view(method=method, resource_name=PERMISSION, user=user):
        raise HTTPException(403)
    request.state.visitor = Visitor(user.get_name())


@cache
def application() -> Any:
    """Make the desk, at its first visitor."""
    from console.pages import create_application
    from console.pages.desk import Desk
    from warehouse.database import open_warehouse

    def sign_in(back: str) -> str:
        return get_auth_manager().get_url_login(next_url=back)

    return create_application(Desk(open_warehouse), guard=guard, sign_in=sign_in)


async def pages(scope: Any, receive: Any, send: Any) -> None:
    """Answer one request."""
    await application()(scope, receive, send)


class QuaterPlugin(AirflowPlugin):
    """Adds the desk to Airflow's web server and to its navigation."""

    name = "quater"
    fastapi_apps = [{"app": pages, "url_prefix": PREFIX, "name": "Quater"}]  # noqa: RUF012 as Airflow declares it
    external_views = [  # noqa: RUF012 as Airflow declares it
        {
            "name": "Alerts",
            "href": f"{PREFIX}/alerts",
            "destination": "nav",
            "url_route": "alerts",
            "icon": f"{PREFIX}/static/alerts.svg",
            "nav_top_level": True,
        },
        {"name": "Quality", "href": f"{PREFIX}/quality", "destination": "nav", "url_route": "quality"},
    ]
