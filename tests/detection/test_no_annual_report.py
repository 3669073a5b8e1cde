"""The rule no-annual-report: an account that nobody declared."""

from datetime import date

from detection.material import Material
from tests.detection.material import found, material

REGISTER = """
iban | currency | kind        | holder_id | bar   | opened_on  | closed_on  | judicial_mandate
A    | EUR      | third_party | H1        | GENT  | 2020-01-01 |            |
B    | EUR      | third_party | H2        | GENT  | {opened}   | {closed}   | {mandate}
C    | EUR      | third_party | H3        | NAMUR | 2020-01-01 |            |
"""
MOVED = """
account | booked     | amount
A       | 2025-01-07 | 100.00
B       | 2025-01-07 | 100.00
C       | 2025-01-07 | 100.00
"""
DECLARED = """
holder_id | iban | currency | year | balance_milli | received_on
H1        | A    | EUR      | 2025 | 100000        | 2026-02-01
"""


def _given(declared: str = DECLARED, on: str = "2026-03-01", moved: str = MOVED, **register: str) -> Material:
    cells = {"opened": "2025-12-31", "closed": "2026-01-01", "mandate": "false"} | register
    return material(moved, register=REGISTER.format(**cells), declarations=declared, on=date.fromisoformat(on))


def test_an_account_open_at_the_years_end_and_not_declared_by_the_end_of_february_is_found() -> None:
    facts = ("account", "anchor", "first_date", "last_date", "e_deadline")
    assert found("no-annual-report", _given(), *facts) == [
        ("B", "2025", date(2025, 12, 31), date(2026, 3, 1), "2026-02-28"),
    ]
    assert found("no-annual-report", _given(on="2026-02-28")) == []


def test_in_time_is_the_last_day_and_late_stays_late() -> None:
    for received, accounts in (("2026-02-28", []), ("2026-03-01", [("B",)])):
        declared = DECLARED + f"H2 | B | EUR | 2025 | 100000 | {received}\n"
        assert found("no-annual-report", _given(declared, on="2026-12-31"), "account") == accounts, received


def test_a_year_or_a_bar_without_any_declaration_says_nothing() -> None:
    # C is at another bar of which nothing came; 2024 has no declaration at all
    assert found("no-annual-report", _given(""), "account") == []
    moved = MOVED + "B | 2024-05-06 | 100.00\n"
    assert found("no-annual-report", _given(moved=moved), "anchor") == [("2025",)]
    # the first declaration of all came in April: nothing could be known before
    late = DECLARED.replace("2026-02-01", "2026-04-07")
    assert found("no-annual-report", _given(late)) == []
    assert found("no-annual-report", _given(late, on="2026-04-07"), "account", "last_date") == [
        ("A", date(2026, 4, 7)),
        ("B", date(2026, 4, 7)),
    ]


def test_accounts_not_open_that_day_under_mandate_or_never_stated_are_not_found() -> None:
    for register in ({"opened": "2026-01-01"}, {"closed": "2025-12-31"}, {"mandate": "true"}):
        assert found("no-annual-report", _given(**register)) == [], register
    assert found("no-annual-report", _given(moved=MOVED.replace("B       | 2025", "B       | 2026"))) == []
