"""One payee again and again: he gets a part of many dossiers, or his own in drops (rules family-payee, drip-payout)."""

from models.typology import Typology

DETECTOR = Typology(
    "sharing",
    ("payments_to_payee", "payments_to_one", "dossier_payees"),
    "who is paid again and again, and not as money comes, is no party to a case, or his money was not there",
    version=2,
)
