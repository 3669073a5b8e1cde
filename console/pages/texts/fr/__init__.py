"""Les pages en français ; les mots sont ceux du glossaire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from console.pages.texts.fr.accounts import ACCOUNTS
from console.pages.texts.fr.alerts import ALERTS
from console.pages.texts.fr.arrivals import ARRIVALS
from console.pages.texts.fr.detectors import DETECTORS
from console.pages.texts.fr.figures import FIGURES
from console.pages.texts.fr.frame import FRAME
from console.pages.texts.fr.keeping import KEEPING
from console.pages.texts.fr.people import PEOPLE
from console.pages.texts.fr.persons import PERSONS
from console.pages.texts.fr.reports import REPORTS
from console.pages.texts.fr.security import SECURITY

FRENCH: Final[Mapping[str, Any]] = {
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
