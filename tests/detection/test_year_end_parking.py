"""The rule year-end-parking: fees of December that wait on the account until January."""

from datetime import date

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "e_month", "e_mean", "last_date")
TABLE = """
id   | booked     | amount    | counterparty  | communication
fee0 | 2025-03-03 | {before}  | BE70OFFICE    | honoraires 2025/1
got1 | {got}      | 3000.00   | BE11 An Klant | {text}
got2 | 2025-12-18 | {sum}     | BE12 Bo Klant | {text}
out1 | 2026-01-05 | -3000.00  | {payee}       | transfert
out2 | {out}      | {taken}   | BE70OFFICE    | transfert
"""
STORY = {
    "before": "-16666.66",
    "got": "2025-12-01",
    "text": "dossier 2025/9",
    "sum": "2000.00",
    "payee": "BE70OFFICE",
    "out": "2026-01-31",
    "taken": "-2000.00",
}


def told(extra: str = "", **changed: str) -> list[tuple[object, ...]]:
    return found("year-end-parking", material(TABLE.format(**(STORY | changed)) + extra, opening="50000.00"), *FACTS)


def test_receipts_of_december_taken_in_the_same_amounts_in_january_are_found() -> None:
    # the first movement of 2025 is in March: ten months, 16,666.66 / 10 = 1,666.666; three times that is 4,999.998
    assert told() == [("2025", "got1,got2,out1,out2", 5_000_000, 5_000_000, 1_666_666, date(2026, 1, 31))]


def test_at_the_limits_of_the_amount_the_mean_and_the_months() -> None:
    for changed in (
        {"sum": "1999.99", "taken": "-1999.99"},
        {"before": "-16670.00"},
        {"got": "2025-11-30"},
        {"out": "2026-02-01"},
        {"taken": "-2000.01"},
    ):
        # 4,999.99 parked; three times 1,667 is 5,001; November; February; another amount
        assert told(**changed) == [], changed


def test_what_was_paid_to_somebody_else_is_not_the_holders() -> None:
    assert told(payee="BE12 Bo Klant") == []
    paid = "out3 | {} | -2000.00 | BE12 Bo Klant | dossier 2025/9\n"
    assert told(paid.format("2025-12-30")) == []
    assert told(paid.format("2026-01-31")) == []
    assert len(told(paid.format("2026-02-01"))) == 1


def test_equal_sums_are_paired_off_one_by_one() -> None:
    lines = "".join(
        f"c{n} | 2025-12-{n + 10} | 1000.00 | BE11 An Klant\nd{n} | 2026-01-{n + 10} | -1000.00 | BE70OFFICE\n"
        for n in range(1, 6)
    )
    head = "id | booked | amount | counterparty\n"
    assert [row[1:3] for row in found("year-end-parking", material(head + lines), *FACTS)] == [
        ("c1,c2,c3,c4,c5,d1,d2,d3,d4,d5", 5_000_000)
    ]
    one_receipt_less = head + "".join(line + "\n" for line in lines.splitlines() if not line.startswith("c3"))
    assert found("year-end-parking", material(one_receipt_less, opening="9000.00")) == []


def test_fees_worded_as_such_may_be_taken_in_one_sum_and_a_yearly_settlement_may_not() -> None:
    table = """
    id   | booked     | amount    | counterparty  | communication
    got1 | 2025-12-01 | 3000.00   | BE11 An Klant | {text}
    got2 | 2025-12-18 | 2500.00   | BE12 Bo Klant | {text}
    out  | 2026-01-05 | {taken}   | BE70OFFICE    | transfert
    """
    assert [
        row[1:4] for row in found("year-end-parking", material(table.format(text="honoraires", taken="-5200.00")), *FACTS)
    ] == [("got1,got2,out", 5_200_000, 5_200_000)]
    more = material(table.format(text="honoraires", taken="-9000.00"), opening="5000.00")
    assert [row[2:4] for row in found("year-end-parking", more, *FACTS)] == [(5_500_000, 9_000_000)]
    assert found("year-end-parking", material(table.format(text="dossier 2025/9", taken="-5200.00"))) == []
    settled = table + "    dec  | 2025-12-20 | -2500.00  | BE70OFFICE    | transfert\n"
    assert found("year-end-parking", material(settled.format(text="honoraires", taken="-3000.01"))) == []


def test_rubric_accounts_and_money_of_other_quality_accounts_are_not_found() -> None:
    table = "id | account | booked | amount | counterparty\n{line1}\n{line2}"
    one = "a | {} | 2025-12-01 | 6000.00 | {}"
    two = "b | {} | 2026-01-05 | -6000.00 | BE70OFFICE"
    for account, payer, expected in (("A", "BE11 An Klant", 1), ("R", "BE11 An Klant", 0), ("A", "B", 0)):
        moved = table.format(line1=one.format(account, payer), line2=two.format(account))
        assert len(found("year-end-parking", material(moved))) == expected
