"""The rule private-expense: shops, telecom and energy, unless a client's money stands for the bill."""

from tests.detection.material import found, material

FACTS = ("anchor", "severity", "e_count", "confidence")


def test_a_payment_to_a_merchant_is_found_and_the_third_in_ninety_days_is_critical() -> None:
    moved = """
    id | booked     | amount  | counterparty        | communication
    a  | 2026-03-02 | -61.20  | BE11 Telenet BV     | factuur 8812
    b  | 2026-03-20 | -25.00  | BE12 Colruyt Halle  |
    c  | 2026-05-30 | -140.00 | BE13 ENGIE          |
    d  | 2026-05-31 | -24.99  | BE13 ENGIE          |
    e  | 2026-08-27 | -140.00 | BE13 ENGIE          |
    """
    # 2 March to 30 May are 90 days: a, b, c. 30 May to 27 August are 90 days too: c and e (d is below 25 EUR)
    assert found("private-expense", material(moved), *FACTS) == [
        ("a", None, 1, 950),
        ("b", None, 2, 950),
        ("c", "critical", 3, 950),
        ("e", None, 2, 950),
    ]


def test_movements_of_one_day_count_together_whatever_their_order() -> None:
    moved = """
    id | booked     | amount  | counterparty
    a  | 2026-03-02 | -30.00  | BE11 Telenet BV
    b  | 2026-03-02 | -31.00  | BE12 Colruyt Halle
    c  | 2026-03-02 | -32.00  | BE13 ENGIE
    """
    assert found("private-expense", material(moved), "severity", "e_count") == [("critical", 3)] * 3


def test_a_bill_of_a_dossier_whose_money_came_in_the_sixty_days_before_is_the_client_s_own() -> None:
    table = """
    id | booked     | amount  | counterparty    | communication
    in | {day}      | {sum}   | BE21 An Klant   | dossier 2026/12
    p  | 2026-03-31 | -100.00 | BE11 Telenet BV | {text}
    """
    given = {"day": "2026-01-31", "sum": "100.00", "text": "dossier 2026/12 internet"}
    # 31 January to 31 March are 60 days, both counted
    assert found("private-expense", material(table.format(**given))) == []
    assert found("private-expense", material(table.format(**given | {"day": "2026-03-31"}))) == []
    for other in ({"day": "2026-01-30"}, {"day": "2026-04-01"}, {"sum": "99.99"}, {"text": "dossier 2026/13"}):
        named = found("private-expense", material(table.format(**given | other)), "anchor", "severity")
        assert named == [("p", "medium")], other


def test_a_bill_that_names_the_client_who_paid_in_is_the_client_s_own() -> None:
    table = """
    id | booked     | amount  | counterparty        | communication
    in | 2026-02-02 | {sum}   | BE21 {who}          | voorschot
    p  | 2026-03-02 | -100.00 | BE11 Telenet BV     | factuur {bill}
    """
    given = {"sum": "100.00", "who": "Bo Zegerman", "bill": "ZEGERMAN"}
    assert found("private-expense", material(table.format(**given))) == []
    # too little came; somebody else paid in; half of a village bears that name; the holder himself paid in
    peeters = {"who": "Bo Peeters", "bill": "Peeters"}
    himself = {"who": "Jeanne Verstockt", "bill": "Verstockt"}
    for other in ({"sum": "99.99"}, {"who": "Cy Frooninck"}, peeters, himself):
        assert found("private-expense", material(table.format(**given | other))) == [("p",)], other


def test_a_common_word_weighs_little_and_institutions_and_the_holder_are_left_out() -> None:
    moved = """
    id | booked     | amount  | counterparty
    a  | 2026-03-02 | -90.00  | BE11 Mercedes Coucke
    b  | 2026-03-02 | -90.00  | BE12 Huissier Delhaize
    c  | 2026-03-02 | -90.00  | BE70OFFICE Telenet BV
    d  | 2026-03-02 | -90.00  | B Telenet BV
    e  | 2026-03-02 | 90.00   | BE13 Telenet BV
    f  | 2026-03-02 | -90.00  | BE14 Telenetta Coucke
    """
    assert found("private-expense", material(moved), *FACTS) == [("a", "low", 1, 400)]
