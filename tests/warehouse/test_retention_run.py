"""Running an approved plan: what is past its day is gone everywhere, the rest is whole, and a kill changes nothing of that."""

import os
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sqlalchemy import MetaData, func, select, text

from coda_parser.writer import write_delivery
from tests.warehouse.decade import (
    FEB28,
    LATER,
    MAR1,
    ON,
    ONE,
    RECEIVED,
    STRANGER,
    THEN,
    THREE,
    TWO,
    Decade,
    finding,
    kept_movements,
    movement,
    past_movements,
)
from warehouse import lake
from warehouse.acknowledgements import deliver_to_folders
from warehouse.alerts import (
    AlertDraft,
    dispose,
    dispositions,
    findings_of,
    get_alert,
    history,
    raise_alerts,
    store_findings,
)
from warehouse.database import Warehouse
from warehouse.deliveries_tables import DeliveredStatement, QuarantinedStatement
from warehouse.errors import Refusal
from warehouse.intake import accounting, receive
from warehouse.reports_register import get_report
from warehouse.retention import check_certificate, get_plan, list_certificates, run, running

ACCOUNTS = (ONE, TWO, THREE)


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    return Decade(warehouse, tmp_path).build()


def _count(warehouse: Warehouse, table: type) -> int:
    with warehouse.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _texts(warehouse: Warehouse) -> str:
    """Every value of every row of the database."""
    tables = MetaData()
    with warehouse.engine.connect() as connection:
        tables.reflect(connection)
        return "\n".join(repr(tuple(row)) for table in tables.sorted_tables for row in connection.execute(select(table)))


def test_ar_5_j_what_is_past_its_day_is_gone_with_its_analyses_and_the_rest_is_whole(decade: Decade):
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert decade.movements() == {kept for account in ACCOUNTS for kept in kept_movements(account)}
    assert decade.statement_ids() == {movement(account, number, 1)[:-10] for account in ACCOUNTS for number in (59, 60)}
    assert decade.alert_ids() == {decade.alerts[f"reaching {account}"] for account in ACCOUNTS}
    assert {one.key for one in findings_of(decade.warehouse)} == {f"reaching-{account}" for account in ACCOUNTS}


def test_a_kept_analysis_loses_the_references_to_destroyed_movements_and_counts_them(decade: Decade):
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    (kept,) = get_alert(decade.warehouse, decade.alerts[f"reaching {ONE}"]).findings
    assert kept.movement_ids == (movement(ONE, 59, 2),)
    assert kept.bank_references == (f"REF{ONE[-4:]}59",)
    assert kept.destroyed_movements == 1


def test_no_trace_of_a_destroyed_movement_is_left_in_any_table_or_file(decade: Decade):
    gone = {one for account in ACCOUNTS for one in past_movements(account)}
    assert all(one in _texts(decade.warehouse) for one in (movement(ONE, 57, 2), movement(TWO, 58, 2)))
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    written = _texts(decade.warehouse)
    assert not [one for one in gone if one in written]
    files = [path for path in decade.warehouse.settings.lake.rglob("*") if path.is_file()]
    rows = [row for path in files for row in pq.read_table(path, partitioning=None).to_pylist()]
    assert not [row for row in rows if row.get("movement_id") in gone]
    assert files
    assert rows


def test_the_database_files_keep_no_byte_of_a_destroyed_reference(decade: Decade):
    secret = f"REF{TWO[-4:]}58".encode()
    assert secret in _database_bytes(decade.warehouse)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert secret not in _database_bytes(decade.warehouse)
    assert f"REF{TWO[-4:]}59".encode() in _database_bytes(decade.warehouse)


def _database_bytes(warehouse: Warehouse) -> bytes:
    """What a stolen disk would show: SQLite's file and its log; PostgreSQL's files of the tables."""
    if warehouse.engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in warehouse.settings.home.glob("quater.sqlite*"))
    with warehouse.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.scalar(text("SELECT current_setting('is_superuser')")) != "on":
            pytest.skip("reading PostgreSQL's files needs a superuser, and QUATER_TEST_POSTGRES_URL names none")
        connection.execute(text("CHECKPOINT"))
        files = "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
        own = f"{files} WHERE relkind IN ('r', 't') AND relfilenode > 0 AND relnamespace <> 'pg_catalog'::regnamespace"
        return b"".join(bytes(content) for content in connection.scalars(text(own)))


def test_the_files_of_a_piece_go_when_the_last_movement_it_lists_goes(decade: Decade):
    report = decade.reports[ONE]
    folder = decade.warehouse.settings.reports / ONE[-4:]
    (folder / "report.final.pdf").write_bytes(b"released")
    (folder / "report.encrypted.pdf").write_bytes(b"sent")
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert [path.name for path in folder.iterdir()] == ["annex.pdf"]
    assert [piece.kind for piece in get_report(decade.warehouse, report.report_id).pieces] == ["annex"]
    run(decade.warehouse, decade.approved(ON + timedelta(1)).plan_id, at=LATER + timedelta(1))
    assert not folder.exists()
    with pytest.raises(Refusal, match="no report"):
        get_report(decade.warehouse, report.report_id)


def test_the_accounting_still_closes_and_the_receipt_lines_are_empty(decade: Decade):
    before = accounting(decade.warehouse)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    after = accounting(decade.warehouse)
    assert (before.deviations, after.deviations) == ((), ())
    assert after.received == before.received
    with decade.warehouse.reading() as session:
        emptied = session.scalars(select(DeliveredStatement).where(DeliveredStatement.destroyed_at.is_not(None))).all()
    assert len(emptied) == 6
    assert {(row.account, row.statement_date, row.statement_id, row.digest) for row in emptied} == {(None, None, None, None)}


def test_a_quarantined_statement_goes_by_the_movements_its_lines_tell_of(decade: Decade):
    decade.receive(STRANGER, decade.statement(STRANGER, 1, FEB28, (10, FEB28, FEB28)))
    decade.receive(STRANGER, decade.statement(STRANGER, 2, FEB28, (10, FEB28, MAR1)))
    assert _count(decade.warehouse, QuarantinedStatement) == 2
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    with decade.warehouse.reading() as session:
        (kept,) = session.scalars(select(QuarantinedStatement)).all()
        line = session.get_one(DeliveredStatement, (kept.delivery, kept.position))
    assert (line.account, line.statement_number) == (STRANGER, 2)


def test_a_delivery_named_after_an_account_loses_its_name_and_its_acknowledgement(decade: Decade, tmp_path: Path):
    data = write_delivery([decade.statement(ONE, 63, FEB28, (1, FEB28, FEB28))], created=FEB28)
    receive(decade.warehouse, "KASTEEL", f"{ONE}.cod", data, at=RECEIVED)
    deliver_to_folders(decade.warehouse, at=RECEIVED)
    acknowledged = list(decade.warehouse.settings.drop.rglob(f"{ONE}*"))
    assert acknowledged
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert f"{ONE}.cod" not in _texts(decade.warehouse)
    assert not [path for path in acknowledged if path.exists()]


def test_an_unapproved_plan_is_not_run(decade: Decade):
    drafted = decade.plan()
    with pytest.raises(Refusal, match="two different people"):
        run(decade.warehouse, drafted.plan_id, at=LATER)
    assert decade.movements() >= past_movements(ONE)


def test_nothing_is_destroyed_before_its_day(decade: Decade):
    tomorrow = decade.approved(ON + timedelta(1))
    with pytest.raises(Refusal, match="has not come"):
        run(decade.warehouse, tomorrow.plan_id, at=LATER)
    assert decade.movements() >= past_movements(ONE)


def test_its_day_begins_at_midnight_in_brussels(decade: Decade):
    tomorrow = decade.approved(ON + timedelta(1))
    with pytest.raises(Refusal, match="has not come"):
        run(decade.warehouse, tomorrow.plan_id, at=datetime.combine(ON, time(22, 59), UTC))
    run(decade.warehouse, tomorrow.plan_id, at=datetime.combine(ON, time(23, 0), UTC))
    assert not decade.movements() & past_movements(ONE)


def test_what_came_in_after_the_approval_is_not_destroyed_unseen(decade: Decade):
    approved = decade.approved()
    decade.receive(ONE, decade.statement(ONE, 64, FEB28, (7, FEB28, FEB28)), at=LATER)
    with pytest.raises(Refusal, match="draft a new plan"):
        run(decade.warehouse, approved.plan_id, at=LATER)
    assert decade.movements() >= past_movements(ONE)


def test_running_again_destroys_nothing_more_and_gives_the_same_certificate(decade: Decade):
    plan_id = decade.approved().plan_id
    first = run(decade.warehouse, plan_id, at=LATER)
    again = run(decade.warehouse, plan_id, at=LATER + timedelta(days=40))
    assert again == first
    assert len(list_certificates(decade.warehouse)) == 1
    assert decade.movements() == {kept for account in ACCOUNTS for kept in kept_movements(account)}


def _interrupted(decade: Decade, patch: pytest.MonkeyPatch) -> str:
    """Commit a destruction and stop before anything is cleaned; gives the plan."""
    plan_id = decade.approved().plan_id
    with patch.context() as stopping:
        stopping.setattr(running, "clean_lake", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(decade.warehouse, plan_id, at=LATER)
    assert get_plan(decade.warehouse, plan_id).state == "erased"
    return plan_id


def test_a_list_of_leftovers_that_is_gone_is_said_and_nothing_is_certified(decade: Decade, monkeypatch: pytest.MonkeyPatch):
    plan_id = _interrupted(decade, monkeypatch)
    (decade.warehouse.settings.home / "destruction" / f"{plan_id}.list").unlink()
    with pytest.raises(RuntimeError, match="quater retention scan"):
        run(decade.warehouse, plan_id, at=LATER)
    assert list_certificates(decade.warehouse) == []


def test_an_interrupted_destruction_is_finished_on_another_day_and_says_both(decade: Decade, monkeypatch: pytest.MonkeyPatch):
    plan_id = _interrupted(decade, monkeypatch)
    document = run(decade.warehouse, plan_id, at=LATER + timedelta(days=2)).document
    assert document["destroyed_at"] == "2036-03-01T09:00:00+00:00"
    assert document["verification"]["at"] == "2036-03-03T09:00:00+00:00"
    assert document["backups_gone_on"] == "2036-04-05"  # by the day of the destruction, not by that of the certificate
    assert len(list_certificates(decade.warehouse)) == 1


def test_ar_5_i_the_certificate_says_what_was_destroyed_who_approved_and_how_it_was_verified(decade: Decade):
    approved = decade.approved()
    certificate = run(decade.warehouse, approved.plan_id, at=LATER)
    document = check_certificate(decade.warehouse.settings, certificate.path)
    assert document["plan_sha256"] == approved.digest
    assert [approval["by"] for approval in document["approvals"]] == ["first", "second"]
    assert document["destroyed"] == {
        "movements": 15,
        "details": 0,
        "statements": 6,
        "findings": 3,
        "alerts": 3,
        "pieces": 3,
        "quarantined": 0,
        "receipts": 6,
    }
    assert document["destroyed_at"] == "2036-03-01T09:00:00+00:00"
    assert not re.search("BE[0-9]{14}", certificate.path.read_text())
    verification = document["verification"]
    assert verification == get_plan(decade.warehouse, approved.plan_id).verification
    assert verification["found_before"] == 15 + 6  # the same search found all of them in the old files
    assert (verification["remnants"], verification["control"]) == (0, "found")
    assert document["rows"]["alerts"] == 3
    assert document["emptied"]["delivered_statements"] == 6
    assert document["transactions_until"] == "2026-02-28"
    assert document["backups_gone_on"] == "2036-04-05"
    assert {"quater", "schema", "python", "pyarrow"} <= set(document["versions"])


def test_an_altered_byte_of_a_certificate_is_refused(decade: Decade, tmp_path: Path):
    certificate = run(decade.warehouse, decade.approved().plan_id, at=LATER)
    content = certificate.path.read_bytes()
    altered = tmp_path / "altered.json"
    for place in range(0, len(content), 5):
        altered.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(Refusal, match="signature"):
            check_certificate(decade.warehouse.settings, altered)
    for same_meaning in (content + b"\n", content.replace(b"\n", b" ", 1), content.replace(b": ", b":\t", 1)):
        altered.write_bytes(same_meaning)
        with pytest.raises(Refusal, match="signature"):
            check_certificate(decade.warehouse.settings, altered)
    altered.write_bytes(content)
    assert check_certificate(decade.warehouse.settings, altered)["certificate"] == "C-0001"


def test_certificates_are_chained(decade: Decade):
    first = run(decade.warehouse, decade.approved().plan_id, at=LATER)
    second = run(decade.warehouse, decade.approved(ON + timedelta(1)).plan_id, at=LATER + timedelta(1))
    assert second.certificate_id == "C-0002"
    assert second.document["previous_signature"] == first.signature


def test_orphaned_files_that_hold_what_was_destroyed_go_too(decade: Decade):
    root = decade.warehouse.settings.lake
    part = next((root / "movements").rglob("*.parquet"))
    orphan = part.with_name("0" * 64 + ".parquet")
    orphan.write_bytes(part.read_bytes())
    os.utime(orphan, (LATER.timestamp(), LATER.timestamp()))  # too young to be swept
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert not orphan.exists()


def test_a_compacted_month_is_destroyed_from_the_middle_of_its_files(decade: Decade):
    lake.compact(decade.warehouse, "2026-02", at=RECEIVED)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert decade.movements() == {kept for account in ACCOUNTS for kept in kept_movements(account)}


def test_the_number_of_a_destroyed_alert_is_never_given_again(warehouse: Warehouse, tmp_path: Path):
    decade = Decade(warehouse, tmp_path).build((ONE,))
    last = max(decade.alert_ids())
    run(warehouse, decade.approved(ON + timedelta(1)).plan_id, at=LATER + timedelta(1))
    assert decade.alert_ids() == set()
    store_findings(warehouse, [finding("new")], on=ON, at=LATER)
    raised = raise_alerts(warehouse, [AlertDraft("H1", ONE, "credit", FEB28, ("new",))], at=LATER)
    assert raised.new[0] > last


def test_history_and_decisions_of_a_destroyed_alert_are_gone(decade: Decade):
    past = decade.alerts[f"past {ONE}"]
    dispose(decade.warehouse, past, outcome="dismissed", reason="bank fee corrected", by="analyst", at=THEN)
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    assert (history(decade.warehouse, past), dispositions(decade.warehouse, past)) == ([], [])
    assert "bank fee corrected" not in _texts(decade.warehouse)
