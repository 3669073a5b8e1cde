"""A day of a simulated account as its bank writes it: a draft for the parser's own writer, and the identity of each
movement.

The identity is what the house gives a movement: account, currency, statement date and number, sequence and detail. A bank
that does not number its statements writes 000; one that keeps to plain ASCII has taken the accents out; one dates the
paper statement by the day of the year.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from coda_parser.banks import Bank
from coda_parser.writer import MovementDraft, StatementDraft
from console.simulator.bankdays import ONE_DAY, next_bank_day
from console.simulator.ledger import Booking, DayStatement, Detail
from console.simulator.people import Account

CURRENCY = "EUR"
HOLDER_WIDTH, DESCRIPTION_WIDTH = 26, 35
REFERENCE_LETTERS = 4
JULIAN_PAPER = "MAAS"
FOREIGN_FAMILY = "41"
DETAIL_TYPE = "8"
"""First digit of the code of a detail of a simple movement (annex II of the standard)."""


def draft(bank: Bank, account: Account, statement: DayStatement) -> StatementDraft:
    """Draft a statement; its movements get their identity and the bank's reference."""
    number = statement.number if bank.habits.numbered else 0
    prefix = f"{bank.bic[:REFERENCE_LETTERS]}{statement.day:%y%j}{account.iban[-6:-2]}"
    for sequence, booking in enumerate(statement.bookings, 1):
        booking.movement_id = f"{account.iban}.{CURRENCY}.{statement.day:%Y-%m-%d}.{number:03d}.{sequence:04d}.0000"
        booking.bank_reference = f"{prefix}{statement.number % 1000:03d}{sequence:03d}"
    return StatementDraft(
        account.iban,
        CURRENCY,
        number,
        statement.day,
        old_balance_milli=statement.old_milli,
        old_balance_date=statement.old_date,
        holder_name=spelled(bank, account.holder_name)[:HOLDER_WIDTH].rstrip(),
        description=spelled(bank, account.description)[:DESCRIPTION_WIDTH].rstrip(),
        bank_bic=bank.bic,
        movements=[_movement(bank, booking) for booking in statement.bookings],
        paper_number=statement.day.timetuple().tm_yday if bank.code == JULIAN_PAPER else None,
        bank_number=int(bank.habits.bank_number),
        without_new_balance=not statement.bookings,
    )


def _movement(bank: Bank, booking: Booking) -> MovementDraft:
    party, habits = booking.party, bank.habits
    return MovementDraft(
        booking.amount_milli,
        booking.booked,
        _valued(booking),
        booking.code,
        bank_reference=booking.bank_reference,
        communication="" if booking.structured else spelled(bank, booking.communication),
        structured=booking.structured,
        counterparty_account=party.account if party else "",
        counterparty_name=spelled(bank, party.name) if party else "",
        counterparty_bic=party.bic if party else "",
        counterparty_address=spelled(bank, party.address) if party and habits.addresses else "",
        details=[_detail(bank, booking, part) for part in booking.details],
    )


def _detail(bank: Bank, booking: Booking, part: Detail) -> MovementDraft:
    return MovementDraft(
        part.amount_milli,
        booking.booked,
        _valued(booking),
        DETAIL_TYPE + booking.code[1:],
        bank_reference=booking.bank_reference,
        communication=spelled(bank, part.communication),
    )


def _valued(booking: Booking) -> date:
    """Give the value date: money from abroad counts one bank day later."""
    foreign = booking.code[1:3] == FOREIGN_FAMILY and booking.amount_milli > 0
    return next_bank_day(booking.booked + ONE_DAY) if foreign else booking.booked


def spelled(bank: Bank, text: str) -> str:
    """Spell a text with the letters that the bank's files can hold."""
    if bank.habits.encoding != "ascii":
        return text
    letters = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(letter for letter in letters if letter.isascii())
