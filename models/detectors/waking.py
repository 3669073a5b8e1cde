"""Waking: a still account with the traffic of an office (rules dormant-reactivated and velocity-burst)."""

from models.typology import Typology

DETECTOR = Typology(
    "waking",
    ("activity_share", "silent_days", "swift_money", "new_payees"),
    "an account that hardly moved has found another user",
)
