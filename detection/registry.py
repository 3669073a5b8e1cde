"""The folder is the registry: every module below `detection/rules/` that holds a RULE is a rule, its file name its identity.

>>> detectors()["neg-balance"].group
'statute'
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import polars as pl

from detection import rules
from detection.material import Material
from detection.rule import Rule

Find = Callable[[Material], pl.LazyFrame]


@dataclass(frozen=True)
class Detector:
    """A rule as it was found in the folder."""

    id: str
    group: str
    rule: Rule
    find: Find
    doc: str
    module: str

    @property
    def version(self) -> str:
        """The rule's version, as findings carry it."""
        return str(self.rule.version)


@cache
def detectors() -> Mapping[str, Detector]:
    """Give every rule by its identity, sorted."""
    found = [_detector(name) for _, name, package in pkgutil.walk_packages(rules.__path__, rules.__name__ + ".") if not package]
    return MappingProxyType({detector.id: detector for detector in sorted(found, key=lambda detector: detector.id)})


def _detector(name: str) -> Detector:
    module = importlib.import_module(name)
    _, _, group, file = name.split(".")
    return Detector(file.replace("_", "-"), group, module.RULE, module.find, module.__doc__ or "", name)
