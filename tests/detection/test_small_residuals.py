"""The rule small-residuals: the digest of what is left of small receipts after a year."""

from datetime import date

from detection.material import Material
from tests.detection.material import found, material

LINES = """
id | booked     | amount    | counterparty   | communication
a  | 2025-01-10 | 2500.00   | BE11 An Klant  | dossier 2025/101
b  | 2025-01-31 | 2000.00   | BE12 Bo Klant  | dossier 2025/102
c  | 2025-02-10 | 500.00    | BE13 Cy Klant  | dossier 2025/103
d  | 2025-02-28 | {last}    | BE14 Di Klant  | dossier 2025/104
"""


def _given(last: str = "0.01", more: str = "", on: date = date(2026, 12, 31)) -> Material:
    return material(LINES.format(last=last) + more, on=on)


def test_remainders_older_than_twelve_months_are_summed_at_the_end_of_a_month() -> None:
    # a comes of age on 11 January 2026, b on 1 February, c on 11 February, d on 1 March (the month after 28 February + 1):
    # at the end of February 2500 + 2000 + 500 = 5000.00, not above; at the end of March 5000.01
    columns = ("movement_ids", "first_date", "amount_milli", "stage", "e_count")
    assert found("small-residuals", _given(), *columns) == [("a,b,c,d", date(2026, 3, 31), 5_000_010, "running", 4)]
    assert found("small-residuals", _given(on=date(2026, 3, 30))) == []
    assert found("small-residuals", _given(last="0.00"), *columns) == []


def test_the_finding_is_over_at_the_end_of_the_month_in_which_it_was_paid_and_comes_anew() -> None:
    paid = "p | 2026-05-12 | -2000.00 | BE12 Bo Klant | dossier 2025/102\n"
    old = "e | 2025-06-10 | 2000.00 | BE15 Ed Klant | dossier 2025/105\n"
    columns = ("movement_ids", "anchor", "stage")
    # 5000.01 - 2000 = 3000.01 at the end of May; on 11 June 2026 e comes of age: 5000.01 again
    assert found("small-residuals", _given(more=old + paid), *columns) == [
        ("a,b,c,d", "2026-03", ""),
        ("a,c,d,e", "2026-06", "running"),
    ]


def test_what_is_settled_before_the_end_of_the_month_is_not_in_the_digest() -> None:
    # on 1 March the sum is above; on 31 March, all of the day's movements counted, it is not
    paid = "p | 2026-03-31 | -500.00 | BE13 Cy Klant | dossier 2025/103\n"
    assert found("small-residuals", _given(more=paid)) == []


def test_larger_remainders_and_the_opening_balance_are_not_counted() -> None:
    large = LINES.replace("2500.00 ", "2500.01 ").format(last="400.00")
    # 2500.01 is no small remainder; 2000 + 500 + 400 = 2900
    assert found("small-residuals", material(large)) == []
    opened = material("booked | amount\n2025-01-02 | 10.00", opening="6000")
    assert found("small-residuals", opened) == []


def test_the_rest_of_a_large_receipt_is_a_small_remainder() -> None:
    paid = "\n".join(
        f"{one} | BE16 Fa Klant | dossier 2025/106" for one in ("x | 2025-02-03 | 90000.00", "y | 2025-02-04 | -88000.00")
    )
    # a, b, c and 2000.00 left of x: 7000.00 at the end of February
    assert found("small-residuals", _given(last="0.00", more=paid), "movement_ids", "first_date") == [
        ("a,b,x,c", date(2026, 2, 28))
    ]
