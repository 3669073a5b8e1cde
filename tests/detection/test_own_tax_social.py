"""The rule own-tax-social: the holder's own taxes, and those that no client's money stands for."""

from tests.detection.material import found, material

FACTS = ("anchor", "severity", "e_basis")


def test_the_holder_s_name_in_the_communication_or_the_profession_s_own_fund_is_critical() -> None:
    moved = """
    id | booked     | amount   | counterparty        | communication
    in | 2026-03-01 | 9000.00  | BE21 An Klant       | dossier 2026/12
    a  | 2026-03-02 | -900.00  | BE11 Xerius         | Verstockt Jeanne Q1 dossier 2026/12
    b  | 2026-03-03 | -800.00  | BE12 CPAH asbl      | cotisation
    c  | 2026-03-04 | -50.00   | BE13 SPF Finances   | Jeanne D. impots
    d  | 2026-03-05 | -49.99   | BE13 SPF Finances   | Verstockt Jeanne
    """
    # a holder's name counts whatever dossier stands beside it; Jeanne alone is not the holder; d is below 50 EUR
    assert found("own-tax-social", material(moved), *FACTS) == [
        ("a", None, "holder named"),
        ("b", None, "own fund"),
        ("c", "medium", "no receipt"),
    ]


def test_a_client_s_tax_paid_from_that_client_s_money_is_not_found() -> None:
    table = """
    id | booked     | amount   | counterparty        | communication        | structured_reference
    in | {day}      | {sum}    | BE21 Bo Zegerman    | {case}               | {reference}
    p  | 2026-03-31 | -900.00  | BE13 FOD Financien  | {text}               | {reference}
    """
    given = {"day": "2026-01-31", "sum": "900.00", "case": "dossier 2026/12", "text": "dossier 2026/12", "reference": ""}
    assert found("own-tax-social", material(table.format(**given))) == []
    assert found("own-tax-social", material(table.format(**given | {"text": "registratie Zegerman"}))) == []
    by_reference = {"case": "", "text": "", "reference": "010806817183"}
    assert found("own-tax-social", material(table.format(**given | by_reference))) == []
    late = found("own-tax-social", material(table.format(**given | {"day": "2026-01-30"})), *FACTS)
    assert late == [("p", "low", "no receipt")], "61 days before: too long ago, but the dossier is named"
    nothing = found("own-tax-social", material(table.format(**given | {"text": "aanslag 2025"})), *FACTS)
    assert nothing == [("p", "medium", "no receipt")]
    assert found("own-tax-social", material(table.format(**given | {"sum": "899.99"})), *FACTS) == [("p", "low", "no receipt")]
