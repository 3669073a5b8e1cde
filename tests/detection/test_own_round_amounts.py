"""The rule own-round-amounts: a habit of round sums to the holder."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "e_count", "e_share", "amount_milli")


def test_three_round_transfers_in_ninety_days_that_are_six_of_ten_are_found() -> None:
    moved = """
    id | booked     | amount   | counterparty | communication
    a  | 2026-03-02 | -2000.00 | BE70OFFICE   | virement bureau
    b  | 2026-03-16 | -1500.00 | BE70OFFICE   | virement bureau
    x  | 2026-03-20 | -712.33  | BE70OFFICE   | note 1
    y  | 2026-03-21 | -815.20  | BE70OFFICE   | note 2
    c  | 2026-05-30 | -100.00  | BE70OFFICE   |
    d  | 2026-08-01 | -2500.00 | BE70OFFICE   |
    """
    # 2 March to 30 May are 90 days: a, b, c of five transfers = 600 ‰. On 1 August only c and d are left: two
    assert found("own-round-amounts", material(moved), *FACTS) == [("c", "a,b,c", 3, 600, -3_600_000)]


def test_each_further_round_transfer_is_a_finding_with_its_own_window() -> None:
    moved = """
    id | booked     | amount   | counterparty
    a  | 2026-03-02 | -2000.00 | BE70OFFICE
    b  | 2026-03-16 | -2000.00 | BE70OFFICE
    c  | 2026-03-30 | -2000.00 | BE70OFFICE
    d  | 2026-06-13 | -2000.00 | BE70OFFICE
    """
    # the window of 13 June begins on 16 March
    assert found("own-round-amounts", material(moved), "anchor", "movement_ids") == [("c", "a,b,c"), ("d", "b,c,d")]


def test_flat_fees_with_notes_of_their_own_odd_sums_and_rare_ones_are_not_found() -> None:
    table = """
    booked     | amount | counterparty | communication
    2026-03-02 | {a}    | BE70OFFICE   | {x}
    2026-03-16 | {b}    | BE70OFFICE   | {y}
    2026-03-30 | {c}    | {who}        | {z}
    """
    habit = {"a": "-1500.00", "b": "-1500.00", "c": "-1500.00", "x": "", "y": "", "z": "", "who": "BE70OFFICE"}
    assert len(found("own-round-amounts", material(table.format(**habit)))) == 1
    for lawful in (
        {"x": "Ereloonnota 2026/014", "y": "Ereloonnota 2026/015", "z": "dossier 2026/88"},
        {"c": "-1550.00"},
        {"a": "-2100.00"},
        {"c": "-1500.01"},
        {"who": "BE11 An Klant"},
    ):
        # in turn: each with its own note; below 2,000 only hundreds are round; from 2,000 on only 500s; cents; a client
        assert found("own-round-amounts", material(table.format(**(habit | lawful)))) == [], lawful
    same_note = {"x": "Ereloonnota 2026/014", "y": "Ereloonnota 2026/014", "z": "Ereloonnota 2026/014"}
    assert len(found("own-round-amounts", material(table.format(**(habit | same_note))))) == 1
