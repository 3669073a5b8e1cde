"""Kernel pieces: the counterparty's account, name and address, as `booking.py` and `account_zone.py` read them."""

from __future__ import annotations

from coda_parser.columnar.buffers import STATE, Scratch
from coda_parser.columnar.chaining import chained
from coda_parser.columnar.octets import BAD, BLANK, UPPER_A, UPPER_Z, ZERO, Octets, code_of, number, same
from coda_parser.columnar.spans import (
    DETAIL,
    INFORMATION_1,
    INFORMATION_2,
    INFORMATION_3,
    INFORMATION_CODE,
    INFORMATION_STRUCTURE,
    LOCALITY,
    NAME,
    SEQUENCE,
    STREET,
)
from coda_parser.columnar.texts import copy, put_single_spaced, trimmed_end

TYPE = 3
_COUNTERPARTY, _ULTIMATE_CREDITOR, _ULTIMATE_DEBTOR = 1, 8, 9
_LONGEST_ACCOUNT = 34
_PRINTED_GROUP = 4
_KEY = DETAIL[1] - SEQUENCE[0]
_COMMA = ord(",")
_NAME_LENGTH, _ADDRESS_LENGTH = STATE.index("name_length"), STATE.index("address_length")
_ULTIMATE_LENGTH, _HAS_ULTIMATE = STATE.index("ultimate_length"), STATE.index("has_ultimate")
_DETAIL = STATE.index("detail")


def account_limits(data: Octets, first: int, last: int) -> tuple[int, int]:
    """Give the limits of a counterparty's account number; (BAD, BAD) when it is written as people print an IBAN."""
    while first < last and int(data[first]) == BLANK:
        first += 1
    end = first
    while end < last and int(data[end]) != BLANK:
        end += 1
    if end - first == _PRINTED_GROUP and UPPER_A <= int(data[first]) <= UPPER_Z and number(data, first + 2, end) >= 0:
        return BAD, BAD
    end = min(end, first + _LONGEST_ACCOUNT)
    for place in range(first, end):
        if int(data[place]) != ZERO:
            return first, end
    return first, first


def keep(data: Octets, first: int, last: int, kept: Octets) -> int:
    """Keep a text without the blanks around it; give its length."""
    last = trimmed_end(data, first, last)
    while first < last and int(data[first]) == BLANK:
        first += 1
    return copy(data, first, last, False, kept, 0)


def read_information(data: Octets, place: int, stride: int, movement: int, debit: bool, work: Scratch) -> int:
    """Read records 3.1 to 3.3 behind a movement; give the place of the last of them, BAD when a rule does not hold."""
    state, text = work.state, work.information
    detail = number(data, place + DETAIL[0], place + DETAIL[1])
    if detail != state[_DETAIL] + 1 or not same(data, place + SEQUENCE[0], movement + SEQUENCE[0], SEQUENCE[1] - SEQUENCE[0]):
        return BAD
    state[_DETAIL] = detail
    structure = int(data[place + INFORMATION_STRUCTURE[0]]) - ZERO
    if number(data, place + INFORMATION_CODE[0], place + INFORMATION_CODE[1]) < 0 or structure < 0 or structure > 1:
        return BAD
    first = place
    length = _append(data, place, INFORMATION_1[0], INFORMATION_1[1], text, 0)
    after = code_of(data, place + stride)
    if after == 32:
        place += stride
        if not same(data, first + SEQUENCE[0], place + SEQUENCE[0], _KEY) or not chained(data, place - stride, stride):
            return BAD
        length = _append(data, place, INFORMATION_2[0], INFORMATION_2[1], text, length)
        after = code_of(data, place + stride)
    if after == 33:
        place += stride
        if not same(data, first + SEQUENCE[0], place + SEQUENCE[0], _KEY) or not chained(data, place - stride, stride):
            return BAD
        length = _append(data, place, INFORMATION_3[0], INFORMATION_3[1], text, length)
    if structure == 1:
        for rest in range(length, len(text)):
            text[rest] = BLANK
        _take(number(text, 0, TYPE), debit, work)
    return place


def _append(data: Octets, place: int, first: int, last: int, text: Octets, length: int) -> int:
    return copy(data, place + first, place + last, False, text, length)


def _take(type_: int, debit: bool, work: Scratch) -> None:
    """Take from an information record what it says of the counterparty."""
    text, state = work.information, work.state
    if type_ == _COUNTERPARTY:
        _take_name(work)
        cursor = street = put_single_spaced(text, TYPE + STREET[0], TYPE + STREET[1], work.address, 0)
        if street:
            work.address[cursor], work.address[cursor + 1] = _COMMA, BLANK
            cursor += 2
        end = put_single_spaced(text, TYPE + LOCALITY[0], TYPE + LOCALITY[1], work.address, cursor)
        state[_ADDRESS_LENGTH] = end if end > cursor else street
    elif type_ == (_ULTIMATE_CREDITOR if debit else _ULTIMATE_DEBTOR) and not state[_HAS_ULTIMATE]:
        state[_HAS_ULTIMATE] = 1
        state[_ULTIMATE_LENGTH] = keep(text, TYPE + NAME[0], TYPE + NAME[1], work.ultimate)


def _take_name(work: Scratch) -> None:
    """Prefer the full name of an information record when the name held so far is its beginning."""
    state = work.state
    length = keep(work.information, TYPE + NAME[0], TYPE + NAME[1], work.full_name)
    if length < state[_NAME_LENGTH]:
        return
    for place in range(state[_NAME_LENGTH]):
        if work.name[place] != work.full_name[place]:
            return
    for place in range(length):
        work.name[place] = work.full_name[place]
    state[_NAME_LENGTH] = length
