"""The same typologies as somebody plays them who knows what is looked for: split, delayed, and hidden among lawful dossiers.

Detectors are built on the plain ones; this variant is for judging them only. What changes, whatever the typology:

split    a sum above the smallest is paid or received in two or three on following days, most of the time
delayed  every distance between two days of the episode is stretched by a fifth to four fifths, and some days by chance
mixed    beside it run two to five lawful dossiers of its own account, in the same weeks and of similar sums

The truth names the movements of the typology, not the lawful ones beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from console.simulator.bankdays import next_bank_day
from console.simulator.draws import EURO
from console.simulator.episodes.stage import Label, NoRoomError, Stage
from console.simulator.ledger import Booking

SPLIT_SHARE = 0.6
SMALLEST_SPLIT = 900 * EURO
MOST_PARTS = 3


@dataclass
class PerturbedStage(Stage):
    """A stage on which everything happens later than asked for, in parts, and not alone."""

    stretch: float = 1.0
    first: date | None = None
    parts: dict[int, list[Booking]] = field(default_factory=dict)
    """By identity of a booking: the others that it was split into."""

    def __post_init__(self) -> None:
        """Draw by how much time is stretched."""
        self.stretch = self.rng.uniform(1.2, 1.8)

    def day(self, *, before: int = 3, after: int = 3) -> date:
        """Draw the day from which time is stretched: the same for all who play together."""
        self.first = super().day(before=before, after=after)
        return self.first

    def moved(self, day: date) -> date:
        """Give the day on which something that was meant for a day happens; never earlier, and in the same order."""
        if self.first is None:
            raise ValueError("an episode draws its day before it books anything")
        found = next_bank_day(day + timedelta(days=round((day - self.first).days * (self.stretch - 1))))
        if found > self.horizon.until:
            raise NoRoomError
        return found

    def _book(self, booking: Booking) -> Booking:
        booking.booked = self.moved(booking.booked)
        total = abs(booking.amount_milli)
        if total < SMALLEST_SPLIT or self.rng.random() >= SPLIT_SHARE:
            return super()._book(booking)
        count = self.rng.randint(2, MOST_PARTS)
        portion = total // count // 10 * 10
        sign, rest = (1 if booking.amount_milli > 0 else -1), total - portion * (count - 1)
        others = [self._part(booking, sign * portion, turn) for turn in range(1, count)]
        booking.amount_milli = sign * rest
        self.parts[id(booking)] = others
        return super()._book(booking)

    def _part(self, booking: Booking, milli: int, turn: int) -> Booking:
        """Book a part: a receipt's on the same day, a payment's some days later."""
        later = booking.booked if milli > 0 else next_bank_day(booking.booked + timedelta(days=turn * self.rng.randint(1, 3)))
        if later > self.horizon.until:
            raise NoRoomError
        return super()._book(replace(booking, booked=later, amount_milli=milli))

    def hidden(self, labels: Sequence[Label]) -> list[Label]:
        """Add what was split off to the labels, and lawful dossiers around it all."""
        complete = [self._complete(one) for one in labels]
        first, last = min(one.first for one in complete), max(one.last for one in complete)
        usual = sorted(abs(booking.amount_milli) for one in complete for booking in one.bookings)
        middle = usual[len(usual) // 2]
        for _ in range(self.rng.randint(2, 5)):
            start = next_bank_day(first + timedelta(days=self.rng.randint(0, max((last - first).days, 1))))
            paid_on = next_bank_day(start + timedelta(days=self.rng.randint(3, 20)))
            if paid_on <= self.horizon.until:
                self._lawful(start, paid_on, middle * self.rng.randint(60, 180) // 100 // 10 * 10)
        return complete

    def _lawful(self, start: date, paid_on: date, milli: int) -> None:
        case = self.case(start)
        received = self.practice.receipt(start, milli, case.opponent, case.dossier)
        paid = self.practice.payment(paid_on, milli, case.client, case.dossier, sure=True)
        self.book.extend([received, paid])
        self.practice.payments.clear()

    def _complete(self, one: Label) -> Label:
        bookings = [each for booking in one.bookings for each in (booking, *self.parts.get(id(booking), ()))]
        days = [booking.booked for booking in bookings]
        return replace(one, bookings=bookings, first=min(days), last=max(days))
