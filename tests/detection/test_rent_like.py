"""The rule rent-like: the same rent every month, and nobody's money for it."""

from tests.detection.material import found, material

FACTS = ("anchor", "stage", "movement_ids", "e_count", "severity", "amount_milli")
THREE = """
id | booked     | amount    | counterparty      | communication
a  | 2026-01-02 | -850.00   | BE11 Immo Weverberg | {word} januari {case}
b  | {second}   | -850.00   | BE11 Immo Weverberg | {word} februari {case}
c  | 2026-03-03 | {third}   | BE11 Immo Weverberg | {word} maart
"""
GIVEN = {"word": "huur", "case": "", "second": "2026-02-02", "third": "-850.00"}


def test_three_monthly_payments_of_one_amount_are_found() -> None:
    for word in ("huur", "Loyer", "MIETE"):
        assert found("rent-like", material(THREE.format(**GIVEN | {"word": word})), *FACTS) == [
            ("2026|BE11", "", "a,b,c", 3, None, -2_550_000)
        ]


def test_another_amount_another_pace_or_another_word_is_no_rent() -> None:
    # 2 January to 26 January are 24 days, to 7 February 36; the same from there to 3 March
    for other in ({"third": "-851.00"}, {"second": "2026-01-26"}, {"second": "2026-02-07"}, {"word": "factuur"}):
        assert found("rent-like", material(THREE.format(**GIVEN | other))) == [], other


def test_the_pace_may_differ_by_some_days() -> None:
    # 2 January to 27 January are 25 days, 27 January to 3 March 35
    assert found("rent-like", material(THREE.format(**GIVEN | {"second": "2026-01-27"}))) == [("a,b,c",)]


def test_rent_that_a_client_sent_each_month_is_passed_on() -> None:
    passed_on = (
        THREE.format(**GIVEN)
        + """
    i  | 2025-12-02 | 850.00    | BE21 An Klant     | huur
    j  | 2026-02-02 | 850.00    | BE21 An Klant     | huur
    k  | 2026-03-03 | 850.00    | BE21 An Klant     | huur
    """
    )
    # 2 December is the 32nd day before 2 January's end: too early; b and c are paired, so one payment is left
    assert found("rent-like", material(passed_on)) == []
    one_for_all = THREE.format(**GIVEN) + "    i  | 2026-01-02 | 850.00    | BE21 An Klant     | huur\n"
    assert found("rent-like", material(one_for_all)) == [], "a is paired: two are left"


def test_rent_of_a_dossier_whose_money_came_in_the_days_before_is_not_found() -> None:
    escrow = """
    id | booked     | amount    | counterparty        | communication
    in | {day}      | 900.00    | BE21 An Klant       | dossier 2025/9
    a  | 2026-01-02 | -850.00   | BE11 Immo Weverberg | huur dossier 2025/9
    b  | 2026-02-02 | -850.00   | BE11 Immo Weverberg | huur dossier 2025/9
    c  | 2026-03-03 | -850.00   | BE11 Immo Weverberg | huur dossier 2025/9
    """
    # the 250 days that end on 3 March 2026 begin on 27 June 2025, those of 2 January on 28 April
    assert found("rent-like", material(escrow.format(day="2025-06-27"))) == []
    too_old = found("rent-like", material(escrow.format(day="2025-04-27")), "movement_ids", "severity")
    assert too_old == [("a,b,c", "low")], "each payment names the dossier"


def test_a_run_belongs_to_the_years_in_which_it_shows() -> None:
    moved = """
    id | booked     | amount    | counterparty        | communication
    a  | 2025-11-03 | -850.00   | BE11 Immo Weverberg | huur
    b  | 2025-12-03 | -850.00   | BE11 Immo Weverberg | huur
    c  | 2025-12-31 | -850.00   | BE11 Immo Weverberg | huur
    d  | 2026-02-02 | -850.00   | BE11 Immo Weverberg | huur
    """
    assert found("rent-like", material(moved), *FACTS[:3]) == [
        ("2025|BE11", "", "a,b,c"),
        ("2026|BE11", "", "b,c,d"),
    ]


def test_one_step_too_short_or_too_long_ends_the_pace() -> None:
    table = """
    booked     | amount    | counterparty        | communication
    2026-01-02 | -850.00   | BE11 Immo Weverberg | huur
    {second}   | -850.00   | BE11 Immo Weverberg | huur
    {third}    | -850.00   | BE11 Immo Weverberg | huur
    """
    # the first step has 25, 24, 35 and 36 days; the second always 30
    steps = {("2026-01-27", "2026-02-26"): 1, ("2026-01-26", "2026-02-25"): 0}
    steps |= {("2026-02-06", "2026-03-08"): 1, ("2026-02-07", "2026-03-09"): 0}
    for (second, third), findings in steps.items():
        assert len(found("rent-like", material(table.format(second=second, third=third)))) == findings, second
