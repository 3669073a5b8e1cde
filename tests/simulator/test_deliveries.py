"""What banks send: valid files, one for each bank and bank day, whose balances and numbers follow each other."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from coda_parser.banks import banks
from coda_parser.iban import is_valid_iban
from tests.simulator.conftest import START, UNTIL, Read

SPOILED = {"truncated", "unknown-version", "garbage", "wrong-totals", "line-length"}


def test_a_file_has_a_hard_problem_only_where_a_fault_is_declared(read: Read) -> None:
    declared = {(row["bank"], row["file"]) for row in read.faults if row["fault"] in SPOILED}
    hard = {
        key for key, delivery in read.deliveries.items() if any(problem.severity == "hard" for problem in delivery.problems)
    }
    assert hard == declared
    assert len(declared) == len(SPOILED)


def test_the_only_warning_is_that_an_empty_statement_has_no_balance(read: Read) -> None:
    found = {
        problem.id for delivery in read.deliveries.values() for problem in delivery.problems if problem.severity == "warning"
    }
    assert found <= {"no-record-8"}


def test_each_bank_writes_in_its_own_letters_and_line_ends(read: Read) -> None:
    for (bank, _), delivery in read.deliveries.items():
        habits = banks()[bank].habits
        if delivery.statements:
            assert delivery.newline == habits.newline
            assert delivery.encoding in ("ascii", habits.encoding)


def test_names_sort_in_the_order_of_sending_and_a_day_has_one_regular_file(read: Read) -> None:
    aside = {"redelivered", "redelivered-marked", "corrected", "late"}
    out_of_turn = {(row["bank"], row["file"]) for row in read.faults if row["fault"] in aside}
    for bank in banks():
        days = [
            min(statement.created for statement in delivery.statements)
            for key, delivery in read.deliveries.items()
            if key[0] == bank and key not in out_of_turn and delivery.statements
        ]
        assert days == sorted(set(days))


def test_late_files_are_sent_some_bank_days_after_the_bank_made_them(read: Read) -> None:
    late = [(row["bank"], row["file"]) for row in read.faults if row["fault"] == "late"]
    assert late
    for bank, name in late:
        created = read.deliveries[bank, name].statements[0].created
        assert f"{created:%Y%m%d}" not in name


def test_every_account_lies_in_its_banks_range(read: Read) -> None:
    for (bank, _), delivery in read.deliveries.items():
        for statement in delivery.statements if delivery.framed else ():
            assert is_valid_iban(statement.account)
            assert banks()[bank].holds(statement.account)


def test_counterparties_bank_in_ranges_that_no_real_bank_has(read: Read) -> None:
    own = {prefix for bank in banks().values() for first, last in bank.bban_ranges for prefix in range(first, last + 1)}
    free = own | {158, 216, 531, 618, 714, 811, 848}
    numbers = {one.counterparty_account for one in read.movements.values() if one.counterparty_account}
    assert {number for number in numbers if not is_valid_iban(number)} == {number for number in numbers if number.isdigit()}
    assert {int(number[4:7]) for number in numbers if number.startswith("BE")} <= free


def test_old_balances_follow_new_ones_except_across_the_gaps_that_the_truth_declares(read: Read) -> None:
    gaps = {row["account"] for row in read.truth if row["detector"] == "statement-gap" and row["lawful"] == "false"}
    broken = Counter[str]()
    for account, statements in read.by_account.items():
        for before, after in pairwise(statements):
            broken[account] += before.new_balance_milli != after.old_balance_milli
    assert {account for account, times in broken.items() if times} == gaps
    assert all(times == 1 for times in broken.values() if times)


def test_numbers_count_up_and_begin_again_on_new_year(read: Read) -> None:
    gaps = {row["account"] for row in read.truth if row["detector"] == "statement-gap" and row["lawful"] == "false"}
    restarted = 0
    for account, statements in read.by_account.items():
        numbered = any(bank.holds(account) and bank.habits.numbered for bank in banks().values())
        for before, after in pairwise(statements):
            if not numbered:
                assert after.statement_number == 0
            elif before.statement_date.year != after.statement_date.year:
                assert after.statement_number == 1
                restarted += 1
            elif account not in gaps:
                assert after.statement_number == before.statement_number + 1
    assert restarted > 20


def test_one_bank_honours_still_weeks_with_an_empty_statement_and_the_others_do_not(read: Read) -> None:
    empty = [statement.account for statement in read.held.values() if not statement.movements]
    assert empty
    assert all(banks()["ARDENNE"].holds(account) for account in empty)


def test_movements_lie_in_the_months_and_in_the_life_of_their_account(read: Read) -> None:
    for movement in read.movements.values():
        row = read.accounts[movement.account]
        assert START <= movement.booked <= UNTIL
        assert row["opened_on"] <= movement.booked.isoformat()
        assert not row["closed_on"] or movement.booked.isoformat() <= row["closed_on"]


def test_an_account_opened_in_the_months_starts_at_zero(read: Read) -> None:
    young = [iban for iban, row in read.accounts.items() if row["opened_on"] >= START.isoformat() and iban in read.by_account]
    assert len(young) >= 3
    for iban in young:
        first = read.by_account[iban][0]
        assert (first.old_balance_milli, first.statement_number <= 1) == (0, True)


def test_details_spell_a_movement_out_and_are_not_counted(read: Read) -> None:
    groups: dict[str, list[int]] = {}
    for movement in read.movements.values():
        groups.setdefault(movement.movement_id[:-5], []).append(movement.amount_milli)
    spelled = [amounts for amounts in groups.values() if len(amounts) > 1]
    assert spelled
    assert all(first == sum(rest) for first, *rest in spelled)


def test_the_growing_file_has_no_end_and_belongs_to_the_day_after(read: Read) -> None:
    (row,) = [row for row in read.faults if row["fault"] == "growing"]
    data = (read.world.growing / row["bank"] / row["file"]).read_bytes()
    last = data.splitlines()[-1]
    assert row["expected_state"] == "pending"
    assert not last.startswith(b"9")
    assert f"{UNTIL + timedelta(days=2):%Y%m%d}" in row["file"]
