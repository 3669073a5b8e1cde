"""Leaving quarantine: by the register, or by two people; never by wrong totals."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from warehouse import lake
from warehouse.deliveries import deliveries_frame, statements_frame
from warehouse.deliveries_tables import QuarantinedStatement, QuarantineRelease
from warehouse.errors import Refusal
from warehouse.intake import accounting
from warehouse.quarantine import list_quarantined, raw_lines, release, retry_registered


def test_an_account_registered_later_brings_its_statements_in_as_they_were_delivered(desk) -> None:
    data = desk.file(desk.draft(), desk.draft(desk.stranger))
    receipt = desk.bring(data)
    desk.register((desk.aline, False), (desk.stranger, False))
    later = desk.at + timedelta(days=3)
    summary = retry_registered(desk.warehouse, at=later)
    assert (summary.ingested, summary.quarantined) == (1, 0)
    held = lake.statements(desk.warehouse, accounts=[desk.stranger]).collect().row(0, named=True)
    assert (held["delivery"], held["line"]) == (receipt.delivery, 7)
    assert held["raw"] == data[len(data) // 2 :]
    movements = lake.movements(desk.warehouse, accounts=[desk.stranger]).collect()
    assert movements["line"].to_list() == [9, 10]
    assert deliveries_frame(desk.warehouse)["state"].to_list() == ["ingested"]
    assert list_quarantined(desk.warehouse) == []
    assert accounting(desk.warehouse).holds


def test_what_is_not_registered_yet_stays_and_is_not_touched(desk) -> None:
    desk.bring(desk.file(desk.draft(desk.stranger)))
    assert retry_registered(desk.warehouse, at=desk.at).ingested == 0
    assert [one.reason for one in list_quarantined(desk.warehouse)] == ["unregistered-account"]
    with desk.warehouse.reading() as session:
        assert session.scalars(select(QuarantineRelease)).all() == []


def test_only_what_the_register_decides_is_judged_again(desk) -> None:
    desk.bring(desk.file(desk.draft(desk.stranger), desk.draft(description="Curatelle Lune")))
    summary = retry_registered(desk.warehouse, at=desk.at)
    assert (summary.ingested, summary.quarantined) == (0, 0)
    assert len(list_quarantined(desk.warehouse)) == 2


def test_an_account_registered_as_a_judicial_mandate_loses_its_lines_and_sums(desk) -> None:
    desk.bring(desk.file(desk.draft(desk.stranger)))
    desk.register((desk.stranger, True))
    assert retry_registered(desk.warehouse, at=desk.at).mandate == 1
    line = statements_frame(desk.warehouse).row(0, named=True)
    assert (line["state"], line["movements"], line["debit_milli"], line["credit_milli"]) == ("mandate", 0, 0, 0)
    with desk.warehouse.reading() as session:
        assert session.scalars(select(QuarantinedStatement)).all() == []
    found = accounting(desk.warehouse)
    assert found.holds, found.deviations
    assert (found.received.statements, found.received.movements) == (1, 0)


def test_a_label_cleared_by_two_people_lets_the_statement_in(desk) -> None:
    receipt = desk.bring(desk.file(desk.draft(description="Curatelle Lune")))
    released = release(
        desk.warehouse, receipt.delivery, 0, by="analyst-1", second="analyst-2", why="a client's name", at=desk.at
    )
    assert released.state == "ingested"
    assert lake.statements(desk.warehouse).collect()["description"].to_list() == ["Curatelle Lune"]
    assert lake.movements(desk.warehouse).collect().height == 2
    with desk.warehouse.reading() as session:
        said = session.scalars(select(QuarantineRelease)).one()
    assert (said.was, said.became, said.by, said.second) == ("judicial-mandate-wording", "ingested", "analyst-1", "analyst-2")
    assert accounting(desk.warehouse).holds


@pytest.mark.parametrize(
    ("by", "second", "why", "says"),
    [
        ("analyst-1", "analyst-1", "a client's name", "two different people"),
        ("analyst-1", " analyst-1 ", "a client's name", "two different people"),
        ("analyst-1", "", "a client's name", "two different people"),
        ("analyst-1", "analyst-2", "  ", "the reason why"),
    ],
)
def test_one_person_or_no_reason_is_not_enough(desk, by: str, second: str, why: str, says: str) -> None:
    receipt = desk.bring(desk.file(desk.draft(description="Curatelle Lune")))
    with pytest.raises(Refusal, match=says):
        release(desk.warehouse, receipt.delivery, 0, by=by, second=second, why=why, at=desk.at)
    assert len(list_quarantined(desk.warehouse)) == 1


def test_nobody_can_let_in_what_the_bank_or_the_register_must_correct(desk) -> None:
    unregistered = desk.bring(desk.file(desk.draft(desk.stranger)))
    with pytest.raises(Refusal, match="import its account into the register"):
        release(desk.warehouse, unregistered.delivery, 0, by="a", second="b", why="w", at=desk.at)
    desk.bring(desk.file(desk.draft()))
    conflict = desk.bring(desk.file(desk.draft(movements=[desk.paid_in(1, date(2026, 2, 27))])), name="other.cod")
    with pytest.raises(Refusal, match="ask the bank which of the two is right"):
        release(desk.warehouse, conflict.delivery, 0, by="a", second="b", why="w", at=desk.at)


def test_what_is_not_in_quarantine_cannot_be_read_or_released(desk) -> None:
    receipt = desk.bring(desk.file(desk.draft()))
    with pytest.raises(Refusal, match="no statement 0 of delivery"):
        raw_lines(desk.warehouse, receipt.delivery, 0)
    with pytest.raises(Refusal, match="no statement 0 of delivery"):
        release(desk.warehouse, receipt.delivery, 0, by="a", second="b", why="w", at=desk.at)


def test_a_statement_released_twice_over_is_held_once(desk) -> None:
    """The same statement set aside in two deliveries: the first that is let in is held, the second is its duplicate."""
    desk.bring(desk.file(desk.draft(desk.stranger)))
    desk.bring(desk.file(desk.draft(desk.stranger), created=date(2026, 3, 1)), name="again.cod")
    desk.register((desk.stranger, False))
    summary = retry_registered(desk.warehouse, at=desk.at)
    assert (summary.ingested, summary.duplicate) == (1, 1)
    assert lake.statements(desk.warehouse).collect().height == 1
    assert accounting(desk.warehouse).holds
