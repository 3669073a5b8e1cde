"""The rule declared-balance-mismatch: what the holder declared is not what the bank held."""

from datetime import date

from detection.material import Material
from tests.detection.material import found, material

MOVED = """
booked     | amount
2025-11-20 | 5000.00
2025-12-31 | -1000.00
2026-01-02 | 700.00
2026-01-05 | 50.00
"""
FACTS = ("anchor", "e_declared", "e_held", "amount_milli", "last_date")


def _declared(milli: int, received: str = "2026-02-10", on: str = "2026-12-31", moved: str = MOVED) -> Material:
    declarations = f"""
    holder_id | iban | currency | year | balance_milli | received_on
    H1        | A    | EUR      | 2025 | {milli}       | {received}
    """
    return material(moved, declarations=declarations, on=date.fromisoformat(on))


def test_a_difference_of_more_than_one_euro_is_found() -> None:
    # 5,000 − 1,000 = 4,000 at the end of the year
    for milli in (4_001_010, 3_998_990):
        expected = [("2025", milli, 4_000_000, milli - 4_000_000, date(2026, 2, 10))]
        assert found("declared-balance-mismatch", _declared(milli), *FACTS) == expected
    for milli in (4_000_000, 4_001_000, 3_999_000):
        assert found("declared-balance-mismatch", _declared(milli)) == [], milli


def test_the_next_bank_days_balance_is_no_mismatch_but_a_later_one_is() -> None:
    # Friday 2 January 2026 is the next bank day: 4,700; Monday 5 January: 4,750
    assert found("declared-balance-mismatch", _declared(4_700_000)) == []
    assert found("declared-balance-mismatch", _declared(4_750_000), "e_held") == [(4_000_000,)]


def test_it_is_known_when_the_declaration_and_the_next_bank_day_are_there() -> None:
    early = {"milli": 4_750_000, "received": "2025-12-31"}
    assert found("declared-balance-mismatch", _declared(**early, on="2026-01-01")) == []  # type: ignore[arg-type]
    assert found("declared-balance-mismatch", _declared(**early, on="2026-01-02"), "last_date") == [  # type: ignore[arg-type]
        (date(2026, 1, 2),)
    ]
    assert found("declared-balance-mismatch", _declared(1, on="2026-02-09")) == []


def test_a_year_without_statements_and_a_declaration_a_year_late_are_not_found() -> None:
    silent = "booked | amount\n2024-11-20 | 5000.00\n2026-03-02 | 10.00"
    assert found("declared-balance-mismatch", _declared(1, moved=silent)) == []
    assert found("declared-balance-mismatch", _declared(1, received="2026-12-31"), "anchor") == [("2025",)]
    assert found("declared-balance-mismatch", _declared(1, received="2027-01-01", on="2027-01-01")) == []


def test_of_several_declarations_the_first_counts() -> None:
    declarations = """
    holder_id | iban | currency | year | balance_milli | received_on
    H1        | A    | EUR      | 2025 | 4000000       | 2026-03-10
    H1        | A    | EUR      | 2025 | 9000000       | 2026-02-10
    """
    given = material(MOVED, declarations=declarations)
    assert found("declared-balance-mismatch", given, "e_declared") == [(9_000_000,)]
