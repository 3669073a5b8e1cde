"""The pages in English; the words are those of the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from console.pages.texts.en.accounts import ACCOUNTS
from console.pages.texts.en.alerts import ALERTS
from console.pages.texts.en.arrivals import ARRIVALS
from console.pages.texts.en.detectors import DETECTORS
from console.pages.texts.en.figures import FIGURES
from console.pages.texts.en.frame import FRAME
from console.pages.texts.en.keeping import KEEPING
from console.pages.texts.en.people import PEOPLE
from console.pages.texts.en.persons import PERSONS
from console.pages.texts.en.reports import REPORTS
from console.pages.texts.en.security import SECURITY

ENGLISH: Final[Mapping[str, Any]] = {
    **FRAME,
    **ALERTS,
    **FIGURES,
    **ACCOUNTS,
    **ARRIVALS,
    **KEEPING,
    **REPORTS,
    **SECURITY,
    **PEOPLE,
    **PERSONS,
    **DETECTORS,
}
