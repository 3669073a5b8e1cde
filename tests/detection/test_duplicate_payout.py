"""The rule duplicate-payout: one account paid the same twice from money that came once."""

from tests.detection.material import found, material

TWICE = """
id  | booked     | amount   | counterparty  | communication         | operation
in  | 2026-03-02 | 1000.00  | BE11 An Klant | dossier 2026/12       |
one | 2026-03-09 | -1000.00 | BE12 Bo Eiser | dossier 2026/12 saldo |
two | 2026-03-24 | -1000.00 | BE12 Bo Eiser | Zaak 2026/12          |
"""


def test_the_second_of_two_equal_payments_of_a_dossier_is_found() -> None:
    # 9 to 24 March are fifteen days apart; 2,000 paid, 1,000 received
    assert found("duplicate-payout", material(TWICE), "anchor", "movement_ids", "e_each", "amount_milli") == [
        ("two", "one,two", 1_000_000, 1_000_000)
    ]


def test_another_sum_dossier_account_or_a_longer_time_is_not_the_same_payment() -> None:
    for old, new in (
        ("2026-03-24", "2026-03-25"),
        ("2026-03-24 | -1000.00", "2026-03-24 | -1000.01"),
        ("Zaak 2026/12", "Zaak 2026/13"),
        ("BE12 Bo Eiser | Zaak", "BE13 Bo Eiser | Zaak"),
        ("-1000.00", "-249.99"),
    ):
        assert found("duplicate-payout", material(TWICE.replace(old, new))) == [], new


def test_two_payments_of_one_day_are_found_on_the_later_one() -> None:
    assert found("duplicate-payout", material(TWICE.replace("2026-03-24", "2026-03-09")), "anchor") == [("two",)]


def test_money_that_came_twice_may_go_twice() -> None:
    for amount, words in (("1000.00", "dossier 2026/12"), ("950.00", "dossier 2026/12"), ("1020.00", "akkoord")):
        # 50 may be missing; without a dossier a receipt may differ by 2 %
        moved = TWICE + f"more | 2026-03-03 | {amount} | BE11 An Klant | {words} |\n"
        assert found("duplicate-payout", material(moved)) == [], amount
    for amount, words in (("949.99", "dossier 2026/12"), ("1020.01", "akkoord"), ("1000.00", "dossier 2026/77")):
        moved = TWICE + f"more | 2026-03-03 | {amount} | BE11 An Klant | {words} |\n"
        assert len(found("duplicate-payout", material(moved))) == 1, amount


def test_a_first_payment_that_came_back_is_paid_again() -> None:
    for payer, words in (("BE12 Bo Eiser", "retour"), ("", "retour")):
        moved = """
        id   | booked     | amount   | counterparty  | communication         | code
        in   | 2026-03-02 | 1000.00  | BE11 An Klant | dossier 2026/12       |
        one  | 2026-03-09 | -1000.00 | BE12 Bo Eiser | dossier 2026/12 saldo |
        back | 2026-03-12 | 1000.00  | {payer}       | {words}               | {code}
        two  | 2026-03-24 | -1000.00 | BE12 Bo Eiser | Zaak 2026/12          |
        """.format(payer=payer, words=words, code="" if payer else "00154000")
        assert found("duplicate-payout", material(moved)) == []


def test_a_series_of_equal_payments_is_found_at_most_once() -> None:
    moved = TWICE + "three | 2026-03-30 | -1000.00 | BE12 Bo Eiser | Zaak 2026/12 |\n"
    assert found("duplicate-payout", material(moved), "anchor") == [("two",)]


def test_without_a_dossier_the_words_must_be_the_same_and_some() -> None:
    for words, times in (("Pour compte de Dupont", 1), ("", 0)):
        moved = TWICE.replace("dossier 2026/12 saldo", words).replace("Zaak 2026/12", words)
        assert len(found("duplicate-payout", material(moved))) == times, words
