"""The bank's own totals: they are what makes a statement believable.

Old balance and movements give the new balance; the trailer counts the records and sums the debits and credits. Only
movements with detail number 0000 move the account. A separate application (record 0, positions 84–88) carries zeroed
balances: nothing to prove there. A statement without record 8 has no movement, and its new balance is the old one.
"""

from __future__ import annotations

from collections.abc import Iterator

from coda_parser.account_zone import BELGIAN_BBAN, read_account
from coda_parser.layout import LENGTH
from coda_parser.money import written
from coda_parser.problem import Problem
from coda_parser.reading import Reading
from coda_parser.records import NewBalance, OldBalance, Trailer

ANOTHER_FOLLOWS, LAST = "1", "2"


def debit_and_credit(reading: Reading) -> tuple[int, int]:
    """Give the sums of the debits and of the credits, details not counted, both positive."""
    debit = sum(booking.movement.amount for booking in reading.movements if booking.movement.debit)
    credit = sum(booking.movement.amount for booking in reading.movements if not booking.movement.debit)
    return debit, credit


def signed(record: OldBalance | NewBalance) -> int:
    """Give a balance with its sign."""
    return -record.balance if record.debit else record.balance


def is_separate_application(reading: Reading) -> bool:
    """Say whether the statement holds one kind of movement only, with zeroed balances."""
    balances = (record.balance for record in (reading.old, reading.new) if record is not None)
    return reading.header.separate_application != 0 and not any(balances)


def check_balances(reading: Reading) -> Iterator[Problem]:
    """Check the new balance against the old one and the movements, and both records against each other."""
    old, new = reading.old, reading.new
    if new is None:
        yield from _no_new_balance(reading)
        return
    if old is None:
        return
    yield from _same_account(reading, old, new)
    separate = is_separate_application(reading)
    paper = (old.paper_number, new.paper_number)
    if all(paper) and paper[0] != paper[1] and not separate:
        expected = f"{paper[0]:03d} as in record 1"
        yield NewBalance.problem("paper-number", "warning", reading.new_line, "paper_number", f"{paper[1]:03d}", expected)
    if separate or not reading.sums_hold:
        return
    debit, credit = debit_and_credit(reading)
    off = signed(old) + credit - debit - signed(new)
    if off:
        expected = f"{written(signed(old) + credit - debit)} (old balance and movements); off by {written(off)}"
        yield NewBalance.problem("balance", "hard", reading.new_line, "balance", written(signed(new)), expected)


def _no_new_balance(reading: Reading) -> Iterator[Problem]:
    line = reading.trailer_line or reading.first_line + len(reading.lines) - 1
    if reading.bookings:
        message = "expected a record 8 behind the movements, got none"
        yield Problem("no-new-balance", "hard", line, "8", "record identification", message)
    elif reading.old is not None:
        message = "expected a record 8, got none: an empty statement, its new balance is the old one"
        yield Problem("no-record-8", "warning", line, "8", "record identification", message)


def _same_account(reading: Reading, old: OldBalance, new: NewBalance) -> Iterator[Problem]:
    structure = old.structure if reading.version == 2 else BELGIAN_BBAN
    expected = read_account(old.account_zone, structure)
    if read_account(new.account_zone, structure) != expected and reading.sums_hold:
        wanted = f"{expected[0]} {expected[1]} as in record 1"
        value = new.account_zone.rstrip(" ")
        yield NewBalance.problem("account-differs", "hard", reading.new_line, "account_zone", value, wanted)


def check_trailer(reading: Reading, *, follows: bool) -> Iterator[Problem]:
    """Check the counts and sums of record 9, and whether it announces what follows."""
    trailer, line = reading.trailer, reading.trailer_line
    if trailer is None:
        return
    if trailer.records != reading.records and not _has_unknown(reading):
        yield Trailer.problem("trailer-count", "hard", line, "records", str(trailer.records), f"{reading.records} records")
    if reading.sums_hold:
        debit, credit = debit_and_credit(reading)
        if trailer.debit != debit:
            yield Trailer.problem("trailer-debit", "hard", line, "debit", written(trailer.debit), f"{written(debit)} in debit")
        if trailer.credit != credit:
            yield Trailer.problem(
                "trailer-credit", "hard", line, "credit", written(trailer.credit), f"{written(credit)} in credit"
            )
    if len(reading.lines[-1]) == LENGTH:
        yield from _multiple(trailer, line, follows)


def _has_unknown(reading: Reading) -> bool:
    return any(problem.id in ("unknown-record", "line-length") and not problem.record for problem in reading.problems)


def _multiple(trailer: Trailer, line: int, follows: bool) -> Iterator[Problem]:
    if trailer.multiple == ANOTHER_FOLLOWS and not follows:
        expected = "2, the last: nothing follows"
        yield Trailer.problem("last-trailer", "warning", line, "multiple", trailer.multiple, expected)
    elif trailer.multiple != ANOTHER_FOLLOWS and follows:
        yield Trailer.problem("more-follows", "warning", line, "multiple", trailer.multiple, "1: another statement follows")
    elif trailer.multiple not in (ANOTHER_FOLLOWS, LAST):
        yield Trailer.problem("multiple-code", "warning", line, "multiple", trailer.multiple, "1 or 2")
