"""Standing costs: nearly the same sum every month to one private payee (rules rent-like, salary-like)."""

from models.typology import Typology

DETECTOR = Typology(
    "standing",
    ("standing_months", "standing_evenness", "dossiers_of_payee", "one_payee_share"),
    "rent, wages and loans recur; what clients are owed does not",
    version=2,
)
