"""Lapping: old dossiers are paid on the days on which other dossiers' money comes, (446quater §1, §4)."""

from models.typology import Typology

DETECTOR = Typology(
    "lapping",
    ("lapped_money", "waited_surprise", "own_share", "overtaken_dossiers"),
    "who pays one client with the next one's money has used the first one's",
    version=3,
)
