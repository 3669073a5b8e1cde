"""The contract of a certificate's language: every text that stands in a certificate or in a notice to a bâtonnier.

One language is one file in `languages/` holding one `TEXTS`; the folder is the registry. Names of languages, Orders and dates
are those of the reports.

>>> sorted(certificate_texts("nl")) == sorted(certificate_texts("fr")) == sorted(certificate_texts("de"))
True
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast


def certificate_texts(code: str) -> Mapping[str, str]:
    """Give the texts of a language; KeyError for one that is not there."""
    try:
        module = import_module(f"detection.certificates.languages.{code}")
    except ModuleNotFoundError:
        raise KeyError(f"no certificate in {code!r}") from None
    return cast("Mapping[str, str]", module.TEXTS)
