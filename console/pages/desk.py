"""What every page shares: the installation, the clock, the templates, the visitors' book, the visitor's language and theme.

Text that came from a bank file is data: it is escaped, and control and direction characters are shown instead of obeyed
(anyone with one cent can write into a communication).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from console.output import plain
from console.pages import formats
from console.pages.assets import address_of
from console.pages.preferences import language_of, theme_of
from console.pages.sections import sections_of
from console.pages.texts import LANGUAGES, Texts
from console.pages.visitors import Forms, Visitor, visitor_of
from warehouse.database import Warehouse
from warehouse.evidence import record_access
from warehouse.keys import installation_key


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@cache
def templates() -> Environment:
    """The templates, escaping everything."""
    environment = Environment(
        loader=PackageLoader("console.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(formats.FILTERS)
    environment.globals.update(asset=address_of)
    return environment


@dataclass(frozen=True)
class Desk:
    """One desk: opened once in the web server's process."""

    open: Callable[[], Warehouse]
    now: Callable[[], datetime] = clock

    @cached_property
    def warehouse(self) -> Warehouse:
        """The installation, opened at the first visit."""
        return self.open()

    @cached_property
    def forms(self) -> Forms:
        """The maker and checker of form tokens."""
        return Forms(installation_key(self.warehouse.settings, "pages-forms"))

    def today(self) -> date:
        """The day in Brussels."""
        return formats.brussels(self.now()).date()

    def words(self, request: Request) -> Texts:
        """The words of the pages in the visitor's language."""
        return LANGUAGES[language_of(request, getattr(request.state, "visitor", None))]

    def note(
        self,
        request: Request,
        *,
        action: str,
        subject: str,
        purpose: str,
        modality: str = "page",
        result: str = "granted",
    ) -> None:
        """Write the access into the visitors' book; it must be called before the data are read for showing."""
        record_access(
            self.warehouse,
            actor=visitor_of(request).name,
            action=action,
            subject=subject,
            purpose=purpose,
            modality=modality,
            result=result,
            at=self.now(),
        )

    def page(self, request: Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
        """Render a page for the visitor."""
        visitor = visitor_of(request)
        shared = {
            **self.frame(request),
            "visitor": visitor,
            "sections": sections_of(visitor),
            "token": self.token(request),
            "prefer_token": self.forms.token(visitor.name, "desk", at=self.now()),
            "here": _here(request),
        }
        return HTMLResponse(templates().get_template(template).render(shared, **values), status_code=status)

    def frame(self, request: Request) -> dict[str, Any]:
        """What every page needs, with or without a visitor."""
        return {
            "base": request.scope.get("root_path", ""),
            "t": self.words(request),
            "theme": theme_of(request),
            "visitor": None,
        }

    def token(self, request: Request) -> str:
        """The token of the forms of the page that is being opened: for this person and the subject of the visit."""
        return self.forms.token(visitor_of(request).name, request.state.subject, at=self.now())


def desk_of(request: Request) -> Desk:
    """The desk that answers."""
    desk = request.app.state.desk
    if not isinstance(desk, Desk):
        raise TypeError("the application has no desk")
    return desk


def _here(request: Request) -> str:
    """The address of the page below the desk, to come back to after a choice of language or theme."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return f"{path}?{request.url.query}" if request.url.query and request.method == "GET" else path


def _shown(value: object) -> object:
    """Show control and direction characters; line ends stay, they only separate words in a page."""
    return "\n".join(plain(line) for line in value.split("\n")) if type(value) is str else value


__all__ = ["Desk", "Visitor", "clock", "desk_of"]
