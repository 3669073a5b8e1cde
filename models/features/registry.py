"""The catalogue folder is the registry: every `Feature` found in its modules counts, in the order of the names.

>>> [feature.name for feature in FEATURES][:3]
['abroad_money', 'abroad_share', 'activity_share']
"""

from __future__ import annotations

import importlib
import pkgutil

from models.features import catalogue
from models.features.feature import Feature, fingerprint


def _found() -> tuple[Feature, ...]:
    features: dict[str, Feature] = {}
    for module in pkgutil.iter_modules(catalogue.__path__):
        content = vars(importlib.import_module(f"{catalogue.__name__}.{module.name}"))
        for value in content.values():
            if isinstance(value, Feature) and features.setdefault(value.name, value) is not value:
                raise ValueError(f"two features are named {value.name}; the second stands in {module.name}.py")
    return tuple(features[name] for name in sorted(features))


FEATURES: tuple[Feature, ...] = _found()
FEATURE_NAMES: tuple[str, ...] = tuple(feature.name for feature in FEATURES)
FEATURE_SET: str = fingerprint(FEATURES)


def feature(name: str) -> Feature:
    """The feature of that name; KeyError when there is none."""
    for candidate in FEATURES:
        if candidate.name == name:
            return candidate
    raise KeyError(name)
