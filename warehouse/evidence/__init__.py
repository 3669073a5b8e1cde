"""Access evidence: who read what, when, why and how, written before the data are given.

The founding security note asks for a proof of access that cannot be changed unseen (royal decree of 11 October 2023, art. 4
§1, 4° and 5°, applied as the house standard): every row carries the hash of the row before it, and the head of the chain is
signed once a day into a file that is kept elsewhere too. A row names the dossier, never a person of the data or an account,
so that the log may outlive the data; the reader stands in it under a keyed pseudonym whose identity is erasable.
"""

from warehouse.evidence.accesses import (
    MODALITIES,
    PURPOSES,
    Access,
    forget_actor,
    list_accesses,
    record_access,
)
from warehouse.evidence.anchoring import anchor_head
from warehouse.evidence.chain import Verification, verify
from warehouse.evidence.subjects import subject_of_account

__all__ = [
    "MODALITIES",
    "PURPOSES",
    "Access",
    "Verification",
    "anchor_head",
    "forget_actor",
    "list_accesses",
    "record_access",
    "subject_of_account",
    "verify",
]
