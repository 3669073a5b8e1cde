"""The rule refer-real-estate: a price of 20,000 or more; critical with cash beside it."""

from datetime import date

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "e_price", "e_cash", "severity", "stage")


def test_a_price_with_a_notary_is_one_low_finding_a_month() -> None:
    moved = """
    id | booked     | amount    | counterparty       | communication
    a  | 2026-03-02 | 20000.00  | BE11 Notaris Ex    | compromis dossier 2026/12
    b  | 2026-03-20 | -50000.00 | BE12 Notaire Ex    | acte de vente dossier 2026/13
    c  | 2026-04-01 | 30000.00  | BE13 Notar Ex      | Kaufpreis Akte 2026/14
    d  | 2026-04-02 | 19999.99  | BE13 Notar Ex      | Kaufpreis Akte 2026/14
    e  | 2026-04-03 | 30000.00  | BE14 An Koper      | verkoop woning
    f  | 2026-04-07 | 30000.00  | BE13 Notar Ex      | Nachlass Akte 2026/15
    """
    # d is too small, e without a notary, f an estate
    assert found("refer-real-estate", material(moved, on=date(2026, 4, 15)), *FACTS) == [
        ("2026-03", "a,b", 70_000_000, 0, None, ""),
        ("2026-04", "c", 30_000_000, 0, None, "running"),
    ]


def test_cash_of_the_same_dossier_or_party_is_critical_before_and_after_the_price() -> None:
    moved = """
    id     | booked     | amount   | code     | counterparty  | communication
    first  | 2026-01-02 | 500.00   | 00950000 | An Koper      | dossier 2026/12
    price  | 2026-03-02 | 30000.00 |          | BE14 An Koper | verkoop woning dossier 2026/12
    later  | 2026-08-29 | 700.00   | 00950000 | Jan Brenger   | DOS 2026-012
    party  | 2026-03-02 | 25000.00 |          | Bo Koper      | vente immeuble
    cash   | 2026-03-02 | 900.00   | 00950000 | BO KOPER      | solde
    """
    # 2 March to 29 August are 180 days; the price and the cash of one day count whatever their sequence
    assert found("refer-real-estate", material(moved), *FACTS) == [
        ("first", "first,price", 30_000_000, 500_000, "critical", ""),
        ("cash", "cash,party", 25_000_000, 900_000, "critical", ""),
        ("later", "price,later", 30_000_000, 700_000, "critical", ""),
    ]


def test_cash_of_another_dossier_too_long_apart_or_beside_no_price_is_not_found() -> None:
    moved = """
    booked     | amount   | code     | counterparty  | communication
    2026-03-02 | 30000.00 |          | BE14 An Koper | verkoop woning dossier 2026/12
    2026-03-03 | 500.00   | 00950000 | An Koper      | dossier 2026/99
    2026-08-30 | 500.00   | 00950000 | An Koper      | dossier 2026/12
    2026-03-05 | 30000.00 |          | BE15 Noord NV | akkoord dossier 2026/13
    2026-03-06 | 500.00   | 00950000 | An Koper      | dossier 2026/13
    2026-03-09 | 19999.99 |          | BE15 Noord NV | vente dossier 2026/14
    2026-03-10 | 500.00   | 00950000 | An Koper      | dossier 2026/14
    2026-03-11 | -500.00  | 00901000 | An Koper      | dossier 2026/12
    """
    assert found("refer-real-estate", material(moved)) == []
