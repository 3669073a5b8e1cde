"""The undertaking to keep the secret, one file a language; the folder is the registry.

`VERSION` goes up with every change of a text, and everybody signs anew; a test compares the hashes of the texts with it.

>>> languages(), undertaking("fr").splitlines()[0]
(['de', 'fr', 'nl'], 'Engagement de secret')
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from warehouse.errors import Refusal

VERSION = 1


def languages() -> list[str]:
    """The languages in which the undertaking can be read and signed."""
    return sorted(entry.name for entry in iter_modules(__path__))


def undertaking(language: str) -> str:
    """Give the text in a language; Refusal for another."""
    if language not in languages():
        raise Refusal(f"expected the language of the undertaking to be one of {', '.join(languages())}, got {language!r}")
    text: str = import_module(f"{__name__}.{language}").TEXT
    return text
