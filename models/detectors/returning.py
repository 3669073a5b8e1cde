"""Returning: money goes back to its payer, in parts or to another account (rule circular-flow needs four fifths of it)."""

from models.typology import Typology

DETECTOR = Typology(
    "returning",
    ("sent_back_money", "elsewhere_money", "returned_share"),
    "money that comes and goes back had no case to serve",
)
