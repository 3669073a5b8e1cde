"""The rule standing-order: the code of a standing order, or the pace of one."""

from datetime import date

import pytest

from tests.detection.material import found, material


def test_the_codes_of_a_standing_order_are_found_by_beneficiary_and_year() -> None:
    moved = """
    id   | booked     | amount  | code     | counterparty
    dec  | 2025-12-01 | -500.00 | 00103000 | BE81 An Klant
    jan  | 2026-01-02 | -500.00 | 00103000 | BE81 An Klant
    feb  | 2026-02-02 | -600.00 | 00203000 | BE81 An Klant
    far  | 2026-02-02 | -700.00 | 04103000 | BE82 Bo Klant
    hand | 2026-02-03 | -700.00 | 00101000 | BE82 Bo Klant
    """
    columns = ("movement_ids", "amount_milli", "severity", "stage", "e_count", "e_coded")
    assert found("standing-order", material(moved, on=date(2026, 6, 30)), *columns) == [
        ("dec", -500_000, None, "", 1, 1),
        ("jan,feb", -1_100_000, None, "running", 2, 2),
        ("far", -700_000, None, "running", 1, 1),
    ]


def _series(*days: str, words: str = "", payee: str = "BE81 An Klant") -> str:
    lines = [f"m{place} | {day} | -250.00 | {payee} | {words}" for place, day in enumerate(days)]
    return "\n".join(["id | booked | amount | counterparty | communication", *lines])


WEEKLY = ("2026-03-02", "2026-03-06", "2026-03-16", "2026-03-23")  # steps of 4, 10 and 7 days: 7 ± 3
MONTHLY = ("2026-01-05", "2026-01-30", "2026-03-05", "2026-04-05")  # 25, 34 and 31 days: 28 to 31 ± 3


@pytest.mark.parametrize(
    "days", [WEEKLY, MONTHLY, ("2025-04-02", "2025-06-28", "2025-09-29", "2025-12-28")], ids=["week", "month", "quarter"]
)
def test_four_equal_payments_at_one_pace_are_found_without_a_code(days: tuple[str, ...]) -> None:
    # the quarter: 87, 93 and 90 days, 90 ± 3
    given = material(_series(*days))
    assert found("standing-order", given, "movement_ids", "severity", "e_coded") == [("m0,m1,m2,m3", None, 0)]


@pytest.mark.parametrize(
    "days",
    [
        ("2026-03-02", "2026-03-05", "2026-03-16", "2026-03-23"),  # the first step is 3 days
        ("2026-01-05", "2026-01-29", "2026-03-05", "2026-04-05"),  # 24 days
        ("2026-03-02", "2026-03-09", "2026-03-23", "2026-04-23"),  # a week, a fortnight, a month: no pace
        ("2026-03-02", "2026-03-09", "2026-03-16"),  # three only
        ("2026-03-02", "2026-03-02", "2026-03-09", "2026-03-16"),  # payments of one day are one step
    ],
)
def test_payments_off_the_pace_are_not_found(days: tuple[str, ...]) -> None:
    assert found("standing-order", material(_series(*days))) == []


def test_other_amounts_other_accounts_and_institutions_make_no_series() -> None:
    other_amount = _series(*WEEKLY[:3]) + "\nm9 | 2026-03-23 | -250.01 | BE81 An Klant |"
    other_account = _series(*WEEKLY[:3]) + "\nm9 | 2026-03-23 | -250.00 | BE82 An Klant |"
    bailiff = _series(*WEEKLY, payee="BE83 Gerechtsdeurwaarder Claes")
    nameless = _series(*WEEKLY, payee="An Klant")
    for moved in (other_amount, other_account, bailiff, nameless):
        assert found("standing-order", material(moved)) == []


def test_instalments_that_name_their_dossier_are_low_and_payments_to_the_holder_high() -> None:
    named = material(_series(*MONTHLY, words="dossier 2026/12 onderhoudsgeld"))
    assert found("standing-order", named, "severity") == [("low",)]
    own = material(_series(*MONTHLY, words="dossier 2026/12", payee="BE70OFFICE Kantoor"))
    assert found("standing-order", own, "severity") == [("high",)]


def test_a_series_over_the_new_year_belongs_to_the_year_in_which_it_shows() -> None:
    days = ("2025-11-03", "2025-12-03", "2026-01-03", "2026-02-03", "2026-03-03")
    assert found("standing-order", material(_series(*days)), "movement_ids", "anchor") == [("m0,m1,m2,m3,m4", "2026|BE81|")]


def test_what_the_batonnier_allowed_is_noted_beside_the_rest() -> None:
    moved = """
    id    | booked     | amount  | code     | counterparty
    early | 2026-01-02 | -500.00 | 00103000 | BE81 An Klant
    leave | 2026-02-02 | -500.00 | 00103000 | BE81 An Klant
    dear  | 2026-03-02 | -500.01 | 00103000 | BE81 An Klant
    """
    allowances = """
    iban | holder_id | kind           | valid_from | valid_until | cap_milli
    A    |           | standing_order | 2026-02-01 |             | 500000
    """
    given = material(moved, allowances=allowances)
    assert found("standing-order", given, "movement_ids", "severity") == [("early,dear", None), ("leave", "info")]
