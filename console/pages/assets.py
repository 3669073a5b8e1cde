"""Styles, scripts and fonts: served by this application alone, under addresses that change with the content.

The address carries the beginning of the file's hash, so a browser keeps the file for a year and still never shows an old one.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(str(files("console.pages") / "static"))
KEPT = "private, max-age=31536000, immutable"


class Assets(StaticFiles):
    """The folder of static files; what is asked under its present address may be kept."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file, or 404."""
        response = await super().get_response(path, scope)
        asked = scope.get("query_string", b"").decode("latin-1")
        if response.status_code == 200 and asked == f"v={version_of(path)}":
            response.headers["Cache-Control"] = KEPT
        return response


@cache
def version_of(name: str) -> str:
    """The beginning of a static file's hash."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


def address_of(name: str) -> str:
    """The address of a static file below the desk.

    >>> address_of("desk.js").startswith("/static/desk.js?v=")
    True
    """
    return f"/static/{name}?v={version_of(name)}"
