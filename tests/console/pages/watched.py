"""A page of a real browser that one person looks at; whatever goes wrong in it, or moves by itself, is written down."""

from typing import Any

LOCALES = {"en": "en-GB", "fr": "fr-BE", "nl": "nl-BE"}


class Watched:
    """A browser page of one person; what goes wrong in it is written down."""

    def __init__(self, browser: Any, address: str, who: str, *, theme: str = "light", language: str = "en") -> None:
        self.address = address
        self.faults: list[str] = []
        self.context = browser.new_context(
            viewport={"width": 1440, "height": 900}, color_scheme=theme, locale=LOCALES[language]
        )
        host = address.removesuffix("/quater")
        self.context.add_cookies(
            [{"name": "who", "value": who, "url": host}, {"name": "quater-language", "value": language, "url": host}]
        )
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self._fault(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self._fault(str(error)))
        self.page.on("dialog", lambda dialog: self._fault(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: None if request.url.startswith(host) else self._fault(f"fetched {request.url}"))

    def _fault(self, text: str) -> None:
        if "403 (Forbidden)" not in text:
            self.faults.append(text)

    def open(self, path: str) -> Any:
        self.page.goto(f"{self.address}{path}")
        return self.page

    def close(self) -> None:
        self.context.close()
