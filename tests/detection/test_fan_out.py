"""The rule fan-out: one receipt of 25,000, ten accounts, 80 %, fifteen days."""

from tests.detection.material import found, material

FACTS = ("anchor", "e_received", "e_paid", "e_payees", "last_date")


def spread(*, payees: int = 10, amount: str = "2000.00", last: str = "2026-03-17", **cells: str) -> str:
    """Draw a receipt of 25,000 on 2 March and payments: all on 3 March, the last one later."""
    receipt = cells.get("receipt", "2026-03-02 | 25000.00 | BE10 Noord NV | akkoord")
    words, name = cells.get("words", "akkoord"), cells.get("name", "Zuid{}")
    days = ["2026-03-03"] * (payees - 1) + [last]
    paid = [f"o{turn} | {day} | -{amount} | BE2{turn:02d} {name.format(turn)} | {words}" for turn, day in enumerate(days)]
    return "\n".join(["id | booked | amount | counterparty | communication", f"in | {receipt}", *paid])


def told(moved: str) -> list[tuple[object, ...]]:
    return [(*row[:4], str(row[4])) for row in found("fan-out", material(moved), *FACTS)]


def test_a_receipt_that_ten_accounts_share_is_found() -> None:
    # ten times 2,000 are 20,000, 80 % of 25,000; 17 March is the fifteenth day after 2 March
    assert told(spread()) == [("in", 25_000_000, 20_000_000, 10, "2026-03-17")]


def test_nine_accounts_less_than_the_share_later_or_a_smaller_receipt_is_not_found() -> None:
    assert told(spread(payees=9, amount="2700.00")) == []
    assert told(spread(amount="1999.99")) == []
    assert told(spread(last="2026-03-18")) == []
    assert told(spread(receipt="2026-03-02 | 24999.99 | BE10 Noord NV |")) == []


def test_the_finding_stands_with_the_payment_that_completes_it() -> None:
    moved = spread(payees=14, amount="2500.00", last="2026-03-10")
    # 8 × 2,500 = 20,000 reach the share, the tenth payment the number of accounts; the other four are not named
    assert told(moved) == [("in", 25_000_000, 25_000_000, 10, "2026-03-03")]


def test_one_account_paid_often_the_holder_and_quality_accounts_do_not_count() -> None:
    for payee in ("BE200 Zuid", "BE70OFFICE", "B"):
        moved = spread(payees=9, amount="2000.00") + f"\nx | 2026-03-04 | -2000.00 | {payee} | akkoord"
        assert told(moved) == [], payee


def test_payments_of_another_dossier_belong_to_something_else() -> None:
    receipt = "2026-03-02 | 25000.00 | BE10 Noord NV | {}"
    assert told(spread(words="dossier 2026/13", receipt=receipt.format("dossier 2026/12"))) == []
    assert told(spread(words="dossier 2026/13")) == []
    assert len(told(spread(words="dossier 2026/12", receipt=receipt.format("dossier 2026/12")))) == 1


def test_an_estate_or_a_settlement_under_one_dossier_is_lawful() -> None:
    receipt = "2026-03-02 | 25000.00 | BE10 {} | dossier 2026/12"
    for payer in ("Notaire Example", "AXA Belgium", "Tribunal Example"):
        given = receipt.format(payer)
        assert told(spread(words="dossier 2026/12", receipt=given)) == [], payer
        assert len(told(spread(words="akkoord", receipt=given))) == 1, payer
    heirs = spread(words="dossier 2026/12", receipt=receipt.format("Noord NV"), name="Erfgenaam Kind{}")
    assert told(heirs) == []
    # five of the ten payees share a word with each other, then four; the others have a name of their own
    five, four = (heirs.replace("Erfgenaam Kind", "Kind", strangers) for strangers in (5, 6))
    assert [len(told(moved)) for moved in (five, four)] == [0, 1]


def test_payments_listed_before_the_receipt_of_their_day_count() -> None:
    moved = spread(last="2026-03-03", receipt="2026-03-03 | 25000.00 | BE10 Noord NV | akkoord")
    lines = moved.splitlines()
    assert told("\n".join([lines[0], *lines[2:], lines[1]])) == [("in", 25_000_000, 20_000_000, 10, "2026-03-03")]
