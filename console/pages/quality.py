"""The quality pages: Great Expectations' Data Docs, served from this desk and from nowhere else.

The library writes pages that fetch styles and scripts from other hosts and greet the reader with its newsletter. Here every
script and every address of another host is taken out before a page is shown, and the desk's own style sheet stands in, so
that no request leaves the desk; its first page, which is made by scripts, is replaced by a list. The pages hold counts and
column names, never a value of a row (`warehouse.quality_suites`).

>>> without_others('<script src="https://elsewhere.example/a.js"></script><p>kept</p>', "/desk")[-12:]
'><p>kept</p>'
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from console.pages.assets import address_of
from console.pages.desk import desk_of
from console.pages.door import Opening

router = APIRouter()

QUALITY = "quality"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; frame-ancestors 'self'; "
        "base-uri 'none'; form-action 'none'"
    )
}
"""The library styles its pages inline; nothing else is let in."""
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
_HANDLER = re.compile(r"""\son[a-z]+=(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_FETCHED = re.compile(r"""<(?:link|img|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//[^>]*>""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"""<a\b[^>]*href=["'](?:https?:)?//[^>]*>(.*?)</a>""", re.DOTALL | re.IGNORECASE)


@router.get("/quality", name="quality", dependencies=[Depends(Opening("quality", "list", QUALITY))])
def front(request: Request) -> Response:
    """Show what was checked, newest first."""
    desk = desk_of(request)
    return desk.page(request, "quality.html", {"checks": list(checks(desk.warehouse.settings.data_docs))})


def checks(site: Path) -> Iterator[tuple[str, str, str]]:
    """Give the checks that the folder holds: the day, what was checked, the page below the folder; the newest first."""
    found = [page.relative_to(site).parts for page in site.glob("validations/*/*/*/*.html")]
    for parts in sorted(found, key=lambda parts: (parts[2], parts[1]), reverse=True):
        yield parts[2], parts[1], "/".join(parts)


@router.get("/quality/{path:path}", name="check", dependencies=[Depends(Opening("quality", "show", QUALITY))])
def page(request: Request, path: str) -> Response:
    """Show one file of the newest check; 404 when there is none, or none yet."""
    site = desk_of(request).warehouse.settings.data_docs.resolve()
    file = (site / path).resolve()
    if not file.is_relative_to(site) or not file.is_file():
        raise HTTPException(404)
    if file.suffix == ".html":
        text = without_others(file.read_text(encoding="utf-8"), request.scope.get("root_path", ""))
        return HTMLResponse(text, headers=HEADERS)
    return Response(file.read_bytes(), media_type=mimetypes.guess_type(file.name)[0], headers=HEADERS)


def without_others(html: str, base: str) -> str:
    """Give a page without scripts, without anything fetched from another host, and with the desk's style sheet first."""
    kept = _ELSEWHERE.sub(r"\1", _FETCHED.sub("", _HANDLER.sub("", _SCRIPT.sub("", html))))
    sheet = f'<link rel="stylesheet" href="{base}{address_of("quality.css")}">'
    head = re.search(r"<head[^>]*>", kept, re.IGNORECASE)
    place = head.end() if head else 0
    return kept[:place] + sheet + kept[place:]
