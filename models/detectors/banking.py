"""Banking: strangers' money in and out within days, and again (rule pass-through needs ten thousand euro and no dossier)."""

from models.typology import Typology

DETECTOR = Typology(
    "banking",
    ("swift_money", "swift_days", "swift_share", "missing_reference_money"),
    "an account that strangers use to pay strangers serves as a bank",
    version=3,
)
