"""Movements to features: one row per account and month, explained feature by feature.

>>> from models.features import FEATURES
>>> all(feature.why and feature.window for feature in FEATURES)
True
"""

from models.features.feature import Feature
from models.features.lines import NEEDED
from models.features.measures.openings import openings_of
from models.features.registry import FEATURE_NAMES, FEATURE_SET, FEATURES, feature
from models.features.table import build_features

__all__ = ["FEATURES", "FEATURE_NAMES", "FEATURE_SET", "NEEDED", "Feature", "build_features", "feature", "openings_of"]
