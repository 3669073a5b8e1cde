"""Account numbers for a simulated world: valid check digits, in ranges that belong to no real bank.

The accounts of the simulated banks lie in the ranges that `coda_parser.banks` gives them; everybody else's Belgian
accounts lie in ranges that the protocol list of the National Bank (version of 1 January 2026) gives to nobody, and
foreign ones carry invented bank codes, so that no simulated number can be a real person's.

>>> from console.simulator.draws import stream
>>> from coda_parser.iban import is_valid_iban
>>> all(is_valid_iban(foreign_iban(stream("doctest", country), country)) for country in FOREIGN_LAYOUTS)
True
>>> is_valid_iban(belgian_account(stream("doctest", 1), 985))
True
"""

from __future__ import annotations

from random import Random

from coda_parser.iban import belgian_iban, checked

FREE_RANGES = {
    158: "ZAVEBEB1",
    216: "LEYSBEB1",
    531: "DIJLBEB1",
    618: "GEETBEB1",
    714: "RUPLBEB1",
    811: "MEHABEB1",
    848: "SAMBBEB1",
}
"""First three digits of unassigned Belgian account numbers, and the invented BIC that goes with them here."""

FOREIGN_LAYOUTS = {
    "NL": "ZWIN##########",
    "FR": "99999##################",
    "DE": "999#####0#########",
    "LU": "999#############",
    "ES": "9999################",
    "GB": "ZWIN999###########",
    "CH": "99999############",
    "MC": "99999##################",
    "VG": "ZWIN################",
    "AE": "999################",
    "GI": "ZWIN###############",
}
"""What follows the check digits of an IBAN: `#` is a digit to draw, the rest an invented bank code (ISO 13616 layouts)."""


def _with_check_digits(country: str, body: str) -> str:
    number = "".join(str(int(character, 36)) for character in f"{body}{country}00")
    return f"{country}{98 - int(number) % 97:02d}{body}"


def belgian_account(rng: Random, prefix: int) -> str:
    """Draw a Belgian IBAN whose account number starts with these three digits."""
    return belgian_iban(checked(f"{prefix:03d}{rng.randrange(10_000_000):07d}"))


def belgian_counterparty(rng: Random) -> tuple[str, str]:
    """Draw the IBAN and BIC of somebody who banks in Belgium, at no real bank."""
    prefix = rng.choice(sorted(FREE_RANGES))
    return belgian_account(rng, prefix), FREE_RANGES[prefix]


def foreign_iban(rng: Random, country: str) -> str:
    """Draw an IBAN of a country of `FOREIGN_LAYOUTS`."""
    layout = FOREIGN_LAYOUTS[country]
    return _with_check_digits(country, "".join(str(rng.randrange(10)) if sign == "#" else sign for sign in layout))


def foreign_counterparty(rng: Random, country: str) -> tuple[str, str]:
    """Draw the IBAN and BIC of somebody who banks in this country."""
    return foreign_iban(rng, country), f"ZWIN{country}2X"


def structured_reference(rng: Random) -> str:
    """Draw the twelve digits of a Belgian structured communication with its check digits."""
    return checked(f"{rng.randrange(1_000_000_000, 9_999_999_999)}")
