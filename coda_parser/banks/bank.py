"""What a bank's file declares: identity, account-number ranges, folder and file names, and the habits of its deliveries.

A delivery is recognised as a bank's by record 0, which names the bank twice: by number (positions 12–14) and by BIC (61–71).
The agreement between a bank and an Order is not here: it is a fact of the register, with its dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
class FormatVersion:
    """A version of the standard that the bank may deliver (record 0, position 128), from `since` to the day before `until`."""

    code: str
    since: date
    until: date | None = None

    def valid(self, on: date) -> bool:
        """Say whether the bank may deliver this version on that day."""
        return self.since <= on and (self.until is None or on < self.until)


THE_DECREE = date(2024, 6, 9)
"""Banks deliver under the royal decree of 9 June 2024; older history is delivered in the version of the day of delivery."""


@dataclass(frozen=True)
class Bank:
    """One bank: `bban_ranges` are first and last three digits of its Belgian account numbers, both included.

    `folder` is its folder on the SFTP drop; `file_pattern` names a delivery from `{date}` (YYYYMMDD) and `{number}`.
    `other_bics` are those of merged houses that it still writes; `language` is the one in which it is written to.
    """

    code: str
    name: str
    bic: str
    bban_ranges: tuple[tuple[int, int], ...]
    folder: str
    file_pattern: str
    habits: Habits
    language: Literal["fr", "nl", "de", "en"] = "en"
    other_bics: tuple[str, ...] = ()
    versions: tuple[FormatVersion, ...] = (FormatVersion("2", THE_DECREE),)

    @property
    def bics(self) -> tuple[str, ...]:
        """Every BIC that stands for the bank in record 0."""
        return (self.bic, *self.other_bics)

    def recognises(self, header: str) -> bool:
        """Say whether record 0 of a delivery names this bank, by number and by BIC (its branch left aside)."""
        return (
            header[:1] == "0" and header[11:14] == self.habits.bank_number and header[60:68] in {bic[:8] for bic in self.bics}
        )

    def accepts(self, version: str, on: date) -> bool:
        """Say whether the bank may deliver this version of the standard on that day."""
        return any(accepted.code == version and accepted.valid(on) for accepted in self.versions)

    def file_name(self, on: date, number: int) -> str:
        """Name a delivery as the bank does."""
        return self.file_pattern.format(date=f"{on:%Y%m%d}", number=number)

    def holds(self, account: str) -> bool:
        """Say whether an account number (Belgian IBAN or BBAN) lies in one of the bank's ranges."""
        bban = account[4:] if account.startswith("BE") else account
        return bban[:3].isdecimal() and any(first <= int(bban[:3]) <= last for first, last in self.bban_ranges)
