"""What an import would change is shown before it is written, and what was written is told afterwards."""

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.register_world import ACCOUNTS, ALINE, AT, BRAM, HOLDERS, JOINT, LATER, TEXTS, Desk
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import (
    Change,
    accounts_frame,
    history,
    holders_frame,
    holdings_frame,
    import_register,
    mandates_of,
    registrations_frame,
)

CHANGED_ACCOUNTS = "\n".join(
    line.replace("KASTBEBB", "MAASBEBB") for line in ACCOUNTS.strip().splitlines() if not line.startswith(JOINT)
)


@pytest.fixture
def desk(warehouse: Warehouse, tmp_path: Path) -> Desk:
    made = Desk(warehouse, tmp_path)
    made.bring(**TEXTS)
    return made


def test_the_difference_names_what_is_new_what_changes_from_what_to_what_and_what_is_missing(desk: Desk) -> None:
    more = HOLDERS.replace("Dijkweg 2", "Dijkweg 4") + "H3,Cléo Lune,Quai 1,5000,Namur,BE,NAMUR,fr,lawyer,,,\n"
    shown = desk.preview(LATER, holders=more.replace("LIEGE-HUY,fr,lawyer,2015-09-01", "EUPEN,de,lawyer,2026-02-15"),
                         accounts=CHANGED_ACCOUNTS)  # fmt: skip
    assert {(one.part, one.event, one.entry): dict(one.values) for one in shown.changes if one.event != "new"} == {
        ("holders", "changed", "H1"): {
            "bar": ("LIEGE-HUY", "EUPEN"), "language": ("fr", "de"), "bar_since": (date(2015, 9, 1), date(2026, 2, 15)),
        },
        ("holders", "changed", "H2"): {"street": ("Dijkweg 2", "Dijkweg 4")},
        ("accounts", "changed", f"{ALINE} EUR"): {"bank_bic": ("KASTBEBB", "MAASBEBB")},
        ("accounts", "missing", f"{JOINT} EUR"): {},
    }  # fmt: skip
    assert [one.entry for one in shown.changes if one.event == "new"] == ["H3"]


def test_showing_the_difference_writes_nothing(desk: Desk) -> None:
    before = [frame(desk.warehouse).rows() for frame in (accounts_frame, holders_frame, holdings_frame, registrations_frame)]
    events = len(history(desk.warehouse, ALINE))
    desk.preview(
        LATER, accounts=ACCOUNTS.replace("third_party,false,H1", "rubric,true,H2"), holders=HOLDERS + "H3,C,,,,,NAMUR,fr,,,,\n"
    )
    after = [frame(desk.warehouse).rows() for frame in (accounts_frame, holders_frame, holdings_frame, registrations_frame)]
    assert after == before
    assert len(history(desk.warehouse, ALINE)) == events


def test_what_is_missing_from_a_file_stays_in_the_register(desk: Desk) -> None:
    desk.bring(LATER, accounts=CHANGED_ACCOUNTS)
    assert JOINT in accounts_frame(desk.warehouse)["iban"]


def test_an_import_that_would_do_other_than_was_shown_is_refused(desk: Desk) -> None:
    shown = desk.preview(LATER, accounts=CHANGED_ACCOUNTS)
    desk.bring(LATER, accounts=ACCOUNTS.replace("third_party,false,F1", "third_party,true,F1"))
    path = desk.files(accounts=CHANGED_ACCOUNTS.replace("MAASBEBB", "NOORBEBB"))
    with pytest.raises(Refusal, match="changed after the difference was shown"):
        import_register(desk.warehouse, further=path, at=LATER, shown=shown)
    assert accounts_frame(desk.warehouse)["bank_bic"].to_list().count("NOORBEBB") == 0
    again = desk.preview(LATER, accounts=CHANGED_ACCOUNTS)
    assert import_register(desk.warehouse, further=desk.files(accounts=CHANGED_ACCOUNTS), at=LATER, shown=again) == again


def test_the_history_says_who_entered_what_and_when_with_what_it_said_before(desk: Desk) -> None:
    desk.bring(LATER, by="second clerk", accounts=ACCOUNTS.replace("2021-05-03,,", "2021-05-03,2026-02-28,"))
    first, last = history(desk.warehouse, BRAM)
    assert (first.at, first.by, first.change.event) == (AT, "clerk", "new")
    assert (last.at, last.by) == (LATER, "second clerk")
    assert last.change == Change(
        "accounts", "changed", f"{BRAM} EUR", BRAM, "H2", {"closed_on": (None, "2026-02-28")}
    )  # fmt: skip
    assert [one.change.part for one in history(desk.warehouse, "H1")] == ["holders", "accounts", "mandates", "authorisations"]
    assert history(desk.warehouse, "nobody") == []


def test_one_wrong_row_in_one_file_undoes_what_the_others_would_have_entered(desk: Desk) -> None:
    with pytest.raises(Refusal, match=r"mandates.csv, row 2, column iban: expected an account of the register"):
        desk.bring(
            LATER,
            holders=HOLDERS.replace("Dijkweg 2", "Dijkweg 4"),
            mandates=TEXTS["mandates"].replace(ALINE, "BE61310126985517"),
        )
    assert "Dijkweg 4" not in holders_frame(desk.warehouse)["street"]
    assert len(mandates_of(desk.warehouse, ALINE)) == 1


def test_a_part_that_the_register_does_not_have_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="one of banks, agreements, holders"):
        import_register(desk.warehouse, further={"pets": desk.folder / "pets.csv"}, at=LATER)
