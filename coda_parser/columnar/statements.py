"""Kernel: every plain statement of a stretch into columns; what it cannot vouch for leaves no trace."""

from __future__ import annotations

from coda_parser.account_zone import BELGIAN_BBAN, BELGIAN_IBAN, FOREIGN_BBAN, FOREIGN_IBAN
from coda_parser.columnar.buffers import STATE, STATEMENT_DAYS, STATEMENT_NUMBERS, STATEMENT_TEXTS, Columns, Scratch
from coda_parser.columnar.chaining import chained
from coda_parser.columnar.digits import known_currency, valid_iban
from coda_parser.columnar.index import Flags
from coda_parser.columnar.movement_texts import close_row, put_account, put_identity
from coda_parser.columnar.movements import details_hold, read_movement
from coda_parser.columnar.octets import (
    BAD,
    BLANK,
    ONE,
    ZERO,
    Codes,
    Octets,
    code_of,
    day,
    flag,
    is_blank,
    known_day,
    number,
    optional_number,
    same,
    token_end,
)
from coda_parser.columnar.spans import (
    APPLICATION,
    BANK_NUMBER,
    BIC,
    COUNT,
    CREATED,
    CREDIT,
    DEBIT,
    DESCRIPTION,
    DUPLICATE,
    HOLDER,
    MESSAGE_DETAIL,
    MESSAGE_SEQUENCE,
    MULTIPLE,
    NEW_AMOUNT,
    NEW_DATE,
    NEW_PAPER,
    NEW_SIGN,
    NEW_ZONE,
    NUMBER,
    OLD_AMOUNT,
    OLD_DATE,
    OLD_PAPER,
    OLD_SIGN,
    OLD_ZONE,
    SEPARATE,
    STRUCTURE,
    VERSION,
    ZEROS,
)
from coda_parser.columnar.texts import put, put_number

_ID, _ACCOUNT, _CURRENCY, _HOLDER, _DESCRIPTION, _BIC = range(len(STATEMENT_TEXTS))
_N_NUMBER, _N_PAPER, _N_OLD, _N_NEW, _N_COUNT, _N_DEBIT, _N_CREDIT, _N_DUPLICATE = range(len(STATEMENT_NUMBERS))
_D_STATEMENT, _D_OLD, _D_CREATED = range(len(STATEMENT_DAYS))
_S_MOVEMENTS, _S_DEBIT, _S_CREDIT = STATE.index("movements"), STATE.index("debit"), STATE.index("credit")
_S_ACCOUNT_FIRST, _S_ACCOUNT_LAST = STATE.index("account_first"), STATE.index("account_last")
_S_CURRENCY, _S_DAY = STATE.index("currency_first"), STATE.index("statement_day")
_S_NUMBER, _S_IDENTITY = STATE.index("statement_number"), STATE.index("identity_length")

_ZONE = OLD_ZONE[1] - OLD_ZONE[0]
_BELGIAN_BBAN, _FOREIGN_BBAN = ord(BELGIAN_BBAN), ord(FOREIGN_BBAN)
_BELGIAN_IBAN, _FOREIGN_IBAN = ord(BELGIAN_IBAN), ord(FOREIGN_IBAN)
_BBAN_WIDTH, _BBAN_CURRENCY, _IBAN_WIDTH, _NUMBER_WIDTH = 12, 13, 31, 34
_CHECK = 2
_TWO, _FIVE, _NINE, _MARK, _DOT, _DASH = ord("2"), ord("5"), 9, ord("D"), ord("."), ord("-")
_SHORTEST = 4
_NO_BALANCE = -(10**18)


def read_statements(
    data: Octets,
    starts: Codes,
    lines: Codes,
    plain: Flags,
    high: Flags,
    closes: Flags,
    count: int,
    newline: int,
    out: Columns,
    movements: Columns,
    rows: Codes,
    work: Scratch,
) -> None:
    """Read the statements that `index` found plain; `plain` becomes False where a rule does not hold.

    `rows` gets the number of movement rows of each statement; `closes` says behind which ones a delivery ends.
    """
    stride = 128 + newline
    for at in range(count):
        if not plain[at]:
            continue
        _mark(out)
        _mark(movements)
        start, end = int(starts[at]), int(starts[at + 1])
        if read_statement(data, start, end, int(lines[at]), stride, not closes[at], bool(high[at]), out, movements, work):
            rows[at] = movements.ends[-1] - movements.marks[-1]
        else:
            _back_to_mark(out)
            _back_to_mark(movements)
            plain[at] = False


def _mark(out: Columns) -> None:
    for column in range(len(out.ends)):
        out.marks[column] = out.ends[column]


def _back_to_mark(out: Columns) -> None:
    for column in range(len(out.ends)):
        out.ends[column] = out.marks[column]


def read_statement(
    data: Octets,
    start: int,
    end: int,
    line: int,
    stride: int,
    follows: bool,
    high: bool,
    out: Columns,
    movements: Columns,
    work: Scratch,
) -> bool:
    """Read one statement of plain lines; False when any rule does not hold."""
    trailer, old = end - stride, start + stride
    if end - start < _SHORTEST * stride or code_of(data, trailer) != _NINE or code_of(data, old) != 1:
        return False
    new = _new_balance_of(data, old, trailer, stride)
    state = work.state
    for index in range(len(state)):
        state[index] = 0
    if new < 0 or not _header_holds(data, start) or not _account_holds(data, old, new, state):
        return False
    created = day(data, start + CREATED[0])
    balance, old_day = _balance(data, old, OLD_SIGN[0], OLD_AMOUNT[0]), known_day(data, old + OLD_DATE[0])
    new_balance, statement_day = _balance(data, new, NEW_SIGN[0], NEW_AMOUNT[0]), day(data, new + NEW_DATE[0])
    paper = optional_number(data, old + OLD_PAPER[0], old + OLD_PAPER[1])
    new_paper = optional_number(data, new + NEW_PAPER[0], new + NEW_PAPER[1])
    coded = optional_number(data, old + NUMBER[0], old + NUMBER[1])
    if min(created, statement_day, paper, new_paper, coded) < 0 or old_day == BAD:
        return False
    if paper and new_paper and paper != new_paper:
        return False
    if balance == _NO_BALANCE or new_balance == _NO_BALANCE:
        return False
    state[_S_DAY], state[_S_NUMBER] = statement_day, coded
    _make_identity(data, new, coded, work)
    place = old + stride
    while place < new:
        if code_of(data, place) != 21:
            return False
        place = read_movement(data, place, stride, line + (place - start) // stride, high, movements, work)
        if place < 0:
            return False
    if place != new or not details_hold(state) or not chained(data, new, stride):
        return False
    if balance + int(state[_S_CREDIT]) - int(state[_S_DEBIT]) != new_balance:
        return False
    if not _trailer_holds(data, trailer, (trailer - start) // stride - 1 - _messages(new, trailer, stride), follows, state):
        return False
    row = int(out.ends[-1])
    values = out.numbers
    values[_N_NUMBER, row], values[_N_PAPER, row], values[_N_OLD, row], values[_N_NEW, row] = coded, paper, balance, new_balance
    values[_N_COUNT, row], values[_N_DEBIT, row] = state[_S_MOVEMENTS], state[_S_DEBIT]
    values[_N_CREDIT, row], values[_N_DUPLICATE, row] = state[_S_CREDIT], _is_duplicate(data, start)
    out.days[_D_STATEMENT, row], out.days[_D_OLD, row], out.days[_D_CREATED, row] = statement_day, old_day, created
    out.ends[_ID] = put_identity(out, _ID, work)
    put_account(data, out, _ACCOUNT, _CURRENCY, work)
    out.ends[_HOLDER] = put(data, old + HOLDER[0], old + HOLDER[1], high, out.text, int(out.ends[_HOLDER]))
    out.ends[_DESCRIPTION] = put(data, old + DESCRIPTION[0], old + DESCRIPTION[1], high, out.text, int(out.ends[_DESCRIPTION]))
    out.ends[_BIC] = put(data, start + BIC[0], start + BIC[1], high, out.text, int(out.ends[_BIC]))
    close_row(out)
    return True


def _balance(data: Octets, place: int, sign: int, amount: int) -> int:
    value, debit = number(data, place + amount, place + amount + 15), flag(data, place + sign)
    if value < 0 or debit < 0:
        return _NO_BALANCE
    return -value if debit else value


def _messages(new: int, trailer: int, stride: int) -> int:
    """Give how many lines of messages stand between record 8 and the trailer."""
    return (trailer - new) // stride - 1


def _new_balance_of(data: Octets, old: int, trailer: int, stride: int) -> int:
    """Give the place of record 8, found from the end; BAD when it is not there or a message is not plain."""
    place = trailer - stride
    while place > old and code_of(data, place) == 4:
        if number(data, place + MESSAGE_SEQUENCE[0], place + MESSAGE_SEQUENCE[1]) < 0:
            return BAD
        if number(data, place + MESSAGE_DETAIL[0], place + MESSAGE_DETAIL[1]) < 0 or not chained(data, place, stride):
            return BAD
        place -= stride
    return place if place > old and code_of(data, place) == 8 else BAD


def _header_holds(data: Octets, start: int) -> bool:
    if int(data[start + APPLICATION[0]]) != ZERO or int(data[start + APPLICATION[0] + 1]) != _FIVE:
        return False
    if int(data[start + VERSION[0]]) != _TWO:
        return False
    return (
        number(data, start + ZEROS[0], start + ZEROS[1]) >= 0
        and optional_number(data, start + BANK_NUMBER[0], start + BANK_NUMBER[1]) >= 0
        and optional_number(data, start + SEPARATE[0], start + SEPARATE[1]) == 0
    )


def _is_duplicate(data: Octets, start: int) -> int:
    return 1 if int(data[start + DUPLICATE[0]]) == _MARK else 0


def _account_holds(data: Octets, old: int, new: int, state: Codes) -> bool:
    """Find account and currency; record 8 must repeat their zone byte for byte."""
    zone = old + OLD_ZONE[0]
    structure = int(data[old + STRUCTURE[0]])
    if structure < _BELGIAN_BBAN or structure > _FOREIGN_IBAN or not same(data, zone, new + NEW_ZONE[0], _ZONE):
        return False
    width, currency = _NUMBER_WIDTH, zone + _NUMBER_WIDTH
    if structure == _BELGIAN_BBAN:
        width, currency = _BBAN_WIDTH, zone + _BBAN_CURRENCY
    elif structure == _BELGIAN_IBAN:
        width = _IBAN_WIDTH
    end = token_end(data, zone, zone + width)
    if end < 0 or not (is_blank(data, currency, currency + 3) or known_currency(data, currency)):
        return False
    masked = end - zone >= 4 and int(data[zone + _CHECK]) == ZERO and int(data[zone + _CHECK + 1]) == ZERO
    if structure >= _BELGIAN_IBAN and not masked and not valid_iban(data, zone, end):
        return False
    state[_S_ACCOUNT_FIRST], state[_S_ACCOUNT_LAST], state[_S_CURRENCY] = zone, end, currency
    return True


def _make_identity(data: Octets, new: int, coded: int, work: Scratch) -> None:
    """Write account, currency, date and number as the statement's identity."""
    out, state = work.identity, work.state
    cursor = 0
    for place in range(int(state[_S_ACCOUNT_FIRST]), int(state[_S_ACCOUNT_LAST])):
        out[cursor] = data[place]
        cursor += 1
    out[cursor] = _DOT
    currency = int(state[_S_CURRENCY])
    if int(data[currency]) == BLANK:
        out[cursor + 1], out[cursor + 2], out[cursor + 3] = ord("E"), ord("U"), ord("R")
    else:
        out[cursor + 1], out[cursor + 2], out[cursor + 3] = data[currency], data[currency + 1], data[currency + 2]
    out[cursor + 4] = _DOT
    written = new + NEW_DATE[0]
    year = number(data, written + 4, written + 6)
    cursor = put_number(year + (1900 if year >= 70 else 2000), 4, out, cursor + 5)
    out[cursor] = _DASH
    cursor = put_number(number(data, written + 2, written + 4), 2, out, cursor + 1)
    out[cursor] = _DASH
    cursor = put_number(number(data, written, written + 2), 2, out, cursor + 1)
    out[cursor] = _DOT
    state[_S_IDENTITY] = put_number(coded, 3, out, cursor + 1)


def _trailer_holds(data: Octets, trailer: int, records: int, follows: bool, state: Codes) -> bool:
    return (
        number(data, trailer + COUNT[0], trailer + COUNT[1]) == records
        and number(data, trailer + DEBIT[0], trailer + DEBIT[1]) == state[_S_DEBIT]
        and number(data, trailer + CREDIT[0], trailer + CREDIT[1]) == state[_S_CREDIT]
        and int(data[trailer + MULTIPLE[0]]) == (ONE if follows else _TWO)
    )
