"""The rule refund-to-third: a refund of a dossier to somebody who paid nothing in."""

from tests.detection.material import found, material

FACTS = ("movement_ids", "e_refunded", "e_received", "e_payers", "counterparty")
STORY = """
id  | booked     | amount   | counterparty | communication
in1 | 2026-02-02 | 4000.00  | {payer}      | dossier 2026/12 acompte
in2 | 2026-03-02 | 2000.00  | {payer}      | dossier 2026/12 solde
x   | 2026-03-02 | 9000.00  | BE19 Oost NV | dossier 2026/99
out | 2026-03-02 | -{sum}   | {payee}      | {words}
"""
PLAIN = {"payer": "BE11 Jan Noord", "payee": "BE12 Piet Zuid", "sum": "5000.00", "words": "dossier 2026/12 remboursement"}


def told(**other: str) -> list[tuple[object, ...]]:
    return found("refund-to-third", material(STORY.format(**(PLAIN | other))), *FACTS)


def test_a_refund_to_another_person_is_found_with_the_dossiers_receipts() -> None:
    # 4,000 + 2,000 of one payer; in2 is of the refund's own day; x is of another dossier
    expected = [("in1,in2,out", 5_000_000, 6_000_000, 1, "BE12")]
    for words in ("dossier 2026/12 remboursement", "terugbetaling DOS 2026-012", "Akte 2026/12 Rückzahlung"):
        assert told(words=words) == expected, words


def test_the_payer_refunded_on_another_account_or_in_another_order_of_words_is_not_another_person() -> None:
    for payee in ("BE11 Jan Noord", "BE99 Noord Jan", "BE11 N.N."):
        assert told(payee=payee) == [], payee


def test_a_small_refund_another_word_or_another_dossier_is_not_found() -> None:
    for other in ({"sum": "4999.99"}, {"words": "dossier 2026/12 solde"}, {"words": "remboursement"}):
        assert told(**other) == [], other
    assert told(words="remboursement dossier 2026/13") == []


def test_whoever_may_stand_for_others_is_left_out_on_either_side() -> None:
    for party in ("BE13 Notaire Example", "BE14 AXA Belgium", "BE15 Me Ex avocat", "B", "BE70OFFICE", "Huissier Ex"):
        assert told(payee=party) == [], party
        assert told(payer=party) == [], party


def test_a_receipt_that_came_later_does_not_count() -> None:
    moved = """
    id  | booked     | amount   | counterparty   | communication
    out | 2026-03-02 | -5000.00 | BE12 Piet Zuid | dossier 2026/12 remboursement
    in  | 2026-03-03 | 6000.00  | BE11 Jan Noord | dossier 2026/12
    """
    assert found("refund-to-third", material(moved)) == []
