"""Out of size: one sum beyond all that the account ever held (rule large-unusual needs a history)."""

from models.typology import Typology

DETECTOR = Typology(
    "outsize",
    ("largest_excess", "stranger_sum", "abroad_money", "missing_reference_money"),
    "a sum far beyond the practice, for strangers, over the border or without a case, is not of the practice",
    version=3,
)
