"""The open lots of one account, and which of them a debit consumes (`detection.lots` says in which order, and why).

>>> ledger = Ledger()
>>> lots = [(0, 1, 900, "26/1", "P"), (1, 2, 100, None, "P"), (2, 3, 500, "26/2", "Q")]
>>> [list(ledger.receive(*lot)) for lot in lots]
[[], [], []]
>>> list(ledger.pay(3, 9, 1_000, "26/1")), list(ledger.pay(4, 9, 600, None)), list(ledger.receive(5, 9, 150, None, None))
([(0, 3, 900, 950), (1, 3, 100, 700)], [(2, 4, 500, 300)], [(5, 4, 100, 300)])
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BY_REFERENCE, BY_PAYER, BY_AMOUNT, BY_ORDER = 950, 700, 700, 300
"""Confidence of a match, in thousandths."""
AMOUNT_DAYS = 60
AMOUNT_TOLERANCE = 20
"""Thousandths of what is to be consumed by which a match by amount may differ."""


@dataclass
class Lot:
    """What is left of one receipt; `day` counts days."""

    number: int
    day: int
    dossier: str | None
    party: str | None
    remaining: int


class Ledger:
    """The open lots of one account, found by dossier, payer, amount and age. Consumed lots leave the queues when met."""

    def __init__(self) -> None:
        self.lots: dict[int, Lot] = {}
        self._owed: deque[tuple[int, int]] = deque()
        self._by_age: deque[int] = deque()
        self._without_dossier: deque[int] = deque()
        self._of_dossier: defaultdict[str, deque[int]] = defaultdict(deque)
        self._of_payer: defaultdict[str, deque[int]] = defaultdict(deque)
        self._by_amount: list[tuple[int, int]] = []
        self._dossiers: defaultdict[str, set[str]] = defaultdict(set)
        self._payers: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def receive(
        self, number: int, day: int, amount: int, dossier: str | None, party: str | None
    ) -> Iterator[tuple[int, int, int, int]]:
        """Open a lot; what was paid before there was money is taken from it at once. Yields as `pay` does."""
        while amount and self._owed:
            debit, rest = self._owed.popleft()
            consumed = min(rest, amount)
            amount -= consumed
            if rest > consumed:
                self._owed.appendleft((debit, rest - consumed))
            yield number, debit, consumed, BY_ORDER
        if party is not None and dossier is not None:
            self._dossiers[party].add(dossier)
            self._payers[dossier][party] = None
        if amount:
            self._open(Lot(number, day, dossier, party, amount))

    def pay(self, number: int, day: int, amount: int, dossier: str | None) -> Iterator[tuple[int, int, int, int]]:
        """Consume lots for a debit: yields number of the lot, of the debit, what is consumed, confidence."""
        rest = amount
        for queue, confidence in self._named(dossier):
            for lot, consumed in self._consumed(queue, rest):
                rest -= consumed
                yield lot, number, consumed, confidence
        if rest:
            for lot, consumed in self._consumed(self._of_amount(day, rest, dossier), rest):
                rest -= consumed
                yield lot, number, consumed, BY_AMOUNT
        for queue in (self._without_dossier, self._by_age) if dossier is not None else (self._by_age,):
            for lot, consumed in self._consumed(queue, rest):
                rest -= consumed
                yield lot, number, consumed, BY_ORDER
        if rest:
            self._owed.append((number, rest))

    def _open(self, lot: Lot) -> None:
        self.lots[lot.number] = lot
        self._by_age.append(lot.number)
        if lot.dossier is not None:
            self._of_dossier[lot.dossier].append(lot.number)
        else:
            self._without_dossier.append(lot.number)
            if lot.party is not None:
                self._of_payer[lot.party].append(lot.number)
        insort(self._by_amount, (lot.remaining, lot.number))

    def _named(self, dossier: str | None) -> Iterator[tuple[deque[int], int]]:
        if dossier is None:
            return
        yield self._of_dossier[dossier], BY_REFERENCE
        for payer in self._sole_payers(dossier):
            yield self._of_payer[payer], BY_PAYER

    def _sole_payers(self, dossier: str) -> list[str]:
        """Give the payers of a dossier that have paid for no other one."""
        return [payer for payer in self._payers[dossier] if len(self._dossiers[payer]) == 1]

    def _consumed(self, queue: deque[int], rest: int) -> Iterator[tuple[int, int]]:
        while rest and queue:
            lot = self.lots.get(queue[0])
            if lot is None:
                queue.popleft()
                continue
            consumed = min(rest, lot.remaining)
            self._shrink(lot, consumed)
            rest -= consumed
            yield lot.number, consumed

    def _shrink(self, lot: Lot, consumed: int) -> None:
        del self._by_amount[bisect_left(self._by_amount, (lot.remaining, lot.number))]
        lot.remaining -= consumed
        if lot.remaining:
            insort(self._by_amount, (lot.remaining, lot.number))
        else:
            del self.lots[lot.number]

    def _of_amount(self, day: int, amount: int, dossier: str | None) -> deque[int]:
        """Give the lots that together are the amount: the nearest single lot or whole case, the oldest of equally near ones."""
        margin = amount * AMOUNT_TOLERANCE // 1000
        near = [(abs(lot.remaining - amount), lot.number, [lot.number]) for lot in self._alike(day, amount, margin, dossier)]
        if not near or min(near)[0]:
            cases = self._cases(named=dossier is not None)
            sums = [(abs(sum(self.lots[one].remaining for one in case) - amount), case[0], case) for case in cases]
            near += [found for found in sums if found[0] <= margin]
        return deque(min(near)[2]) if near else deque()

    def _alike(self, day: int, amount: int, margin: int, dossier: str | None) -> Iterator[Lot]:
        """Give the single lots of no other dossier, received within the days, whose remainder is alike."""
        for place in range(bisect_left(self._by_amount, (amount - margin, -1)), len(self._by_amount)):
            remaining, number = self._by_amount[place]
            if remaining > amount + margin:
                return
            lot = self.lots[number]
            foreign = dossier is not None and lot.dossier not in (None, dossier)
            if not foreign and day - lot.day <= AMOUNT_DAYS:
                yield lot

    def _cases(self, *, named: bool) -> Iterable[list[int]]:
        """Give what is open of each payer that never named a dossier and, for a debit that names none either, of each dossier
        with its payers' nameless money.
        """
        cases: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for lot in self.lots.values():
            if lot.dossier is not None:
                cases["dossier", lot.dossier].append(lot.number)
            elif lot.party is not None:
                known = self._dossiers[lot.party] if lot.party in self._dossiers else set[str]()
                if len(known) == 1:
                    cases["dossier", next(iter(known))].append(lot.number)
                elif not known:
                    cases["payer", lot.party].append(lot.number)
        return [case for (kind, _), case in cases.items() if len(case) > 1 and not (named and kind == "dossier")]
