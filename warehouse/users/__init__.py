"""Users: on whose word each person gets in.

An institution with access answers for the rights of each of its users (royal decree of 11 October 2023, art. 9, 1°, taken as
the house's standard): for each person somebody who is responsible at the institution attests, under his name and for a year at
most, that this person works for it and needs this role. Who ends an attestation shuts the person out.
"""

from warehouse.users.attesting import (
    Attestation,
    Unattested,
    attest,
    end_attestation,
    get_attestation,
    list_attestations,
    unattested,
)
from warehouse.users.tables import INSTITUTIONS

__all__ = [
    "INSTITUTIONS",
    "Attestation",
    "Unattested",
    "attest",
    "end_attestation",
    "get_attestation",
    "list_attestations",
    "unattested",
]
