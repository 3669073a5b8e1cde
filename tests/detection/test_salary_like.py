"""The rule salary-like: about the same sum to the same person around the end of three months."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "e_count", "severity")
THREE = """
id | booked     | amount    | counterparty         | communication
a  | {first}    | -2000.00  | {who}                | {case}
b  | {second}   | -2000.00  | {who}                | {case}
c  | {third}    | {sum}     | {who}                | {case}
"""
GIVEN = {
    "first": "2026-01-24",
    "second": "2026-02-27",
    "third": "2026-04-05",
    "sum": "-2000.00",
    "who": "BE11 Sofie Stafhove",
    "case": "",
}


def test_three_months_in_a_row_around_their_end_are_found() -> None:
    assert found("salary-like", material(THREE.format(**GIVEN)), *FACTS) == [("2026|BE11", "a,b,c", 3, None)]


def test_outside_the_days_of_pay_or_with_a_month_between_it_is_none() -> None:
    for other in ({"first": "2026-01-23"}, {"third": "2026-04-06"}, {"third": "2026-04-30"}, {"first": "2026-02-05"}):
        # the 23rd; the 6th; April's pay after February's; 5 February is January's pay
        expected = [("a,b,c",)] if other == {"first": "2026-02-05"} else []
        assert found("salary-like", material(THREE.format(**GIVEN | other))) == expected, other


def test_amounts_may_vary_by_fifteen_percent() -> None:
    # 2000, 2000 and x: the deviation by the mean is √2 (x − 2000) ÷ (x + 4000); 15 % at x = 2711.91
    assert found("salary-like", material(THREE.format(**GIVEN | {"sum": "-2711.00"}))) == [("a,b,c",)]
    assert found("salary-like", material(THREE.format(**GIVEN | {"sum": "-2713.00"}))) == []


def test_firms_institutions_and_the_holder_earn_no_wages() -> None:
    for who in ("BE11 Stafhove Services", "BE11 Notaris Stafhove", "BE70OFFICE Sofie Stafhove", "B Sofie Stafhove", "BE11 X1"):
        assert found("salary-like", material(THREE.format(**GIVEN | {"who": who}))) == [], who


def test_maintenance_passed_on_is_not_found_and_named_dossiers_are_low() -> None:
    passed_on = THREE.format(**GIVEN) + "".join(
        f"    {name}  | {day} | 2000.00 | BE21 Bo Zegerman | aliments\n"
        for name, day in (("i", "2026-01-05"), ("j", "2026-02-05"), ("k", "2026-04-05"))
    )
    assert found("salary-like", material(passed_on)) == []
    named = THREE.format(**GIVEN | {"case": "dossier 2026/9"})
    assert found("salary-like", material(named), *FACTS) == [("2026|BE11", "a,b,c", 3, "low")]
    funded = named + "    in | 2025-07-30 | 6000.00 | BE21 Bo Zegerman | dossier 2026/9\n"
    # 30 July 2025 lies in the 250 days that end on each payment, 5 April 2026 being the last
    assert found("salary-like", material(funded)) == []


def test_only_the_first_payment_of_a_month_counts() -> None:
    moved = THREE.format(**GIVEN) + "    d  | 2026-02-28 | -9000.00  | BE11 Sofie Stafhove | bonus\n"
    assert found("salary-like", material(moved)) == [("a,b,c",)]
