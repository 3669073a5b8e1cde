"""The rule suspended-holder: an account pays while its holder may not practise."""

from datetime import date

import pytest

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "severity", "e_status", "e_count")
STATUSES = """
holder_id | status    | valid_from | valid_until
H1        | active    | null       | 2026-03-06
H1        | {status}  | 2026-03-06 | 2026-05-04
H1        | active    | 2026-05-04 | null
"""
MOVED = """
id     | account | booked     | amount  | code
before | A       | 2026-03-05 | -100.00 |
first  | A       | 2026-03-06 | -100.00 |
next   | A       | 2026-03-10 | -100.00 |
in     | A       | 2026-03-11 | 500.00  |
cost   | A       | 2026-03-12 | -5.00   | 00137000
april  | A       | 2026-04-30 | -100.00 |
over   | A       | 2026-05-04 | -100.00 |
other  | B       | 2026-03-20 | -100.00 |
"""


@pytest.mark.parametrize("status", ["suspended", "omitted", "struck_off", "deceased"])
def test_payments_of_the_time_are_found_month_by_month(status: str) -> None:
    given = material(MOVED, statuses=STATUSES.format(status=status))
    # the day on which the status begins counts, the day on which it is over does not
    assert found("suspended-holder", given, *FACTS) == [
        (f"{status}@2026-03", "first,next", None, status, 2),
        (f"{status}@2026-04", "april", None, status, 1),
    ]


def test_an_active_lawyers_payments_are_not_found() -> None:
    assert found("suspended-holder", material(MOVED, statuses=STATUSES.format(status="active"))) == []
    assert found("suspended-holder", material(MOVED)) == []


def test_what_was_booked_by_the_next_bank_day_may_have_been_ordered_before() -> None:
    statuses = STATUSES.format(status="suspended")
    # 6 March 2026 is a Friday: Monday the 9th is the first bank day after it, Tuesday the 10th is not
    for day, severity in (("2026-03-09", "high"), ("2026-03-10", None)):
        moved = f"""
        booked     | amount
        2026-03-06 | -100.00
        {day}      | -100.00
        """
        assert found("suspended-holder", material(moved, statuses=statuses), "severity") == [(severity,)]


def test_a_status_since_ever_counts_and_a_running_month_is_said_so() -> None:
    statuses = """
    holder_id | status   | valid_from | valid_until
    H1        | deceased | null       | null
    """
    given = material(MOVED, statuses=statuses, on=date(2026, 3, 20))
    assert found("suspended-holder", given, "movement_ids", "stage", "severity") == [("before,first,next", "running", None)]
