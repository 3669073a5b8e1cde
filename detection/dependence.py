"""What a rule can find without a new movement, and whether it looks at movements at all.

A rule that reads nothing but its account's own movements and statements finds the same until something new comes to the
account. One that reads the day, the refusals, the coverage, or what other accounts sent, may find on an account that got
nothing. One that reads neither movements nor statements is asked about all accounts at once, without reading any. Which it is
need not be said by anyone: it is read from the rule's source and from the modules of this package that it imports. A mention
that means something else errs to the safe side: the rule is asked about every account, or shown its movements.

>>> sorted(named_in("month_end > pl.lit(material.on)") & BEYOND), sorted(named_in("material.around.coverage.lazy()") & HISTORY)
(['on'], [])
"""

from __future__ import annotations

import importlib
import inspect
import re
from functools import cache

BEYOND = frozenset({"on", "around", "refused", "between", "shared"})
"""What `Material` gives beside the account's own movements and statements."""
ACROSS = frozenset({"between", "shared"})
"""What `Material` gives of movements of other accounts."""
HISTORY = frozenset(
    {
        *(
            "movements",
            "statements",
            "counted",
            "booked",
            "chained",
            "daily",
            "flows",
            "changes",
            "matches",
            "receipts",
            "receipts_that",
            "ledgers",
        ),
        *ACROSS,
    }
)
"""What `Material` gives of movements and statements."""
LOTS = frozenset({"changes", "matches", "receipts", "receipts_that"})
"""What `Material` gives of which receipt a payment used up."""
GROUND = frozenset(
    f"detection.{name}" for name in ("material", "surroundings", "rule", "findings", "balances", "calendar", "lately")
)
"""What every rule stands on; it reads nothing that a rule did not ask it for."""
ASKING = frozenset({"stirred", "near", "due", "outlook", "left"})
"""Functions of a rule that say when it must be asked: what they read is not what it finds by."""
DOCSTRING = re.compile(r'\A\s*r?""".*?"""', re.DOTALL)
WHEN_ASKED = re.compile(rf"^def (?:{'|'.join(sorted(ASKING))})\(.*?(?=^[^\s)#]|\Z)", re.DOTALL | re.MULTILINE)
"""One of those functions, up to the next line that begins something else."""
ATTRIBUTE = re.compile(r"\.([A-Za-z_]\w*)")
IMPORTED = re.compile(r"^\s*from (detection\.[\w.]+) import", re.MULTILINE)


@cache
def may_find_unmoved(module: str) -> bool:
    """Say whether a rule's module, or one that it imports, reads more than the account's own movements and statements."""
    return not BEYOND.isdisjoint(_read_by(module))


@cache
def reads_history(module: str) -> bool:
    """Say whether a rule's module, or one that it imports, reads movements or statements."""
    return not HISTORY.isdisjoint(_read_by(module))


@cache
def matches_lots(module: str) -> bool:
    """Say whether a rule's module, or one that it imports, reads which receipts the payments used up."""
    return not LOTS.isdisjoint(_read_by(module))


def looks_across(source: str) -> bool:
    """Say whether a rule's source, or a module that it imports, reads what other accounts moved."""
    return not ACROSS.isdisjoint(_read_from(source))


def looks_around(source: str) -> bool:
    """Say whether it reads anything that is only known across accounts, or was expected of them."""
    return not (ACROSS | {"around"}).isdisjoint(_read_from(source))


def named_in(source: str) -> frozenset[str]:
    """Give the attributes that a source names, but for the functions that say when a rule must be asked."""
    return _told(source)[0]


def _read_from(source: str) -> frozenset[str]:
    """Give the attributes that a source names, and those that it imports."""
    attributes, imported = _told(source)
    return attributes.union(*(_read_by(name) for name in imported - GROUND))


@cache
def _read_by(module: str) -> frozenset[str]:
    """Give the attributes that a module names, and those that it imports."""
    known, waiting, found = set[str](), [module], frozenset[str]()
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            attributes, imported = _of_module(name)
            found |= attributes
            waiting += [each for each in imported if each not in GROUND]
    return found


@cache
def _of_module(module: str) -> tuple[frozenset[str], frozenset[str]]:
    return _told(inspect.getsource(importlib.import_module(module)))


def _told(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the attributes that a source names, and the modules of this package that it imports.

    Text is searched, not parsed: a run of a day would spend more on parsing all rules than on some of them.
    """
    told = WHEN_ASKED.sub("", DOCSTRING.sub("", source))
    return frozenset(ATTRIBUTE.findall(told)), frozenset(IMPORTED.findall(told))
