"""Drawing: sums to the holder that no dossier explains, round and often (rules own-transfer, own-round-amounts; OBFG 4.75)."""

from models.typology import Typology

DETECTOR = Typology(
    "drawing",
    ("own_unreferenced_money", "own_round_share", "own_payments"),
    "fees follow a note and a case; what is drawn like wages follows a need",
)
