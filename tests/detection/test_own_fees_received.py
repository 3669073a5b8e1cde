"""The rule own-fees-received: fees and retainers that come in on the third-party account."""

from datetime import date

import pytest

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "severity", "e_count", "e_rest")
THREE = """
id | booked     | amount  | counterparty   | communication
a  | 2026-03-02 | 500.00  | BE11 An Klant  | Honoraires dossier 2026/1
b  | 2026-04-02 | 750.00  | BE12 Bo Klant  | provisie
c  | {day}      | 1000.00 | BE13 Cy Klant  | ereloonnota 2026/014
"""


def test_three_fees_in_ninety_days_are_found() -> None:
    # 2 March to 30 May are 90 days
    given = material(THREE.format(day="2026-05-30"))
    assert found("own-fees-received", given, *FACTS) == [("c", "a,b,c", None, 3, 2_250_000)]
    assert found("own-fees-received", material(THREE.format(day="2026-05-31"))) == []


def test_it_is_known_when_the_last_could_have_been_passed_on() -> None:
    table = THREE.format(day="2026-05-20")
    eve, day = (found("own-fees-received", material(table, on=date(2026, 5, which)), "last_date") for which in (29, 30))
    assert (eve, day) == ([], [(date(2026, 5, 30),)])


def test_a_fifth_of_at_least_five_credits_is_enough() -> None:
    head = "id | booked | amount | counterparty | communication\nfee | 2026-03-20 | 500.00 | BE11 An Klant | honoraires\n"

    def given(others: int) -> list[tuple[object, ...]]:
        lines = "".join(f"o{n} | 2026-03-{n + 1:02d} | 90.00 | BE12 Bo Klant | dossier 2026/2\n" for n in range(1, others + 1))
        return found("own-fees-received", material(head + lines), "anchor")

    # one of five is a fifth; one of four is too few credits; one of six is less
    assert (given(4), given(3), given(5)) == ([("fee",)], [], [])


def test_fees_passed_on_within_ten_days_are_a_noted_fact() -> None:
    out = "{id} | {day} | {sum} | BE70OFFICE | transfert\n"
    table = THREE.format(day="2026-05-20") + out.format(id="d", day="2026-03-05", sum="-500.00")
    both = table + out.format(id="e", day="2026-04-12", sum="-750.00")
    all_three = both + out.format(id="f", day="2026-05-30", sum="-1000.00")
    # two of three passed on: one kept is not three, so the three together are noted
    for moved, rest in ((both, 1_000_000), (all_three, 0)):
        assert found("own-fees-received", material(moved), *FACTS) == [("c", "a,b,c", "info", 3, rest)]
    too_late = all_three.replace("2026-03-05", "2026-03-13")
    less = all_three.replace("-1000.00", "-999.99")
    for moved in (too_late, less):
        assert found("own-fees-received", material(moved), "severity") == [("info",)]
    none = all_three.replace("BE70OFFICE", "BE14 Di Klant")
    assert found("own-fees-received", material(none), "severity", "e_rest") == [(None, 2_250_000)]


@pytest.mark.parametrize(
    ("payer", "text", "expected"),
    [
        ("BE11 An Klant", "PROVISION DOSSIER 2026/1", 1),
        ("BE11 An Klant", "Vorschuss", 1),
        ("BE11 An Klant", "staat van kosten", 1),
        ("BE11 An Klant", "Note de frais 12", 1),
        ("BE90 Ethias", "provision", 0),
        ("BE90 Ethias", "honoraires", 1),
        ("BE11 An Klant", "facture 2026/55", 0),
        ("BE11 An Klant", "akkoord dossier 2026/1", 0),
        ("BE70OFFICE", "honoraires", 0),
        ("B Peeters Advocaten", "honoraires", 0),
    ],
)
def test_which_credits_are_fees(payer: str, text: str, expected: int) -> None:
    lines = "".join(f"2026-03-{day:02d} | 500.00 | {payer} | {text}\n" for day in (2, 9, 16))
    given = material("booked | amount | counterparty | communication\n" + lines)
    assert len(found("own-fees-received", given)) == expected


def test_one_finding_a_month_and_none_on_rubric_accounts() -> None:
    days = ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-04-01", "2026-04-02")
    lines = "".join(f"{{account}} | {day} | 500.00 | BE11 An Klant | honoraires\n" for day in days)
    table = "account | booked | amount | counterparty | communication\n" + lines
    found_there = found("own-fees-received", material(table.replace("{account}", "A")), "anchor", "e_count")
    assert found_there == [("A:3", 3), ("A:5", 5)]
    assert found("own-fees-received", material(table.replace("{account}", "R"))) == []
