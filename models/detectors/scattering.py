"""Scattering: one payer, many private payees (rule fan-out needs ten within fifteen days)."""

from models.typology import Typology

DETECTOR = Typology(
    "scattering",
    ("scattered", "dossier_payees", "new_payees"),
    "one sum broken up among many who have nothing to do with one another",
)
