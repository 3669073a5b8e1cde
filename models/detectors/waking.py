"""Waking: a still account with the traffic of an office (rules dormant-reactivated and velocity-burst)."""

from models.typology import Typology

DETECTOR = Typology(
    "waking",
    ("awakened", "silent_days", "swift_money", "strangers_met"),
    "an account that hardly moved has found another user",
    version=2,
)
