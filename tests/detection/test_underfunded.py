"""The rule underfunded: more paid for dossiers than there can have been for them."""

from tests.detection.material import found, material

HEAD = "id | booked     | amount   | counterparty   | communication\n"
TAKEN = """z  | 2026-03-20 | 100.00   | BE11 Zo Klant  | dossier 2026/10
a  | 2026-04-02 | 5000.00  | BE12 An Klant  | dossier 2026/11
b  | 2026-04-03 | 300.00   | BE13 Bo Klant  | akkoord
p  | 2026-05-04 | -500.00  | BE14 Cy Eiser  | dossier 2026/10
q  | 2026-05-05 | -1101.00 | BE15 Di Eiser  | dossier 2026/10
"""
FACTS = ("anchor", "movement_ids", "e_short", "e_held", "e_nameless", "e_missing", "confidence")


def test_payments_beyond_all_money_that_can_have_been_theirs_are_found() -> None:
    # from 1 April: 1,601 paid for 2026/10, nothing received; the account held 100 and received 300 without a dossier:
    # 1,201 of the 5,000 of 2026/11 are gone, on 5 May; on 4 May 500 less 400 were 100, which is tolerated
    assert found("underfunded", material(HEAD + TAKEN), *FACTS) == [
        ("2026-04-01", "p,q", 1_601_000, 100_000, 300_000, 1_201_000, 900)
    ]


def test_an_episode_is_found_in_one_window_only() -> None:
    moved = HEAD + "o | 2025-12-01 | 1.00 | BE10 X Y | dossier 2025/1\n" + TAKEN
    # from 1 January: 1,601 less the 100 received = 1,501 short; less 300 and the 1 held = 1,200; both windows on 5 May
    assert found("underfunded", material(moved), *FACTS[:2], "e_missing") == [("2026-01-01", "z,p,q", 1_200_000)]


def test_100_euro_or_one_per_cent_may_be_missing() -> None:
    assert found("underfunded", material(HEAD + TAKEN.replace("-1101.00 ", "0.00 "))) == []
    assert len(found("underfunded", material(HEAD + TAKEN.replace("-1101.00 ", "-0.01 ")))) == 1


def test_other_money_of_the_account_covers_it() -> None:
    for more in ("x | 2026-05-05 | 1101.00 | BE16 Ed Klant | akkoord\n", "x | 2026-05-05 | 1101.00 | BE16 Ed | 2026/010\n"):
        assert found("underfunded", material(HEAD + TAKEN + more)) == [], more
    assert found("underfunded", material(HEAD + "x | 2026-03-01 | 1101.00 | BE16 Ed | dossier 2026/1\n" + TAKEN)) == []


def test_money_of_another_dossier_does_not_cover_it() -> None:
    moved = HEAD + TAKEN + "x | 2026-05-05 | 1101.00 | BE16 Ed Klant | dossier 2026/12\n"
    assert len(found("underfunded", material(moved))) == 1


def test_a_reference_that_is_not_surely_the_dossiers_accuses_no_one() -> None:
    for words in ("uw ref 2026/10", "RG 26/1234/A", "sinistre 2026/1010"):
        assert found("underfunded", material(HEAD + TAKEN.replace("Eiser  | dossier 2026/10", f"Eiser | {words}"))) == [], words


def test_an_account_that_pays_under_other_references_than_it_receives_is_not_accused() -> None:
    moved = HEAD + TAKEN.replace("Zo Klant  | dossier 2026/10", "Zo Klant  | dossier 2026/9")
    twice = moved + "r | 2026-05-03 | -100.00 | BE17 Fa Eiser | dossier 2026/13\n"
    # one dossier paid without receipt is judged; two are a habit
    assert len(found("underfunded", material(moved))) == 1
    assert found("underfunded", material(twice)) == []


def test_without_a_balance_at_the_beginning_nothing_is_known() -> None:
    begun = TAKEN.split("\n", 1)[1]  # the first statement is of 2 April
    assert found("underfunded", material(HEAD + begun)) == []
