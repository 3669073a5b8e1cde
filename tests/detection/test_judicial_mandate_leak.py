"""The rule judicial-mandate-leak: what the receiving dock refused because of a judicial mandate."""

from datetime import date

import polars as pl

from detection.engine import find_all
from detection.screening import screening
from tests.detection.material import found, material


def test_refused_statements_are_one_finding_for_each_account_and_month() -> None:
    refused = """
    account | currency | statement_date | statement_number | state       | reason
    M1      | EUR      | 2026-03-02     | 1                | mandate     | judicial-mandate
    M1      | EUR      | 2026-03-09     | 2                | mandate     | judicial-mandate
    M1      | EUR      | 2026-04-01     | 3                | mandate     | judicial-mandate
    R       | EUR      | 2026-03-05     | 7                | quarantined | judicial-mandate-wording
    """
    assert len(found("judicial-mandate-leak", material(refused=refused, on=date(2026, 4, 1)))) == 3
    given = material(refused=refused, on=date(2026, 4, 2))
    facts = ("account", "anchor", "stage", "e_basis", "e_count", "first_date", "last_date")
    assert found("judicial-mandate-leak", given, *facts) == [
        ("M1", "flag@2026-03", "", "flag", 2, date(2026, 3, 2), date(2026, 3, 9)),
        ("M1", "flag@2026-04", "running", "flag", 1, date(2026, 4, 1), date(2026, 4, 1)),
        ("R", "wording@2026-03", "", "wording", 1, date(2026, 3, 5), date(2026, 3, 5)),
    ]


def test_what_the_lake_holds_of_an_account_that_is_marked_by_now_is_found_and_judged_by_no_other_rule() -> None:
    register = """
    iban | currency | kind   | judicial_mandate | holder_id | holder_name | bar
    R    | EUR      | rubric | true             | H1        | Jeanne V    | GENT
    """
    moved = """
    account | booked     | amount   | code
    R       | 2026-03-02 | -9000.00 | 00901000
    """
    given = material(moved, register=register)
    assert {finding.detector for finding in find_all(given)} == {"judicial-mandate-leak"}
    assert found("judicial-mandate-leak", given, "account", "e_basis", "e_count") == [("R", "held", 1)]
    assert screening(given, pl.Series("named", [], dtype=pl.String)).counts["excluded"] == 1


def test_other_refusals_and_labels_that_people_have_cleared_are_not_found() -> None:
    refused = """
    account | currency | statement_date | statement_number | state       | reason
    X9      | EUR      | 2026-03-05     | 2                | quarantined | unregistered-account
    """
    stated = """
    date       | number | old | new | description
    2026-03-02 | 1      | 0   | 0   | FAILLITE EXEMPLE
    """
    # a statement in the lake under such a label was let in by two people
    assert found("judicial-mandate-leak", material("", stated, refused=refused)) == []
