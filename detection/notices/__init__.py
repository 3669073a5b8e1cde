"""Notices: what the control has to say of itself, as alerts that a person must answer for, never as a line in a log.

A notice names no lawyer and no movement: it is about the house, and named by what it is about (a model, a bank, a run) where a
finding of a rule is named by an account. It belongs to no bar, so on PostgreSQL the officers see it and the desks of the Orders
do not; no report to a bâtonnier tells of it. One notice a month for a cause that lasts, however often detection is run.

The folder is the registry: every module with a RULE is a notice, its file name its identity.

>>> sorted(notices())
['model-drift', 'model-refused', 'model-waiting', 'run-late']
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from detection.rule import Rule
from detection.versions import version_of


@dataclass(frozen=True)
class Notice:
    """One kind of notice: its words, and the version of its file."""

    id: str
    rule: Rule
    doc: str
    version: str


@cache
def notices() -> Mapping[str, Notice]:
    """Give every kind of notice by its identity, sorted."""
    found = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        module = importlib.import_module(f"{__name__}.{name}")
        if hasattr(module, "RULE"):
            identity = name.replace("_", "-")
            found[identity] = Notice(identity, module.RULE, module.__doc__ or "", version_of(inspect.getsource(module)))
    return MappingProxyType(found)
