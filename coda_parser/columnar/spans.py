"""Where the kernels find each field: first and last offset, taken from the records' declarations."""

from __future__ import annotations

from coda_parser.layout import LENGTH, Record
from coda_parser.records import (
    Header,
    InformationRecord,
    InformationSecond,
    InformationThird,
    Message,
    MovementCounterparty,
    MovementRecord,
    MovementReference,
    NewBalance,
    OldBalance,
    Trailer,
)
from coda_parser.structured import slice_of

Span = tuple[int, int]


def span(record: type[Record], name: str) -> Span:
    """Give the first offset of a field and the one behind its last, from 0."""
    field = record.field(name)
    return field.first - 1, field.last


def part(type_: str, name: str) -> Span:
    """Give where a field of a structured communication stands behind the type."""
    found = slice_of(type_, name)
    return found.start, found.stop


RECORD = LENGTH
NEXT, LINK = span(MovementRecord, "next")[0], span(MovementRecord, "link")[0]
SEQUENCE, DETAIL = span(MovementRecord, "sequence"), span(MovementRecord, "detail")

ZEROS = span(Header, "zeros")
CREATED = span(Header, "created")
BANK_NUMBER = span(Header, "bank_number")
APPLICATION = span(Header, "application")
DUPLICATE = span(Header, "duplicate")
BIC = span(Header, "bank_bic")
SEPARATE = span(Header, "separate_application")
VERSION = span(Header, "version")

STRUCTURE = span(OldBalance, "structure")
OLD_PAPER = span(OldBalance, "paper_number")
OLD_ZONE = span(OldBalance, "account_zone")
OLD_SIGN, OLD_AMOUNT = span(OldBalance, "debit"), span(OldBalance, "balance")
OLD_DATE = span(OldBalance, "balance_date")
HOLDER, DESCRIPTION = span(OldBalance, "holder"), span(OldBalance, "description")
NUMBER = span(OldBalance, "statement_number")

BANK_REFERENCE = span(MovementRecord, "bank_reference")
SIGN, AMOUNT = span(MovementRecord, "debit"), span(MovementRecord, "amount")
VALUED, BOOKED = span(MovementRecord, "valued"), span(MovementRecord, "booked")
CODE = span(MovementRecord, "code_8")
STRUCTURED = span(MovementRecord, "structured")
FIRST_COMMUNICATION = span(MovementRecord, "communication")
PAPER, GLOBALISATION = span(MovementRecord, "paper_number"), span(MovementRecord, "globalisation")

SECOND_COMMUNICATION = span(MovementReference, "communication")
CUSTOMER_REFERENCE = span(MovementReference, "customer_reference")
COUNTERPARTY_BIC = span(MovementReference, "counterparty_bic")
R_TRANSACTION, REASON = span(MovementReference, "r_transaction"), span(MovementReference, "reason")
CATEGORY_PURPOSE, PURPOSE = span(MovementReference, "category_purpose"), span(MovementReference, "purpose")

COUNTERPARTY_ZONE = span(MovementCounterparty, "account_zone")
COUNTERPARTY_NAME = span(MovementCounterparty, "name")
THIRD_COMMUNICATION = span(MovementCounterparty, "communication")

INFORMATION_CODE = span(InformationRecord, "code_8")
INFORMATION_STRUCTURE = span(InformationRecord, "structure")
INFORMATION_1 = span(InformationRecord, "communication")
INFORMATION_2 = span(InformationSecond, "communication")
INFORMATION_3 = span(InformationThird, "communication")

NEW_PAPER, NEW_ZONE = span(NewBalance, "paper_number"), span(NewBalance, "account_zone")
NEW_SIGN, NEW_AMOUNT, NEW_DATE = span(NewBalance, "debit"), span(NewBalance, "balance"), span(NewBalance, "balance_date")
MESSAGE_SEQUENCE, MESSAGE_DETAIL = span(Message, "sequence"), span(Message, "detail")

COUNT, DEBIT, CREDIT = span(Trailer, "records"), span(Trailer, "debit"), span(Trailer, "credit")
MULTIPLE = span(Trailer, "multiple")

CREDITOR_ID, MANDATE = part("127", "creditor_id"), part("127", "mandate_reference")
DEBIT_R, DEBIT_REASON = part("127", "r_transaction"), part("127", "reason")
BELGIAN_REFERENCE, CREDITOR_REFERENCE = part("101", "communication"), part("100", "reference")
NAME, STREET, LOCALITY = part("001", "name"), part("001", "street"), part("001", "locality")
