"""The rule lapping: a dossier paid with another's receipt, and that one with the next one's."""

from tests.detection.material import found, material

FACTS = ("anchor", "movement_ids", "amount_milli", "e_gone", "confidence")
HEAD = "id | booked     | amount   | counterparty   | communication\n"
CHAIN = """c1 | 2026-02-02 | 5000.00  | BE11 An Payer   | dossier 2026/11
t  | 2026-02-10 | -5000.00 | BE70OFFICE      | virement
c2 | 2026-03-02 | 5200.00  | BE12 Bo Payer   | dossier 2026/12
p1 | 2026-03-06 | -5000.00 | BE13 Cy Client  | dossier 2026/11
c3 | 2026-04-20 | 5100.00  | BE14 Di Payer   | dossier 2026/13
p2 | 2026-04-27 | -5200.00 | BE15 Ed Client  | dossier 2026/12
"""


def test_two_dossiers_in_a_row_paid_with_the_next_ones_receipt_are_found() -> None:
    # 5,000 are taken on 10 February. p1 leaves 200 where 5,200 are owed to 2026/12: 5,000 are gone; p2 leaves 100 where 5,100
    # are owed to 2026/13: again 5,000
    assert found("lapping", material(HEAD + CHAIN), *FACTS) == [("p2", "c2,p1,c3,p2", 10_200_000, 5_000_000, 950)]


def test_one_link_alone_is_no_chain() -> None:
    assert found("lapping", material(HEAD + "\n".join(CHAIN.splitlines()[:4]))) == []


def test_nothing_is_found_when_nothing_was_taken() -> None:
    lawful = "\n".join(line for line in CHAIN.splitlines() if not line.startswith("t"))
    assert found("lapping", material(HEAD + lawful)) == []
    # nor with 4,960 of other money: 40 missing are tolerated, 1 % of 5,200 and 5,100 is 52 and 51
    assert found("lapping", material(HEAD + CHAIN, opening="4960")) == []
    assert len(found("lapping", material(HEAD + CHAIN, opening="4900"))) == 1


def test_a_receipt_long_before_or_of_another_amount_is_no_link() -> None:
    for old, new in (
        ("c2 | 2026-03-02", "c2 | 2026-02-23"),  # eleven days before p1
        ("5200.00  | BE12", "5500.01  | BE12"),  # 5,000 + 10 % = 5,500
        ("5100.00  | BE14", "4679.99  | BE14"),  # 5,200 - 10 % = 4,680
        ("dossier 2026/13", "akkoord"),
    ):
        assert found("lapping", material(HEAD + CHAIN.replace(old, new))) == [], new
    for old, new in (("c2 | 2026-03-02", "c2 | 2026-02-24"), ("5100.00  | BE14", "4680.00  | BE14")):
        assert len(found("lapping", material(HEAD + CHAIN.replace(old, new)))) == 1, new


def test_a_receipt_just_after_the_payment_fills_the_hole_too() -> None:
    moved = CHAIN.replace("c3 | 2026-04-20", "c3 | 2026-05-07")
    # p2 overdrew the account by 5,000 on 27 April; c3 came ten days later, and 100 are left of it
    assert found("lapping", material(HEAD + moved), "anchor", "last_date", "e_gone")[0][::2] == ("p2", 5_000_000)


def test_each_further_link_is_a_finding() -> None:
    moved = (
        CHAIN + "c4 | 2026-06-01 | 5100.00 | BE16 Fa Payer | dossier 2026/14\n"
        "p3 | 2026-06-02 | -5100.00 | BE17 Ga | dossier 2026/13\n"
    )
    assert found("lapping", material(HEAD + moved), "anchor", "movement_ids") == [
        ("p2", "c2,p1,c3,p2"),
        ("p3", "c3,p2,c4,p3"),
    ]


def test_a_transfer_for_several_dossiers_or_the_other_sides_reference_is_not_sure() -> None:
    for words in ("dossiers 2026/0110 et 2026/0111", "uw ref 2026/11"):
        moved = CHAIN.replace("Cy Client  | dossier 2026/11", f"Cy Client | {words}")
        assert found("lapping", material(HEAD + moved)) == [], words
