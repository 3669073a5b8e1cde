"""Who holds what, at which bar, with which status, on which day."""

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.register_world import ACCOUNTS, ALINE, BRAM, HOLDERS, JOINT, LATER, Desk
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.register import (
    accounts_frame,
    bar_of,
    bars,
    holder_of,
    holdings_frame,
    members_frame,
    order_of,
    registrations_frame,
    status_of,
    statuses_frame,
)

TIME = "iban,currency,holder_id,valid_from,valid_until\n"


@pytest.fixture
def desk(warehouse: Warehouse, tmp_path: Path) -> Desk:
    made = Desk(warehouse, tmp_path)
    made.bring(holders=HOLDERS, accounts=ACCOUNTS)
    return made


def _moved(since: str) -> str:
    return HOLDERS.replace("LIEGE-HUY,fr,lawyer,2015-09-01", f"EUPEN,de,lawyer,{since}")


def test_ar_1_1_a_every_account_belongs_to_exactly_one_of_the_two_control_entities(desk: Desk) -> None:
    desk.bring(holdings=f"{TIME}{ALINE},EUR,H2,2025-01-01,\n")  # a second holder, of the other Order
    assert {iban: order_of(desk.warehouse, iban) for iban in accounts_frame(desk.warehouse)["iban"]} == {
        ALINE: "OBFG", BRAM: "OVB", JOINT: "OVB"
    }  # fmt: skip
    assert len(bars()) == 19
    assert {bar.order for bar in bars().values()} == {"OBFG", "OVB"}


def test_ar_1_2_a_accounts_of_both_kinds_are_kept_with_their_kind(desk: Desk) -> None:
    frame = accounts_frame(desk.warehouse)
    assert dict(zip(frame["iban"], frame["kind"], strict=True)) == {
        ALINE: "third_party", BRAM: "rubric", JOINT: "third_party"
    }  # fmt: skip


def test_ar_2_2_e_an_account_has_several_holders_of_both_orders_each_for_a_time(desk: Desk) -> None:
    desk.bring(holdings=f"{TIME}{ALINE},EUR,H2,2025-01-01,2025-07-01\n{ALINE},EUR,F1,2025-03-01,\n")
    rows = holdings_frame(desk.warehouse).filter(holdings_frame(desk.warehouse)["iban"] == ALINE)
    assert [(row["holder_id"], row["bar"], row["valid_from"], row["valid_until"]) for row in rows.to_dicts()] == [
        ("H1", "LIEGE-HUY", date(2020, 1, 1), None),
        ("H2", "GENT", date(2025, 1, 1), date(2025, 7, 1)),
        ("F1", "BRUSSEL-NL", date(2025, 3, 1), None),
    ]
    assert accounts_frame(desk.warehouse)["iban"].to_list() == sorted([ALINE, BRAM, JOINT])
    holder = holder_of(desk.warehouse, ALINE, on=date(2025, 4, 1))
    assert holder is not None
    assert holder.holder_id == "H1"


def test_ar_2_2_e_a_firm_has_members_of_both_orders_each_for_a_time(desk: Desk) -> None:
    head = "firm_id,member_id,valid_from,valid_until\n"
    desk.bring(memberships=f"{head}F1,H1,2020-01-01,2024-01-01\nF1,H1,2025-01-01,\nF1,H2,2020-01-01,\n")
    members = members_frame(desk.warehouse)
    assert [(row[1], bars()[row[2]].order, row[3], row[4]) for row in members.rows()] == [
        ("H1", "OBFG", date(2020, 1, 1), date(2024, 1, 1)),
        ("H1", "OBFG", date(2025, 1, 1), None),
        ("H2", "OVB", date(2020, 1, 1), None),
    ]
    with pytest.raises(Refusal, match=r"row 2, column firm_id: expected a holder of kind firm, found 'H2'"):
        desk.bring(memberships=f"{head}H2,H1,2020-01-01,\n")
    with pytest.raises(Refusal, match=r"row 2, column valid_from: expected no other entry from 2025-01-01 to further notice"):
        desk.bring(memberships=f"{head}F1,H1,2025-06-01,\n")


def test_an_account_whose_last_holding_is_over_still_has_the_holder_who_was_there_last(desk: Desk) -> None:
    desk.bring(holdings=f"{TIME}{ALINE},EUR,H1,2020-01-01,2025-12-31\n")
    frame = accounts_frame(desk.warehouse)
    assert frame.filter(frame["iban"] == ALINE)["holder_id"].to_list() == ["H1"]
    assert holder_of(desk.warehouse, ALINE, on=date(2026, 1, 1)) is None


def test_the_first_holder_passes_on_and_a_co_holder_stays(desk: Desk) -> None:
    desk.bring(holdings=f"{TIME}{ALINE},EUR,F1,2025-03-01,\n")
    desk.bring(LATER, accounts=ACCOUNTS.replace("third_party,false,H1", "third_party,false,H2"))
    frame = accounts_frame(desk.warehouse)
    assert frame.filter(frame["iban"] == ALINE)["holder_id"].to_list() == ["H2"]
    rows = {(row["holder_id"], row["valid_until"]) for row in holdings_frame(desk.warehouse).to_dicts() if row["iban"] == ALINE}
    assert rows == {("H1", LATER.date()), ("H2", None), ("F1", None)}


def test_the_bar_of_a_holder_is_that_of_the_day(desk: Desk) -> None:
    desk.bring(LATER, holders=_moved("2026-02-15"))
    days = [date(2015, 8, 31), date(2015, 9, 1), date(2026, 2, 14), date(2026, 2, 15), date(2030, 1, 1)]
    assert [bar_of(desk.warehouse, "H1", on=day) for day in days] == [None, "LIEGE-HUY", "LIEGE-HUY", "EUPEN", "EUPEN"]
    assert bar_of(desk.warehouse, "H2", on=date(1999, 1, 1)) == "GENT"  # registered there since ever, as far as is known
    assert bar_of(desk.warehouse, "H9", on=date(2026, 1, 1)) is None


def test_a_move_without_its_date_is_true_from_the_day_of_the_import(desk: Desk) -> None:
    desk.bring(LATER, holders=_moved(""))
    assert bar_of(desk.warehouse, "H1", on=date(2026, 3, 1)) == "LIEGE-HUY"
    assert bar_of(desk.warehouse, "H1", on=date(2026, 3, 2)) == "EUPEN"


def test_the_date_of_a_move_is_corrected_and_a_move_undone_on_its_day_never_was(desk: Desk) -> None:
    desk.bring(LATER, holders=_moved("2026-02-15"))
    desk.bring(LATER, holders=_moved("2026-02-10"))
    assert registrations_frame(desk.warehouse).filter(registrations_frame(desk.warehouse)["holder_id"] == "H1").rows() == [
        ("H1", "LIEGE-HUY", date(2015, 9, 1), date(2026, 2, 10)),
        ("H1", "EUPEN", date(2026, 2, 10), None),
    ]
    desk.bring(LATER, holders=HOLDERS.replace("2015-09-01,active", "2026-02-10,active"))
    assert registrations_frame(desk.warehouse).filter(registrations_frame(desk.warehouse)["holder_id"] == "H1").rows() == [
        ("H1", "LIEGE-HUY", date(2015, 9, 1), None)
    ]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_moved("2026-03-03"), ("row 2, column bar_since", "up to 2026-03-02")),
        (_moved("2015-08-31"), ("row 2, column bar_since", "on or after 2015-09-01")),
        (HOLDERS.replace("active,2015-09-01", "resting,2015-09-01"), ("row 2, column status", "struck_off", "'resting'")),
        (HOLDERS.replace("nl,firm", "nl,office"), ("row 4, column kind", "lawyer, firm", "'office'")),
    ],
)
def test_a_wrong_date_or_word_is_refused_with_its_row_and_column(desk: Desk, change: str, named: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        desk.bring(LATER, holders=change)
    assert all(part in str(refused.value) for part in ("holders.csv", *named))
    assert bar_of(desk.warehouse, "H1", on=LATER.date()) == "LIEGE-HUY"


def test_the_status_of_a_holder_is_that_of_the_day(desk: Desk) -> None:
    desk.bring(LATER, holders=HOLDERS.replace("active,2015-09-01", "suspended,2026-02-01"))
    desk.bring(LATER.replace(day=20), holders=HOLDERS.replace("active,2015-09-01", "struck_off,2026-03-10"))
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 9), date(2026, 3, 10)]
    assert [status_of(desk.warehouse, "H1", on=day) for day in days] == ["active", "suspended", "suspended", "struck_off"]
    assert [row[1] for row in statuses_frame(desk.warehouse).rows() if row[0] == "H1"] == ["active", "suspended", "struck_off"]


def test_a_file_without_the_optional_columns_says_nothing_of_them(desk: Desk) -> None:
    desk.bring(LATER, holders=HOLDERS.replace("active,2015-09-01", "suspended,2026-02-01"))
    plain = "\n".join(",".join(line.split(",")[:8]) for line in HOLDERS.strip().splitlines())
    summary = desk.bring(LATER.replace(day=3), holders=plain)
    assert summary.holders_unchanged == 3
    assert status_of(desk.warehouse, "H1", on=date(2026, 3, 3)) == "suspended"
