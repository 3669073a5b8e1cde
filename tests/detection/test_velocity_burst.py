"""The rule velocity-burst: a day with more movements than the account's year explains."""

from datetime import date, timedelta

from tests.detection.material import find, found, material

DAY = date(2026, 6, 15)
HEAD = "booked | amount | code | counterparty"


def _on(day: date, count: int, party: str = "", code: str = "") -> list[str]:
    """Draw so many receipts of a day, each of a party of its own unless one is named."""
    return [f"{day} | 100.00 | {code} | {party or f'BE{day:%y%m%d}{turn:02d} Klant'}" for turn in range(count)]


def _past(every: int = 7, count: int = 1, first: int = 365) -> list[str]:
    """Draw the past: so many movements every so many days, from so many days before the day."""
    return [line for back in range(first, 0, -every) for line in _on(DAY - timedelta(days=back), count)]


def _anchors(*lines: list[str]) -> list[str]:
    drawn = [line for part in lines for line in part]
    return find("velocity-burst", material("\n".join([HEAD, *drawn]), on=date(2026, 12, 31)))["anchor"].to_list()


def test_fifteen_movements_where_one_a_week_is_usual_are_found_and_fourteen_are_not() -> None:
    # 53 movements in some 250 bank days: 0.2 a day; 15·ln(15/0.2) − 15 + 0.2 = 50 > ln 10,000 = 9.2
    assert _anchors(_past(), _on(DAY, 15)) == ["2026-06-15"]
    assert _anchors(_past(), _on(DAY, 14)) == []


def test_what_the_year_explains_is_not_found() -> None:
    # 3 every day of 365 are 4.4 a bank day: 15·ln(15/4.4) − 15 + 4.4 = 7.8 < 9.2 < 14.7 = 20·ln(20/4.4) − 20 + 4.4
    usual = _past(every=1, count=3)
    assert _anchors(usual, _on(DAY, 15)) == []
    assert _anchors(usual, _on(DAY, 20)) == ["2026-06-15"]


def test_monthly_sweeps_explain_the_next_sweep() -> None:
    # 12 days of 40 movements: mean 480/250 = 1.9, variance 12·1600/250 − 1.9² = 73, spread 38:
    # (40·ln(40/1.9) − 40 + 1.9) / 38 = 2.2 < 9.2; without the past sweeps it would be 84
    sweeps = [line for month in range(1, 13) for line in _on(DAY - timedelta(days=30 * month), 40)]
    assert _anchors(sweeps, _on(DAY, 40)) == []


def test_a_batch_counts_once_and_the_banks_costs_do_not_count() -> None:
    assert _anchors(_past(), _on(DAY, 14), _on(DAY, 30, party="BE77 Incasso NV")) == ["2026-06-15"]
    assert _anchors(_past(), _on(DAY, 13), _on(DAY, 30, party="BE77 Incasso NV")) == []
    assert _anchors(_past(), _on(DAY, 13), _on(DAY, 30, code="00107000")) == []
    assert _anchors(_past(), _on(DAY, 14), _on(DAY, 30, code="00137000")) == []


def test_a_young_or_long_silent_account_has_no_past_to_compare_with() -> None:
    # the oldest three months are the days 365 to 274 before; day 273 is no longer one of them
    assert _anchors(_past(first=273), _on(DAY, 15)) == []
    assert _anchors(_past(first=274), _on(DAY, 15)) == ["2026-06-15"]
    assert _anchors(_on(DAY - timedelta(days=366), 1), _past(first=273), _on(DAY, 15)) == []


def test_one_burst_is_one_story() -> None:
    # seven days later is the same story, eight days later another one, if it is large enough beside the first
    week, later = DAY + timedelta(days=7), DAY + timedelta(days=8)
    assert _anchors(_past(), _on(DAY, 20), _on(week, 60)) == ["2026-06-15"]
    assert _anchors(_past(), _on(DAY, 20), _on(later, 60)) == ["2026-06-15", "2026-06-23"]


def test_all_movements_of_the_day_are_named_with_what_is_usual() -> None:
    drawn = [HEAD, *_past(), *_on(DAY, 16)]
    given = material("\n".join(drawn))
    [(ids, count, usual, amount)] = found("velocity-burst", given, "movement_ids", "e_count", "e_usual", "amount_milli")
    assert (str(ids).count(",") + 1, count, amount) == (16, 16, 1_600_000)
    assert usual == 4  # 53 in the year
