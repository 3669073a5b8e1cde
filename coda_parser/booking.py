"""Bookings into movements: signed amounts, joined communications, and the identity of each movement.

The sequence number has four digits and goes on with 0000 or 0001 after 9999; here it is unwrapped (10000, 10001 …), so that
(account, booked, statement, sequence, detail) is a total order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coda_parser.account_zone import read_counterparty
from coda_parser.reading import Booking, InformationParts
from coda_parser.records.version1 import MovementCounterparty1
from coda_parser.statement import Information, Movement
from coda_parser.structured import slice_of

TYPE_WIDTH = 3
STRUCTURED = "1"
BELGIAN_REFERENCES = ("101", "102")
CREDITOR_REFERENCE = "100"
DIRECT_DEBIT = "127"
COUNTERPARTY, ULTIMATE_CREDITOR, ULTIMATE_DEBTOR = "001", "008", "009"

_WRAP = 10_000
_BELGIAN_REFERENCE = slice_of("101", "communication")
_RF = slice_of("100", "reference")
_CREDITOR_ID = slice_of(DIRECT_DEBIT, "creditor_id")
_MANDATE = slice_of(DIRECT_DEBIT, "mandate_reference")
_DEBIT_R = slice_of(DIRECT_DEBIT, "r_transaction")
_DEBIT_REASON = slice_of(DIRECT_DEBIT, "reason")
_NAME = slice_of(COUNTERPARTY, "name")
_STREET = slice_of(COUNTERPARTY, "street")
_LOCALITY = slice_of(COUNTERPARTY, "locality")


def communication_of(booking: Booking) -> tuple[str, str]:
    """Give type ('' when free) and text of a movement's communication, joined from its records."""
    text = booking.movement.communication
    if booking.reference is not None:
        text += booking.reference.communication
    if booking.counterparty is not None and not isinstance(booking.counterparty, MovementCounterparty1):
        text += booking.counterparty.communication
    return split_type(booking.movement.structured, text)


def split_type(structured: bool, text: str) -> tuple[str, str]:
    """Split a structured communication into type and content; a type that is no number leaves the text free."""
    type_ = text[:TYPE_WIDTH]
    if structured and type_.isdigit() and type_.isascii():
        return type_, text[TYPE_WIDTH:].rstrip(" ")
    return "", text.rstrip(" ")


def information_of(parts: InformationParts) -> Information:
    """Join records 3.1 to 3.3."""
    text = parts.first.communication
    text += parts.second.communication if parts.second else ""
    text += parts.third.communication if parts.third else ""
    type_, content = split_type(parts.first.structure == STRUCTURED, text)
    return Information(parts.first.detail, parts.first.code_8, type_, content, parts.line)


def sequences(bookings: list[Booking]) -> Iterator[int]:
    """Give the unwrapped sequence number of each booking."""
    base = previous = 0
    for booking in bookings:
        sequence = booking.movement.sequence
        if previous - sequence > _WRAP // 2:
            base += _WRAP
        previous = sequence
        yield base + sequence


def movements_of(
    bookings: list[Booking], *, account: str, currency: str, day: date, number: int, statement_id: str
) -> tuple[Movement, ...]:
    """Make the movements of a statement, details included, in the order of the file."""
    return tuple(
        _movement(booking, sequence, account, currency, day, number, statement_id)
        for booking, sequence in zip(bookings, sequences(bookings), strict=True)
    )


def _movement(
    booking: Booking, sequence: int, account: str, currency: str, day: date, number: int, statement_id: str
) -> Movement:
    record = booking.movement
    reference = booking.reference
    type_, text = communication_of(booking)
    information = tuple(information_of(parts) for parts in booking.information)
    name, address = _party(booking, information)
    direct_debit = text if type_ == DIRECT_DEBIT else ""
    code = record.code_8
    return Movement(
        movement_id=f"{statement_id}.{sequence:04d}.{record.detail:04d}",
        account=account,
        currency=currency,
        statement_date=day,
        statement_number=number,
        sequence=sequence,
        detail=record.detail,
        is_detail=record.detail != 0,
        booked=record.booked,
        valued=record.valued,
        amount_milli=-record.amount if record.debit else record.amount,
        code=code,
        family=code[1:3],
        operation=code[3:5],
        category=code[5:],
        bank_reference=record.bank_reference,
        customer_reference=reference.customer_reference if reference else "",
        communication=text,
        communication_type=type_,
        structured_reference=_structured_reference(type_, text),
        counterparty_account=read_counterparty(booking.counterparty.account_zone) if booking.counterparty else "",
        counterparty_bic=reference.counterparty_bic if reference else "",
        counterparty_name=name,
        counterparty_address=address,
        r_transaction=(reference.r_transaction if reference else "") or direct_debit[_DEBIT_R].strip(" 0"),
        reason_code=(reference.reason if reference else "") or direct_debit[_DEBIT_REASON].strip(" "),
        category_purpose=reference.category_purpose if reference else "",
        purpose=reference.purpose if reference else "",
        creditor_id=direct_debit[_CREDITOR_ID].strip(" "),
        mandate_reference=direct_debit[_MANDATE].strip(" "),
        line=booking.line,
        globalisation=record.globalisation,
        information=information,
    )


def _structured_reference(type_: str, text: str) -> str:
    if type_ in BELGIAN_REFERENCES:
        return text[_BELGIAN_REFERENCE].strip(" ")
    return text[_RF].strip(" ") if type_ == CREDITOR_REFERENCE else ""


def _party(booking: Booking, information: tuple[Information, ...]) -> tuple[str, str]:
    """Give the counterparty's name and address; record 3.1 has room for the name that record 2.3 had to cut."""
    name = booking.counterparty.name if booking.counterparty else ""
    address = ""
    if isinstance(booking.counterparty, MovementCounterparty1):
        address = _single_spaced(booking.counterparty.address)
    ultimate = ULTIMATE_CREDITOR if booking.movement.debit else ULTIMATE_DEBTOR
    for added in information:
        if added.type == COUNTERPARTY:
            full = added.text[_NAME].strip(" ")
            name = full if full.startswith(name) else name
            address = address_of(added.text)
    if not name:
        name = next((added.text[_NAME].strip(" ") for added in information if added.type == ultimate), "")
    return name, address


def address_of(content: str) -> str:
    """Give street and locality of an information 001, as one line."""
    pieces = (_single_spaced(content[_STREET]), _single_spaced(content[_LOCALITY]))
    return ", ".join(piece for piece in pieces if piece)


def _single_spaced(text: str) -> str:
    return " ".join(piece for piece in text.split(" ") if piece)
