"""Statements that a bank gives no number: several of one day follow each other when their balances chain."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from coda_parser.writer import MovementDraft
from warehouse import lake
from warehouse.deliveries import deliveries_frame, statements_frame
from warehouse.deliveries_tables import DeliveredStatement
from warehouse.intake import accounting
from warehouse.intake_identity import suffix
from warehouse.quarantine import list_quarantined

DAY = date(2026, 2, 27)


def _unnumbered(desk, old: int, amount: int, text: str = "DOSSIER 1"):
    return desk.draft(number=0, old=old, movements=[desk.paid_in(amount, DAY, text)])


def test_statements_that_chain_get_letters_and_keep_their_order(desk) -> None:
    #                                    old      received  new
    desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000)), name="a.cod")  #  150,000
    desk.bring(desk.file(_unnumbered(desk, 150_000, 20_000)), name="b.cod")  #  170,000
    desk.bring(desk.file(_unnumbered(desk, 170_000, 30_000)), name="c.cod")  #  200,000
    base = f"{desk.aline}.EUR.2026-02-27.000"
    assert sorted(lake.statements(desk.warehouse).collect()["statement_id"]) == [base, base + "b", base + "c"]
    movements = lake.movements(desk.warehouse).collect()
    assert movements["movement_id"].to_list() == [f"{base}{letter}.0001.0000" for letter in ("", "b", "c")]
    assert movements["amount_milli"].to_list() == [50_000, 20_000, 30_000]


def test_they_chain_within_one_delivery_too(desk) -> None:
    receipt = desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000), _unnumbered(desk, 150_000, 20_000)))
    assert [outcome.state for outcome in receipt.outcomes] == ["ingested", "ingested"]
    assert lake.movements(desk.warehouse).collect()["amount_milli"].to_list() == [50_000, 20_000]


def test_a_link_of_the_chain_that_comes_again_is_a_duplicate(desk) -> None:
    desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000), _unnumbered(desk, 150_000, 20_000)))
    again = desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000), created=date(2026, 3, 1)), name="again.cod")
    assert again.state == "duplicate"


def test_one_that_does_not_chain_is_a_conflict(desk) -> None:
    desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000)))
    other = desk.bring(desk.file(_unnumbered(desk, 100_000, 60_000)), name="other.cod")
    assert (other.state, other.reason) == ("partial", "conflicting-statement")


def test_links_that_arrive_before_the_one_they_follow_wait_for_it(desk) -> None:
    desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000)), name="a.cod")
    assert desk.bring(desk.file(_unnumbered(desk, 200_000, 5_000)), name="d.cod").state == "partial"
    assert desk.bring(desk.file(_unnumbered(desk, 170_000, 30_000)), name="c.cod").state == "partial"
    desk.bring(desk.file(_unnumbered(desk, 150_000, 20_000)), name="b.cod")
    assert lake.movements(desk.warehouse).collect()["amount_milli"].to_list() == [50_000, 20_000, 30_000, 5_000]
    assert set(deliveries_frame(desk.warehouse)["state"]) == {"ingested"}
    assert list_quarantined(desk.warehouse) == []
    assert accounting(desk.warehouse).holds


def test_balances_that_chain_are_no_excuse_for_a_number_used_twice(desk) -> None:
    first = desk.draft(number=7, old=100_000, movements=[desk.paid_in(50_000, DAY)])
    second = desk.draft(number=7, old=150_000, movements=[desk.paid_in(50_000, DAY)])
    desk.bring(desk.file(first))
    assert desk.bring(desk.file(second)).reason == "conflicting-statement"


def test_another_day_begins_anew(desk) -> None:
    desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000)))
    desk.bring(desk.file(replace(_unnumbered(desk, 500_000, 50_000), date=date(2026, 2, 28))), name="next.cod")
    assert statements_frame(desk.warehouse)["ordinal"].to_list() == [0, 0]


def test_the_total_order_holds_across_more_statements_than_letters(desk) -> None:
    drafts = [
        desk.draft(
            number=0, old=index * 1000, movements=[MovementDraft(1000, DAY, DAY, "00150000", communication=f"NR {index}")]
        )
        for index in range(30)
    ]
    for first in (0, 10, 20):
        desk.bring(desk.file(*drafts[first : first + 10]), name=f"{first}.cod")
    assert lake.movements(desk.warehouse).collect()["communication"].to_list() == [f"NR {index}" for index in range(30)]
    lake.compact(desk.warehouse, "2026-02", at=desk.at)
    assert lake.movements(desk.warehouse).collect()["communication"].to_list() == [f"NR {index}" for index in range(30)]


def test_letters_sort_as_text_in_the_order_of_arrival() -> None:
    letters = [suffix(ordinal) for ordinal in range(200)]
    assert letters == sorted(letters)
    assert len(set(letters)) == 200


def test_only_statements_without_number_leave_their_balance_in_the_ledger(desk) -> None:
    desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000), desk.draft(desk.bram, number=4)))
    with desk.warehouse.reading() as session:
        kept = session.execute(select(DeliveredStatement.statement_number, DeliveredStatement.new_balance_milli)).all()
    assert sorted(tuple(row) for row in kept if row[0] == 0) == [(0, 150_000)]
    assert [row[1] for row in kept if row[0] == 4] == [None]


def test_a_link_that_comes_before_the_first_received_takes_its_place_whatever_the_order(desk) -> None:
    #                                    old      received  new
    desk.bring(desk.file(_unnumbered(desk, 170_000, 30_000)), name="c.cod")  #  200,000
    assert desk.bring(desk.file(_unnumbered(desk, 100_000, 50_000)), name="a.cod").state == "partial"  # 150,000: does not touch
    desk.bring(desk.file(_unnumbered(desk, 150_000, 20_000)), name="b.cod")  #  170,000: then a touches too
    desk.bring(desk.file(_unnumbered(desk, 200_000, 5_000)), name="d.cod")
    base = f"{desk.aline}.EUR.2026-02-27.000"
    movements = lake.movements(desk.warehouse).collect()
    assert movements["amount_milli"].to_list() == [50_000, 20_000, 30_000, 5_000]
    assert movements["movement_id"].to_list() == [f"{base}{letter}.0001.0000" for letter in ("Y", "Z", "", "b")]
    assert lake.statements(desk.warehouse).collect()["old_balance_milli"].to_list() == [100_000, 150_000, 170_000, 200_000]
    assert list_quarantined(desk.warehouse) == []
    lake.compact(desk.warehouse, "2026-02", at=desk.at)
    assert lake.movements(desk.warehouse).collect()["amount_milli"].to_list() == [50_000, 20_000, 30_000, 5_000]
