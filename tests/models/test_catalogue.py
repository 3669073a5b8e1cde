"""Every feature on a drawn table, its value worked out by hand."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from models.features import FEATURES

from .conftest import ACCOUNT, OWN, Features, movement

EURO = 1000
NO_DOSSIER = {"communication": "merci"}
CASH_OUT, CASH_IN = {"code": "00901000"}, {"code": "00950000"}


def month(table: pl.DataFrame, name: str, number: int = 1) -> Any:
    """Give a feature's value in the month of 2026 with this number."""
    return table.filter(pl.col("month").dt.month() == number).get_column(name).item()


def long_ago(*more: dict[str, Any]) -> list[dict[str, Any]]:
    """Draw movements of an account that was already known in 2025."""
    return [movement("2025-03-03", 1 * EURO, "BE01"), *more]


def test_money_and_movements_are_summed_and_counted_by_side(features: Features) -> None:
    table = features(
        [
            movement("2026-01-05", 5_000 * EURO, "BE11"),
            movement("2026-01-06", 250, "BE12"),
            movement("2026-01-20", -3_000 * EURO, "BE21"),
            movement("2026-01-21", -1_000_500, "BE22"),
            movement("2026-01-31", -2 * EURO, code="00137000"),
        ]
    )
    assert month(table, "money_in") == 5_000.25
    assert month(table, "money_out") == 4_002.5
    assert month(table, "credits_count") == 2
    assert month(table, "debits_count") == 2, "the bank's own cost is no payment"
    assert month(table, "largest_payment") == 3_000.0
    assert month(table, "payers") == 2
    assert month(table, "payees") == 2


def test_a_detail_does_not_move_the_account(features: Features) -> None:
    table = features([movement("2026-01-05", 900), movement("2026-01-05", 400, is_detail=True)])
    assert month(table, "money_in") == 0.9
    assert table.get_column("movements").to_list() == [1]


def test_a_party_is_new_only_in_the_month_in_which_the_account_first_met_it(features: Features) -> None:
    table = features(
        long_ago(
            movement("2026-01-05", 100 * EURO, "BE11"),
            movement("2026-01-06", -60 * EURO, "BE11"),
            movement("2026-01-07", -30 * EURO, "BE12"),
            movement("2026-01-08", -10 * EURO, OWN),
            movement("2026-02-05", 100 * EURO, "BE01"),
            movement("2026-02-06", -90 * EURO, "BE12"),
        )
    )
    assert (month(table, "new_payers"), month(table, "new_payees")) == (1, 2)
    assert month(table, "new_payee_money") == 90.0, "the holder is no stranger"
    assert (month(table, "new_payers", 2), month(table, "new_payees", 2), month(table, "new_payee_money", 2)) == (0, 0, 0.0)


def test_nobody_is_new_to_an_account_that_is_known_for_two_months_only(features: Features) -> None:
    table = features([movement("2025-11-05", 1, "BE11"), movement("2026-01-05", 1, "BE12"), movement("2026-02-05", 1, "BE13")])
    assert month(table, "new_payers", 1) is None
    assert month(table, "new_payers", 2) == 1, "three months after the first movement"


def test_what_another_account_knows_makes_nobody_familiar(features: Features) -> None:
    rows = long_ago(movement("2026-01-05", 1, "BE11"))
    elsewhere = movement("2025-02-05", 1, "BE11", account="BE99")
    table = features([*rows, elsewhere]).filter(pl.col("account") != "BE99")
    assert month(table, "new_payers") == 1


def test_a_party_without_account_is_known_by_its_name_however_it_is_written(features: Features) -> None:
    table = features(
        [
            movement("2026-01-05", -5, counterparty_name="Jean-Pierre Müller"),
            movement("2026-01-06", -5, counterparty_name="MULLER Jean Pierre"),
            movement("2026-01-07", -5, counterparty_name="Anna Müller"),
        ]
    )
    assert month(table, "payees") == 2


@pytest.mark.parametrize(("payments", "share"), [([50, 20, 10, 10, 10], 0.5), ([50, 20, 20, 10], None)])
def test_concentration_is_the_share_of_the_largest_payee_of_at_least_five_payments(
    features: Features, payments: list[int], share: float | None
) -> None:
    rows = [movement("2026-01-05", -euros * EURO, f"BE{number}") for number, euros in enumerate(payments)]
    assert month(features(rows), "payee_concentration") == share


def test_what_the_holder_gets_is_counted_by_amount_share_roundness_and_reference(features: Features) -> None:
    table = features(
        [
            movement("2025-12-05", -3_000 * EURO, "BE21"),
            movement("2026-01-05", -500 * EURO, OWN),
            movement("2026-01-06", -412_340, OWN, **NO_DOSSIER),
            movement("2026-01-07", -87_660, "", counterparty_name="DUPONT LECLUSE ELISE", **NO_DOSSIER),
            movement("2026-01-08", 70 * EURO, OWN),
        ]
    )
    assert month(table, "own_money") == 1_000.0
    assert month(table, "own_share") == 0.25, "1,000 of the 4,000 paid in three months"
    assert month(table, "own_round_share") == pytest.approx(1 / 3)
    assert month(table, "own_unreferenced_money") == 500.0
    assert month(table, "own_money_in") == 70.0


def test_the_share_of_the_holder_forgets_what_was_paid_four_months_ago(features: Features) -> None:
    table = features(
        [
            movement("2025-10-31", -999 * EURO, "BE21"),
            movement("2025-11-01", -100 * EURO, "BE21"),
            movement("2026-01-31", -100 * EURO, OWN),
        ]
    )
    assert month(table, "own_share") == 0.5


def test_one_round_payment_to_the_holder_is_no_habit(features: Features) -> None:
    assert month(features([movement("2026-01-05", -500 * EURO, OWN)]), "own_round_share") is None


def test_missing_references_are_a_rate_over_payments_to_others(features: Features) -> None:
    table = features(
        [
            movement("2026-01-05", -100 * EURO, "BE21", **NO_DOSSIER),
            movement("2026-01-06", -200 * EURO, "BE22"),
            movement("2026-01-07", -200 * EURO, "BE23", communication="", structured_reference="000012345626"),
            movement("2026-01-08", -200 * EURO, "BE24", communication="votre référence 12/0345"),
            movement("2026-01-09", -70 * EURO, OWN, **NO_DOSSIER),
            movement("2026-01-10", -70 * EURO, **NO_DOSSIER, **CASH_OUT),
            movement("2026-01-11", -2 * EURO, **NO_DOSSIER, code="03537000"),
        ]
    )
    assert month(table, "missing_reference_share") == 0.25
    assert month(table, "missing_reference_money") == 100.0


def test_two_payments_make_no_rate(features: Features) -> None:
    rows = [movement("2026-01-05", -100 * EURO, "BE21", **NO_DOSSIER)] * 2
    assert month(features(rows), "missing_reference_share") is None


def test_round_means_five_hundreds_or_hundreds_below_two_thousand(features: Features) -> None:
    amounts = [100_000, 1_900_000, 2_500_000, 2_600_000, 150_000, 100_010, 2_000_000, 1_950_000]
    table = features([movement("2026-01-05", -milli, f"BE{milli}") for milli in amounts])
    assert month(table, "round_share") == 0.5, "100, 1,900, 2,500 and 2,000 of eight"


def test_the_most_frequent_amount_is_counted(features: Features) -> None:
    rows = [movement("2026-01-05", -milli, "BE21") for milli in (700, 700, 700, 900, 900, 50)]
    assert month(features([*rows, *[movement("2026-01-06", 50)] * 9]), "repeated_payment") == 3


def test_cash_counts_at_the_machine_and_at_the_counter_in_both_directions(features: Features) -> None:
    table = features(
        [
            movement("2026-01-05", -200 * EURO, code="00404000"),
            movement("2026-01-06", -100 * EURO, **CASH_OUT),
            movement("2026-01-07", 300 * EURO, **CASH_IN),
            movement("2026-01-08", 400 * EURO, "BE11"),
            movement("2026-01-09", -1_000 * EURO, "BE21", code="00917000"),
        ]
    )
    assert month(table, "cash_money") == 600.0, "fiscal stamps bought at the counter are no cash"
    assert month(table, "cash_share") == 0.3


def test_money_abroad_is_told_by_the_account_not_by_the_code(features: Features) -> None:
    table = features(
        [
            movement("2026-01-05", 300 * EURO, "LU28 0019 4006 4475 0000"),
            movement("2026-01-06", -600 * EURO, "BE21"),
            movement("2026-01-07", -100 * EURO, "FR1420041010050500013M02606"),
        ]
    )
    assert month(table, "abroad_share") == 0.4


def test_silence_is_the_longest_gap_that_ended_in_the_month(features: Features) -> None:
    table = features([movement("2025-12-02", 1), movement("2026-01-01", 1), movement("2026-01-11", 1)])
    assert month(table, "silent_days") == 30
    assert table.get_column("silent_days").to_list() == [None, 30.0]


def test_money_passed_on_within_three_days_counts_only_between_strangers_without_dossier(features: Features) -> None:
    quick = [
        movement("2026-01-05", 900 * EURO, "BE11", **NO_DOSSIER),
        movement("2026-01-08", -600 * EURO, "BE21", **NO_DOSSIER),
        movement("2026-01-09", -300 * EURO, "BE22", **NO_DOSSIER),
        movement("2026-01-20", 300 * EURO, "BE11"),
    ]
    table = features(long_ago(*quick))
    assert month(table, "quick_money") == 600.0, "the fourth day is too late"
    assert month(table, "quick_share") == pytest.approx(600 / 900), "of 900 paid out"


@pytest.mark.parametrize(
    ("receipt", "payment"),
    [
        ({}, NO_DOSSIER),
        (NO_DOSSIER, {}),
        ({**NO_DOSSIER, "party": "BE01"}, NO_DOSSIER),
        (NO_DOSSIER, {**NO_DOSSIER, "party": "BE01"}),
        (NO_DOSSIER, {**NO_DOSSIER, "party": OWN}),
    ],
)
def test_paying_on_quickly_with_a_dossier_or_to_a_known_party_is_a_duty(
    features: Features, receipt: dict[str, str], payment: dict[str, str]
) -> None:
    table = features(
        long_ago(
            movement("2026-01-05", 900 * EURO, **({"party": "BE11"} | receipt)),
            movement("2026-01-06", -900 * EURO, **({"party": "BE21"} | payment)),
        )
    )
    assert month(table, "quick_money") == 0.0


def test_money_sent_back_to_its_payer_within_ninety_days_is_returned_money(features: Features) -> None:
    table = features(
        [
            movement("2025-12-01", 500 * EURO, "BE11"),
            movement("2025-10-01", 500 * EURO, "BE12"),
            movement("2026-01-06", -300 * EURO, "BE11"),
            movement("2026-01-07", -300 * EURO, "BE12"),
            movement("2026-01-08", -400 * EURO, "BE13"),
        ]
    )
    assert month(table, "returned_share") == 0.3, "the other payer paid 98 days before"


def test_a_surprise_is_measured_in_robust_deviations_of_the_own_past(features: Features) -> None:
    past = [movement(f"2025-{number:02d}-05", 1_000 * EURO, "BE11") for number in (9, 10, 11)]
    table = features([*past, movement("2026-01-05", 100_000 * EURO, "BE11")])
    # ln(100,001) − ln(1,001) = 4.6042; the past does not spread, so the least deviation of a quarter counts
    assert month(table, "money_in_surprise") == pytest.approx(18.417, abs=0.001)
    assert month(table, "money_out_surprise") == 0.0


def test_two_months_are_no_past(features: Features) -> None:
    rows = [movement(f"2025-{number:02d}-05", 1_000 * EURO) for number in (10, 11)]
    assert month(features([*rows, movement("2026-01-05", 9_000 * EURO)]), "money_in_surprise") is None


def test_every_feature_says_why_it_is_measured() -> None:
    assert len(FEATURES) >= 20
    for feature in FEATURES:
        assert len(feature.why) > 20, feature.name
        assert feature.window, feature.name
        assert feature.definition.__doc__, feature.name


def test_before_the_first_movement_lies_the_silence_since_the_balance_that_the_account_brought(features: Features) -> None:
    """The first statement's old balance is the one that the statement before ended with: since then nothing moved."""
    known = {"account": [ACCOUNT], "currency": ["EUR"], "opened": [date(2025, 6, 15)], "opening_milli": [0]}
    rows = [movement("2026-01-05", 1, "BE11"), movement("2026-01-05", -1, "BE12"), movement("2026-02-04", 1, "BE13")]
    table = features(rows, openings=pl.DataFrame(known))
    assert table.get_column("silent_days").to_list() == [204.0, 30.0]
    assert table.get_column("history_months").to_list() == [6, 7], "July to December; half of June is no whole month"
    assert month(table, "new_payers") == 1, "half a year of silence is a past"


def test_a_still_account_awakens_as_far_as_two_months_go_beyond_the_pace_of_the_year_before(features: Features) -> None:
    """Twelve movements in the twelve months of 2025, then five in January and three in February."""
    past = [movement(f"2025-{number:02d}-10", EURO, "BE01") for number in range(1, 13)]
    rows = [movement("2026-01-07", EURO, f"BE1{number}") for number in range(5)]
    rows += [movement("2026-02-07", EURO, party) for party in ("BE01", "BE12", "BE21")]
    table = features(past + rows)
    now = table.filter(pl.col("month") >= date(2026, 1, 1))
    assert month(now, "awakened", 1) == 4, "6 in two months, where 2 were usual"
    assert month(now, "awakened", 2) == 6, "8 in two months, where 2 were usual"
    assert month(now, "strangers_met", 1) == 5
    assert month(now, "strangers_met", 2) == 2, "one of January and one of February; who paid all year is none"


def test_the_largest_sum_of_a_stranger_counts_for_two_months_and_both_ways(features: Features) -> None:
    table = features(
        long_ago(
            movement("2026-01-05", 900 * EURO, "BE11"),
            movement("2026-01-06", 5_000 * EURO, "BE01"),
            movement("2026-02-06", -800 * EURO, "BE11"),
            movement("2026-03-06", -700 * EURO, "BE11"),
        )
    )
    found = [month(table.filter(pl.col("month") >= date(2026, 1, 1)), "stranger_sum", number) for number in (1, 2, 3)]
    assert found == [900.0, 800.0, 0.0]


def test_passing_on_counts_by_its_share_of_three_months_payments(features: Features) -> None:
    table = features(
        long_ago(
            movement("2026-01-05", -300 * EURO, "BE01"),
            movement("2026-02-05", 100 * EURO, "BE11"),
            movement("2026-02-07", -100 * EURO, "BE12"),
        )
    )
    assert month(table, "swift_share", 2) == 0.25


def test_one_payee_s_share_is_by_number_over_two_months_and_of_four_payments_at_least(features: Features) -> None:
    rows = [movement(f"2026-01-{day:02d}", -day * EURO, party) for day, party in ((5, "BE11"), (6, "BE11"), (7, "BE12"))]
    table = features([*rows, movement("2026-02-07", -9 * EURO, "BE11")])
    assert [month(table, "one_payee_share", number) for number in (1, 2)] == [None, 0.75]


def test_a_payment_is_as_even_as_it_is_near_to_that_of_a_month_before(features: Features) -> None:
    rows = [movement(f"2026-0{number}-05", -milli, "BE11") for number, milli in ((1, 800_000), (2, 784_000), (3, 400_000))]
    found = [month(features(rows), "standing_evenness", number) for number in (1, 2, 3)]
    assert found == [0.0, 0.98, 0.0], "none before; 784 after 800; half is not near"


def test_a_dossier_is_overtaken_when_more_than_a_quarter_went_to_the_holder_whoever_is_paid_afterwards(
    features: Features,
) -> None:
    def case(number: int, fees: int) -> list[dict[str, Any]]:
        text = {"communication": f"dossier 2026/{number}"}
        return [
            movement("2026-01-05", 1_000 * EURO, "BE11", **text),
            movement("2026-01-10", -fees * EURO, OWN, **text),
            movement("2026-01-20", (fees - 1_000) * EURO, "BE12", **text),
        ]

    table = features([*case(101, 250), *case(102, 251), *case(103, 600)])
    assert month(table, "overtaken_dossiers") == 2
    assert month(table, "taken_share") == pytest.approx(1_101 / 3_000)
