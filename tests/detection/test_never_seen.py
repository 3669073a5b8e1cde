"""The rule never-seen: an account that the register holds and no bank delivers."""

from datetime import date

from tests.detection.material import found, material

STATED = """
account | date       | number | old | new
B       | 2026-03-02 | 1      | 0   | 100
B       | {newest}   | 2      | 100 | 100
"""


def register(opened: str, closed: str = "", mandate: str = "") -> str:
    return f"""
    iban | currency | kind        | holder_id | bar  | bank_bic | opened_on  | closed_on | judicial_mandate
    A    | EUR      | third_party | H1        | GENT | NEVEBEBB | {opened}   | {closed}  | {mandate}
    B    | EUR      | third_party | H2        | GENT | NEVEBEBB | 2020-01-01 |           |
    """


def facts(newest: str, given: str) -> list[tuple[object, ...]]:
    stated = STATED.format(newest=newest)
    return found("never-seen", material("", stated, register=given, on=date(2026, 6, 30)), "account", "e_waited", "last_date")


def test_ar_2_5_d_a_new_account_that_was_never_delivered_is_found_after_twenty_bank_days() -> None:
    # 10 to 31 March 2026 hold 16 bank days; 1, 2, 7 and 8 April make 20 (Easter), 9 April is the 21st
    assert facts("2026-04-08", register("2026-03-09")) == []
    assert facts("2026-04-09", register("2026-03-09")) == [("A", 21, date(2026, 4, 9))]


def test_an_account_opened_before_the_bank_delivered_is_asked_for_and_not_found() -> None:
    assert facts("2026-06-30", register("2026-03-01")) == []
    assert facts("2026-06-30", register("2026-03-02")) != []


def test_a_closed_account_and_one_under_judicial_mandate_are_not_found() -> None:
    assert facts("2026-06-30", register("2026-03-09", closed="2026-05-01")) == []
    assert facts("2026-06-30", register("2026-03-09", mandate="true")) == []


def test_ar_6_a_an_account_opened_before_the_decree_was_in_force_is_no_new_one() -> None:
    stated = STATED.replace("2026-03-02", "2024-08-01").format(newest="2024-12-31")
    for opened, expected in (("2024-09-30", []), ("2024-10-01", [("A",)])):
        given = material("", stated, register=register(opened), on=date(2024, 12, 31))
        assert found("never-seen", given, "account") == expected, opened
