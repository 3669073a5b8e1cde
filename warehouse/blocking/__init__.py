"""Blocking: nobody gets in on whom a security risk lies, as long as it lies; two people and a mitigation let him in again.

The royal decree of 11 October 2023 (art. 4 §2 al. 3) lets the manager refuse or block access on signs of a risk for as long as
it lasts; the founding security note adds that access comes back only after a recorded mitigation, and that whoever suspects his
credential to be known to others says so at once, which blocks. Every door asks (`is_blocked`): each request of a page, each
command, each answer to a required action; on PostgreSQL the person's own login is closed and its sessions are ended.
"""

from warehouse.blocking.asking import blocked_people, is_blocked, refuse_blocked
from warehouse.blocking.deciding import block, get_block, lift, list_blocks, propose_lifting, report_leak
from warehouse.blocking.logins import Enforced, enforce
from warehouse.blocking.tables import RISKS, Block

__all__ = [
    "RISKS",
    "Block",
    "Enforced",
    "block",
    "blocked_people",
    "enforce",
    "get_block",
    "is_blocked",
    "lift",
    "list_blocks",
    "propose_lifting",
    "refuse_blocked",
    "report_leak",
]
