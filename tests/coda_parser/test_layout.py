"""Every record stands where the standard prints it (CODA 2.6, annex I)."""

from __future__ import annotations

import pytest

from coda_parser.layout import LENGTH, Record
from coda_parser.problem import Problem
from coda_parser.records import RECORDS, NewBalance, Trailer
from coda_parser.records.version1 import MovementCounterparty1

# record: first and last position of every field, as the standard prints them; blanks included, identification left out
POSITIONS = {
    "0": "2-5 6-11 12-14 15-16 17 18-24 25-34 35-60 61-71 72-82 83 84-88 89-104 105-120 121-127 128",
    "1": "2 3-5 6-42 43 44-58 59-64 65-90 91-125 126-128",
    "21": "3-6 7-10 11-31 32 33-47 48-53 54-61 62 63-115 116-121 122-124 125 126 127 128",
    "22": "3-6 7-10 11-63 64-98 99-109 110-112 113 114-117 118-121 122-125 126 127 128",
    "23": "3-6 7-10 11-47 48-82 83-125 126 127 128",
    "31": "3-6 7-10 11-31 32-39 40 41-113 114-125 126 127 128",
    "32": "3-6 7-10 11-115 116-125 126 127 128",
    "33": "3-6 7-10 11-100 101-125 126 127 128",
    "8": "2-4 5-41 42 43-57 58-63 64-127 128",
    "4": "2 3-6 7-10 11-32 33-112 113-127 128",
    "9": "2-16 17-22 23-37 38-52 53-127 128",
}


def positions(drawn: str) -> list[tuple[int, int]]:
    return [(int(first), int(last or first)) for first, _, last in (field.partition("-") for field in drawn.split())]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.label)
def test_a_record_has_its_fields_where_the_standard_prints_them(record: type[Record]) -> None:
    assert [(field.first, field.last) for field in record.fields] == positions(POSITIONS[record.code])


@pytest.mark.parametrize("record", [*RECORDS, MovementCounterparty1], ids=lambda record: record.__name__)
def test_fields_fill_the_record_without_gap_or_overlap(record: type[Record]) -> None:
    place = len(record.code) + 1
    for field in record.fields:
        assert field.first == place, field
        place = field.last + 1
    assert place == LENGTH + 1


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.label)
def test_an_empty_record_has_128_characters_and_only_dates_and_digits_that_must_be_given_are_missed(
    record: type[Record],
) -> None:
    line = record.write()
    problems: list[Problem] = []
    record.read(line, 1, problems)
    assert len(line) == LENGTH
    assert {problem.id for problem in problems} <= {"date"}


def test_a_value_that_does_not_fit_is_refused_with_record_and_positions() -> None:
    with pytest.raises(ValueError, match=r"record 8, new balance \(positions 43–57\): expected a whole number of at most 15"):
        NewBalance.write(balance=10**15)


def test_a_field_that_the_record_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="record 9 has no field total"):
        Trailer.write(total=1)
