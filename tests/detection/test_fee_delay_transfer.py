"""The rule fee-delay-transfer: money that wanders between the holder's own quality accounts."""

from tests.detection.material import REGISTER, found, material

MORE = (
    REGISTER
    + "S    | EUR      | rubric      | H1        | Jeanne Verstockt  | LIEGE-HUY | 2020-01-01 | 2020-01-01 | 2020-01-01\n"
)
HOPS = """
id | account | booked     | amount   | counterparty
h1 | A       | 2026-03-02 | -1000.00 | R
h2 | R       | 2026-04-01 | -980.00  | S
h3 | S       | 2026-04-01 | -999.60  | A
"""


def test_three_hops_of_one_sum_between_accounts_of_a_holder_are_found_on_the_last() -> None:
    # 2 March to 1 April are thirty days; 1,000 - 2 % = 980; 980 + 2 % = 999.60
    given = material(HOPS, register=MORE)
    assert found("fee-delay-transfer", given, "account", "anchor", "movement_ids", "amount_milli") == [
        ("S", "h3", "h1,h2,h3", 999_600)
    ]


def test_a_longer_wait_another_sum_another_holder_or_two_hops_are_not_found() -> None:
    for old, new in (
        ("2026-03-02", "2026-03-01"),
        ("-980.00 ", "-979.99 "),
        ("-999.60 ", "-999.61 "),
        ("-1000.00 | R", "-1000.00 | B"),
        ("R       | 2026-04-01", "B       | 2026-04-01"),
        ("h3 | S ", "h3 | R "),
    ):
        assert found("fee-delay-transfer", material(HOPS.replace(old, new), register=MORE)) == [], new
    two = "\n".join(HOPS.splitlines()[:4])
    assert found("fee-delay-transfer", material(two, register=MORE)) == []


def test_a_hop_before_the_one_it_follows_is_none() -> None:
    moved = HOPS.replace("h3 | S       | 2026-04-01", "h3 | S       | 2026-03-31")
    assert found("fee-delay-transfer", material(moved, register=MORE)) == []


def test_to_and_fro_is_a_chain_and_each_further_hop_is_found() -> None:
    moved = """
    id | account | booked     | amount   | counterparty
    h1 | A       | 2026-03-02 | -1000.00 | R
    h2 | R       | 2026-03-12 | -1000.00 | A
    h3 | A       | 2026-03-22 | -1000.00 | R
    h4 | R       | 2026-03-28 | -1000.00 | A
    """
    assert found("fee-delay-transfer", material(moved), "anchor", "movement_ids") == [
        ("h3", "h1,h2,h3"),
        ("h4", "h2,h3,h4"),
    ]
