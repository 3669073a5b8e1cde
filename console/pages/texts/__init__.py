"""The words of the pages, a folder a language, a file a section: everywhere the same keys, and as many places to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from console.pages.texts.en import ENGLISH
from console.pages.texts.fr import FRENCH
from console.pages.texts.nl import DUTCH

Texts = Mapping[str, Any]

LANGUAGES: Mapping[str, Texts] = MappingProxyType({"fr": FRENCH, "nl": DUTCH, "en": ENGLISH})

__all__ = ["LANGUAGES", "Texts"]
