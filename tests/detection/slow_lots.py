"""The steps by which lots are consumed, as slowly as they are told: every lot is looked at for every debit, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Change = tuple[int, int, int, str | None, str | None]
"""Number, day, amount with its sign, dossier, party."""
Match = tuple[int, int, int, int]
"""Lot, debit, what is consumed, confidence in thousandths."""


@dataclass
class Lot:
    """What is left of a receipt."""

    number: int
    day: int
    dossier: str | None
    party: str | None
    left: int


Step = tuple[int, Callable[[int], list[Lot]]]
"""What a match is worth, and the lots to consume for what is then left."""


def slow_matches(changes: list[Change]) -> list[Match]:
    """Match the changes of one account, in their order."""
    lots: list[Lot] = []
    owed: list[list[int]] = []
    paid_for: list[tuple[str, str]] = []
    matches: list[Match] = []
    for number, day, amount, dossier, party in changes:
        if amount > 0:
            for debt in owed:
                part = min(amount, debt[1])
                amount, debt[1] = amount - part, debt[1] - part
                matches += [(number, debt[0], part, 300)] if part else []
            if dossier and party and (party, dossier) not in paid_for:
                paid_for.append((party, dossier))
            lots.append(Lot(number, day, dossier, party, amount))
            continue
        rest = -amount
        for confidence, chosen in _steps(lots, paid_for, day, dossier):
            for lot in chosen(rest):
                part = min(rest, lot.left)
                rest, lot.left = rest - part, lot.left - part
                matches += [(lot.number, number, part, confidence)] if part else []
        owed.append([number, rest])
    return matches


def _steps(lots: list[Lot], paid_for: list[tuple[str, str]], day: int, dossier: str | None) -> Iterator[Step]:
    """Give the steps in their order: what a match is worth, and the lots to consume for what is then left."""

    def dossiers_of(party: str) -> set[str]:
        return {named for who, named in paid_for if who == party}

    yield 950, lambda _: [lot for lot in lots if dossier and lot.dossier == dossier]
    for payer in [who for who, named in paid_for if named == dossier and len(dossiers_of(who)) == 1]:
        yield 700, lambda _, payer=payer: [lot for lot in lots if lot.dossier is None and lot.party == payer]

    def alike(rest: int) -> list[Lot]:
        there = [lot for lot in lots if lot.left]
        single = [[lot] for lot in there if day - lot.day <= 60 and not (dossier and lot.dossier not in (None, dossier))]
        cases: dict[str, list[Lot]] = {}
        for lot in there:
            known = {lot.dossier} if lot.dossier else dossiers_of(lot.party or "")
            if len(known) == 1 and not dossier:
                cases.setdefault(f"dossier {min(known)}", []).append(lot)
            elif not known and lot.party:
                cases.setdefault(f"payer {lot.party}", []).append(lot)
        near = [
            (abs(sum(lot.left for lot in group) - rest), len(group) > 1, group[0].number, group)
            for group in [*single, *(case for case in cases.values() if len(case) > 1)]
        ]
        near = [one for one in near if one[0] * 1000 <= rest * 20]
        return min(near, key=lambda one: one[:3])[3] if near and rest else []

    yield 700, alike
    if dossier:
        yield 300, lambda _: [lot for lot in lots if lot.dossier is None]
    yield 300, lambda _: lots
