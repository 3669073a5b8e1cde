"""The sections of the desk, in the order of the day's work; a visitor is shown those that the table of rights opens."""

from __future__ import annotations

from dataclasses import dataclass

from console.pages.visitors import Visitor


@dataclass(frozen=True)
class Section:
    """A place in the navigation: its word in the texts, its address, and the right that opens it."""

    code: str
    path: str
    page: str
    action: str = "list"


SECTIONS = (
    Section("alerts", "/alerts", "alerts"),
    Section("accounts", "/accounts", "accounts"),
    Section("deliveries", "/deliveries", "deliveries"),
    Section("holds", "/holds", "holds"),
    Section("holds", "/retention", "retention"),
    Section("rules", "/rules", "rules"),
    Section("reports", "/reports", "reports"),
    Section("evidence", "/evidence", "evidence"),
    Section("security", "/blocks", "blocks"),
)


def sections_of(visitor: Visitor) -> tuple[Section, ...]:
    """The sections that a visitor may open, each once: a section with several pages by the first of them that opens."""
    found: dict[str, Section] = {}
    for section in SECTIONS:
        if visitor.may(section.page, section.action):
            found.setdefault(section.code, section)
    return tuple(found.values())
