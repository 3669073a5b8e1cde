"""The rule unknown-account: not registered, or registered without mandate or authorisation in force."""

from datetime import date

from tests.detection.material import REGISTER, found, material

REFUSED = """
account | currency | statement_date | statement_number | state       | reason
X9      | EUR      | 2026-03-02     | 1                | quarantined | unregistered-account
X9      | EUR      | 2026-03-05     | 2                | quarantined | unregistered-account
"""
FACTS = ("e_lack", "anchor", "movement_ids", "severity", "e_count")


def test_an_account_that_the_register_does_not_hold_is_found_once() -> None:
    assert found("unknown-account", material(refused=REFUSED, on=date(2026, 3, 1))) == []
    assert found("unknown-account", material(refused=REFUSED, on=date(2026, 3, 2)), "e_count") == [(1,)]
    days = found("unknown-account", material(refused=REFUSED), "first_date", "last_date")
    assert days == [(date(2026, 3, 2), date(2026, 3, 5))]
    # 3 to 16 March 2026 hold ten bank days (3-6, 9-13, 16): until then it is a lag
    assert found("unknown-account", material(refused=REFUSED, on=date(2026, 3, 16)), *FACTS, "stage") == [
        ("unregistered", "unregistered", "", "info", 2, "fresh")
    ]
    assert found("unknown-account", material(refused=REFUSED, on=date(2026, 3, 17)), *FACTS, "stage") == [
        ("unregistered", "unregistered", "", None, 2, "")
    ]


def test_movements_before_the_mandate_or_without_authorisation_are_found_by_month() -> None:
    register = """
    iban | currency | kind        | holder_id | holder_name | bar  | opened_on  | mandate_on | authorisation_on
    A    | EUR      | third_party | H1        | Jeanne V    | GENT | 2020-01-01 | 2026-05-04 | 2020-01-01
    B    | EUR      | third_party | H2        | Bo Peeters  | GENT | 2020-01-01 | 2020-01-01 |
    """
    moved = """
    id    | account | booked     | amount
    march | A       | 2026-03-02 | 100.00
    april | A       | 2026-04-17 | -40.00
    eve   | A       | 2026-05-03 | -10.00
    day   | A       | 2026-05-04 | -10.00
    never | B       | 2026-03-02 | 70.00
    """
    # from 17 April to 4 May: 20-24, 27-30 April and 4 May = 10 bank days, a lag (1 May is a holiday)
    assert found("unknown-account", material(moved, register=register), *FACTS) == [
        ("mandate", "mandate@2026-03", "march", None, 1),
        ("mandate", "mandate@2026-04", "april", "info", 1),
        ("mandate", "mandate@2026-05", "eve", "info", 1),
        ("authorisation", "authorisation@2026-03", "never", None, 1),
    ]


def test_movements_within_ten_bank_days_of_the_opening_are_information() -> None:
    register = """
    iban | currency | kind        | holder_id | holder_name | bar  | opened_on  | mandate_on | authorisation_on
    A    | EUR      | third_party | H1        | Jeanne V    | GENT | 2026-03-02 |            | 2026-03-02
    """
    moved = """
    booked     | amount
    2026-03-16 | 100.00
    """
    assert found("unknown-account", material(moved, register=register), "severity", "stage") == [("info", "fresh")]
    later = moved.replace("03-16", "03-17")
    assert found("unknown-account", material(later, register=register), "severity", "stage") == [(None, "")]


def test_covered_accounts_and_statements_refused_for_another_reason_are_not_found() -> None:
    moved = """
    booked     | amount
    2026-03-16 | 100.00
    """
    refused = """
    account | currency | statement_date | statement_number | state       | reason
    A       | EUR      | 2026-03-02     | 1                | quarantined | unregistered-account
    X9      | EUR      | 2026-03-05     | 2                | quarantined | totals
    X8      | EUR      | 2026-03-05     | 2                | mandate     | judicial-mandate
    """
    # A was registered meanwhile
    assert found("unknown-account", material(moved, register=REGISTER, refused=refused)) == []


def test_a_month_that_is_not_over_is_running_until_its_last_day() -> None:
    register = """
    iban | currency | kind        | holder_id | holder_name | bar  | opened_on  | mandate_on | authorisation_on
    A    | EUR      | third_party | H1        | Jeanne V    | GENT | 2020-01-01 | 2020-01-01 |
    """
    moved = """
    booked     | amount
    2026-03-16 | 100.00
    """
    stages = [found("unknown-account", material(moved, register=register, on=date(2026, 3, day)), "stage") for day in (30, 31)]
    assert stages == [[("running",)], [("",)]]
