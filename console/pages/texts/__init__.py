"""The words of the pages, one file a language; every file has the same keys."""

from console.pages.texts.en import ENGLISH, Texts

__all__ = ["ENGLISH", "Texts"]
