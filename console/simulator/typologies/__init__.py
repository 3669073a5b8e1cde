"""Typologies: what lawyers do with clients' money that no rule decides alone, each with the lawful life that looks like it.

Rules see one thing past one limit. These stay below the limits or quote a dossier; what gives them away is several things at
once, each of them lawful by itself. They are drawn widely: in sums that fit the host's practice, in counts, in days, with and
without a reference, so that no two are alike. Sources: FATF, *Money laundering and terrorist financing vulnerabilities of legal
professionals* (2013); art. 446quater of the Judicial Code; the auditing literature on lapping.

The folder is the registry: every module here that has EPISODES adds its own. `casting` plants each kind of `episodes` once;
these are planted by `prevalence`, as rarely as they are.

>>> {one.lawful for one in typologies()}
{False, True}
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from console.simulator.episodes.stage import Episode

__all__ = ["typologies"]

_HELPERS = ("frame",)


@cache
def typologies() -> tuple[Episode, ...]:
    """Give every kind, by name."""
    modules = (import_module(f"{__package__}.{entry.name}") for entry in iter_modules(__path__) if entry.name not in _HELPERS)
    found: list[Episode] = [episode for module in modules for episode in module.EPISODES]
    return tuple(sorted(found, key=lambda episode: episode.name))
