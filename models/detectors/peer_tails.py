"""The rarest tails: the mean of an account-month's five rarest values among its peers, whatever they are.

It knows no story, so that it sees what nobody has thought of; it also sees every lawful oddity, so it never counts alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models import rarity
from models.contract import Part, View
from models.tails import Floats

RAREST = 5


@dataclass(frozen=True)
class PeerTails:
    """The detector: what it is called, and why it is there."""

    name: str = "peer_tails"
    version: int = 1
    why: str = "several values that hardly any comparable account shows, in one month"
    alone: bool = False

    def fit(self, view: View, *, seed: int) -> Part:  # noqa: ARG002 - the shape of every detector; nothing here is drawn
        """Learn how the means of the rarest lie."""
        return Part(self.name, rarity.learn(rarest(view.evidence)))

    def rarity(self, part: Part, view: View) -> Floats:
        """How rare the mean of each row is."""
        return rarity.rarity(part.arrays, rarest(view.evidence))


def rarest(evidence: Floats) -> Floats:
    """The mean of each row's largest evidence."""
    return np.asarray(np.sort(evidence, axis=1)[:, -RAREST:].mean(axis=1), dtype=np.float64)


DETECTOR = PeerTails()
