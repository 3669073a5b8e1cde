"""The book of one simulated account: its movements, its balance on any day, and the statements that its bank makes of
them.

Credits are booked before debits of the same day unless a movement says otherwise; amounts are signed thousandths of euro,
credit positive. A statement covers one day; its number restarts at 001 each year (CODA, record 1, positions 126–128), and
a bank that counts its empty statements gives them numbers too.

>>> book = AccountBook(opening_milli=0)
>>> _ = book.add(Booking(date(2026, 3, 2), 5_000_000, "00150000"))
>>> _ = book.add(Booking(date(2026, 3, 4), -2_000_000, "00101000"))
>>> book.balance_on(date(2026, 3, 3)), book.balance_on(date(2026, 3, 4))
(5000000, 3000000)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, groupby

from console.simulator.people import Counterparty

FIRST, SECOND, CREDITS, DEBITS = range(4)


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of a movement that the bank spells out; the movement already holds its amount."""

    amount_milli: int
    communication: str


@dataclass(slots=True, eq=False)
class Booking:
    """One movement of a simulated account; `rank` orders the movements of one day."""

    booked: date
    amount_milli: int
    code: str
    communication: str = ""
    structured: tuple[str, str] | None = None
    party: Counterparty | None = None
    rank: int = -1
    details: tuple[Detail, ...] = ()
    bank_reference: str = ""
    movement_id: str = ""
    """Set when its statement is numbered; stays empty when the statement is not delivered."""

    def __post_init__(self) -> None:
        """Put credits before debits unless the maker chose a rank."""
        if self.rank < 0:
            self.rank = CREDITS if self.amount_milli > 0 else DEBITS


@dataclass(slots=True, eq=False)
class DayStatement:
    """What a bank says of one account on one day; no bookings = an empty statement."""

    day: date
    number: int
    old_milli: int
    old_date: date
    new_milli: int
    bookings: tuple[Booking, ...]


@dataclass(slots=True, eq=False)
class AccountBook:
    """Every movement of one account, in any order until it is read."""

    opening_milli: int = 0
    bookings: list[Booking] = field(default_factory=list)
    omitted_days: set[date] = field(default_factory=set)
    """Days whose statement is made, and numbered, but never delivered."""

    _days: list[date] = field(default_factory=list)
    _closings: list[int] = field(default_factory=list)

    def add(self, booking: Booking) -> Booking:
        """Write a movement into the book."""
        self.bookings.append(booking)
        self._days.clear()
        return booking

    def extend(self, bookings: Sequence[Booking]) -> None:
        """Write many movements into the book."""
        self.bookings.extend(bookings)
        self._days.clear()

    def clear(self) -> None:
        """Tear every page out."""
        self.bookings, self.opening_milli = [], 0
        self._days.clear()

    def _index(self) -> None:
        if self._days or not self.bookings:
            return
        self.bookings.sort(key=lambda booking: (booking.booked, booking.rank))
        sums = [(day, sum(booking.amount_milli for booking in group)) for day, group in groupby(self.bookings, _booked)]
        self._days = [day for day, _ in sums]
        self._closings = list(accumulate((total for _, total in sums), initial=self.opening_milli))[1:]

    def balance_on(self, day: date) -> int:
        """Give the closing balance of a day, in thousandths."""
        self._index()
        position = bisect_right(self._days, day)
        return self._closings[position - 1] if position else self.opening_milli

    def ordered(self) -> list[Booking]:
        """List the movements by day, and within a day as the bank orders them."""
        self._index()
        self.bookings.sort(key=lambda booking: (booking.booked, booking.rank))
        return self.bookings

    def closings(self) -> list[tuple[date, int]]:
        """List each day with movements and its closing balance, in thousandths."""
        self._index()
        return list(zip(self._days, self._closings, strict=True))

    def start_on(self, first: date) -> date | None:
        """Forget what was booked before a day, keeping it as the opening balance; give the last day forgotten, if any."""
        earlier = [booking for booking in self.ordered() if booking.booked < first]
        self.opening_milli += sum(booking.amount_milli for booking in earlier)
        self.bookings = self.bookings[len(earlier) :]
        self._days.clear()
        return earlier[-1].booked if earlier else None

    def statements(
        self, *, opened: date, numbered_before: int, empty_on: Callable[[date], bool], days: Sequence[date]
    ) -> list[DayStatement]:
        """Cut the book into statements: one for each day that has movements or that the bank honours with an empty one.

        `opened` dates the balance before the first; `numbered_before` counts the statements of the first year that the world
        does not show.
        """
        by_day = {day: tuple(group) for day, group in groupby(self.ordered(), _booked)}
        balance, balance_date, number = self.opening_milli, opened, numbered_before
        year = days[0].year
        made: list[DayStatement] = []
        for day in days:
            bookings = by_day.get(day, ())
            if not bookings and not empty_on(day):
                continue
            number, year = (number + 1 if day.year == year else 1), day.year
            old, old_date = balance, balance_date
            balance += sum(booking.amount_milli for booking in bookings)
            balance_date = day if bookings else balance_date
            made.append(DayStatement(day, number, old, old_date, balance, bookings))
        return made


def _booked(booking: Booking) -> date:
    return booking.booked
