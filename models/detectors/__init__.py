"""What sees that an account-month is out of order without having been told: one file, one detector (`models.contract`).

The folder is the registry, in the order of the names; nobody edits a list.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil

from models.contract import Detector


def _found() -> tuple[Detector, ...]:
    modules = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    found: list[Detector] = [module.DETECTOR for module in modules]
    for detector, module in zip(found, pkgutil.iter_modules(__path__), strict=True):
        if detector.name != module.name:
            raise ValueError(f"the detector of {module.name}.py is named {detector.name}")
    return tuple(sorted(found, key=lambda detector: detector.name))


DETECTORS: tuple[Detector, ...] = _found()
DETECTOR_SET = hashlib.sha256(";".join(f"{one.name}:{one.version}" for one in DETECTORS).encode()).hexdigest()[:16]
"""Identify the definitions: what was fitted with others must not score."""
