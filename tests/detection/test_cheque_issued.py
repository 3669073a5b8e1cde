"""The rule cheque-issued: cheques drawn, unless the bâtonnier allowed them."""

from tests.detection.material import found, material


def test_every_cheque_drawn_is_found_at_home_and_abroad() -> None:
    moved = """
    id        | booked     | amount  | code
    paid      | 2026-03-02 | -10.00  | 00301000
    bank      | 2026-03-03 | -20.00  | 00315000
    certified | 2026-03-04 | -30.00  | 00317000
    circular  | 2026-03-05 | -40.00  | 00139000
    foreign   | 2026-03-06 | -50.00  | 04301000
    bank-abr  | 2026-03-09 | -60.00  | 04315000
    """
    assert found("cheque-issued", material(moved), "movement_ids", "severity") == [
        (one, None) for one in ("paid", "bank", "certified", "circular", "foreign", "bank-abr")
    ]


def test_cheques_received_and_transfers_that_speak_of_a_cheque_are_not_found() -> None:
    moved = """
    booked     | amount  | code     | communication
    2026-03-02 | 900.00  | 00352000 |
    2026-03-03 | -10.00  | 00101000 | cheque
    2026-03-03 | 25.00   | 00301000 | cheque taken back
    2026-03-04 | 40.00   | 00160000 | circulaire cheque niet aangeboden
    """
    assert found("cheque-issued", material(moved)) == []


def test_an_allowance_in_force_makes_it_a_noted_fact() -> None:
    moved = """
    id      | account | booked     | amount   | code
    before  | A       | 2026-02-28 | -100.00  | 00301000
    first   | A       | 2026-03-01 | -100.00  | 00301000
    capped  | A       | 2026-03-31 | -1000.00 | 00301000
    dearer  | A       | 2026-03-31 | -1000.01 | 00301000
    over    | A       | 2026-04-01 | -100.00  | 00301000
    foreign | B       | 2026-03-09 | -100.00  | 00301000
    """
    # the first day counts, the day on which it is over does not; the cap is for each cheque; B has no allowance
    allowances = """
    iban | holder_id | kind   | valid_from | valid_until | cap_milli
    A    |           | cheque | 2026-03-01 | 2026-04-01  | 1000000
    A    |           | cash   | 2026-01-01 |             | null
    """
    given = material(moved, allowances=allowances)
    assert dict(found("cheque-issued", given, "movement_ids", "severity")) == {  # type: ignore[arg-type]
        "before": None,
        "first": "info",
        "capped": "info",
        "dearer": None,
        "over": None,
        "foreign": None,
    }


def test_a_holders_allowance_covers_each_of_their_accounts_until_further_notice() -> None:
    moved = """
    id    | account | booked     | amount  | code
    third | A       | 2026-03-02 | -100.00 | 00301000
    rubr  | R       | 2026-03-02 | -100.00 | 00301000
    other | B       | 2026-03-02 | -100.00 | 00301000
    """
    allowances = """
    iban | holder_id | kind   | valid_from | valid_until | cap_milli
         | H1        | cheque | 2026-03-01 |             | null
    A    |           | cheque | 2026-03-01 |             | null
    """
    columns = ("movement_ids", "stage", "severity", "e_allowed")
    assert found("cheque-issued", material(moved, allowances=allowances), *columns) == [
        ("third", "allowed", "info", 2),
        ("other", "", None, 0),
        ("rubr", "allowed", "info", 1),
    ]
