"""Looking: every check of the folder `checks`, what is unsafe first."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from datetime import date

from console.doctor import checks
from console.doctor.finding import Check, Finding, Patient
from warehouse.database import Warehouse


def look(warehouse: Warehouse, *, environ: Mapping[str, str], on: date) -> list[Finding]:
    """Give everything that was found."""
    patient = Patient(warehouse, environ, on)
    found = [one for check in _checks() for one in check(patient)]
    return sorted(found, key=lambda one: (not one.unsafe, one.check))


def _checks() -> list[Check]:
    names = sorted(module.name for module in pkgutil.iter_modules(checks.__path__))
    return [importlib.import_module(f"{checks.__name__}.{name}").check for name in names]
