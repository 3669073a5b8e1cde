"""What every page shares: the installation, the clock, the templates, the visitors' book.

Text that came from a bank file is data: it is escaped, and control and direction characters are shown instead of obeyed
(anyone with one cent can write into a communication).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from console.output import euros, plain
from console.pages.texts import ENGLISH, Texts
from console.pages.visitors import Forms, Visitor
from warehouse.database import Warehouse
from warehouse.evidence import record_access
from warehouse.keys import installation_key

BRUSSELS = ZoneInfo("Europe/Brussels")


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """One desk: opened once in the web server's process."""

    open: Callable[[], Warehouse]
    now: Callable[[], datetime] = clock
    texts: Texts = field(default_factory=lambda: ENGLISH)

    @cached_property
    def warehouse(self) -> Warehouse:
        """The installation, opened at the first visit."""
        return self.open()

    @cached_property
    def forms(self) -> Forms:
        """The maker and checker of form tokens."""
        return Forms(installation_key(self.warehouse.settings, "pages-forms"))

    @cached_property
    def templates(self) -> Environment:
        """The templates, escaping everything."""
        environment = Environment(
            loader=PackageLoader("console.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(euros=euros, moment=_moment)
        return environment

    def today(self) -> date:
        """The day in Brussels."""
        return self.now().astimezone(BRUSSELS).date()

    def note(self, request: Request, *, action: str, subject: str, purpose: str = "detect", modality: str = "page") -> None:
        """Write the access into the visitors' book; it must be called before the data are read for showing."""
        record_access(
            self.warehouse,
            actor=visitor_of(request).name,
            action=action,
            subject=subject,
            purpose=purpose,
            modality=modality,
            result="granted",
            at=self.now(),
        )

    def page(self, request: Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
        """Render a page."""
        shared = {"base": request.scope.get("root_path", ""), "t": self.texts, "visitor": visitor_of(request)}
        return HTMLResponse(self.templates.get_template(template).render(shared, **values), status_code=status)


def visitor_of(request: Request) -> Visitor:
    """The person who asks; the guard of every route has put it there."""
    visitor = request.state.visitor
    if not isinstance(visitor, Visitor):
        raise TypeError("a page was reached without a visitor")
    return visitor


def desk_of(request: Request) -> Desk:
    """The desk that answers."""
    desk = request.app.state.desk
    if not isinstance(desk, Desk):
        raise TypeError("the application has no desk")
    return desk


def _shown(value: object) -> object:
    """Show control and direction characters; line ends stay, they only separate words in a page."""
    return "\n".join(plain(line) for line in value.split("\n")) if type(value) is str else value


def _moment(value: datetime) -> str:
    return value.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M")
