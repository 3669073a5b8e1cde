"""The rule structuring-transfer: three transfers with one party in fourteen days, each just below a level."""

from tests.detection.material import found, material

FACTS = ("movement_ids", "e_level", "e_count")


def test_three_transfers_between_ninety_percent_and_the_level_are_found_in_and_out() -> None:
    moved = """
    id | booked     | amount   | counterparty
    a  | 2026-03-02 | 2250.00  | BE11 Noord NV
    b  | 2026-03-09 | 2499.99  | BE11 Noord NV
    c  | 2026-03-15 | 2400.00  | BE11 Noord NV
    d  | 2026-03-02 | -9000.00 | BE12 Zuid NV
    e  | 2026-03-02 | -9999.99 | BE12 Zuid NV
    f  | 2026-03-03 | -9500.00 | BE12 Zuid NV
    """
    # 2 to 15 March are 14 days; 90 % of 2,500 are 2,250, of 10,000 are 9,000
    assert found("structuring-transfer", material(moved), *FACTS, "counterparty") == [
        ("a,b,c", 2_500_000, 3, "BE11"),
        ("d,e,f", 10_000_000, 3, "BE12"),
    ]


def test_outside_the_band_the_window_the_party_or_the_direction_is_not_found() -> None:
    for third in (
        "2026-03-15 | 2249.99  | BE11 Noord NV |          ",
        "2026-03-15 | 2500.00  | BE11 Noord NV |          ",
        "2026-03-16 | 2400.00  | BE11 Noord NV |          ",
        "2026-03-15 | 2400.00  | BE12 Zuid NV  |          ",
        "2026-03-15 | -2400.00 | BE11 Noord NV |          ",
        "2026-03-15 | 9900.00  | BE11 Noord NV |          ",
        "2026-03-15 | 2400.00  | BE11 Noord NV | 00950000 ",
    ):
        moved = f"""
        booked     | amount  | counterparty  | code
        2026-03-02 | 2300.00 | BE11 Noord NV |
        2026-03-09 | 2400.00 | BE11 Noord NV |
        {third}
        """
        assert found("structuring-transfer", material(moved)) == [], third


def test_a_quality_account_and_what_has_no_party_are_left_out() -> None:
    for party in ("B", ""):
        moved = "\n".join(["booked | amount | counterparty"] + [f"2026-03-0{day} | -2400.00 | {party}" for day in (2, 3, 4)])
        assert found("structuring-transfer", material(moved)) == []


PLAN = """
id | booked     | amount   | counterparty  | communication
a  | 2026-03-02 | -2400.00 | BE11 Noord NV | dossier 2026/12
b  | {second}   | {sum}    | BE11 Noord NV | {words}
c  | 2026-03-14 | -2400.00 | BE11 Noord NV | dossier 2026/12
"""


def test_an_instalment_plan_is_not_found_and_what_only_looks_like_one_is() -> None:
    even = {"second": "2026-03-08", "sum": "-2400.00", "words": "dossier 2026/12"}
    # 2, 8 and 14 March: six days each
    assert found("structuring-transfer", material(PLAN.format(**even))) == []
    for other in ({"second": "2026-03-05"}, {"second": "2026-03-02"}, {"sum": "-2450.00"}, {"words": "akkoord"}):
        assert found("structuring-transfer", material(PLAN.format(**(even | other)))) == [("a,b,c",)], other


def test_a_month_tells_a_partys_story_once_whatever_the_sequence_of_a_day() -> None:
    moved = """
    id | booked     | amount   | counterparty
    a  | 2026-03-02 | -2400.00 | BE11 Noord NV
    b  | 2026-03-03 | -2400.00 | BE11 Noord NV
    c  | 2026-03-04 | -2400.00 | BE11 Noord NV
    d  | 2026-03-04 | -2300.00 | BE11 Noord NV
    e  | 2026-03-10 | -2400.00 | BE11 Noord NV
    f  | 2026-04-01 | -2400.00 | BE11 Noord NV
    g  | 2026-04-02 | -2400.00 | BE11 Noord NV
    h  | 2026-04-13 | -2400.00 | BE11 Noord NV
    """
    # 4 March sees a to d; e only adds to it. In April the 14 days up to the 13th begin on 31 March: f, g, h
    assert found("structuring-transfer", material(moved), "anchor", "movement_ids") == [("c", "a,b,c,d"), ("h", "f,g,h")]
