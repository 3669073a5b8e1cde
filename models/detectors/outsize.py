"""Out of size: one sum beyond all that the account ever held (rule large-unusual needs a history)."""

from models.typology import Typology

DETECTOR = Typology(
    "outsize",
    ("largest_excess", "largest_payment", "private_money_in", "abroad_money"),
    "a sum far beyond the practice is not of the practice",
)
