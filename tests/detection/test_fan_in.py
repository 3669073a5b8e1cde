"""The rule fan-in: ten persons bring 25,000 in thirty days, one beneficiary has four fifths of it."""

from datetime import date, timedelta

import pytest

from tests.detection.material import found, material

FACTS = ("anchor", "e_payers", "e_received", "e_paid", "counterparty")
HEAD = "id | booked | amount | counterparty | communication | communication_type | structured_reference"


def gathered(
    *, payers: int = 10, amount: str = "2500.00", name: str = "Jan Payer{}", words: str = "inleg", structured: str = ""
) -> list[str]:
    """Draw receipts of 2 March, one a payer."""
    kind = "101" if structured else ""
    letters = "ABCDEFGHIJKLMNOP"
    return [
        f"i{turn} | 2026-03-02 | {amount} | BE1{turn:02d}0 {name.format(letters[turn])} | {words} | {kind} | {structured}"
        for turn in range(payers)
    ]


def paid(day: str = "2026-03-31", amount: str = "20000.00", party: str = "BE500 Belegging BV", words: str = "inleg") -> str:
    return f"out | {day} | -{amount} | {party} | {words} | | "


def told(*lines: str) -> list[tuple[object, ...]]:
    return found("fan-in", material("\n".join([HEAD, *lines])), *FACTS)


def test_what_ten_persons_bring_and_one_beneficiary_has_is_found() -> None:
    # ten times 2,500 are 25,000; 20,000 are 80 % of it; 2 to 31 March are thirty days
    assert told(*gathered(), paid()) == [("out", 10, 25_000_000, 20_000_000, "BE500")]
    assert found("fan-in", material("\n".join([HEAD, *gathered(payers=10), paid()]))) == [
        (",".join([f"i{turn}" for turn in range(10)] + ["out"]),)
    ]


def test_parties_abroad_count_whatever_their_form_and_companies_at_home_do_not() -> None:
    companies = gathered(name="Firma{} NV")
    assert told(*companies, paid()) == []
    assert len(told(*(line.replace("BE1", "NL1") for line in companies), paid())) == 1


def test_fewer_payers_less_money_a_smaller_share_or_a_later_payment_is_not_found() -> None:
    assert told(*gathered(payers=9, amount="3000.00"), paid(amount="27000.00")) == []
    assert told(*gathered(amount="2499.99"), paid()) == []
    assert told(*gathered(), paid(amount="19999.99")) == []
    assert told(*gathered(), paid(day="2026-04-01")) == []
    # 125 % of 25,000 are 31,250: beyond it most of the payment came from elsewhere
    assert len(told(*gathered(), paid(amount="31250.00"))) == 1
    assert told(*gathered(), paid(amount="31250.01")) == []


def test_one_payer_who_pays_ten_times_is_one_payer() -> None:
    assert told(*(line.replace(line.split("|")[3], " BE190 Jan Payer ") for line in gathered()), paid()) == []


def test_several_payments_to_the_beneficiary_are_added_and_the_month_is_told_once() -> None:
    half = paid(day="2026-03-10", amount="10000.00").replace("out", "half")
    last = paid(day="2026-03-20", amount="2500.00").replace("out", "last")
    # 10,000 alone are 40 %; with 12,500 they are 90 %; the last payment only adds to it
    assert told(*gathered(), half, paid(day="2026-03-11", amount="12500.00"), last) == [
        ("out", 10, 25_000_000, 22_500_000, "BE500")
    ]


@pytest.mark.parametrize(
    ("receipts", "payment", "count"),
    [
        ({"words": "dossier 2026/12"}, "dossier 2026/12", 1),
        ({"words": "dossier 2026/12"}, "dossier 2026/13", 0),
        ({"words": "dossier 2026/12"}, "inleg", 0),
        ({"structured": "123456789002"}, "inleg", 0),
    ],
    ids=str,
)
def test_debtors_who_quote_a_reference_of_their_own_are_a_collection(
    receipts: dict[str, str], payment: str, count: int
) -> None:
    given = gathered(words=receipts.get("words", "inleg"), structured=receipts.get("structured", ""))
    assert len(told(*given, paid(words=payment))) == count


def test_a_beneficiary_paid_in_three_earlier_months_is_a_collection_client() -> None:
    begun = date(2026, 3, 2)
    days = [begun - timedelta(days=back) for back in (365, 60, 1)]
    earlier = [f"e{turn} | {day} | -2500.00 | BE500 Belegging BV | saldo | | " for turn, day in enumerate(days)]
    # 2 March 2025, 1 January and 1 March 2026: three months of the year before the window of 2 to 31 March
    assert told(*gathered(), paid(), *earlier) == []
    assert len(told(*gathered(), paid(), *earlier[1:])) == 1
    assert len(told(*gathered(), paid(), *earlier[1:], earlier[0].replace("2025-03-02", "2025-03-01"))) == 1


@pytest.mark.parametrize("party", ["BE501 Notaris Ex", "BE502 AXA Belgium", "BE503 Me Ex avocat", "BE70OFFICE", "B"])
def test_who_acts_for_others_is_no_beneficiary(party: str) -> None:
    assert told(*gathered(), paid(party=party)) == []


def test_a_payment_listed_before_the_receipts_of_its_day_counts() -> None:
    assert len(told(paid(day="2026-03-02"), *gathered())) == 1
