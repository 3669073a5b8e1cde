"""Episodes: what is planted into lawful lives, each illicit pattern with the lawful one that looks like it.

The folder is the registry: every module here that has EPISODES adds its own; nobody edits a list. An episode names the
detector that must find it, or, when it is lawful, the detector that must not; what was planted is written to `truth.csv`.

>>> {episode.name for episode in episodes()} >= {"cash-withdrawal", "still-account", "deposit-to-notary"}
True
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from console.simulator.episodes.stage import Episode, Label, NoRoomError, Stage

__all__ = ["Episode", "Label", "NoRoomError", "Stage", "episodes"]

_HELPERS = ("stage",)


@cache
def episodes() -> tuple[Episode, ...]:
    """Give every kind of episode, by name."""
    modules = (import_module(f"{__package__}.{entry.name}") for entry in iter_modules(__path__) if entry.name not in _HELPERS)
    found: list[Episode] = [episode for module in modules for episode in module.EPISODES]
    return tuple(sorted(found, key=lambda episode: episode.name))
