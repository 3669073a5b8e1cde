"""The rule benford-round: the digits of a year's payments, once there are enough of them."""

from datetime import date, timedelta

from tests.detection.material import find, found, material

HEAD = "booked | amount | code | counterparty"


def _paid(amounts: list[str], *, year: int = 2026, code: str = "", party: str = "BE77 Klant", a_day: int = 40) -> list[str]:
    """Draw one payment of each amount, so many a day from 5 January on."""
    first = date(year, 1, 5)
    return [f"{first + timedelta(days=turn // a_day)} | -{amount} | {code} | {party}" for turn, amount in enumerate(amounts)]


def _anchors(*lines: list[str]) -> list[str]:
    return find("benford-round", material("\n".join([HEAD, *(line for part in lines for line in part)])))["anchor"].to_list()


INVENTED = [f"{4500 + turn}.37" for turn in range(400)]
"""First digits 45 to 48 only."""
GROWING = [f"{100 * 1.0232**turn:.2f}" for turn in range(300)]
"""Three decades of geometric growth, 1.0232 ** 300 = 973: the digits of Benford's law."""


def test_invented_digits_are_found_with_the_three_hundredth_payment() -> None:
    assert _anchors(_paid(INVENTED[:300])) == ["2026"]
    assert _anchors(_paid(INVENTED[:299])) == []


def test_amounts_that_grow_evenly_are_not_found() -> None:
    assert _anchors(_paid(GROWING)) == []


def test_the_year_is_judged_once_on_the_day_on_which_there_are_enough() -> None:
    # 40 a day: the 300th on the eighth day, 12 January, which ends with 320
    facts = ("first_date", "last_date", "e_count", "severity", "movement_ids")
    given = material("\n".join([HEAD, *_paid(INVENTED)]))
    assert found("benford-round", given, *facts) == [(date(2026, 1, 5), date(2026, 1, 12), 320, None, "")]


def test_the_deviation_is_the_mean_over_ninety_digits() -> None:
    # all 45: |1 − p(45)| + the other 89 p's = 2·(1 − p(45)), p(45) = log10(46/45) = 0.009545; 1.980911 / 90 = 0.022010
    alike = [f"45{turn // 100}.{turn % 100:02d}" for turn in range(1, 301)]
    given = material("\n".join([HEAD, *_paid(alike)]))
    assert found("benford-round", given, "e_deviation", "e_round") == [(22_010, 0)]


def test_more_than_forty_percent_of_multiples_of_five_hundred_are_found() -> None:
    # 121 of 300 are 403 thousandths, 120 are 400
    rounds = [f"{500 * turn}.00" for turn in range(1, 122)]
    assert _anchors(_paid(rounds + GROWING[:1] + GROWING[2::2] + GROWING[1:60:2])) == ["2026"]
    given = material("\n".join([HEAD, *_paid(rounds + GROWING[: 300 - len(rounds)])]))
    assert found("benford-round", given, "e_round") == [(403,)]


def test_round_amounts_say_nothing_of_digits() -> None:
    # 250 amounts from 450,100 to 475,000 begin with 45 to 47, but all are multiples of 100; one in five is one of 500
    hundreds = [f"{450_100 + 100 * turn}.00" for turn in range(250)]
    assert _anchors(_paid(hundreds + GROWING[1::2], a_day=400)) == []
    # with a cent more they count: five eighths of the digits are three, 2 · 0.6 / 90 = 0.013
    assert _anchors(_paid([amount.replace(".00", ".01") for amount in hundreds] + GROWING[1::2], a_day=400)) == ["2026"]


def test_fixed_tariffs_costs_quality_accounts_and_two_years_do_not_make_enough() -> None:
    assert _anchors(_paid(INVENTED[:299]), _paid(INVENTED[:299])) == []
    assert _anchors(_paid(INVENTED[:299]), _paid(["9999.99"], code="00137000")) == []
    assert _anchors(_paid(INVENTED[:299]), _paid(["9999.99"], party="B Peeters")) == []
    assert _anchors(_paid(INVENTED[:200], year=2025), _paid(INVENTED[200:])) == []
