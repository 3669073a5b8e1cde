"""Kernel: a movement, its records 2.1 to 3.3, into a row of columns."""

from __future__ import annotations

from coda_parser.columnar.buffers import MOVEMENT_DAYS, MOVEMENT_NUMBERS, STATE, Columns, Scratch
from coda_parser.columnar.chaining import chained
from coda_parser.columnar.digits import valid_bban, valid_creditor_reference
from coda_parser.columnar.movement_texts import put_texts
from coda_parser.columnar.octets import BAD, BLANK, Codes, Octets, code_of, day, flag, known_day, number, optional_number, same
from coda_parser.columnar.parties import TYPE, keep, read_information
from coda_parser.columnar.spans import (
    AMOUNT,
    BELGIAN_REFERENCE,
    BOOKED,
    CODE,
    COUNTERPARTY_NAME,
    CREDITOR_REFERENCE,
    DETAIL,
    FIRST_COMMUNICATION,
    GLOBALISATION,
    PAPER,
    SECOND_COMMUNICATION,
    SEQUENCE,
    SIGN,
    STRUCTURED,
    THIRD_COMMUNICATION,
    VALUED,
)
from coda_parser.columnar.texts import copy

_KEY = DETAIL[1] - SEQUENCE[0]
_LAST_SEQUENCE, _WRAP = 9999, 10_000
_MOST = 10**16
"""No trailer of 15 digits can hold such a sum; far below where 64 bits end."""
_WITH_DETAILS, _OF_DETAIL = 7, 9
_SEQUENCE, _DETAIL, _WRAPS, _MOVEMENTS = (STATE.index(name) for name in ("sequence", "detail", "wraps", "movements"))
_DEBIT, _CREDIT = STATE.index("debit"), STATE.index("credit")
_PARENT, _PARENT_AMOUNT = STATE.index("parent"), STATE.index("parent_amount")
_DETAILS, _DETAILS_AMOUNT = STATE.index("details"), STATE.index("details_amount")
_INNER, _INNER_AMOUNT = STATE.index("inner"), STATE.index("inner_amount")
_INNER_DETAILS, _INNER_SUM = STATE.index("inner_details"), STATE.index("inner_sum")
_NAME_LENGTH, _ADDRESS_LENGTH = STATE.index("name_length"), STATE.index("address_length")
_ULTIMATE_LENGTH, _HAS_ULTIMATE = STATE.index("ultimate_length"), STATE.index("has_ultimate")
_STATEMENT_DAY, _STATEMENT_NUMBER = STATE.index("statement_day"), STATE.index("statement_number")
_N_NUMBER, _N_SEQUENCE, _N_DETAIL, _N_AMOUNT, _N_LINE = range(len(MOVEMENT_NUMBERS))
_D_STATEMENT, _D_BOOKED, _D_VALUED = range(len(MOVEMENT_DAYS))


def read_movement(data: Octets, start: int, stride: int, line: int, high: bool, out: Columns, work: Scratch) -> int:
    """Read the movement whose record 2.1 stands here; give the place behind its last record, BAD when a rule does not hold."""
    if start < 0 or stride < 0:
        return BAD
    state = work.state
    sequence = number(data, start + SEQUENCE[0], start + SEQUENCE[1])
    detail = number(data, start + DETAIL[0], start + DETAIL[1])
    amount = number(data, start + AMOUNT[0], start + AMOUNT[1])
    debit = flag(data, start + SIGN[0])
    valued = known_day(data, start + VALUED[0])
    booked = day(data, start + BOOKED[0])
    code = number(data, start + CODE[0], start + CODE[1])
    structured = flag(data, start + STRUCTURED[0])
    if min(sequence, detail, amount, debit, booked, code, structured) < 0 or valued == BAD:
        return BAD
    if optional_number(data, start + PAPER[0], start + PAPER[1]) < 0:
        return BAD
    if optional_number(data, start + GLOBALISATION[0], start + GLOBALISATION[1]) < 0:
        return BAD
    signed = -amount if debit else amount
    if not _counted(sequence, detail, state) or not _summed(detail, signed, code // 10**7, state):
        return BAD
    type_, reference, counterparty, place = _communication(data, start, stride, structured == 1, work)
    if place < 0:
        return BAD
    state[_NAME_LENGTH] = state[_ADDRESS_LENGTH] = state[_ULTIMATE_LENGTH] = state[_HAS_ULTIMATE] = 0
    if counterparty:
        first = counterparty + COUNTERPARTY_NAME[0]
        state[_NAME_LENGTH] = keep(data, first, counterparty + COUNTERPARTY_NAME[1], work.name)
    while code_of(data, place + stride) == 31:
        if not chained(data, place, stride):
            return BAD
        place = read_information(data, place + stride, stride, start, debit == 1, work)
        if place < 0:
            return BAD
    if not chained(data, place, stride):
        return BAD
    row = int(out.ends[-1])
    out.numbers[_N_NUMBER, row] = state[_STATEMENT_NUMBER]
    out.numbers[_N_SEQUENCE, row] = state[_WRAPS] + sequence
    out.numbers[_N_DETAIL, row] = detail
    out.numbers[_N_AMOUNT, row] = signed
    out.numbers[_N_LINE, row] = line
    out.days[_D_STATEMENT, row] = state[_STATEMENT_DAY]
    out.days[_D_BOOKED, row] = booked
    out.days[_D_VALUED, row] = valued
    if not put_texts(data, start, reference, counterparty, type_, int(state[_WRAPS]) + sequence, detail, high, out, work):
        return BAD
    return place + stride


def _counted(sequence: int, detail: int, state: Codes) -> bool:
    """Count on: a movement takes the next sequence number, a detail the next detail number of its movement."""
    previous = state[_SEQUENCE]
    if detail == 0:
        wraps = previous == _LAST_SEQUENCE and sequence <= 1
        if not wraps and sequence != previous + 1:
            return False
        if wraps:
            state[_WRAPS] += _WRAP
        state[_SEQUENCE] = sequence
    elif sequence != previous or detail != state[_DETAIL] + 1 or not state[_MOVEMENTS]:
        return False
    state[_DETAIL] = detail
    return True


def _summed(detail: int, signed: int, type_: int, state: Codes) -> bool:
    """Sum movements for the totals, details for their movement, and details 9 for the detail 7 straight before them."""
    if detail and type_ == _OF_DETAIL and state[_INNER]:
        state[_INNER_DETAILS] += 1
        state[_INNER_SUM] += signed
        return True
    if not _inner_holds(state):
        return False
    state[_INNER] = int(type_ == _WITH_DETAILS)
    state[_INNER_AMOUNT], state[_INNER_DETAILS], state[_INNER_SUM] = signed, 0, 0
    if detail:
        parent = int(state[_PARENT])
        by_bank = parent == 2 and (type_ == 6 or type_ == _WITH_DETAILS)
        if by_bank or (parent == 1 and type_ == 5) or (parent == 3 and type_ == 8):
            state[_DETAILS] += 1
            state[_DETAILS_AMOUNT] += signed
        return True
    if type_ == _WITH_DETAILS or not details_hold(state):
        return False
    state[_MOVEMENTS] += 1
    state[_PARENT], state[_PARENT_AMOUNT] = type_, signed
    state[_DETAILS] = state[_DETAILS_AMOUNT] = 0
    if signed < 0:
        state[_DEBIT] -= signed
    else:
        state[_CREDIT] += signed
    return bool(state[_DEBIT] < _MOST and state[_CREDIT] < _MOST)


def _inner_holds(state: Codes) -> bool:
    return bool(not state[_INNER] or not state[_INNER_DETAILS] or state[_INNER_SUM] == state[_INNER_AMOUNT])


def details_hold(state: Codes) -> bool:
    """Say whether the details of the last movement make its amount."""
    return bool(not state[_DETAILS] or state[_DETAILS_AMOUNT] == state[_PARENT_AMOUNT]) and _inner_holds(state)


def _communication(data: Octets, start: int, stride: int, structured: bool, work: Scratch) -> tuple[int, int, int, int]:
    """Join the communication of records 2.1 to 2.3.

    Gives its type (BAD when free), the places of records 2.2 and 2.3 (0 when there is none), and that of the last record;
    the last is BAD when a rule does not hold.
    """
    text = work.communication
    place, reference, counterparty = start, 0, 0
    length = copy(data, start + FIRST_COMMUNICATION[0], start + FIRST_COMMUNICATION[1], False, text, 0)
    if code_of(data, place + stride) == 22:
        reference = place + stride
        first, last = reference + SECOND_COMMUNICATION[0], reference + SECOND_COMMUNICATION[1]
        length = copy(data, first, last, False, text, length)
        if not same(data, start + SEQUENCE[0], reference + SEQUENCE[0], _KEY) or not chained(data, place, stride):
            return BAD, 0, 0, BAD
        place = reference
    if code_of(data, place + stride) == 23:
        counterparty = place + stride
        first, last = counterparty + THIRD_COMMUNICATION[0], counterparty + THIRD_COMMUNICATION[1]
        length = copy(data, first, last, False, text, length)
        if not same(data, start + SEQUENCE[0], counterparty + SEQUENCE[0], _KEY) or not chained(data, place, stride):
            return BAD, 0, 0, BAD
        place = counterparty
    for rest in range(length, len(text)):
        text[rest] = BLANK
    type_ = number(text, 0, TYPE) if structured else BAD
    if not _reference_holds(type_, text):
        return BAD, 0, 0, BAD
    return type_, reference, counterparty, place


def _reference_holds(type_: int, text: Octets) -> bool:
    if type_ == 100:
        return valid_creditor_reference(text, TYPE, TYPE + CREDITOR_REFERENCE[1])
    if type_ == 101 or type_ == 102:
        return valid_bban(text, TYPE + BELGIAN_REFERENCE[0])
    return True
