"""The open lots of one account after another, and which of them each debit consumes (`detection.lots` says in which order).

Everything is whole numbers in arrays, so that numba can compile the walk (`detection.compiled`); without it the same functions
run over lists, to the same result. Dossiers and payers are numbered within their account, so nothing of one account is seen
from another. A lot is found by its dossier, by its payer, by its amount and by its age: it hangs in one chain for each, and
leaves a chain when it is next met there, but the chain of the open lots at once. The search by amount walks that chain, which
is as long as there is money on the account, however many movements passed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

BY_REFERENCE, BY_PAYER, BY_AMOUNT, BY_ORDER = 950, 700, 700, 300
"""Confidence of a match, in thousandths."""
AMOUNT_DAYS = 60
AMOUNT_TOLERANCE = 20
"""Thousandths of what is to be consumed by which a match by amount may differ."""
NONE, SEVERAL = -1, -2
"""No number; the dossiers of a payer that paid for more than one."""
OPEN, NAMELESS, OWED, OWED_END = 0, 1, 2, 3
"""Slots of `first` and `last`: the chain of open lots, that of lots without a dossier, the queue of what is owed."""


class Changes(NamedTuple):
    """Receipts and payments in their order: `amount` with its sign, `dossier` and `party` NONE or numbered within accounts."""

    day: Any
    amount: Any
    dossier: Any
    party: Any


class Ledger(NamedTuple):
    """What is open; arrays by change, by dossier, by party, by case (dossiers, then payers) or by slot."""

    remaining: Any
    next_open: Any
    before_open: Any
    next_alike: Any
    next_of_payer: Any
    first: Any
    last: Any
    owed_debit: Any
    owed_rest: Any
    first_of_dossier: Any
    last_of_dossier: Any
    first_payer: Any
    last_payer: Any
    first_of_payer: Any
    last_of_payer: Any
    next_payer: Any
    only_dossier: Any
    case_seen: Any
    case_sum: Any
    case_lots: Any
    case_first: Any


class Matches(NamedTuple):
    """What was consumed, in the order in which it was; a match ends a lot or a debit, so there are at most as many."""

    lot: Any
    debit: Any
    consumed: Any
    confidence: Any


def consume(starts: Any, changes: Changes, ledger: Ledger, out: Matches) -> int:
    """Match every account's changes (`starts`: where each begins, then their number) into `out`; gives how many matches."""
    found = 0
    for place in range(len(starts) - 1):
        ledger.first[OPEN] = ledger.last[OPEN] = ledger.first[NAMELESS] = ledger.last[NAMELESS] = NONE
        ledger.first[OWED] = ledger.first[OWED_END] = 0
        for number in range(starts[place], starts[place + 1]):
            if changes.amount[number] > 0:
                found = receive(changes, ledger, out, found, number)
            else:
                found = pay(changes, ledger, out, found, number)
    return found


def receive(changes: Changes, ledger: Ledger, out: Matches, found: int, number: int) -> int:
    """Open a lot; what was paid before there was money is taken from it at once."""
    left = changes.amount[number]
    while left > 0 and ledger.first[OWED] < ledger.first[OWED_END]:
        place = ledger.first[OWED]
        consumed = min(left, ledger.owed_rest[place])
        left -= consumed
        ledger.owed_rest[place] -= consumed
        found = note(out, found, number, ledger.owed_debit[place], consumed, BY_ORDER)
        if ledger.owed_rest[place] == 0:
            ledger.first[OWED] += 1
    dossier, party = changes.dossier[number], changes.party[number]
    if dossier >= 0 and party >= 0:
        learn(ledger, dossier, party)
    if left > 0:
        ledger.remaining[number] = left
        ledger.before_open[number] = ledger.last[OPEN]
        append(ledger.first, ledger.last, OPEN, ledger.next_open, number)
        if dossier >= 0:
            append(ledger.first_of_dossier, ledger.last_of_dossier, dossier, ledger.next_alike, number)
        else:
            append(ledger.first, ledger.last, NAMELESS, ledger.next_alike, number)
            if party >= 0:
                append(ledger.first_of_payer, ledger.last_of_payer, party, ledger.next_of_payer, number)
    return found


def learn(ledger: Ledger, dossier: int, party: int) -> None:
    """Remember that the party paid for the dossier."""
    if ledger.only_dossier[party] == NONE:
        ledger.only_dossier[party] = dossier
        append(ledger.first_payer, ledger.last_payer, dossier, ledger.next_payer, party)
    elif ledger.only_dossier[party] != dossier:
        ledger.only_dossier[party] = SEVERAL


def append(first: Any, last: Any, slot: int, following: Any, item: int) -> None:
    """Hang an item at the end of a chain."""
    following[item] = NONE
    if first[slot] == NONE:
        first[slot] = item
    else:
        following[last[slot]] = item
    last[slot] = item


def pay(changes: Changes, ledger: Ledger, out: Matches, found: int, number: int) -> int:
    """Consume lots for a debit: by reference, by payer, by amount, by order; the rest is owed by the next lots."""
    rest, dossier = -changes.amount[number], changes.dossier[number]
    if dossier >= 0:
        rest, found = take(ledger.first_of_dossier, dossier, ledger.next_alike, ledger, out, found, number, rest, BY_REFERENCE)
        payer = ledger.first_payer[dossier]
        while rest > 0 and payer != NONE:
            if ledger.only_dossier[payer] == dossier:
                rest, found = take(
                    ledger.first_of_payer, payer, ledger.next_of_payer, ledger, out, found, number, rest, BY_PAYER
                )
            payer = ledger.next_payer[payer]
    if rest > 0:
        rest, found = take_alike(changes, ledger, out, found, number, rest)
    if rest > 0 and dossier >= 0:
        rest, found = take(ledger.first, NAMELESS, ledger.next_alike, ledger, out, found, number, rest, BY_ORDER)
    if rest > 0:
        rest, found = take(ledger.first, OPEN, ledger.next_open, ledger, out, found, number, rest, BY_ORDER)
    if rest > 0:
        ledger.owed_debit[ledger.first[OWED_END]] = number
        ledger.owed_rest[ledger.first[OWED_END]] = rest
        ledger.first[OWED_END] += 1
    return found


def take(
    first: Any, slot: int, following: Any, ledger: Ledger, out: Matches, found: int, number: int, rest: int, confidence: int
) -> tuple[int, int]:
    """Consume a chain's lots, the oldest first; gives what is left to consume and the number of matches."""
    while rest > 0 and first[slot] != NONE:
        lot = first[slot]
        if ledger.remaining[lot] == 0:
            first[slot] = following[lot]
            continue
        consumed = min(rest, ledger.remaining[lot])
        rest -= consumed
        found = note(out, found, lot, number, consumed, confidence)
        shrink(ledger, lot, consumed)
    return rest, found


def note(out: Matches, found: int, lot: int, debit: int, consumed: int, confidence: int) -> int:
    """Write one match."""
    out.lot[found] = lot
    out.debit[found] = debit
    out.consumed[found] = consumed
    out.confidence[found] = confidence
    return found + 1


def shrink(ledger: Ledger, lot: int, consumed: int) -> None:
    """Take from a lot; one of which nothing is left leaves the chain of the open ones."""
    ledger.remaining[lot] -= consumed
    if ledger.remaining[lot] > 0:
        return
    before, following = ledger.before_open[lot], ledger.next_open[lot]
    if before == NONE:
        ledger.first[OPEN] = following
    else:
        ledger.next_open[before] = following
    if following == NONE:
        ledger.last[OPEN] = before
    else:
        ledger.before_open[following] = before


def take_alike(changes: Changes, ledger: Ledger, out: Matches, found: int, number: int, rest: int) -> tuple[int, int]:
    """Consume what is the amount: the nearest single lot or whole case; a lot says more than a sum that is as near."""
    lot, distance = nearest_lot(changes, ledger, number, rest)
    if lot == NONE or distance > 0:
        case, case_distance = nearest_case(changes, ledger, number, rest)
        if case != NONE and (lot == NONE or case_distance < distance):
            return take_case(changes, ledger, out, found, number, rest, case)
    if lot != NONE:
        consumed = min(rest, ledger.remaining[lot])
        rest -= consumed
        found = note(out, found, lot, number, consumed, BY_AMOUNT)
        shrink(ledger, lot, consumed)
    return rest, found


def nearest_lot(changes: Changes, ledger: Ledger, number: int, amount: int) -> tuple[int, int]:
    """Give the open lot of no other dossier, received within the days, nearest to the amount, and how near it is."""
    dossier, day = changes.dossier[number], changes.day[number]
    best, nearest = NONE, amount * AMOUNT_TOLERANCE // 1000 + 1
    lot = ledger.first[OPEN]
    while lot != NONE and nearest > 0:
        distance = abs(ledger.remaining[lot] - amount)
        if distance < nearest and day - changes.day[lot] <= AMOUNT_DAYS:
            foreign = dossier >= 0 and changes.dossier[lot] >= 0 and changes.dossier[lot] != dossier
            if not foreign:
                best, nearest = lot, distance
        lot = ledger.next_open[lot]
    return best, nearest


def nearest_case(changes: Changes, ledger: Ledger, number: int, amount: int) -> tuple[int, int]:
    """Give the case of several lots whose sum is nearest to the amount, and how near it is.

    A case is what is open of a payer that never named a dossier and, for a debit that names none either, of a dossier with
    its payers' nameless money.
    """
    dossiers = len(ledger.first_of_dossier)
    least = dossiers if changes.dossier[number] >= 0 else 0
    lot = ledger.first[OPEN]
    while lot != NONE:
        case = case_of(changes, ledger, lot)
        if case >= least:
            if ledger.case_seen[case] != number:
                ledger.case_seen[case], ledger.case_first[case] = number, lot
                ledger.case_sum[case] = ledger.case_lots[case] = 0
            ledger.case_sum[case] += ledger.remaining[lot]
            ledger.case_lots[case] += 1
        lot = ledger.next_open[lot]
    best, nearest = NONE, amount * AMOUNT_TOLERANCE // 1000 + 1
    lot = ledger.first[OPEN]
    while lot != NONE:
        case = case_of(changes, ledger, lot)
        if case >= least and ledger.case_first[case] == lot and ledger.case_lots[case] > 1:
            distance = abs(ledger.case_sum[case] - amount)
            if distance < nearest:
                best, nearest = case, distance
        lot = ledger.next_open[lot]
    return best, nearest


def case_of(changes: Changes, ledger: Ledger, lot: int) -> int:
    """Give the case that a lot belongs to: its dossier, its payer's only one, else its payer; NONE for none."""
    dossier, party = changes.dossier[lot], changes.party[lot]
    if dossier >= 0:
        return int(dossier)
    if party < 0:
        return NONE
    only = ledger.only_dossier[party]
    return int(only) if only >= 0 else len(ledger.first_of_dossier) + int(party) if only == NONE else NONE


def take_case(changes: Changes, ledger: Ledger, out: Matches, found: int, number: int, rest: int, case: int) -> tuple[int, int]:
    """Consume the open lots of a case, the oldest first."""
    lot = ledger.first[OPEN]
    while lot != NONE and rest > 0:
        following = ledger.next_open[lot]
        if case_of(changes, ledger, lot) == case:
            consumed = min(rest, ledger.remaining[lot])
            rest -= consumed
            found = note(out, found, lot, number, consumed, BY_AMOUNT)
            shrink(ledger, lot, consumed)
        lot = following
    return rest, found
