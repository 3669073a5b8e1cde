"""The table of design.md, "Where a fact lives", row by row: what is found in a delivery, and what becomes of it."""

from dataclasses import replace
from datetime import date

import pytest

from warehouse import lake
from warehouse.acknowledgements import waiting
from warehouse.deliveries import deliveries_frame, statements_frame
from warehouse.intake import accounting
from warehouse.quarantine import list_quarantined, raw_lines, refused_statements_frame

RECORD = 130  # 128 characters, CR, LF


def _lake_is_empty(desk) -> bool:
    nothing = lake.statements(desk.warehouse).collect().is_empty() and lake.movements(desk.warehouse).collect().is_empty()
    return nothing and not list(desk.warehouse.settings.lake.rglob("*.parquet"))


def _with_wrong_total(data: bytes) -> bytes:
    """One cent more in the first movement's amount (positions 33 to 47) than the trailer's total says."""
    place = 2 * RECORD + 32
    amount = int(data[place : place + 15]) + 10
    return data[:place] + b"%015d" % amount + data[place + 15 :]


def test_a_sound_delivery_is_ingested_and_its_rows_are_in_the_lake(desk) -> None:
    receipt = desk.bring(desk.file(desk.draft()))
    assert (receipt.state, receipt.statements, receipt.movements, receipt.problems) == ("ingested", 1, 2, ())
    movements = lake.movements(desk.warehouse).collect()
    assert movements["amount_milli"].to_list() == [250_000, -100_000]
    assert movements["delivery"].unique().to_list() == [receipt.delivery]
    statement = lake.statements(desk.warehouse).collect().row(0, named=True)
    assert (statement["account"], statement["new_balance_milli"], statement["line"]) == (desk.aline, 1_150_000, 1)
    assert statement["raw"] == desk.file(desk.draft())


def test_warnings_are_kept_and_do_not_refuse(desk) -> None:
    data = bytearray(desk.file(desk.draft()))
    data[-3] = ord("1")  # "another file follows" in the last record 9 of the delivery
    receipt = desk.bring(bytes(data))
    assert receipt.state == "ingested"
    assert [problem["severity"] for problem in receipt.problems] == ["warning"]


UNTRUSTED = {
    "cut in the middle of a record": lambda data: data[: 3 * RECORD + 40],
    "without its trailer": lambda data: data[: -RECORD],
    "a record outside any statement": lambda data: data[RECORD:],
    "binary garbage": lambda data: bytes(range(256)) * 8,
    "an empty file": lambda data: b"",
    "a text that is no CODA": lambda data: b"Dear Sir,\r\nplease find enclosed nothing.\r\n",
}  # fmt: skip


@pytest.mark.parametrize("damage", UNTRUSTED)
def test_framing_that_cannot_be_trusted_quarantines_the_delivery_whole(desk, damage: str) -> None:
    receipt = desk.bring(UNTRUSTED[damage](desk.file(desk.draft())))
    assert receipt.state == "quarantined"
    assert [problem for problem in receipt.problems if problem["severity"] == "hard"]
    assert receipt.reason
    assert deliveries_frame(desk.warehouse).row(0, named=True)["state"] == "quarantined"
    assert _lake_is_empty(desk)


def test_an_unknown_version_is_refused_by_its_name(desk) -> None:
    data = bytearray(desk.file(desk.draft()))
    data[127] = ord("7")
    receipt = desk.bring(bytes(data))
    assert receipt.state == "quarantined"
    assert [(p["line"], p["record"], p["positions"]) for p in receipt.problems] == [(1, "0", [128, 128])]
    assert _lake_is_empty(desk)


def test_one_bad_statement_is_set_aside_and_the_others_are_controlled(desk) -> None:
    bad = _with_wrong_total(desk.file(desk.draft()))
    good = desk.file(desk.draft(desk.bram))
    receipt = desk.bring(bad + good)
    assert receipt.state == "partial"
    assert [outcome.state for outcome in receipt.outcomes] == ["quarantined", "ingested"]
    assert (receipt.statements, receipt.statements_quarantined) == (1, 1)
    assert lake.statements(desk.warehouse).collect()["account"].to_list() == [desk.bram]
    aside = list_quarantined(desk.warehouse)
    assert [(one.account, one.reason) for one in aside] == [(desk.aline, receipt.reason)]
    assert raw_lines(desk.warehouse, receipt.delivery, 0) == bad
    located = [
        (problem["line"], problem["record"], problem["positions"])
        for problem in aside[0].problems
        if problem["severity"] == "hard"
    ]
    assert located == [(5, "8", [43, 57]), (6, "9", [38, 52])]  # the new balance, and the trailer's total in credit


def test_an_unregistered_account_is_set_aside_with_its_reason_and_place(desk) -> None:
    receipt = desk.bring(desk.file(desk.draft(), desk.draft(desk.stranger)))
    assert (receipt.state, receipt.reason) == ("partial", "unregistered-account")
    problem = receipt.outcomes[1].problems[0]
    assert (problem["id"], problem["line"], problem["record"]) == ("unregistered-account", 8, "1")
    assert desk.stranger in problem["message"]
    assert lake.movements(desk.warehouse).collect()["account"].unique().to_list() == [desk.aline]


def test_an_account_in_another_currency_than_registered_is_not_registered(desk) -> None:
    receipt = desk.bring(desk.file(replace(desk.draft(), currency="USD")))
    assert (receipt.state, receipt.reason) == ("partial", "unregistered-account")


def test_a_statement_under_judicial_mandate_leaves_a_receipt_line_and_no_data(desk) -> None:
    secret = desk.draft(
        desk.curated, holder_name="ZELDA GEHEIM", movements=[desk.paid_in(777_770, date(2026, 2, 27), "GEHEIM")]
    )
    receipt = desk.bring(desk.file(secret))
    assert (receipt.state, receipt.statements, receipt.statements_quarantined) == ("ingested", 0, 0)
    line = statements_frame(desk.warehouse).row(0, named=True)
    assert (line["state"], line["account"], line["statement_number"]) == ("mandate", desk.curated, 1)
    assert (line["movements"], line["debit_milli"], line["credit_milli"]) == (0, 0, 0)
    assert _lake_is_empty(desk)
    assert b"GEHEIM" not in _everything_written(desk)
    assert b"777770" not in _everything_written(desk)


def test_a_damaged_statement_under_judicial_mandate_is_not_quoted_either(desk) -> None:
    secret = desk.draft(
        desk.curated, holder_name="ZELDA GEHEIM", movements=[desk.paid_in(777_770, date(2026, 2, 27), "GEHEIM")]
    )
    wrong_total = desk.bring(_with_wrong_total(desk.file(secret)))
    assert [outcome.state for outcome in wrong_total.outcomes] == ["mandate"]
    assert wrong_total.problems == ()
    cut = desk.bring(desk.file(secret)[: 2 * RECORD + 110], name="cut.cod")
    assert (cut.state, cut.reason) == ("quarantined", "truncated")
    assert {problem["line"] for problem in cut.problems} == {3}
    for planted in (b"GEHEIM", b"777770", b"777.77", b"777780", b"777.78"):
        assert planted not in _everything_written(desk)
    assert list_quarantined(desk.warehouse) == []


def _everything_written(desk) -> bytes:
    """Every text in the database and every byte of every file."""
    from sqlalchemy import MetaData, select

    tables = MetaData()
    with desk.warehouse.engine.connect() as connection:
        tables.reflect(connection)
        rows = [repr(tuple(row)) for table in tables.sorted_tables for row in connection.execute(select(table))]
    files = [
        path.read_bytes() for path in desk.warehouse.settings.home.rglob("*") if path.is_file() and "sqlite" not in path.name
    ]
    return "\n".join(rows).encode() + b"".join(files)


def test_the_positive_control_finds_what_is_not_under_mandate(desk) -> None:
    desk.bring(_with_wrong_total(desk.file(desk.draft(holder_name="ZELDA GEHEIM"))))
    assert b"GEHEIM" in _everything_written(desk)


def test_a_label_that_speaks_of_a_mandate_the_register_does_not_know_is_set_aside(desk) -> None:
    receipt = desk.bring(desk.file(desk.draft(description="Faillite SPRL Lune")))
    assert (receipt.state, receipt.reason) == ("partial", "judicial-mandate-wording")
    assert _lake_is_empty(desk)


def test_the_same_bytes_again_are_a_duplicate_and_counted_once(desk) -> None:
    data = desk.file(desk.draft())
    first, second = desk.bring(data), desk.bring(data, name="other name.cod")
    assert (first.state, second.state) == ("ingested", "duplicate")
    assert (second.statements, second.movements, second.first_state) == (0, 0, "ingested")
    assert deliveries_frame(desk.warehouse).height == 1
    assert lake.movements(desk.warehouse).collect().height == 2


def test_the_same_statement_in_other_bytes_is_a_duplicate_and_counted_once(desk) -> None:
    desk.bring(desk.file(desk.draft()))
    again = desk.bring(desk.file(replace(desk.draft(), duplicate=True), created=date(2026, 3, 1)))
    assert (again.state, again.reason) == ("duplicate", "already-held")
    assert lake.statements(desk.warehouse).collect().height == 1
    assert sorted(deliveries_frame(desk.warehouse)["state"]) == ["duplicate", "ingested"]
    assert accounting(desk.warehouse).duplicate.statements == 1


def test_a_statement_twice_in_one_delivery_is_counted_once(desk) -> None:
    receipt = desk.bring(desk.file(desk.draft(), desk.draft()))
    assert [outcome.state for outcome in receipt.outcomes] == ["ingested", "duplicate"]
    assert receipt.state == "ingested"


def test_a_held_statement_with_other_content_is_a_conflict(desk) -> None:
    desk.bring(desk.file(desk.draft()))
    other = desk.draft(movements=[desk.paid_in(250_000, date(2026, 2, 27), "OTHER DOSSIER")])
    receipt = desk.bring(desk.file(other), name="other.cod")
    assert (receipt.state, receipt.reason) == ("partial", "conflicting-statement")
    assert "held with other content" in receipt.problems[-1]["message"]
    assert lake.movements(desk.warehouse).collect().height == 2


def test_a_delivery_without_its_end_that_still_grows_is_pending_and_leaves_nothing(desk) -> None:
    data = desk.file(desk.draft())
    growing = desk.bring(data[: -RECORD - 20], still_growing=True)
    assert growing.state == "pending"
    assert deliveries_frame(desk.warehouse).is_empty()
    assert desk.bring(data, still_growing=True).state == "ingested"  # its end is there: it grows no more


def test_every_refused_statement_is_listed_with_state_and_reason(desk) -> None:
    desk.bring(desk.file(desk.draft(desk.curated), desk.draft(desk.stranger)))
    frame = refused_statements_frame(desk.warehouse).select("account", "state", "reason", "movement_count")
    assert sorted(frame.rows()) == sorted(
        [(desk.curated, "mandate", "judicial-mandate", 0), (desk.stranger, "quarantined", "unregistered-account", 2)]
    )


def test_the_accounts_close_over_every_state(desk) -> None:
    day = date(2026, 2, 27)
    desk.bring(desk.file(desk.draft()))  # ingested    250 in, 100 out
    desk.bring(desk.file(desk.draft(), created=date(2026, 3, 1)))  # duplicate   250 in, 100 out
    desk.bring(desk.file(desk.draft(desk.stranger, movements=[desk.paid_in(5, day)])))  # quarantined 0.005 in
    desk.bring(desk.file(desk.draft(desk.curated)))  # mandate     not summed
    desk.bring(b"garbage")  # no statement at all
    found = accounting(desk.warehouse)
    assert found.holds, found.deviations
    assert found.deliveries == 5
    by_state = {name: getattr(found, name) for name in ("received", "ingested", "duplicate", "quarantined", "mandate", "held")}
    assert {name: (t.statements, t.movements, t.debit_milli, t.credit_milli) for name, t in by_state.items()} == {
        "received":    (4, 5, 200_000, 500_005),
        "ingested":    (1, 2, 100_000, 250_000),
        "duplicate":   (1, 2, 100_000, 250_000),
        "quarantined": (1, 1, 0, 5),
        "mandate":     (1, 0, 0, 0),
        "held":        (1, 2, 100_000, 250_000),
    }  # fmt: skip


def test_the_details_of_a_movement_are_held_and_never_summed_with_it(desk) -> None:
    day = date(2026, 2, 27)
    parts = [desk.paid_in(60_000, day, "DOSSIER 1"), desk.paid_in(40_000, day, "DOSSIER 2")]
    total = desk.paid_in(100_000, day, "", details=[replace(part, code="50150000") for part in parts])
    receipt = desk.bring(desk.file(desk.draft(movements=[replace(total, code="10150000")])))
    assert (receipt.state, receipt.movements) == ("ingested", 1)
    rows = lake.movements(desk.warehouse, columns=["detail", "is_detail", "amount_milli"]).collect().rows()
    assert rows == [(0, False, 100_000), (1, True, 60_000), (2, True, 40_000)]
    found = accounting(desk.warehouse)
    assert found.holds, found.deviations
    assert (found.held.movements, found.held.credit_milli) == (1, 100_000)


@pytest.mark.parametrize("planted", [b"\0", b"\x1b[2J", b"\xff", b"\x85"], ids=["NUL", "ANSI", "0xff", "0x85"])
@pytest.mark.parametrize(
    "place", [RECORD + 8, RECORD + 70, 2 * RECORD + 80, 5 * RECORD + 3], ids=["account", "holder", "text", "trailer"]
)
def test_a_byte_that_no_database_or_terminal_likes_stops_nothing(desk, planted: bytes, place: int) -> None:
    data = desk.file(desk.draft())
    receipt = desk.bring(data[:place] + planted + data[place + len(planted) :] + desk.file(desk.draft(desk.bram)))
    assert receipt.state in ("ingested", "partial", "quarantined")
    found = accounting(desk.warehouse)
    assert found.holds, found.deviations
    assert deliveries_frame(desk.warehouse).height == 1
    said = waiting(desk.warehouse)[0].readable
    assert "\0" not in said
    assert "\x1b" not in said
