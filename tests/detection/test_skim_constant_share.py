"""The rule skim-constant-share: nearly the same percentage of every receipt for the holder."""

from collections.abc import Sequence
from datetime import date

from tests.detection.material import found, material

HEAD = "id | booked | amount | counterparty | communication\n"
FACTS = ("anchor", "e_count", "e_share", "amount_milli")


def settled(shares: Sequence[int], *, first: int = 1, holder: str = "BE70OFFICE", month: str = "2026-{:02d}") -> str:
    """Draw a receipt of 1,000 EUR a month with its dossier; a share of it, in percent, goes to the holder, the rest on."""
    return HEAD + "".join(
        f"c{n} | {month.format(n)}-02 | 1000.00 | BE1{n}X Klant {n} | dossier 2026/{n:03d}\n"
        f"y{n} | {month.format(n)}-09 | -{1000 - share * 10}.00 | BE2{n}X Ander {n} | dossier 2026/{n:03d}\n"
        f"z{n} | {month.format(n)}-10 | -{share * 10}.00 | {holder} | dossier 2026/{n:03d}\n"
        for n, share in enumerate(shares, start=first)
    )


def test_eight_receipts_with_the_same_share_for_the_holder_are_found() -> None:
    assert found("skim-constant-share", material(settled([20] * 7))) == []
    assert found("skim-constant-share", material(settled([20] * 8)), *FACTS) == [("2026", 8, 200, 1_600_000)]
    ids = ",".join(f"c{n},z{n}" for n in range(1, 9))
    assert found("skim-constant-share", material(settled([20] * 10)), "movement_ids") == [(ids,)]


def test_the_deviation_is_two_points_at_most() -> None:
    # four times 18 % and four times 22 %: mean 20, deviation exactly 2; one 23 instead of 22 makes it more
    assert found("skim-constant-share", material(settled([18, 22] * 4)), "e_share") == [(200,)]
    assert found("skim-constant-share", material(settled([18, 22] * 3 + [18, 23]))) == []


def test_the_mean_is_ten_percent_at_least() -> None:
    assert len(found("skim-constant-share", material(settled([10] * 8)))) == 1
    assert found("skim-constant-share", material(settled([10] * 7 + [9]))) == []


def test_receipts_paid_wholly_to_one_side_or_not_wholly_or_to_others_do_not_count() -> None:
    eight = settled([20] * 8)
    for other in (
        eight.replace("y3 | 2026-03-09 | -800.00", "y3 | 2026-03-09 | -700.00"),
        eight.replace("BE70OFFICE", "BE14 Di Klant"),
        eight.replace("y3 | 2026-03-09 | -800.00 | BE23X Ander 3", "y3 | 2026-03-09 | -800.00 | BE70OFFICE"),
        eight.replace("c3 | 2026-03-02 | 1000.00 | BE13X Klant 3", "c3 | 2026-03-02 | 1000.00 | BE70OFFICE"),
        eight.replace("c3 | 2026-03-02 | 1000.00 | BE13X Klant 3", "c3 | 2026-03-02 | 1000.00 | B Peeters Advocaten"),
    ):
        assert other != eight
        assert found("skim-constant-share", material(other)) == []


def test_money_matched_by_order_alone_is_no_evidence() -> None:
    nameless = settled([20] * 8)
    for n in range(1, 9):
        nameless = nameless.replace(f"dossier 2026/{n:03d}", "akkoord")
    # 800.00 and 200.00 of no dossier, each payment to another party than the payer
    assert found("skim-constant-share", material(nameless)) == []


def test_one_finding_a_year_from_receipts_settled_in_365_days() -> None:
    one_year = settled([20] * 9)
    following = settled([20] * 4, month="2027-{:02d}").replace("2026/00", "2027/00").replace(HEAD, "")
    for name in "cyz":
        following = following.replace(f"\n{name}", f"\n2{name}")
    both = material(one_year + "2" + following, on=date(2027, 12, 31))
    # on 10 January 2027 the nine of 2026 and the first of 2027; 10 January 2026 has just left the window
    assert found("skim-constant-share", both, *FACTS[:2]) == [("2026", 8), ("2027", 9)]
