"""What a rule can find without a new movement: whether the passing of time, or what lies around an account, may make it find.

A rule that reads nothing but its account's own movements and statements finds the same until something new comes to the
account. One that reads the day, the refusals, the coverage, or what other accounts sent, may find on an account that got
nothing. Which it is need not be said by anyone: it is read from the rule's source and from the modules of this package that it
imports. A mention that means something else errs to the safe side: the rule is asked about every account.

>>> reads_beyond("material.booked.filter(debit())"), reads_beyond("month_end > pl.lit(material.on)")
(False, True)
"""

from __future__ import annotations

import ast
import importlib
import inspect
from functools import cache
from types import ModuleType

BEYOND = frozenset({"on", "around", "refused", "between", "shared"})
"""What `Material` gives beside the account's own movements and statements."""
GROUND = frozenset(f"detection.{name}" for name in ("material", "surroundings", "rule", "findings", "balances", "calendar"))
"""What every rule stands on; it reads nothing that a rule did not ask it for."""


@cache
def may_find_unmoved(module: str) -> bool:
    """Say whether a rule's module, or one that it imports, reads more than the account's own movements and statements."""
    return any(reads_beyond(inspect.getsource(each)) for each in _read_by(importlib.import_module(module), set()))


def reads_beyond(source: str) -> bool:
    """Say whether a source names the day, the refusals, or what lies around an account."""
    return any(isinstance(node, ast.Attribute) and node.attr in BEYOND for node in ast.walk(ast.parse(source)))


def _read_by(module: ModuleType, known: set[str]) -> list[ModuleType]:
    known.add(module.__name__)
    found = [module]
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        name = node.module if isinstance(node, ast.ImportFrom) else None
        if name and name.startswith("detection.") and name not in GROUND | known:
            found += _read_by(importlib.import_module(name), known)
    return found
