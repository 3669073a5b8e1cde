"""Collecting: many private payers, one payee (rule fan-in needs ten within thirty days; here the story counts)."""

from models.typology import Typology

DETECTOR = Typology(
    "collecting",
    ("gathered", "dossier_payers", "new_payers"),
    "money of many people that goes to one: a collection or an investment that is nobody's case",
)
