"""The folder is the registry: every module below `detection/rules/` that holds a RULE is a rule, its file name its identity.

>>> detectors()["neg-balance"].group
'statute'
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType

import polars as pl

from detection import rules
from detection.material import Material
from detection.rule import Rule
from detection.versions import version_of

Find = Callable[[Material], pl.LazyFrame]


@dataclass(frozen=True)
class Detector:
    """A rule as it was found in the folder; its version is the hash of its file (`detection.versions`)."""

    id: str
    group: str
    rule: Rule
    find: Find
    doc: str
    module: str
    version: str


@cache
def detectors() -> Mapping[str, Detector]:
    """Give every rule by its identity, sorted."""
    found = [_detector(name) for _, name, package in pkgutil.walk_packages(rules.__path__, rules.__name__ + ".") if not package]
    return MappingProxyType({detector.id: detector for detector in sorted(found, key=lambda detector: detector.id)})


def _detector(name: str) -> Detector:
    module = importlib.import_module(name)
    _, _, group, file = name.split(".")
    return detector_of(module, file.replace("_", "-"), group, inspect.getsource(module))


def detector_of(module: ModuleType, identity: str, group: str, source: str) -> Detector:
    """Make a detector of a loaded module and its text."""
    return Detector(identity, group, module.RULE, module.find, module.__doc__ or "", module.__name__, version_of(source))
