"""The rule own-ratio: the part of the receipts that went to the holder."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "e_received")
TABLE = """
id   | booked     | amount    | counterparty  | communication
got  | {got}      | {came}    | {payer}       | dossier 2026/1
fee1 | 2026-03-02 | -5000.00  | BE70OFFICE    | honoraires 2026/1
fee2 | {fee}      | -10000.00 | {payee}       | honoraires 2026/2
"""
STORY = {"got": "2026-02-02", "came": "42857.14", "payer": "BE11 An Klant", "fee": "2026-04-02", "payee": "BE70OFFICE"}


def told(opening: str = "0.00", before: str = "", **changed: str) -> list[tuple[object, ...]]:
    return found("own-ratio", material(TABLE.format(**(STORY | changed)) + before, opening=opening), *FACTS)


def test_fifteen_thousand_that_are_thirty_five_percent_of_the_receipts_are_found() -> None:
    # 15,000 / 0.35 = 42,857.142…
    assert told() == [("2026-Q2", "fee1,fee2", -15_000_000, 42_857_140)]
    assert told(came="42857.15") == []
    assert told(payee="BE12 Bo Klant") == []


def test_the_sum_and_the_window_at_their_limits() -> None:
    # 2 March to 28 August are 180 days; the receipt of 2 February has then left the window, that of 2 March has not
    assert told(fee="2026-08-28", got="2026-03-02") == [("2026-Q3", "fee1,fee2", -15_000_000, 42_857_140)]
    assert told(fee="2026-08-28", got="2026-03-02", came="42857.15") == []
    assert told(fee="2026-08-28") == [("2026-Q3", "fee1,fee2", -15_000_000, 0)]
    assert told(fee="2026-08-29", got="2026-03-02") == []
    smaller = TABLE.format(**STORY).replace("-5000.00", "-4999.99")
    assert found("own-ratio", material(smaller)) == []


def test_what_stood_on_the_account_when_its_statements_began_counts_as_received() -> None:
    # 15,000 of 42,857.14 + 0.01 is less than 35 %; the account in debit at the start received nothing by that
    assert told(opening="0.01") == []
    assert told(opening="-1000.00") == [("2026-Q2", "fee1,fee2", -15_000_000, 42_857_140)]
    # from 2 April 180 days back is 4 October: statements that began on that day say what came since
    began = "old  | 2025-10-{day} | 0.00 | BE33 Jeanne Verstockt |"
    assert told(opening="0.01", before=began.format(day="05")) == []
    assert told(opening="0.01", before=began.format(day="04")) == [("2026-Q2", "fee1,fee2", -15_000_000, 42_857_140)]


def test_only_money_of_others_is_a_receipt() -> None:
    assert len(told(came="50000.00", payer="BE33 Jeanne Verstockt")) == 1
    assert told(came="50000.00", payer="B Peeters Advocaten") == []


def test_all_movements_of_a_day_count_whatever_their_order() -> None:
    head = "id | booked | amount | counterparty\n"
    fee, got = "fee | 2026-04-02 | -15000.00 | BE70OFFICE\n", "got | 2026-04-02 | 60000.00 | BE11 An Klant\n"
    for moved in (head + fee + got, head + got + fee):
        assert found("own-ratio", material(moved)) == []


def test_a_fee_paid_to_the_wrong_account_and_passed_on_is_not_counted() -> None:
    table = """
    id   | booked     | amount    | counterparty  | communication
    paid | 2026-03-02 | 16000.00  | BE11 An Klant | honoraires 2026/1
    on   | {day}      | -16000.00 | BE70OFFICE    |
    """
    assert found("own-ratio", material(table.format(day="2026-03-12"))) == []
    assert found("own-ratio", material(table.format(day="2026-03-13"))) == [("on",)]


def test_one_finding_a_quarter_from_its_first_day_on() -> None:
    days = ("2026-03-30", "2026-03-31", "2026-04-01", "2026-06-30")
    lines = "".join(f"{day} | {day} | -15000.00 | BE70OFFICE\n" for day in days)
    given = material("id | booked | amount | counterparty\n" + lines)
    assert found("own-ratio", given, "anchor", "movement_ids") == [
        ("2026-Q1", "2026-03-30"),
        ("2026-Q2", "2026-03-30,2026-03-31,2026-04-01"),
    ]
