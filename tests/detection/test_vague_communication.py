"""The rule vague-communication: a word for a loan, a gift, an investment, and no dossier."""

import pytest

from tests.detection.material import found, material


@pytest.mark.parametrize("words", ["prêt M. X", "Terugbetaling LENING", "Darlehen", "cash", "INVESTISSEMENT", "cadeau", "don"])
def test_a_word_of_each_language_is_found_in_and_out(words: str) -> None:
    moved = f"""
    id  | booked     | amount   | communication
    in  | 2026-03-02 | 1000.00  | {words}
    out | 2026-03-03 | -1000.00 | {words}
    """
    assert found("vague-communication", material(moved), "movement_ids", "severity") == [("in", None), ("out", None)]


def test_a_dossier_or_a_structured_reference_makes_the_word_ordinary() -> None:
    moved = """
    booked     | amount  | communication                     | communication_type | structured_reference
    2026-03-02 | 5000.00 | dossier 2026/12 litige prêt       |                    |
    2026-03-03 | 5000.00 | lening                            | 101                | 123456789002
    """
    assert found("vague-communication", material(moved)) == []


def test_small_sums_other_words_parts_of_words_and_the_bank_are_not_found() -> None:
    moved = """
    booked     | amount   | communication     | code
    2026-03-02 | 999.99   | prêt              |
    2026-03-03 | 5000.00  | volgens akkoord   |
    2026-03-04 | 5000.00  | abandon procédure |
    2026-03-05 | -5000.00 | commission        | 08037000
    """
    assert found("vague-communication", material(moved)) == []
