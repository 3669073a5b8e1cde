"""What a bank's file declares: identity, account-number ranges, and the habits of its deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Habits:
    """How a bank writes what the standard leaves open.

    `numbered`: it counts its coded statements (some write 000 always). `addresses`: it sends the counterparty's address
    in information records. `bank_number`: positions 12–14 of record 0.
    """

    newline: Literal["\r\n", "\n"] = "\r\n"
    encoding: Literal["cp1252", "utf-8", "ascii"] = "cp1252"
    numbered: bool = True
    addresses: bool = True
    bank_number: str = "000"


@dataclass(frozen=True)
class Bank:
    """One bank: `bban_ranges` are first and last three digits of its Belgian account numbers, both included.

    `folder` is its folder on the SFTP drop; `file_pattern` names a delivery from `{date}` (YYYYMMDD) and `{number}`.
    """

    code: str
    name: str
    bic: str
    bban_ranges: tuple[tuple[int, int], ...]
    folder: str
    file_pattern: str
    habits: Habits

    def holds(self, account: str) -> bool:
        """Say whether an account number (Belgian IBAN or BBAN) lies in one of the bank's ranges."""
        bban = account[4:] if account.startswith("BE") else account
        return bban[:3].isdecimal() and any(first <= int(bban[:3]) <= last for first, last in self.bban_ranges)
