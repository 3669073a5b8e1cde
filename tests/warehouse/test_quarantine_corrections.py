"""A corrected delivery closes by itself what it corrects, in either order, and the counts still reconcile."""

from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import select

from tests.warehouse.test_quarantine_decisions import wrong_totals
from warehouse import lake
from warehouse.deliveries import statements_frame
from warehouse.deliveries_tables import QuarantinedStatement
from warehouse.intake import accounting
from warehouse.quarantine import list_quarantined, refused_statements_frame, retry_registered
from warehouse.quarantine_fates import fate_counts, fates


def lines_kept(desk) -> int:
    with desk.warehouse.reading() as session:
        return len(session.scalars(select(QuarantinedStatement.position)).all())


@pytest.mark.parametrize("order", list(permutations(["wrong", "right", "again"])), ids="-".join)
def test_ar_2_4_c_a_corrected_delivery_closes_the_wrong_one_in_any_order(desk, order: tuple[str, ...]) -> None:
    right = desk.file(desk.draft())
    deliveries = {
        "wrong": wrong_totals(right),
        "right": right,
        "again": wrong_totals(desk.file(desk.draft(), created=date(2026, 3, 1))),
    }
    shas = {name: desk.bring(deliveries[name], name=f"{name}.cod").delivery for name in order}
    assert {one.delivery: (one.fate, one.corrected_by) for one in fates(desk.warehouse)} == {
        shas[name]: ("corrected", f"{shas['right']}:0") for name in ("wrong", "again")
    }
    assert (lines_kept(desk), list_quarantined(desk.warehouse)) == (0, [])
    assert refused_statements_frame(desk.warehouse).is_empty()
    found = accounting(desk.warehouse)
    assert found.holds, found.deviations
    # received 3 = ingested 1 + quarantined 2, both corrected
    assert (found.received.statements, found.ingested.statements, found.quarantined.statements) == (3, 1, 2)
    assert fate_counts(desk.warehouse) == {"waiting": 0, "rejected": 0, "corrected": 2, "destroyed": 0}
    assert statements_frame(desk.warehouse)["state"].to_list().count("quarantined") == 2


def test_a_delivery_cut_short_is_closed_statement_by_statement_as_the_whole_one_comes(desk) -> None:
    whole = desk.file(desk.draft(), desk.draft(desk.bram))
    desk.bring(whole[:-130], name="cut.cod")
    assert fate_counts(desk.warehouse)["waiting"] == 2
    desk.bring(desk.file(desk.draft(desk.bram)), name="half.cod")
    assert fate_counts(desk.warehouse) == {"waiting": 1, "rejected": 0, "corrected": 1, "destroyed": 0}
    desk.bring(whole, name="whole.cod")
    assert fate_counts(desk.warehouse) == {"waiting": 0, "rejected": 0, "corrected": 2, "destroyed": 0}
    assert accounting(desk.warehouse).holds


@pytest.mark.parametrize("order", ["cut first", "right first"])
def test_a_statement_whose_end_is_cut_off_is_closed_although_its_date_is_not_known(desk, order: str) -> None:
    """Records 8 and 9 are missing, so the parser can only give the day of the file, 28 February, for the 27th."""
    right = desk.file(desk.draft(number=7))
    lines = right.splitlines(keepends=True)
    assert lines[-2][:1] == b"8"
    deliveries = [b"".join(lines[:-2]), right]
    for place, data in enumerate(deliveries if order == "cut first" else deliveries[::-1]):
        desk.bring(data, name=f"{place}.cod")
    [closed] = fates(desk.warehouse)
    assert (closed.statement_date, closed.fate) == (date(2026, 2, 28), "corrected")


def test_another_day_number_or_account_corrects_nothing(desk) -> None:
    desk.bring(wrong_totals(desk.file(desk.draft(number=7))))
    for place, other in enumerate(
        (desk.draft(number=8), desk.draft(number=7, day=date(2026, 2, 26)), desk.draft(desk.bram, 7))
    ):
        desk.bring(desk.file(other), name=f"{place}.cod")
    assert fate_counts(desk.warehouse) == {"waiting": 1, "rejected": 0, "corrected": 0, "destroyed": 0}


def test_a_conflict_waits_for_people_because_which_one_is_right_is_not_known(desk) -> None:
    desk.bring(desk.file(desk.draft()))
    desk.bring(desk.file(desk.draft(movements=[desk.paid_in(1, date(2026, 2, 27))])), name="other.cod")
    assert [one.reason for one in list_quarantined(desk.warehouse)] == ["conflicting-statement"]


def test_a_statement_without_number_is_not_closed_by_another_of_its_day(desk) -> None:
    desk.bring(wrong_totals(desk.file(desk.draft(number=0))))
    desk.bring(desk.file(desk.draft(number=0)), name="right.cod")
    assert fate_counts(desk.warehouse)["waiting"] == 1


def test_a_statement_let_in_by_the_register_closes_its_wrong_copy(desk) -> None:
    right = desk.file(desk.draft(desk.stranger))
    desk.bring(wrong_totals(right), name="wrong.cod")
    desk.bring(right, name="right.cod")
    assert fate_counts(desk.warehouse)["waiting"] == 2
    desk.register((desk.stranger, False))
    assert retry_registered(desk.warehouse, at=desk.at).ingested == 1
    assert lake.statements(desk.warehouse).collect().height == 1
    assert fate_counts(desk.warehouse) == {"waiting": 0, "rejected": 0, "corrected": 1, "destroyed": 0}
    assert accounting(desk.warehouse).holds
