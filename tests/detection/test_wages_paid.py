"""The rule wages-paid: by the bank's code, by the purpose, or by words that come again."""

import polars as pl

from tests.detection.material import found, material, movements

FACTS = ("anchor", "movement_ids", "e_count", "e_coded", "severity")


def test_each_payment_that_the_bank_books_as_wages_is_found_by_month() -> None:
    moved = """
    id | booked     | amount    | code     | counterparty       | communication
    a  | 2026-03-27 | -2000.00  | 00105000 | BE11 Tine Typhove  |
    b  | 2026-03-31 | -1500.00  | 00205000 | BE12 Wim Werkhove  |
    c  | 2026-04-30 | -9000.00  | 04105000 |                    |
    d  | 2026-04-30 | -9000.00  | 00111000 | BE11 Tine Typhove  |
    e  | 2026-04-30 | 9000.00   | 00105000 | BE11 Tine Typhove  |
    """
    # d is a standing order of older editions, e came in
    assert found("wages-paid", material(moved), *FACTS) == [
        ("2026-03", "a,b", 2, 2, None),
        ("2026-04", "c", 1, 1, None),
    ]


def test_the_purpose_salary_counts_like_a_code() -> None:
    drawn = movements("id | booked | amount | counterparty\na | 2026-03-27 | -2000.00 | BE11 Tine Typhove")
    coded = drawn.with_columns(pl.lit("SALA").alias("category_purpose"))
    assert found("wages-paid", material(coded), *FACTS) == [("2026-03", "a", 1, 1, None)]
    assert found("wages-paid", material(drawn)) == []


def test_words_count_when_they_come_again_after_a_month() -> None:
    table = """
    id | booked     | amount    | counterparty       | communication
    a  | 2026-03-20 | -1800.00  | BE11 Wim Werkhove  | {word}
    b  | {day}      | -1800.00  | {who}              | {word}
    """
    given = {"word": "loon", "day": "2026-04-29", "who": "BE11 Wim Werkhove"}
    # 20 March to 29 April are 40 days; only the second payment shows that it comes again
    for word in ("loon", "SALAIRE mars", "Lohn"):
        assert found("wages-paid", material(table.format(**given | {"word": word})), *FACTS) == [("2026-04", "b", 1, 0, None)]
    assert found("wages-paid", material(table.format(**given | {"day": "2026-04-09"}))) == [("b",)]
    for other in ({"day": "2026-04-30"}, {"day": "2026-04-08"}, {"who": "BE12 Tine Typhove"}, {"word": "belooning"}):
        assert found("wages-paid", material(table.format(**given | other))) == [], other


def test_arrears_that_an_employer_sent_for_one_worker_are_passed_on() -> None:
    table = """
    id | booked     | amount    | code     | counterparty       | communication
    in | {day}      | {sum}     |          | BE21 Noord NV      | dossier 2026/9
    a  | 2026-03-31 | -2000.00  | 00105000 | BE11 Tine Typhove  | dossier 2026/9 achterstallig loon
    """
    given = {"day": "2026-01-31", "sum": "2000.00"}
    assert found("wages-paid", material(table.format(**given))) == []
    for other in ({"day": "2026-01-30"}, {"sum": "1999.99"}):
        assert found("wages-paid", material(table.format(**given | other))) == [("a",)], other
    two = table.format(**given | {"sum": "9000.00"}) + (
        "    b  | 2026-03-31 | -2000.00  | 00105000 | BE12 Wim Werkhove  | dossier 2026/9\n"
    )
    assert found("wages-paid", material(two)) == [("a,b",)], "two workers of one dossier: a payroll, for a person to judge"
