"""De pagina's in het Nederlands; de woorden zijn die van de woordenlijst."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from console.pages.texts.nl.accounts import ACCOUNTS
from console.pages.texts.nl.alerts import ALERTS
from console.pages.texts.nl.arrivals import ARRIVALS
from console.pages.texts.nl.detectors import DETECTORS
from console.pages.texts.nl.figures import FIGURES
from console.pages.texts.nl.frame import FRAME
from console.pages.texts.nl.keeping import KEEPING
from console.pages.texts.nl.people import PEOPLE
from console.pages.texts.nl.persons import PERSONS
from console.pages.texts.nl.reports import REPORTS
from console.pages.texts.nl.security import SECURITY

DUTCH: Final[Mapping[str, Any]] = {
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
