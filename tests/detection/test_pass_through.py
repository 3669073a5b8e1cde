"""The rule pass-through: in and out within three days, strangers, no dossier."""

from tests.detection.material import found, material

FACTS = ("movement_ids", "e_received", "e_paid")


def test_a_strangers_money_that_goes_on_to_strangers_within_three_days_is_found() -> None:
    moved = """
    id   | booked     | amount    | counterparty    | communication
    in   | 2026-03-02 | 20000.00  | BE11 Noord NV   | volgens contract
    out1 | 2026-03-02 | -8000.00  | BE12 Zuid BV    | volgens contract
    out2 | 2026-03-05 | -10000.00 | BE13 Oost BV    |
    """
    # 8,000 + 10,000 = 18,000 = 90 % of 20,000; 5 March is the third day after 2 March
    assert found("pass-through", material(moved), *FACTS) == [("in,out1,out2", 20_000_000, 18_000_000)]


def test_a_payment_listed_before_the_receipt_of_its_day_counts() -> None:
    moved = """
    id  | booked     | amount    | counterparty
    out | 2026-03-02 | -10000.00 | BE12 Zuid BV
    in  | 2026-03-02 | 10000.00  | BE11 Noord NV
    """
    assert found("pass-through", material(moved), *FACTS) == [("out,in", 10_000_000, 10_000_000)]


def test_one_reference_one_known_party_or_an_institution_makes_it_ordinary() -> None:
    table = """
    booked     | amount    | counterparty   | communication
    2026-01-02 | -50.00    | BE19 Oude BV   | dossier 2025/777
    2026-03-02 | 20000.00  | {payer}        | {words}
    2026-03-03 | -20000.00 | {payee}        | {thanks}
    """
    plain = {"payer": "BE11 Noord NV", "payee": "BE12 Zuid BV", "words": "contract", "thanks": "contract"}
    assert found("pass-through", material(table.format(**plain)), "e_paid") == [(20_000_000,)]
    for lawful in (
        {"words": "dossier 2026/12"},
        {"thanks": "N/Réf. 2026/12"},
        {"payee": "BE19 Oude BV"},
        {"payer": "BE19 Oude BV"},
        {"payee": "BE13 Notaris Example"},
        {"payer": "BE14 Huissier de justice Ex"},
        {"payee": "BE15 Derdenrekening Mr. Ex"},
        {"payee": "BE70OFFICE"},
        {"payee": "B"},
    ):
        assert found("pass-through", material(table.format(**(plain | lawful)))) == [], lawful


def test_small_slow_or_partial_forwarding_is_not_found() -> None:
    for amount, paid, day in (("9999.99", "9999.99", "03"), ("20000.00", "20000.00", "06"), ("20000.00", "17999.99", "03")):
        moved = f"""
        booked        | amount   | counterparty
        2026-03-02    | {amount} | BE11 Noord NV
        2026-03-{day} | -{paid}  | BE12 Zuid BV
        """
        assert found("pass-through", material(moved)) == [], (amount, paid, day)
