"""Do a fitted model's trees lead somewhere? A tree that leads outside itself reads memory that is not its own, or never ends.

skops builds no code from an archive, but it builds trees from arrays, and scikit-learn walks trees without looking where it
steps. So each branch must lead forward, to a node that exists, and each cut must be on a feature that exists.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.ensemble import IsolationForest


def sound(forest: Any, features: int) -> bool:
    """Say whether all branches of a forest lead forward to a node that exists, on a feature that exists."""
    if not isinstance(forest, IsolationForest) or forest.n_features_in_ != features:
        return False
    return all(_leads_somewhere(grown.tree_, features) for grown in forest.estimators_)


def _leads_somewhere(tree: Any, features: int) -> bool:
    nodes = np.arange(tree.node_count)
    left, right = tree.children_left, tree.children_right
    leaves = (left == -1) & (right == -1)
    forward = (left > nodes) & (left < len(nodes)) & (right > nodes) & (right < len(nodes))
    cuts = (tree.feature >= 0) & (tree.feature < features)
    return bool(tree.n_features == features and len(nodes) and np.all(leaves | (forward & cuts)))
