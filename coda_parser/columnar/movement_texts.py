"""Kernel: the texts of a movement into their columns."""

from __future__ import annotations

from coda_parser.columnar.buffers import COMMUNICATION, MOVEMENT_TEXTS, STATE, STATEMENT_TEXTS, Columns, Scratch
from coda_parser.columnar.octets import BLANK, ZERO, Octets
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
from coda_parser.columnar.texts import copy, put, put_number, put_whole, trimmed_end

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
_IDENTITY = sum(STATEMENT_TEXTS[name] for name in ("account", "currency")) + len("..2026-03-31.064")
"""Bytes of the longest identity of a statement."""
_ACCOUNT_WIDTH, _NAME_WIDTH, _ADDRESS_WIDTH = (
    MOVEMENT_TEXTS[name] for name in ("account", "counterparty_name", "counterparty_address")
)


def put_identity(out: Columns, column: int, work: Scratch) -> int:
    """Append the statement's identity; give the place behind it, where the text may go on."""
    return put_whole(work.identity, 0, _IDENTITY, int(work.state[_IDENTITY_LENGTH]), out.text, int(out.ends[column]))


def put_account(data: Octets, out: Columns, account: int, currency: int, work: Scratch) -> None:
    """Append the account and the currency, EUR when the record names none."""
    first, last = int(work.state[_ACCOUNT_FIRST]), int(work.state[_ACCOUNT_LAST])
    out.ends[account] = put_whole(data, first, first + _ACCOUNT_WIDTH, last - first, out.text, int(out.ends[account]))
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
    _copy(data, start + _AT, start + _AT + 8, False, out, _CODE)
    _copy(data, start + _AT + 1, start + _AT + 3, False, out, _FAMILY)
    _copy(data, start + _AT + 3, start + _AT + 5, False, out, _OPERATION)
    _copy(data, start + _AT + 5, start + _AT + 8, False, out, _CATEGORY)
    _put(data, start + BANK_REFERENCE[0], start + BANK_REFERENCE[1], high, out, _BANK_REFERENCE)
    if type_ >= 0:
        _keep(text, TYPE, COMMUNICATION, trimmed_end(text, TYPE, COMMUNICATION), high, out, _COMMUNICATION)
        _copy(text, 0, TYPE, False, out, _TYPE)
    else:
        _keep(text, 0, COMMUNICATION, trimmed_end(text, 0, COMMUNICATION), high, out, _COMMUNICATION)
    if type_ == 101 or type_ == 102:
        _copy(text, TYPE + BELGIAN_REFERENCE[0], TYPE + BELGIAN_REFERENCE[1], False, out, _STRUCTURED_REFERENCE)
    elif type_ == 100:
        _put(text, TYPE + CREDITOR_REFERENCE[0], TYPE + CREDITOR_REFERENCE[1], False, out, _STRUCTURED_REFERENCE)
    if counterparty:
        first, last = account_limits(data, counterparty + COUNTERPARTY_ZONE[0], counterparty + COUNTERPARTY_ZONE[1])
        if first < 0:
            return False
        _keep(data, first, first + _ACCOUNT_WIDTH, last, high, out, _COUNTERPARTY_ACCOUNT)
    name_length = int(work.state[_NAME_LENGTH])
    if name_length:
        _keep(work.name, 0, _NAME_WIDTH, name_length, high, out, _COUNTERPARTY_NAME)
    else:
        _keep(work.ultimate, 0, _NAME_WIDTH, int(work.state[_ULTIMATE_LENGTH]), high, out, _COUNTERPARTY_NAME)
    _keep(work.address, 0, _ADDRESS_WIDTH, int(work.state[_ADDRESS_LENGTH]), high, out, _COUNTERPARTY_ADDRESS)
    if reference:
        _put_reference(data, reference, high, out)
    if type_ == _DIRECT_DEBIT:
        _put_direct_debit(text, high, out)
    close_row(out)
    return True


def _keep(data: Octets, first: int, last: int, end: int, high: bool, out: Columns, column: int) -> None:
    """Append what stands from `first` to `end`; nothing of the column is longer than from `first` to `last`."""
    if column < 0 or end <= first:
        return
    if high:
        out.ends[column] = copy(data, first, end, high, out.text, int(out.ends[column]))
    else:
        out.ends[column] = put_whole(data, first, last, end - first, out.text, int(out.ends[column]))


def _put_reference(data: Octets, start: int, high: bool, out: Columns) -> None:
    """Append what a record 2.2 says beside its communication."""
    _put(data, start + CUSTOMER_REFERENCE[0], start + CUSTOMER_REFERENCE[1], high, out, _CUSTOMER_REFERENCE)
    _put(data, start + COUNTERPARTY_BIC[0], start + COUNTERPARTY_BIC[1], high, out, _COUNTERPARTY_BIC)
    _put(data, start + R_TRANSACTION[0], start + R_TRANSACTION[1], high, out, _R_TRANSACTION)
    _put(data, start + REASON[0], start + REASON[1], high, out, _REASON)
    _put(data, start + CATEGORY_PURPOSE[0], start + CATEGORY_PURPOSE[1], high, out, _CATEGORY_PURPOSE)
    _put(data, start + PURPOSE[0], start + PURPOSE[1], high, out, _PURPOSE)


def _put_direct_debit(text: Octets, high: bool, out: Columns) -> None:
    """Append what a SEPA direct debit says; the returns of record 2.2, where there are any, go first."""
    row = int(out.ends[-1])
    if int(out.ends[_R_TRANSACTION]) == _begun(out, _R_TRANSACTION, row) and int(text[TYPE + DEBIT_R[0]]) != ZERO:
        _put(text, TYPE + DEBIT_R[0], TYPE + DEBIT_R[1], high, out, _R_TRANSACTION)
    if int(out.ends[_REASON]) == _begun(out, _REASON, row):
        _put(text, TYPE + DEBIT_REASON[0], TYPE + DEBIT_REASON[1], high, out, _REASON)
    _put(text, TYPE + CREDITOR_ID[0], TYPE + CREDITOR_ID[1], high, out, _CREDITOR_ID)
    _put(text, TYPE + MANDATE[0], TYPE + MANDATE[1], high, out, _MANDATE)


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
