"""The rule drip-payout: a large receipt that drips out while the rest of it is gone."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "e_count", "e_on", "e_held", "e_owed", "confidence")
DRIPS = """
id | booked     | amount   | counterparty    | communication
in | 2026-02-02 | 8000.00  | BE11 An Payer   | dossier 2026/11
t  | 2026-02-10 | -5000.00 | BE12 Bo Ander   | akkoord
a  | 2026-03-02 | -500.00  | BE13 Cy Client  | dossier 2026/11
b  | 2026-03-12 | -300.00  | BE13 Cy Client  | dossier 2026/11
c  | 2026-03-20 | -450.00  | BE13 Cy Client  | dossier 2026/11
d  | 2026-04-02 | -200.00  | BE13 Cy Client  | dossier 2026/11
"""


def test_four_small_payments_in_a_month_while_the_rest_was_gone_are_found() -> None:
    # on 2 March 3,000 less 500 = 2,500 were held and 7,500 still to be paid; 2 March to 2 April are 31 days
    assert found("drip-payout", material(DRIPS), *FACTS) == [
        ("in", "in,a,b,c,d", 8_000_000, 4, "2026-03-02", 2_500_000, 7_500_000, 950)
    ]


def test_agreed_instalments_from_money_that_is_there_are_not_found() -> None:
    lawful = "\n".join(line for line in DRIPS.splitlines() if not line.startswith("t "))
    assert found("drip-payout", material(lawful)) == []
    assert found("drip-payout", material(DRIPS, opening="4920")) == []  # 80 missing are 1 % of 8,000
    assert len(found("drip-payout", material(DRIPS, opening="4919.99"))) == 1


def test_three_payments_thirty_days_large_parts_or_a_small_receipt_are_not_found() -> None:
    for old, new in (
        ("2026-04-02", "2026-04-01"),
        ("-200.00 ", "-2000.01"),
        ("BE13 Cy Client  | dossier 2026/11\nd", "BE14 Di Client  | dossier 2026/11\nd"),
        ("8000.00 ", "4999.99 "),
    ):
        assert found("drip-payout", material(DRIPS.replace(old, new))) == [], new
    assert len(found("drip-payout", material(DRIPS.replace("-200.00 ", "-2000.00 ")))) == 1


def test_what_went_to_the_beneficiary_without_a_reference_is_paid() -> None:
    moved = DRIPS.replace("t  | 2026-02-10 | -5000.00 | BE12 Bo Ander ", "t  | 2026-02-10 | -5000.00 | BE13 Cy Client")
    assert found("drip-payout", material(moved)) == []


def test_what_was_paid_to_others_for_the_dossier_is_paid() -> None:
    moved = DRIPS.replace("BE12 Bo Ander   | akkoord", "BE12 Bo Ander   | dossier 2026/11")
    assert found("drip-payout", material(moved)) == []


def test_the_order_of_a_days_movements_does_not_matter() -> None:
    lines = DRIPS.strip().splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])])
    assert found("drip-payout", material(turned), "anchor", "e_on", "e_held") == [("in", "2026-03-02", 2_500_000)]
