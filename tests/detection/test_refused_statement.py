"""The rule refused-statement: what waits in quarantine and the bank has not corrected."""

from datetime import date

from tests.detection.material import found, material

REFUSED = """
account | currency | statement_date | statement_number | state       | reason
A       | EUR      | 2026-03-06     | 7                | quarantined | credit-total
A       | EUR      | 2026-03-06     | 7                | quarantined | line-length
B       | EUR      | 2026-03-16     | 3                | quarantined | credit-total
"""
FACTS = ("account", "anchor", "e_times", "e_cause")


def test_ar_2_4_c_a_statement_that_is_not_corrected_is_found_once_after_five_bank_days() -> None:
    # 9 to 13 March are five bank days; 16 March is the sixth, and the day of B's statement
    assert found("refused-statement", material(refused=REFUSED, on=date(2026, 3, 13))) == []
    assert found("refused-statement", material(refused=REFUSED, on=date(2026, 3, 16)), *FACTS) == [
        ("A", "2026-03-06.7", 2, "credit-total, line-length")
    ]


def test_what_other_rules_speak_of_and_what_is_not_registered_is_not_found() -> None:
    refused = """
    account | currency | statement_date | statement_number | state       | reason
    A       | EUR      | 2026-03-02     | 1                | mandate     | judicial-mandate
    A       | EUR      | 2026-03-02     | 2                | quarantined | judicial-mandate-wording
    A       | EUR      | 2026-03-02     | 3                | quarantined | unregistered-account
    X9      | EUR      | 2026-03-02     | 4                | quarantined | credit-total
    A       | EUR      | 2027-03-02     | 5                | quarantined | credit-total
    """
    assert found("refused-statement", material(refused=refused)) == []
