"""The rule family-payee: the holder's name or address on the payee's side."""

from tests.detection.material import REGISTER, found, material

FACTS = ("anchor", "movement_ids", "e_count", "e_basis", "severity")
HOLDERS = """
holder_id | name             | street        | postcode | city
H1        | Jeanne Verstockt | Rue du Pont 1 | 4000     | Liège
"""
TWO = """
id | booked     | amount  | counterparty | counterparty_address | communication
a  | 2026-01-05 | -250.00 | BE11 {who}   | {address}            | {case}
b  | {day}      | {sum}   | BE11 {who}   | {address}            | {case}
"""
GIVEN = {"who": "Paul Verstockt", "address": "", "case": "", "day": "2026-07-06", "sum": "-250.00"}


def test_two_payments_to_one_who_bears_the_holder_s_name_are_found() -> None:
    # 5 January to 6 July are 183 days, both counted
    expected = [("2026|BE11", "a,b", 2, "same name", None)]
    for who in ("Paul Verstockt", "VERSTOCKT PAUL", "Immo Verstockt BV"):
        assert found("family-payee", material(TWO.format(**GIVEN | {"who": who})), *FACTS) == expected, who
    same_day = GIVEN | {"day": "2026-01-05"}
    assert found("family-payee", material(TWO.format(**same_day)), *FACTS) == expected


def test_too_small_too_far_apart_or_no_name_of_the_family_is_not_found() -> None:
    others = ({"sum": "-249.99"}, {"day": "2026-07-07"}, {"who": "Jeanne Frooninck"}, {"who": "Paul Verstocktens"})
    # the first name alone is not the family; nor is a longer name
    for other in (*others, {"who": "Notaris Verstockt"}, {"who": "Verstockt Advocaten Huy"}):
        assert found("family-payee", material(TWO.format(**GIVEN | other))) == [], other


def test_a_frequent_surname_identifies_no_family() -> None:
    table = """
    id | account | booked     | amount  | counterparty
    a  | B       | 2026-01-05 | -250.00 | BE11 {who}
    b  | B       | 2026-02-05 | -250.00 | BE11 {who}
    """
    # the holder of B is Peeters Advocaten
    assert found("family-payee", material(table.format(who="Paul Peeters"))) == []
    rarer = REGISTER.replace("Peeters Advocaten", "Zegerman Advocaten")
    assert found("family-payee", material(table.format(who="Paul Zegerman"), register=rarer)) == [("a,b",)]


def test_the_holder_s_address_is_found_with_its_number_and_locality() -> None:
    by_address = GIVEN | {"who": "Garage Snel"}
    for address in ("Rue du Pont 1 4000 Liege", "RUE DU PONT 1, LIÈGE", "rue du pont 1 B-4000"):
        drawn = material(TWO.format(**by_address | {"address": address}), holders=HOLDERS)
        assert found("family-payee", drawn, *FACTS) == [("2026|BE11", "a,b", 2, "same address", None)], address
    for address in ("Rue du Pont 11 4000 Liege", "Rue du Pont 1", "Rue du Pont 1 9000 Gent", "Rue du Pont 4000 Liege", ""):
        assert found("family-payee", material(TWO.format(**by_address | {"address": address}), holders=HOLDERS)) == [], address


def test_a_relative_who_paid_in_is_a_client() -> None:
    for payer in ("BE11 Somebody", "BE99 Paul Verstockt"):
        paid_in = TWO.format(**GIVEN) + f"in | 2026-01-05 | 10.00 | {payer} | | provisie\n"
        # the payment of 6 July is 183 days after: alone
        assert found("family-payee", material(paid_in)) == [], payer
    later = TWO.format(**GIVEN | {"day": "2026-02-05"}) + "in | 2026-02-06 | 10.00 | BE11 Paul Verstockt | | provisie\n"
    assert found("family-payee", material(later)) == [("a,b",)], "afterwards is not before"


def test_payments_that_each_name_a_dossier_are_low() -> None:
    named = material(TWO.format(**GIVEN | {"case": "dossier 2026/9"}))
    assert found("family-payee", named, *FACTS) == [("2026|BE11", "a,b", 2, "same name", "low")]
