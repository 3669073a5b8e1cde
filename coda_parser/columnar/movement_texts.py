"""Kernel: the texts of a movement into their columns."""

from __future__ import annotations

import numpy as np

from coda_parser.columnar.buffers import MOVEMENT_TEXTS, STATE, Columns, Scratch
from coda_parser.columnar.octets import BLANK, ZERO, Codes, Octets
from coda_parser.columnar.parties import TYPE, account_limits
from coda_parser.columnar.spans import (
    BANK_REFERENCE,
    BELGIAN_REFERENCE,
    CATEGORY_PURPOSE,
    CODE,
    COUNTERPARTY_BIC,
    COUNTERPARTY_ZONE,
    CREDITOR_ID,
    CREDITOR_REFERENCE,
    CUSTOMER_REFERENCE,
    DEBIT_R,
    DEBIT_REASON,
    MANDATE,
    PURPOSE,
    R_TRANSACTION,
    REASON,
)
from coda_parser.columnar.texts import copy, put, put_number, trimmed_end

(
    _ID,
    _ACCOUNT,
    _CURRENCY,
    _CODE,
    _FAMILY,
    _OPERATION,
    _CATEGORY,
    _BANK_REFERENCE,
    _CUSTOMER_REFERENCE,
    _COMMUNICATION,
    _TYPE,
    _STRUCTURED_REFERENCE,
    _COUNTERPARTY_ACCOUNT,
    _COUNTERPARTY_BIC,
    _COUNTERPARTY_NAME,
    _COUNTERPARTY_ADDRESS,
    _R_TRANSACTION,
    _REASON,
    _CATEGORY_PURPOSE,
    _PURPOSE,
    _CREDITOR_ID,
    _MANDATE,
) = range(len(MOVEMENT_TEXTS))
_ACCOUNT_FIRST, _ACCOUNT_LAST = STATE.index("account_first"), STATE.index("account_last")
_CURRENCY_FIRST, _IDENTITY_LENGTH = STATE.index("currency_first"), STATE.index("identity_length")
_NAME_LENGTH, _ADDRESS_LENGTH = STATE.index("name_length"), STATE.index("address_length")
_ULTIMATE_LENGTH = STATE.index("ultimate_length")
_DOT = ord(".")
_EURO = (ord("E"), ord("U"), ord("R"))
_NUMBER_WIDTH = 4
_DIRECT_DEBIT = 127

_AT = CODE[0]
_OF_MOVEMENT = np.array(
    [
        (_AT, _AT + 8, _CODE),
        (_AT + 1, _AT + 3, _FAMILY),
        (_AT + 3, _AT + 5, _OPERATION),
        (_AT + 5, _AT + 8, _CATEGORY),
        (*BANK_REFERENCE, _BANK_REFERENCE),
    ],
    dtype=np.int64,
)
_OF_REFERENCE = np.array(
    [
        (*CUSTOMER_REFERENCE, _CUSTOMER_REFERENCE),
        (*COUNTERPARTY_BIC, _COUNTERPARTY_BIC),
        (*R_TRANSACTION, _R_TRANSACTION),
        (*REASON, _REASON),
        (*CATEGORY_PURPOSE, _CATEGORY_PURPOSE),
        (*PURPOSE, _PURPOSE),
    ],
    dtype=np.int64,
)
_OF_DIRECT_DEBIT = np.array([(*CREDITOR_ID, _CREDITOR_ID), (*MANDATE, _MANDATE)], dtype=np.int64)
"""First offset, the one behind the last, and the column, of each field that is copied without its blanks."""


def put_identity(out: Columns, column: int, work: Scratch) -> int:
    """Append the statement's identity; give the place behind it, where the text may go on."""
    return copy(work.identity, 0, int(work.state[_IDENTITY_LENGTH]), False, out.text, int(out.ends[column]))


def put_account(data: Octets, out: Columns, account: int, currency: int, work: Scratch) -> None:
    """Append the account and the currency, EUR when the record names none."""
    first, last = int(work.state[_ACCOUNT_FIRST]), int(work.state[_ACCOUNT_LAST])
    out.ends[account] = copy(data, first, last, False, out.text, int(out.ends[account]))
    place, cursor = int(work.state[_CURRENCY_FIRST]), int(out.ends[currency])
    for index in range(3):
        out.text[cursor + index] = _EURO[index] if int(data[place]) == BLANK else data[place + index]
    out.ends[currency] = cursor + 3


def _put(data: Octets, first: int, last: int, high: bool, out: Columns, column: int) -> None:
    if column >= 0:
        out.ends[column] = put(data, first, last, high, out.text, int(out.ends[column]))


def _copy(data: Octets, first: int, last: int, high: bool, out: Columns, column: int) -> None:
    if column >= 0:
        out.ends[column] = copy(data, first, last, high, out.text, int(out.ends[column]))


def put_texts(
    data: Octets,
    start: int,
    reference: int,
    counterparty: int,
    type_: int,
    sequence: int,
    detail: int,
    high: bool,
    out: Columns,
    work: Scratch,
) -> bool:
    """Append the texts of a movement and close its row; False when the counterparty's account is not plain."""
    text, ends = work.communication, out.ends
    if start < 0 or reference < 0 or counterparty < 0:
        return False
    cursor = put_identity(out, _ID, work)
    out.text[cursor] = _DOT
    cursor = put_number(sequence, _NUMBER_WIDTH, out.text, cursor + 1)
    out.text[cursor] = _DOT
    ends[_ID] = put_number(detail, _NUMBER_WIDTH, out.text, cursor + 1)
    put_account(data, out, _ACCOUNT, _CURRENCY, work)
    _put_all(data, start, _OF_MOVEMENT, high, out)
    begun = TYPE if type_ >= 0 else 0
    _copy(text, begun, trimmed_end(text, begun, len(text)), high, out, _COMMUNICATION)
    _copy(text, 0, begun, False, out, _TYPE)
    if type_ == 101 or type_ == 102:
        _copy(text, TYPE + BELGIAN_REFERENCE[0], TYPE + BELGIAN_REFERENCE[1], False, out, _STRUCTURED_REFERENCE)
    elif type_ == 100:
        _put(text, TYPE + CREDITOR_REFERENCE[0], TYPE + CREDITOR_REFERENCE[1], False, out, _STRUCTURED_REFERENCE)
    if counterparty:
        first, last = account_limits(data, counterparty + COUNTERPARTY_ZONE[0], counterparty + COUNTERPARTY_ZONE[1])
        if first < 0:
            return False
        _copy(data, first, last, high, out, _COUNTERPARTY_ACCOUNT)
    name_length = int(work.state[_NAME_LENGTH])
    if name_length:
        _copy(work.name, 0, name_length, high, out, _COUNTERPARTY_NAME)
    else:
        _copy(work.ultimate, 0, int(work.state[_ULTIMATE_LENGTH]), high, out, _COUNTERPARTY_NAME)
    _copy(work.address, 0, int(work.state[_ADDRESS_LENGTH]), high, out, _COUNTERPARTY_ADDRESS)
    if reference:
        _put_all(data, reference, _OF_REFERENCE, high, out)
    if type_ == _DIRECT_DEBIT:
        _put_direct_debit(text, high, out)
    close_row(out)
    return True


def _put_all(data: Octets, start: int, fields: Codes, high: bool, out: Columns) -> None:
    for index in range(len(fields)):
        _put(data, start + int(fields[index, 0]), start + int(fields[index, 1]), high, out, int(fields[index, 2]))


def _put_direct_debit(text: Octets, high: bool, out: Columns) -> None:
    """Append what a SEPA direct debit says; the returns of record 2.2, where there are any, go first."""
    row = int(out.ends[-1])
    if int(out.ends[_R_TRANSACTION]) == _begun(out, _R_TRANSACTION, row) and int(text[TYPE + DEBIT_R[0]]) != ZERO:
        _put(text, TYPE + DEBIT_R[0], TYPE + DEBIT_R[1], high, out, _R_TRANSACTION)
    if int(out.ends[_REASON]) == _begun(out, _REASON, row):
        _put(text, TYPE + DEBIT_REASON[0], TYPE + DEBIT_REASON[1], high, out, _REASON)
    _put_all(text, TYPE, _OF_DIRECT_DEBIT, high, out)


def _begun(out: Columns, column: int, row: int) -> int:
    """Give where the text of this row begins."""
    return int(out.base[column]) + int(out.offsets[column, row])


def close_row(out: Columns) -> None:
    """Note where each text of the row ends, and count the row."""
    row = int(out.ends[-1]) + 1
    if row < 0:
        return
    for column in range(len(out.base)):
        out.offsets[column, row] = out.ends[column] - out.base[column]
    out.ends[-1] = row
