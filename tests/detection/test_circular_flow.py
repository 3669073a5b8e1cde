"""The rule circular-flow: what came in goes back to where it came from."""

from tests.detection.material import found, material

FACTS = ("movement_ids", "severity", "e_received", "e_paid", "e_days")


def test_four_fifths_back_to_the_same_account_within_ninety_days_is_found() -> None:
    moved = """
    id    | booked     | amount   | counterparty  | communication
    in    | 2026-03-01 | 5000.00  | BE11 Noord NV | dossier 2026/12
    out1  | 2026-04-01 | -1000.00 | BE11 Noord NV | dossier 2026/12
    other | 2026-04-02 | -900.00  | BE12 Zuid BV  | dossier 2026/12
    out2  | 2026-05-30 | -3000.00 | BE11 Noord NV |
    """
    # 1,000 + 3,000 = 4,000 = 80 % of 5,000; 30 May is the 90th day after 1 March
    assert found("circular-flow", material(moved), *FACTS) == [("in,out1,out2", None, 5_000_000, 4_000_000, 90)]


def test_another_account_of_the_same_name_is_the_same_origin() -> None:
    moved = """
    id  | booked     | amount    | counterparty
    in  | 2026-03-01 | 60000.00  | BE11 Élise Vandoorne
    out | 2026-03-21 | -58000.00 | LT99 VANDOORNE ELISE
    bad | 2026-03-22 | -58000.00 | LT98 ELISE VANDOORNE
    """
    # the name as it was first seen, word for word: 60,000 and 58,000 within 21 days, not 20
    assert found("circular-flow", material(moved), *FACTS) == [("in,bad", None, 60_000_000, 58_000_000, 21)]


def test_fifty_thousand_back_within_twenty_days_is_critical() -> None:
    moved = """
    id  | booked     | amount    | counterparty
    in  | 2026-03-01 | 50000.00  | BE11 Noord NV
    out | 2026-03-21 | -50000.00 | BE11 Noord NV
    """
    assert found("circular-flow", material(moved), "severity", "e_days") == [("critical", 20)]


def test_a_deposit_given_back_with_its_dossier_is_low_and_below_five_thousand_nothing() -> None:
    table = """
    booked     | amount     | counterparty | communication
    2026-03-01 | {received} | BE11 An Kand | dossier 2026/12 provisie
    2026-03-09 | -{back}    | BE11 An Kand | terugbetaling {dossier}
    """
    given = {"received": "6000.00", "back": "5000.00", "dossier": "dossier 2026/12"}
    assert found("circular-flow", material(table.format(**given)), "severity") == [("low",)]
    assert found("circular-flow", material(table.format(**(given | {"back": "4999.99"})))) == []
    # without its dossier the word for refund explains nothing
    unnamed = given | {"back": "4999.99", "dossier": ""}
    assert found("circular-flow", material(table.format(**unnamed)), "severity") == [(None,)]


def test_an_overpayment_institutions_and_quality_accounts_are_not_found() -> None:
    for party, received, back, day in (
        ("BE11 Noord NV", "9000.00", "1400.00", "2026-03-09"),
        ("BE11 Noord NV", "4999.99", "4999.99", "2026-03-09"),
        ("BE11 Noord NV", "9000.00", "9000.00", "2026-05-31"),
        ("BE11 Noord NV", "9000.00", "9500.00", "2026-03-09"),
        ("BE11 Huissier Ex", "9000.00", "9000.00", "2026-03-09"),
        ("BE70OFFICE", "9000.00", "9000.00", "2026-03-09"),
        ("B", "9000.00", "9000.00", "2026-03-09"),
    ):
        # in turn: a small part; too small; 91 days; more than 105 %; a bailiff; the holder's own; another lawyer's
        moved = f"""
        booked     | amount     | counterparty
        2026-03-01 | {received} | {party}
        {day}      | -{back}    | {party}
        """
        assert found("circular-flow", material(moved)) == [], (party, back, day)
