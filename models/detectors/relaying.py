"""Relaying: from lawyer to lawyer, and back (rule circular-lawyers needs the same sum within ten days a hop)."""

from models.typology import Typology

DETECTOR = Typology(
    "relaying",
    ("relay_hops", "relay_money", "circled_money"),
    "money that goes round between lawyers' accounts is being hidden, not settled",
)
