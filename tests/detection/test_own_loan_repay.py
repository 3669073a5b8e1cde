"""The rule own-loan-repay: instalments to lenders that come again."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "e_count", "severity")


def test_two_instalments_of_like_amount_within_seventy_days_are_found() -> None:
    table = """
    id | booked     | amount    | code     | counterparty    | communication
    a  | 2026-01-05 | -450.00   | {code}   | {who}           | termijn
    b  | {day}      | {sum}     | {code}   | {who}           | termijn
    """
    given = {"code": "", "who": "BE11 Cofidis NV", "day": "2026-03-15", "sum": "-500.00"}
    # 5 January to 15 March are 70 days, both counted; 50 is a tenth of 500
    assert found("own-loan-repay", material(table.format(**given)), *FACTS) == [("2026|BE11", "a,b", 2, None)]
    by_code = {"code": "01311000", "who": ""}
    assert found("own-loan-repay", material(table.format(**given | by_code)), *FACTS) == [("2026|bank", "a,b", 2, None)]
    for other in ({"day": "2026-03-16"}, {"sum": "-500.01"}, {"day": "2026-01-05"}, {"who": "BE11 Cy Frooninck"}):
        # one day too late; more than a tenth; the same day counts once; no lender
        assert found("own-loan-repay", material(table.format(**given | other))) == [], other


def test_a_card_s_number_makes_different_amounts_one_credit() -> None:
    moved = """
    id | booked     | amount    | counterparty          | communication     | structured_reference
    a  | 2026-01-05 | -450.00   | BE11 American Express | carte 3741234567  |
    b  | 2026-01-20 | -80.00    | BE11 American Express | carte 3749999999  |
    c  | 2026-02-05 | -900.00   | BE11 American Express | carte 3741234567  |
    d  | 2026-03-20 | -10.00    | BE12 Elantis          |                   | 010806817183
    e  | 2026-04-20 | -30.00    | BE12 Elantis          |                   | 010806817183
    """
    assert found("own-loan-repay", material(moved), *FACTS) == [
        ("2026|BE11", "a,c", 2, None),
        ("2026|BE12", "d,e", 2, None),
    ]


def test_a_client_s_debt_settled_from_that_client_s_money_is_not_found() -> None:
    table = """
    id | booked     | amount    | counterparty    | communication
    in | {day}      | {sum}     | BE21 An Klant   | {case}
    a  | 2026-01-05 | -450.00   | BE11 Cofidis NV | dossier 2026/9
    b  | 2026-02-05 | -450.00   | BE11 Cofidis NV | dossier 2026/9
    """
    assert found("own-loan-repay", material(table.format(day="2025-12-20", sum="2000.00", case="dossier 2026/9"))) == []
    assert found("own-loan-repay", material(table.format(day="2026-01-06", sum="450.00", case="akkoord"))) == []
    # nothing of that dossier or of that amount
    assert found("own-loan-repay", material(table.format(day="2025-12-20", sum="451.00", case="akkoord"))) == [("a,b",)]
