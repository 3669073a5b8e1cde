"""Check digits: structured references (warnings), the account of the statement, accounts of counterparties (notes).

Public sample files are full of masked numbers; an account whose check digits are 00 is masked and not reported. A BBAN of
a statement and a counterparty's account come from elsewhere and are worth a note only.
"""

from __future__ import annotations

from collections.abc import Iterator

from coda_parser.account_zone import BELGIAN_IBAN, FOREIGN_IBAN, read_account, read_counterparty
from coda_parser.booking import BELGIAN_REFERENCES, CREDITOR_REFERENCE, TYPE_WIDTH, communication_of
from coda_parser.iban import country_of, is_valid_bban, is_valid_creditor_reference, is_valid_iban
from coda_parser.problem import Problem
from coda_parser.reading import Reading
from coda_parser.records import MovementCounterparty, MovementRecord, OldBalance

_BBAN_WIDTH = 12
_TYPED = (*BELGIAN_REFERENCES, CREDITOR_REFERENCE)


def check_references(reading: Reading) -> Iterator[Problem]:
    """Check Belgian structured communications (101, 102) and creditor references (100)."""
    for booking in reading.bookings:
        record = booking.movement
        if not record.structured or record.communication[:TYPE_WIDTH] not in _TYPED:
            continue
        type_, text = communication_of(booking)
        if type_ == CREDITOR_REFERENCE and not is_valid_creditor_reference(text[:25]):
            yield _wrong(booking.line, text[:25].rstrip(" "), "a creditor reference RF with valid check digits")
        elif type_ != CREDITOR_REFERENCE and not is_valid_bban(text[:12]):
            yield _wrong(booking.line, text[:12], "12 digits whose last two are the first ten modulo 97")


def _wrong(line: int, value: str, expected: str) -> Problem:
    return MovementRecord.problem("check-number", "warning", line, "communication", value, expected)


def check_account_digits(reading: Reading) -> Iterator[Problem]:
    """Check the IBAN of the statement itself."""
    if reading.old is None or reading.old.structure not in (BELGIAN_IBAN, FOREIGN_IBAN):
        return
    account, _ = read_account(reading.old.account_zone, reading.old.structure)
    if account[2:4] != "00" and not is_valid_iban(account):
        expected = "an IBAN with valid check digits"
        yield OldBalance.problem("account-check", "warning", reading.old_line, "account_zone", account, expected)


def check_counterparties(reading: Reading) -> Iterator[Problem]:
    """Note the account numbers of others, and BBANs, whose check digits do not hold."""
    if reading.old is not None and reading.old.structure == "0":
        account, _ = read_account(reading.old.account_zone, "0")
        if not is_valid_bban(account):
            expected = "a Belgian account number with valid check digits"
            yield OldBalance.problem("account-check", "note", reading.old_line, "account_zone", account, expected)
    for booking in reading.bookings:
        if booking.counterparty is None:
            continue
        account = read_counterparty(booking.counterparty.account_zone)
        iban = bool(country_of(account))
        bban = len(account) == _BBAN_WIDTH and account.isdecimal()
        if (iban and not is_valid_iban(account)) or (bban and not is_valid_bban(account)):
            expected = "an account number with valid check digits"
            yield MovementCounterparty.problem("counterparty-check", "note", booking.line, "account_zone", account, expected)
