"""Standing costs: nearly the same sum every month to one private payee (rules rent-like, salary-like)."""

from models.typology import Typology

DETECTOR = Typology(
    "standing",
    ("standing_months", "dossiers_of_payee", "payments_to_payee"),
    "rent, wages and loans recur; what clients are owed does not",
)
