"""The visitor's language and theme: kept in two cookies that hold nothing else, chosen on any page.

Without a choice the language is that of the visitor's Order, else the first one of the browser that the desk speaks; the theme
follows the system.

>>> from types import SimpleNamespace
>>> def asked(accept="", **cookies):
...     named = {f"quater-{name}": value for name, value in cookies.items()}
...     return SimpleNamespace(cookies=named, headers={"accept-language": accept})
>>> language_of(asked(), Visitor("anna", "analyst_ovb")), language_of(asked(language="en"), Visitor("anna", "analyst_ovb"))
('nl', 'en')
>>> language_of(asked("de-BE,fr;q=0.8,en;q=0.5"), None), language_of(asked("de"), None), theme_of(asked(theme="<b>"))
('fr', 'en', 'system')
"""

from __future__ import annotations

from fastapi import Request, Response

from console.pages.texts import LANGUAGES
from console.pages.visitors import Visitor

THEMES = ("system", "light", "dark")
OF_ORDER = {"OBFG": "fr", "OVB": "nl"}
FALLBACK = "en"
A_YEAR = 365 * 24 * 3600


def language_of(request: Request, visitor: Visitor | None) -> str:
    """The language in which the visitor reads the desk."""
    chosen = request.cookies.get("quater-language", "")
    if chosen in LANGUAGES:
        return chosen
    if visitor is not None and visitor.order is not None:
        return OF_ORDER[visitor.order]
    wanted = (part.split(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "").split(","))
    return next((language for language in wanted if language in LANGUAGES), FALLBACK)


def theme_of(request: Request) -> str:
    """The theme that the visitor chose."""
    chosen = request.cookies.get("quater-theme", "")
    return chosen if chosen in THEMES else THEMES[0]


def keep_preferences(answer: Response, *, base: str, language: str, theme: str) -> None:
    """Keep what was chosen; what is none of the choices is left out."""
    for name, value, known in (("language", language, tuple(LANGUAGES)), ("theme", theme, THEMES)):
        if value in known:
            answer.set_cookie(f"quater-{name}", value, max_age=A_YEAR, path=base or "/", httponly=True, samesite="lax")
