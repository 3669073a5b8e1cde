"""The rule offhours-instant: instant payments to new accounts on days without bank business."""

from datetime import date

from detection.material import Material
from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "stage")
BEFORE = "earlier | 2025-08-01 | -10.00 | 00101000 | BE13 Cy Zee"
SATURDAY, SUNDAY, ASSUMPTION, MONDAY = "2026-08-01", "2026-08-02", "2026-08-15", "2026-08-31"


def _paid(
    days: tuple[str, str, str] = (SATURDAY, SUNDAY, ASSUMPTION),
    amount: str = "-1000.00",
    code: str = "00201000",
    third: str = "BE13 Cy Zee",
    before: str = "",
    on: str = "2026-12-31",
) -> Material:
    moved = f"""
    id      | booked    | amount   | code     | counterparty
    one     | {days[0]} | -1000.00 | 00201000 | BE11 An Noord
    two     | {days[1]} | -1000.00 | 00201000 | BE12 Bo Zuid
    three   | {days[2]} | {amount} | {code}   | {third}
    """
    return material(moved + before, on=date.fromisoformat(on))


def test_three_in_a_month_on_days_without_bank_business_are_found() -> None:
    # 1 and 2 August 2026 are Saturday and Sunday, 15 August a Saturday and a holiday
    assert found("offhours-instant", _paid(), *FACTS) == [("2026-08", "one,two,three", -3_000_000, "")]
    assert found("offhours-instant", _paid(on="2026-08-15"), "stage") == [("running",)]
    # Whit Monday, 25 May 2026, between Sundays
    assert found("offhours-instant", _paid(("2026-05-10", "2026-05-24", "2026-05-25")), "anchor") == [("2026-05",)]


def test_a_bank_day_another_month_a_small_or_an_ordinary_payment_does_not_count() -> None:
    for other in (
        {"days": (SATURDAY, SUNDAY, MONDAY)},
        {"days": (SATURDAY, SUNDAY, "2026-09-05")},
        {"amount": "-999.99"},
        {"amount": "1000.00"},
        {"code": "00101000"},
    ):
        assert found("offhours-instant", _paid(**other)) == [], other


def test_known_accounts_the_holders_own_and_quality_accounts_do_not_count() -> None:
    for third in ("BE70OFFICE Cabinet", "B Peeters", "Cy Zee"):
        assert found("offhours-instant", _paid(third=third)) == [], third
    # 15 August 2025 lies 365 days before; the day before that is too long ago
    assert found("offhours-instant", _paid(before=BEFORE.replace("2025-08-01", "2025-08-15"))) == []
    assert found("offhours-instant", _paid(before=BEFORE.replace("2025-08-01", "2025-08-14")), "anchor") == [("2026-08",)]


def test_payments_of_one_day_to_one_new_account_all_count() -> None:
    given = _paid((SATURDAY, SUNDAY, SUNDAY), third="BE12 Bo Zuid")
    assert found("offhours-instant", given, "movement_ids") == [("one,two,three",)]
