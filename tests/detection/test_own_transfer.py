"""The rule own-transfer: to the holder's own account, without a dossier or a fee note."""

from tests.detection.material import found, material

FACTS = ("movement_ids", "severity", "e_total", "e_share")


def test_a_transfer_to_a_registered_or_namesake_account_without_reference_is_found() -> None:
    moved = """
    id     | booked     | amount    | counterparty               | communication
    office | 2026-03-02 | -250.00   | BE70OFFICE                 |
    name   | 2026-06-02 | -9999.99  | BE33 VERSTOCKT JEANNE Mtre | overboeking
    large  | 2026-09-02 | -10000.00 | BE34 Jeanne Verstockt      | honoraires
    """
    # each alone in its 90 days, so all of what was taken names nothing
    assert found("own-transfer", material(moved), *FACTS) == [
        ("office", None, 250_000, 1000),
        ("name", None, 9_999_990, 1000),
        ("large", "high", 10_000_000, 1000),
    ]


def test_among_transfers_with_their_notes_a_nameless_one_is_low() -> None:
    moved = """
    id   | booked     | amount   | counterparty | communication
    note | 2026-03-02 | -1000.00 | BE70OFFICE   | Note d'honoraires 2026/014
    nil  | 2026-05-30 | -999.00  | BE70OFFICE   |
    half | 2026-05-30 | -1.00    | BE70OFFICE   |
    late | 2026-05-31 | -300.00  | BE70OFFICE   |
    """
    # 2 March to 30 May are 90 days: 1,000 of 2,000 name nothing = 500 ‰, medium. On 31 May the note has left: all nameless
    assert found("own-transfer", material(moved), *FACTS) == [
        ("nil", None, 2_000_000, 500),
        ("late", None, 1_300_000, 1000),
    ]
    assert found("own-transfer", material(moved.replace("-1000.00", "-1000.01")), "severity", "e_share") == [
        ("low", 499),
        (None, 1000),
    ]


def test_references_small_sums_other_people_and_quality_accounts_are_not_found() -> None:
    moved = """
    booked     | amount   | counterparty           | communication        | structured_reference | communication_type
    2026-03-02 | -900.00  | BE70OFFICE             | dossier 2026/12      |                      |
    2026-03-03 | -900.00  | BE70OFFICE             | Ereloonnota 2026-014 |                      |
    2026-03-04 | -900.00  | BE70OFFICE             |                      | 010806817183         | 101
    2026-03-05 | -249.99  | BE70OFFICE             |                      |                      |
    2026-03-06 | -900.00  | BE35 Anna Verstockt    |                      |                      |
    2026-03-07 | -900.00  | R Jeanne Verstockt     |                      |                      |
    2026-03-08 | 900.00   | BE70OFFICE             |                      |                      |
    """
    assert found("own-transfer", material(moved)) == []


def test_a_frequent_surname_alone_is_not_the_holder_and_an_unregistered_own_account_of_another_is_none() -> None:
    moved = """
    account | booked     | amount   | counterparty
    B       | 2026-03-02 | -900.00  | BE36 PEETERS
    B       | 2026-03-03 | -900.00  | BE37 Peeters Jan
    B       | 2026-03-04 | -900.00  | BE70OFFICE
    """
    # B's holder is "Peeters Advocaten"; the office account belongs to the other holder
    assert found("own-transfer", material(moved)) == []


def test_a_bank_that_writes_the_holder_as_every_counterparty_proves_nothing() -> None:
    lines = "\n".join(f"    2026-03-{day:02d} | -900.00 | BE{day:02d}X Jeanne Verstockt" for day in range(1, 11))
    assert found("own-transfer", material("    booked | amount | counterparty\n" + lines)) == []
