"""Skimming: the holder takes more than fees explain, and more than he used to (OBFG 4.75)."""

from models.typology import Typology

DETECTOR = Typology(
    "skimming",
    ("own_share", "own_payments", "overtaken_dossiers"),
    "a holder who keeps half of what comes in lives on clients' money",
    version=2,
)
