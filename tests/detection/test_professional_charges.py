"""The rule professional-charges: the lawyer's own costs, paid with clients' money."""

from tests.detection.material import found, material


def test_dues_and_publishers_are_found_from_fifty_euros_on() -> None:
    moved = """
    id | booked     | amount   | counterparty                | communication
    a  | 2026-03-02 | -250.00  | BE11 Orde van Advocaten     | bijdrage 2026
    b  | 2026-03-02 | -50.00   | BE12 Ordre des avocats Huy  | cotisation
    c  | 2026-03-03 | -49.99   | BE13 Larcier                |
    d  | 2026-03-04 | -90.00   | BE13 Larcier                | dossier 2026/12
    e  | 2026-03-05 | -90.00   | BE14 Ethias                 | polis
    f  | 2026-03-06 | 90.00    | BE13 Larcier                |
    """
    # a dossier is named, though no money came for it; Ethias insures others too
    facts = ("anchor", "severity", "confidence")
    assert found("professional-charges", material(moved), *facts) == [
        ("a", None, 950),
        ("b", None, 950),
        ("d", "low", 950),
        ("e", "low", 400),
    ]


def test_filing_costs_advanced_for_a_client_who_paid_them_are_not_found() -> None:
    table = """
    id | booked     | amount  | counterparty       | communication
    in | {day}      | 60.00   | BE21 An Klant      | dossier 2026/12
    p  | 2026-03-31 | -60.00  | BE11 DP-A Diplad   | neerlegging dossier 2026/12
    """
    assert found("professional-charges", material(table.format(day="2026-01-31"))) == []
    assert found("professional-charges", material(table.format(day="2026-01-30"))) == [("p",)]
