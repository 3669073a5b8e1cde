"""An analysis or a statement that stays for a later movement tells nothing any more of the movements that are destroyed."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from coda_parser import parse
from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft
from tests.warehouse.decade import FEB27, FEB28, LATER, MAR1, ON, ONE, RECEIVED, THEN, Decade, finding
from warehouse import lake
from warehouse.alerts import AlertDraft, dispose, dispositions, get_alert, history, raise_alerts, store_findings
from warehouse.database import Warehouse
from warehouse.retention import check_certificate, run

ZOE, MAX = (belgian_iban(checked(f"987000040{digit}")) for digit in (1, 2))
STATEMENT = f"{ONE}.EUR.2026-03-01.080"
OLD, NEW = f"{STATEMENT}.0001.0000", f"{STATEMENT}.0002.0000"
MARK = "[destroyed: P-0001]"


@pytest.fixture
def decade(warehouse: Warehouse, tmp_path: Path) -> Decade:
    """A statement of two movements, one past its day, and an alert that names both, with what people wrote about it."""
    made = Decade(warehouse, tmp_path).build((ONE,))
    movements = [
        MovementDraft(
            70_000, FEB28, FEB28, "00150000", communication="Solde Quaëllyn dossier 7", counterparty_account=ZOE,
            counterparty_name="Zoé Quaëllyn", bank_reference="REF-OLD-1", customer_reference="E2E-SHARED",
        ),
        MovementDraft(
            -70_000, MAR1, MAR1, "00101000", communication="Vers Max", counterparty_account=MAX, counterparty_name="Max Ibsen",
            bank_reference="REF-NEW-2", customer_reference="E2E-SHARED",
        ),
    ]  # fmt: skip
    draft = StatementDraft(ONE, "EUR", 80, MAR1, 1_000_000, holder_name="GENERATED", movements=movements)
    made.receive(ONE, draft)
    through = finding(
        "through",
        typology="flow",
        first_date=FEB28,
        last_date=MAR1,
        movement_ids=(OLD, NEW),
        bank_references=("REF-OLD-1", "REF-NEW-2"),
        counterparty=ZOE,
        evidence={"from": "ZOÉ  QUAËLLYN", "to": "Max Ibsen", "total_milli": 70_000, "reference": "E2E-SHARED"},
        reason=f"70 came from Zoé Quaëllyn ({ZOE[:4]} {ZOE[4:8]} {ZOE[8:12]} {ZOE[12:]}) and left to Max Ibsen the day after",
    )
    store_findings(warehouse, [through], on=MAR1, at=RECEIVED)
    (alert,) = raise_alerts(warehouse, [AlertDraft("H1", ONE, "flow", FEB28, ("through",))], at=RECEIVED).new
    dispose(warehouse, alert, outcome="watch", reason=f"ask Max Ibsen about {ZOE}", by="analyst", at=THEN)
    made.alerts["through"] = alert
    return made


def _everything(warehouse: Warehouse) -> str:
    tables = MetaData()
    with warehouse.engine.connect() as connection:
        tables.reflect(connection)
        rows = [repr(tuple(row)) for table in tables.sorted_tables for row in connection.execute(select(table))]
    raw = lake.statements(warehouse).collect()["raw"].to_list()
    return "\n".join([*rows, *(one.decode("cp1252") for one in raw)])


def test_ar_5_k_a_kept_analysis_has_tombstones_for_what_expired_and_keeps_the_rest(decade: Decade):
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    alert = get_alert(decade.warehouse, decade.alerts["through"])
    (kept,) = alert.findings
    assert (kept.movement_ids, kept.bank_references, kept.destroyed_movements) == ((NEW,), ("REF-NEW-2",), 1)
    assert kept.counterparty == MARK
    assert kept.evidence == {"from": MARK, "to": "Max Ibsen", "total_milli": 70_000, "reference": "E2E-SHARED"}
    assert kept.reason == f"70 came from {MARK} ({MARK}) and left to Max Ibsen the day after"
    assert alert.reason == kept.reason
    (decision,) = dispositions(decade.warehouse, decade.alerts["through"])
    assert decision.reason == f"ask Max Ibsen about {MARK}"
    assert [event.event for event in history(decade.warehouse, decade.alerts["through"])]


def test_ar_5_k_nothing_in_the_database_or_the_lake_tells_of_the_expired_movement(decade: Decade):
    told = ("Quaëllyn", "QUAËLLYN", ZOE, "REF-OLD-1", OLD)
    before = _everything(decade.warehouse)
    assert all(one in before for one in told)
    certificate = run(decade.warehouse, decade.approved().plan_id, at=LATER)
    after = _everything(decade.warehouse)
    assert [one for one in told if one in after] == []
    assert all(one in after for one in ("Max Ibsen", MAX, "REF-NEW-2", NEW))
    emptied = check_certificate(decade.warehouse.settings, certificate.path)["emptied"]
    assert (emptied["findings"], emptied["alerts"]) == (2, 1)  # the alert of the decade's world that reaches further too


def test_ar_5_l_no_raw_line_outlives_its_transaction(decade: Decade):
    (before,) = lake.statements(decade.warehouse).filter(statement_id=STATEMENT).collect()["raw"].to_list()
    run(decade.warehouse, decade.approved().plan_id, at=LATER)
    (after,) = lake.statements(decade.warehouse).filter(statement_id=STATEMENT).collect()["raw"].to_list()
    lines = list(zip(before.splitlines(keepends=True), after.splitlines(keepends=True), strict=True))
    gone = [old for old, new in lines if old != new]
    assert len(after) == len(before)  # every line keeps its place
    assert [line[:2] for line in gone] == [b"21", b"22", b"23"]  # the records of the movement, and nothing else
    assert all(not new.strip() for old, new in lines if old != new)
    assert [m.communication for s in parse(before).statements for m in s.movements] == ["Solde Quaëllyn dossier 7", "Vers Max"]
    assert b"Vers Max" in after
    run(decade.warehouse, decade.approved(date(2036, 3, 2)).plan_id, at=LATER.replace(day=2))
    assert lake.statements(decade.warehouse).filter(statement_id=STATEMENT).collect().is_empty()


def test_what_is_held_keeps_its_lines_and_its_words(decade: Decade):
    from warehouse.holds import place

    place(
        decade.warehouse, scope="alert", subject=decade.alerts["through"], ground="instruction", opening_act="act", at=THEN,
        authority="court", act_date=date(2036, 1, 5), by="officer", review_on=date(2036, 9, 1),
    )  # fmt: skip
    (before,) = lake.statements(decade.warehouse).filter(statement_id=STATEMENT).collect()["raw"].to_list()
    run(decade.warehouse, decade.approved(ON).plan_id, at=LATER)
    (after,) = lake.statements(decade.warehouse).filter(statement_id=STATEMENT).collect()["raw"].to_list()
    (kept,) = get_alert(decade.warehouse, decade.alerts["through"]).findings
    assert (after, kept.counterparty, kept.movement_ids) == (before, ZOE, (OLD, NEW))
    assert FEB27 < FEB28
