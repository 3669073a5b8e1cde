"""The rule credit-facility: any movement of family 13, and no other."""

from tests.detection.material import found, material


def test_every_movement_of_the_credit_family_is_found_in_and_out() -> None:
    moved = """
    id    | booked     | amount    | code     | communication
    taken | 2026-03-02 | 20000.00  | 01362000 | mise à disposition
    paid  | 2026-04-02 | -20150.00 | 01305000 | remboursement avance
    """
    assert found("credit-facility", material(moved), "movement_ids", "amount_milli", "e_operation") == [
        ("taken", 20_000_000, "62"),
        ("paid", -20_150_000, "05"),
    ]


def test_a_transfer_that_speaks_of_a_loan_is_not_found() -> None:
    moved = """
    booked     | amount    | code     | communication
    2026-03-02 | -20150.00 | 00101000 | remboursement crédit client dossier 2026/12
    2026-03-03 | -10.00    | 03501002 | intérêts
    """
    assert found("credit-facility", material(moved)) == []
