"""The rule card-use: debits by card, settlements and charges of cards."""

from tests.detection.material import found, material


def test_card_payments_settlements_and_terminals_are_found() -> None:
    moved = """
    id       | booked     | amount  | code     | communication_type
    shop     | 2026-03-01 | -45.20  | 00402000 |
    machine  | 2026-03-02 | -100.00 | 00404000 |
    settled  | 2026-03-03 | -812.11 | 00303000 |
    terminal | 2026-03-04 | -20.00  | 00140000 | 113
    """
    assert found("card-use", material(moved), "movement_ids", "severity", "e_uses") == [
        ("shop", None, 1),
        ("machine", None, 2),
        ("settled", None, 3),
        ("terminal", None, 4),
    ]


def test_a_yearly_charge_alone_is_medium_and_grave_after_a_use() -> None:
    moved = """
    id     | booked     | amount | code
    unused | 2025-01-02 | -25.00 | 08003000
    shop   | 2025-09-01 | -9.00  | 00402000
    used   | 2026-01-02 | -25.00 | 08003000
    later  | 2026-09-01 | -25.00 | 08003000
    """
    # the last charge: the 365 days 2025-09-02 to 2026-09-01 hold no use
    assert found("card-use", material(moved), "movement_ids", "severity") == [
        ("unused", "medium"),
        ("shop", None),
        ("used", None),
        ("later", "medium"),
    ]


def test_money_that_comes_in_by_card_is_not_found() -> None:
    moved = """
    booked     | amount | code     | communication
    2026-03-01 | 250.00 | 00450000 | betaling terminal dossier 2026/12
    2026-03-02 | 250.00 | 00453000 |
    2026-03-03 | -1.00  | 00101000 | bancontact
    """
    assert found("card-use", material(moved)) == []
