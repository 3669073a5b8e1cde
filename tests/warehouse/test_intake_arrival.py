"""Who brought a delivery and when: a bank delivers its own accounts, under an agreement, and nothing that is still to come."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from warehouse import lake
from warehouse.acknowledgements import waiting
from warehouse.deliveries import deliveries_frame
from warehouse.errors import Refusal
from warehouse.intake import accounting, receive
from warehouse.intake_arrival import last_date
from warehouse.quarantine import list_quarantined, release, retry_registered
from warehouse.register import import_register

MAAS, KASTEEL = "MAAS", "KASTEEL"


def held(desk) -> list[str]:
    return sorted(lake.statements(desk.warehouse).collect()["account"].to_list())


def bring(desk, bank: str, *drafts, name: str = "day.cod", at: datetime | None = None, created: date = date(2026, 2, 28)):
    return receive(desk.warehouse, bank, name, desk.file(*drafts, created=created), at=at or desk.at)


def at_bank(desk, *accounts: tuple[str, str]) -> None:
    """Register accounts at banks: number, and BIC."""
    head = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
    table = desk.folder / "at_bank.csv"
    lines = [f"{iban},EUR,third_party,false,H1,{bic},2020-01-01,,,\n" for iban, bic in accounts]
    table.write_text(head + "".join(lines), encoding="utf-8")
    import_register(desk.warehouse, accounts=table, at=desk.at)


def agreed(desk, *agreements: tuple[str, str, str]) -> None:
    """Register both banks, and agreements: BIC, first day, day on which it is over."""
    banks, table = desk.folder / "banks.csv", desk.folder / "agreements.csv"
    known = [f"{bic},{name},true,CODA,sftp\n" for bic, name in (("KASTBEBB", "Kasteel Bank"), ("MAASBEBB", "Maas Bank"))]
    banks.write_text("bic,name,credit_institution,format,channel\n" + "".join(known), encoding="utf-8")
    lines = [f"{bic},OVB,{since},{until}\n" for bic, since, until in agreements]
    table.write_text("bic,order,valid_from,valid_until\n" + "".join(lines), encoding="utf-8")
    import_register(desk.warehouse, further={"banks": banks, "agreements": table}, at=desk.at)


# the wrong bank: the desk's accounts are all registered at Kasteel Bank


def test_a_statement_of_another_banks_account_is_set_aside_and_the_others_are_ingested(desk) -> None:
    at_bank(desk, (desk.bram, "MAASBEBB"))
    receipt = bring(desk, MAAS, desk.draft(), desk.draft(desk.bram))
    assert (receipt.state, receipt.reason) == ("partial", "wrong-bank")
    assert [one.state for one in receipt.outcomes] == ["quarantined", "ingested"]
    [problem] = receipt.outcomes[0].problems
    place = problem["id"], problem["line"], problem["record"], problem["positions"]
    assert place == ("wrong-bank", 2, "1", [6, 42])
    assert held(desk) == [desk.bram]
    assert accounting(desk.warehouse).holds


def test_the_acknowledgement_says_what_was_expected_and_not_at_which_bank_the_account_is(desk) -> None:
    bring(desk, MAAS, desk.draft())
    [told] = waiting(desk.warehouse)
    assert (
        "line 2, record 1, account number and currency (positions 6–42): expected an account that is registered at"
        in told.readable
    )
    assert "MAASBEBB" in told.readable
    assert "KAST" not in told.readable + told.document


def test_a_branch_of_the_bank_is_the_bank(desk) -> None:
    at_bank(desk, (desk.bram, "MAASBEBBXXX"))
    assert bring(desk, MAAS, desk.draft(desk.bram)).state == "ingested"


def test_a_file_that_lies_in_no_banks_folder_has_no_wrong_bank(desk) -> None:
    assert bring(desk, "LOCAL", desk.draft()).state == "ingested"


@pytest.mark.parametrize(
    ("bank", "named", "warnings"),
    [
        ("LOCAL", "KASTBEBB", []),
        ("LOCAL", "MAASBEBB", ["other-bank-named"]),
        ("LOCAL", "", []),
        (KASTEEL, "MAASBEBBXXX", ["other-bank-named"]),
    ],
)
def test_record_0_that_names_another_bank_than_the_register_is_a_warning(desk, bank: str, named: str, warnings) -> None:
    receipt = bring(desk, bank, desk.draft(bank_bic=named))
    assert receipt.state == "ingested"
    assert [problem["id"] for problem in receipt.problems] == warnings


def test_an_account_under_judicial_mandate_leaves_a_receipt_line_whichever_bank_brings_it(desk) -> None:
    assert [one.state for one in bring(desk, MAAS, desk.draft(desk.curated)).outcomes] == ["mandate"]


def test_the_register_that_moves_the_account_lets_the_statement_in(desk) -> None:
    bring(desk, MAAS, desk.draft(), desk.draft(desk.bram))
    at_bank(desk, (desk.aline, "MAASBEBB"))
    assert retry_registered(desk.warehouse, at=desk.at).ingested == 1
    assert held(desk) == [desk.aline]
    assert [one.reason for one in list_quarantined(desk.warehouse)] == ["wrong-bank"]


def test_the_right_banks_statement_does_not_close_what_another_bank_brought(desk) -> None:
    bring(desk, MAAS, desk.draft(old=5))
    assert bring(desk, KASTEEL, desk.draft(), name="right.cod").state == "ingested"
    assert [(one.reason, one.bank) for one in list_quarantined(desk.warehouse)] == [("wrong-bank", MAAS)]


def test_a_statement_released_by_two_people_is_not_set_aside_for_the_same_doubt_again(desk) -> None:
    """It has three doubts: two people settle one after the other, and each stays settled."""
    label = desk.draft(holder_name="CURATELLE DUPONT", day=date(2026, 3, 20))
    sha = bring(desk, MAAS, label).delivery
    found = []
    for minutes in range(3):
        found += [one.reason for one in list_quarantined(desk.warehouse)]
        release(
            desk.warehouse, sha, 0, by="analyst-1", second="analyst-2", why="confirmed", at=desk.at + timedelta(minutes=minutes)
        )
    assert found == ["wrong-bank", "future-date", "judicial-mandate-wording"]
    assert list_quarantined(desk.warehouse) == []
    assert held(desk) == [desk.aline]
    again = bring(desk, MAAS, label, name="again.cod", created=date(2026, 3, 1))
    assert [one.state for one in again.outcomes] == ["duplicate"]


# a date to come: the desk receives on Monday 2 March 2026 at 06:30 UTC


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2026, 3, 2), "ingested"), (date(2026, 3, 3), "ingested"), (date(2026, 3, 4), "partial")],
    ids=["of today", "of the next bank day", "of the day after it"],
)
def test_a_statement_dated_after_the_next_bank_day_is_set_aside(desk, day: date, state: str) -> None:
    assert bring(desk, KASTEEL, desk.draft(day=day)).state == state


def test_a_date_to_come_is_located_in_record_8(desk) -> None:
    receipt = bring(desk, KASTEEL, desk.draft(), desk.draft(number=2, day=date(2026, 12, 31)))
    assert (receipt.state, receipt.reason) == ("partial", "future-date")
    [problem] = receipt.outcomes[1].problems
    # two statements of six lines: records 0, 1, 2.1, 2.1, 8, 9; the second one's record 8 is line 11
    assert (problem["line"], problem["record"], problem["positions"]) == (11, "8", [58, 63])
    assert "expected a date up to 2026-03-03" in problem["message"]
    assert "got 2026-12-31" in problem["message"]


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 2, 27), date(2026, 3, 2)),  # a Friday, then a Monday
        (date(2026, 4, 2), date(2026, 4, 7)),  # Maundy Thursday; Good Friday and Easter Monday are no bank days
    ],
)
def test_the_last_date_is_that_of_the_next_bank_day(received: date, last: date) -> None:
    assert last_date(received) == last


def test_the_day_of_receipt_is_that_of_brussels(desk) -> None:
    late_evening = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # 3 March, half past midnight, in Brussels
    assert bring(desk, KASTEEL, desk.draft(day=date(2026, 3, 4)), at=late_evening).state == "ingested"


def test_time_alone_does_not_let_a_statement_in(desk) -> None:
    bring(desk, KASTEEL, desk.draft(day=date(2026, 3, 20)))
    retry_registered(desk.warehouse, at=datetime(2026, 4, 1, tzinfo=UTC))
    assert [one.reason for one in list_quarantined(desk.warehouse)] == ["future-date"]


def test_the_same_statement_brought_when_its_day_has_come_closes_the_early_one(desk) -> None:
    bring(desk, KASTEEL, desk.draft(day=date(2026, 3, 20)))
    when = datetime(2026, 3, 21, tzinfo=UTC)
    assert (
        bring(desk, KASTEEL, desk.draft(day=date(2026, 3, 20)), name="later.cod", created=date(2026, 3, 21), at=when).statements
        == 1
    )
    assert list_quarantined(desk.warehouse) == []


# AR-1.3-a: an agreement with an Order


def test_ar_1_3_a_a_register_without_banks_says_nothing_of_agreements(desk) -> None:
    assert bring(desk, KASTEEL, desk.draft()).state == "ingested"


@pytest.mark.parametrize(
    ("bank", "agreements", "state"),
    [
        (KASTEEL, [("KASTBEBB", "2025-01-01", "")], "ingested"),
        (KASTEEL, [("KASTBEBB", "2025-01-01", "2026-03-02")], "quarantined"),  # over on the day of receipt
        (KASTEEL, [("KASTBEBB", "2026-03-03", "")], "quarantined"),  # begins the day after
        (KASTEEL, [("MAASBEBB", "2025-01-01", "")], "quarantined"),
        ("NOBODY", [("KASTBEBB", "2025-01-01", "")], "quarantined"),
        ("LOCAL", [("MAASBEBB", "2025-01-01", "")], "ingested"),
    ],
    ids=["agreed", "over", "not begun", "another bank's", "unknown institution", "brought by a person"],
)
def test_ar_1_3_a_a_delivery_without_agreement_is_set_aside_whole(desk, bank: str, agreements, state: str) -> None:
    agreed(desk, *agreements)
    receipt = bring(desk, bank, desk.draft(), desk.draft(desk.bram))
    assert receipt.state == state
    assert {one.state for one in receipt.outcomes} == {state}
    assert (receipt.reason == "bank-not-agreed") == (state == "quarantined")
    assert held(desk) == (sorted([desk.aline, desk.bram]) if state == "ingested" else [])
    assert accounting(desk.warehouse).holds


def test_ar_1_3_a_the_acknowledgement_says_that_there_is_no_agreement(desk) -> None:
    agreed(desk, ("MAASBEBB", "2025-01-01", ""))
    bring(desk, KASTEEL, desk.draft(), desk.draft(desk.curated))
    [told] = waiting(desk.warehouse)
    document = json.loads(told.document)
    assert (document["state"], [problem["id"] for problem in document["problems"]]) == ("quarantined", ["bank-not-agreed"])
    assert [one["state"] for one in document["statements"]] == ["quarantined", "mandate"]
    assert "an agreement with an Order on 2026-03-02, got one of Kasteel Bank (KASTBEBB)" in told.readable


def test_ar_1_3_a_the_agreement_once_registered_lets_the_delivery_in(desk) -> None:
    agreed(desk, ("MAASBEBB", "2025-01-01", ""))
    sha = bring(desk, KASTEEL, desk.draft(), desk.draft(desk.stranger)).delivery
    with pytest.raises(Refusal, match="enter the bank's agreement"):
        release(desk.warehouse, sha, 0, by="analyst-1", second="analyst-2", why="w", at=desk.at)
    assert retry_registered(desk.warehouse, at=desk.at).ingested == 0
    agreed(desk, ("KASTBEBB", "2025-01-01", ""))
    assert retry_registered(desk.warehouse, at=desk.at).ingested == 1
    assert held(desk) == [desk.aline]
    assert deliveries_frame(desk.warehouse).select("state", "reason").row(0) == ("partial", "unregistered-account")
    assert accounting(desk.warehouse).holds


def test_ar_1_3_a_lines_that_cannot_be_believed_do_not_come_in_with_the_agreement(desk) -> None:
    agreed(desk, ("MAASBEBB", "2025-01-01", ""))
    receive(desk.warehouse, KASTEEL, "cut.cod", desk.file(desk.draft(), desk.draft(number=2))[:-40], at=desk.at)
    agreed(desk, ("KASTBEBB", "2025-01-01", ""))
    assert retry_registered(desk.warehouse, at=desk.at).ingested == 0
    assert held(desk) == []
