"""The quick set of `make fuzz-coda`: damaged deliveries never crash the parser, fool it or leave a person without a line."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.coda_fuzz import OUTCOMES, SOURCES, damaged, judge, run, source
from coda_parser import Delivery, parse

CASES = 4000


def test_four_thousand_damaged_deliveries_give_four_zeros() -> None:
    found, wrong = run(range(CASES))
    assert wrong == []
    assert found == Counter(right=CASES)


def test_a_case_is_the_same_whenever_it_is_made() -> None:
    assert [damaged(number)[0] for number in range(20)] == [damaged(number)[0] for number in range(20)]
    assert sum(damaged(number)[0] != source(number % SOURCES).data for number in range(100)) > 90


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_parser_with_each_fault_is_found_out(outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = source(1)

    def faulty(data: bytes) -> Delivery:
        delivery = parse(data)
        if outcome == "crash":
            raise IndexError
        while outcome == "hang":
            pass
        if outcome == "unlocated":
            return replace(delivery, framed=False, problems=())
        changed = [replace(each, old_balance_milli=each.old_balance_milli + 1, problems=()) for each in delivery.statements]
        return replace(delivery, statements=tuple(changed))

    monkeypatch.setattr("benchmarks.coda_fuzz.parse", faulty)
    monkeypatch.setattr("benchmarks.coda_fuzz.LONGEST", 0.05)
    assert judge(sound.data, sound) == outcome
