"""The rule rubrique-to-own: what a rubric account pays to its holder."""

from tests.detection.material import found, material

FACTS = ("movement_ids", "severity", "e_total", "e_received", "e_left")


def test_a_debit_of_a_hundred_euros_to_the_holder_is_found() -> None:
    moved = """
    id    | account | booked     | amount   | counterparty
    held  | R       | 2026-01-05 | 20000.00 | BE11 An Klant
    taken | R       | 2026-03-02 | -100.00  | BE70OFFICE
    cents | R       | 2026-03-03 | -99.99   | BE70OFFICE
    name  | R       | 2026-03-04 | -500.00  | BE33 Verstockt Jeanne
    """
    assert found("rubrique-to-own", material(moved), *FACTS) == [
        ("taken", None, 100_000, 20_000_000, 19_900_000),
        ("name", None, 699_990, 20_000_000, 19_300_010),
    ]


def test_a_fee_at_closing_of_fifteen_percent_is_medium_whatever_the_order_of_its_day() -> None:
    held = "id | account | booked | amount | counterparty\nheld | R | 2026-01-05 | 20000.00 | BE11 An Klant\n"
    fee, rest = "fee | R | 2026-03-02 | {fee} | BE70OFFICE\n", "rest | R | 2026-03-02 | {rest} | BE12 Bo Klant\n"
    for table in (held + fee + rest, held + rest + fee):
        # 15 % of 20,000 = 3,000
        lawful = material(table.format(fee="-3000.00", rest="-17000.00"))
        assert found("rubrique-to-own", lawful, *FACTS) == [("fee", "medium", 3_000_000, 20_000_000, 0)]
        more = material(table.format(fee="-3000.01", rest="-16999.99"))
        assert found("rubrique-to-own", more, "severity") == [(None,)]
        before_closing = material(table.format(fee="-3000.00", rest="-16999.99"))
        assert found("rubrique-to-own", before_closing, "severity", "e_left") == [(None, 10)]


def test_earlier_takings_and_what_was_there_at_first_count() -> None:
    moved = """
    id    | account | booked     | amount    | counterparty
    first | R       | 2026-01-05 | -2000.00  | BE70OFFICE
    fee   | R       | 2026-03-02 | -1000.00  | BE70OFFICE
    rest  | R       | 2026-03-02 | -17000.00 | BE12 Bo Klant
    """
    assert found("rubrique-to-own", material(moved, opening="20000.00"), *FACTS) == [
        ("first", None, 2_000_000, 20_000_000, 18_000_000),
        ("fee", "medium", 3_000_000, 20_000_000, 0),
    ]


def test_third_party_accounts_clients_and_quality_accounts_are_not_found() -> None:
    moved = """
    account | booked     | amount   | counterparty
    A       | 2026-03-02 | -500.00  | BE70OFFICE
    R       | 2026-03-02 | -500.00  | BE11 An Klant
    R       | 2026-03-03 | -500.00  | A Jeanne Verstockt
    R       | 2026-03-04 | 500.00   | BE70OFFICE
    """
    assert found("rubrique-to-own", material(moved, opening="20000.00")) == []
