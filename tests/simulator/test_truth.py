"""What was planted is there, and is what its label says: the movements are read back from the files."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from console.simulator.episodes import episodes
from tests.simulator.conftest import START, UNTIL, Read

RULES = """
    neg-balance debit-interest cash-withdrawal cash-deposit cash-limit-3000 card-use direct-debit-out credit-facility
    stale-2m-2500 stale-floor own-transfer own-round-amounts missing-communication pass-through circular-flow
    high-risk-country dormant-reactivated statement-gap unknown-account judicial-mandate-leak
""".split()
EURO = 1000


def test_every_rule_has_an_illicit_episode_and_a_lawful_one_beside_it(read: Read) -> None:
    planted = {(row["detector"], row["lawful"]) for row in read.truth}
    assert {(rule, lawful) for rule in RULES for lawful in ("true", "false")} <= planted
    assert {("model-outlier", "true"), ("model-outlier", "false")} <= planted


def test_only_the_episodes_that_the_months_or_accounts_cannot_hold_are_left_out(read: Read) -> None:
    planted = {row["episode_id"].rsplit("-", 1)[0] for row in read.truth}
    assert {episode.name for episode in episodes()} - planted <= {"woken-third-party", "moved-to-rubric"}


def test_the_movements_of_the_truth_are_in_the_files_on_the_account_and_days_it_names(read: Read) -> None:
    for row in read.truth:
        named = [one for one in row["movement_ids"].split("|") if one]
        assert named or row["detector"] in {"unknown-account", "judicial-mandate-leak", "statement-gap"}
        for movement in (read.movements[one] for one in named):
            assert movement.account == row["account"]
            assert row["first_date"] <= movement.booked.isoformat() <= row["last_date"]
        assert START.isoformat() <= row["first_date"] <= row["last_date"] <= UNTIL.isoformat()


def test_an_episode_and_a_detector_name_one_row(read: Read) -> None:
    keys = [(row["episode_id"], row["detector"]) for row in read.truth]
    assert len(set(keys)) == len(keys)


def test_the_negative_account_is_below_zero_until_the_money_comes(read: Read) -> None:
    for name in ("negative-balance", "debit-interest"):
        row = next(row for row in read.truth if row["episode_id"] == f"{name}-001" and row["detector"] == "neg-balance")
        first, last = date.fromisoformat(row["first_date"]), date.fromisoformat(row["last_date"])
        closings = read.closings(row["account"])
        assert closings[first] <= -900 * EURO
        assert closings[last] >= 0


def test_no_account_is_below_zero_but_those_that_were_planted(read: Read) -> None:
    planted = {row["account"] for row in read.truth if row["detector"] == "neg-balance"}
    below = {account for account in read.by_account for balance in read.closings(account).values() if balance < 0}
    assert below <= planted


def test_the_account_charged_negative_interest_was_above_zero_throughout_the_quarter(read: Read) -> None:
    (charged,) = read.episode("negative-rate-on-credit-balance", "debit-interest")
    quarter = [
        one for one in read.by_account[charged.account] if timedelta() < charged.booked - one.statement_date < timedelta(92)
    ]
    assert charged.amount_milli < 0
    assert all(one.new_balance_milli > 0 for one in quarter)


@pytest.mark.parametrize(
    ("name", "detector", "codes"),
    [
        ("cash-withdrawal", "cash-withdrawal", {"0901", "0913"}),
        ("cash-deposit", "cash-deposit", {"0950", "0952"}),
        ("card-payments", "card-use", {"0402"}),
        ("cash-machine", "cash-withdrawal", {"0404"}),
        ("direct-debit", "direct-debit-out", {"0501"}),
        ("credit-taken-up", "credit-facility", {"1362", "1305"}),
        ("debit-interest", "debit-interest", {"3501"}),
        ("fiscal-stamps", "cash-withdrawal", {"0917"}),
        ("payment-called-deposit", "cash-deposit", {"0152"}),
        ("card-terminal-receipt", "card-use", {"0450"}),
    ],
)
def test_the_bank_books_an_episode_under_its_code(read: Read, name: str, detector: str, codes: set[str]) -> None:
    assert {one.family + one.operation for one in read.episode(name, detector)} <= codes


def test_cash_above_the_limit_is_above_it_and_cash_at_the_limit_is_not(read: Read) -> None:
    above = read.episode("cash-above-limit", "cash-limit-3000")
    assert sum(one.amount_milli for one in above) > 3_000 * EURO
    assert all(one.amount_milli <= 3_000 * EURO for one in above)
    assert (above[1].booked - above[0].booked).days <= 30
    assert sum(one.amount_milli for one in read.episode("cash-at-limit", "cash-limit-3000")) == 3_000 * EURO
    first, second = read.episode("cash-unlinked", "cash-limit-3000")
    assert first.counterparty_name != second.counterparty_name
    assert (second.booked - first.booked).days > 7


def test_a_kept_dossier_stays_far_beyond_two_months_and_comes_to_more_than_the_limit(read: Read) -> None:
    kept = read.episode("kept-dossier", "stale-2m-2500")
    assert sum(one.amount_milli for one in kept) > 2_500 * EURO
    assert all(one.amount_milli <= 2_500 * EURO for one in kept)
    assert (UNTIL - kept[-1].booked).days > 100
    assert read.by_account[kept[0].account][-1].new_balance_milli >= sum(one.amount_milli for one in kept)


def test_a_still_accounts_balance_proves_by_itself_that_money_is_older_than_62_days(read: Read) -> None:
    (first, *_) = read.episode("still-account", "stale-floor")
    statements = read.by_account[first.account]
    debits = sum(one.debit_milli for one in statements if one.statement_date > UNTIL - timedelta(days=62))
    before = [one.new_balance_milli for one in statements if one.statement_date <= UNTIL - timedelta(days=62)][-1]
    assert before - debits > 4 * 2_500 * EURO


def test_what_is_lawfully_kept_is_exactly_the_limit_or_leaves_upon_the_last_day(read: Read) -> None:
    (kept,) = read.episode("exactly-2500", "stale-2m-2500")
    assert kept.amount_milli == 2_500 * EURO
    received, paid = read.episode("exactly-two-months", "stale-2m-2500")
    day_after = received.booked + timedelta(days=1)
    assert paid.amount_milli == -received.amount_milli
    assert (paid.booked + timedelta(days=1)).day in (day_after.day, 1)
    assert 59 <= (paid.booked - received.booked).days <= 62
    for one in read.episode("instalments", "stale-2m-2500"):
        paid_on = [
            other.booked
            for other in read.movements.values()
            if (other.account, other.amount_milli) == (one.account, -one.amount_milli) and other.booked >= one.booked
        ]
        assert (min(paid_on) - one.booked).days <= 12


def test_many_small_dossiers_are_of_different_people_and_each_below_the_limit(read: Read) -> None:
    small = read.episode("many-small-dossiers", "stale-floor")
    assert len({one.counterparty_name for one in small}) == len(small) == 5
    assert all(one.amount_milli < 2_500 * EURO for one in small)
    assert sum(one.amount_milli for one in small) > 2_500 * EURO


def test_money_to_the_holder_goes_to_his_own_account_round_or_not_noted_or_not(read: Read) -> None:
    own = {row["iban"]: row["holder_id"] for row in read.rows("register/own_accounts.csv")}
    for name, detector in (
        ("own-transfers", "own-transfer"),
        ("own-round-sums", "own-round-amounts"),
        ("fees-with-note", "own-transfer"),
    ):
        for one in read.episode(name, detector):
            assert own.get(one.counterparty_account, "undeclared") in ("undeclared", read.accounts[one.account]["holder_id"])
    assert all(one.amount_milli % (500 * EURO) == 0 for one in read.episode("own-round-sums", "own-round-amounts"))
    assert all(one.amount_milli % (50 * EURO) for one in read.episode("own-transfers", "own-transfer"))
    assert not any(any(sign.isdigit() for sign in one.communication) for one in read.episode("own-transfers", "own-transfer"))
    assert all("20" in one.communication for one in read.episode("flat-fees", "own-transfer"))


def test_silent_payments_say_nothing_and_structured_ones_say_it_in_digits(read: Read) -> None:
    silent = read.episode("silent-payments", "missing-communication")
    assert len(silent) >= 5
    assert (silent[-1].booked - silent[0].booked).days <= 90
    assert not any(sign.isdigit() for one in silent for sign in one.communication)
    digits = [one.structured_reference for one in read.episode("structured-payments", "missing-communication")]
    assert all(int(one[:10]) % 97 in (int(one[10:]), 0) for one in digits)


def test_money_passes_through_within_three_days_without_a_dossier_and_a_deposit_with_one(read: Read) -> None:
    received, *paid = read.episode("pass-through", "pass-through")
    assert received.amount_milli >= 10_000 * EURO
    assert -sum(one.amount_milli for one in paid) >= received.amount_milli * 9 // 10
    assert (paid[-1].booked - received.booked).days <= 3
    parties = {received.counterparty_account, paid[0].counterparty_account}
    assert len(parties) == 2
    others = [one for one in read.movements.values() if one.account == received.account and one not in (received, *paid)]
    assert not parties & {one.counterparty_account for one in others}
    first, second = read.episode("deposit-to-notary", "pass-through")
    assert (first.booked, first.amount_milli) == (second.booked, -second.amount_milli)
    assert any(sign.isdigit() for sign in first.communication)


def test_money_goes_in_a_circle_and_refunds_stay_below_what_is_suspicious(read: Read) -> None:
    received, back = read.episode("circular-flow", "circular-flow")
    assert received.counterparty_account == back.counterparty_account
    assert -back.amount_milli >= received.amount_milli * 8 // 10
    assert (back.booked - received.booked).days <= 90
    _, refund = read.episode("small-refund", "circular-flow")
    assert -refund.amount_milli < 5_000 * EURO
    received, part = read.episode("overpayment-returned", "circular-flow")
    assert -part.amount_milli <= received.amount_milli // 5


def test_countries_are_judged_by_the_list_of_the_day(read: Read) -> None:
    def country(name: str) -> tuple[str, date]:
        (one,) = read.episode(name, "high-risk-country")
        return one.counterparty_bic[4:6], one.booked

    assert country("from-high-risk-country")[0] == "VN"
    assert country("to-high-risk-country") > ("MC", date(2025, 8, 4))
    assert country("from-country-no-longer-listed")[0] in {"AE", "GI"}
    assert country("from-country-not-yet-listed") < ("VG", date(2026, 1, 29))


def test_a_rubric_account_wakes_after_half_a_year_in_which_only_the_bank_moved(read: Read) -> None:
    for name in ("woken-rubric", "woken-by-bailiff"):
        (woken,) = read.episode(name, "dormant-reactivated")
        before = [
            one
            for one in read.movements.values()
            if one.account == woken.account and timedelta() < woken.booked - one.booked < timedelta(days=181)
        ]
        assert read.accounts[woken.account]["kind"] == "rubric"
        assert abs(woken.amount_milli) >= 10_000 * EURO
        assert {one.family for one in before} <= {"35"}


def test_the_lost_statement_is_missing_between_two_others(read: Read) -> None:
    row = next(row for row in read.truth if row["episode_id"] == "lost-statement-001")
    days = [one.statement_date.isoformat() for one in read.by_account[row["account"]]]
    assert row["first_date"] not in days
    before, after = next((one, two) for one, two in pairwise(days) if one < row["first_date"] < two)
    assert after == row["last_date"]
    assert before < row["first_date"]


def test_the_register_lacks_what_the_governance_episodes_say(read: Read) -> None:
    account = {row["episode_id"]: read.accounts.get(row["account"]) for row in read.truth}
    moved = {row["episode_id"]: row["first_date"] for row in read.truth}
    without, early, same = (account[f"{name}-001"] for name in ("no-mandate", "before-authorisation", "authorised-that-day"))
    assert without is not None
    assert early is not None
    assert same is not None
    assert (without["mandate_on"], without["authorisation_on"]) == ("", "")
    assert early["authorisation_on"] > moved["before-authorisation-001"]
    assert same["authorisation_on"] == moved["authorised-that-day-001"]
