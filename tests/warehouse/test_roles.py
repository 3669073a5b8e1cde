"""Roles on PostgreSQL: each program works with its own role and no more; what a desk sees is in `test_roles_isolation`."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import ProgrammingError

from console.command import run
from tests.warehouse.members import AT, Login, cursor_of, declared_tables, login, postgresql_only, worked
from warehouse.alerts import list_alerts
from warehouse.database import Base, Warehouse, migration_config, open_warehouse
from warehouse.evidence import list_accesses, record_access
from warehouse.holds import place
from warehouse.intake import accounting
from warehouse.lake import compact
from warehouse.retention import approve, plan
from warehouse.retention import run as run_plan
from warehouse.roles import ALL_ROLES, DESKS, ROLES, TABLES, apply_roles, grant_roles, roles_page, withdraw_roles
from warehouse.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
__all__ = ["login", "worked"]


def test_every_table_has_its_line_and_every_line_its_table() -> None:
    assert set(TABLES) == declared_tables()


def test_every_column_of_every_isolated_table_that_a_condition_names_exists() -> None:
    declared_tables()
    for name, line in TABLES.items():
        if line.own.startswith("bar IN"):
            assert "bar" in Base.metadata.tables[name].columns


def test_only_the_two_orders_have_a_desk_and_intake_reads_nothing_that_was_decided() -> None:
    assert set(DESKS) == {"OBFG", "OVB"}
    decided = ("findings", "alerts", "alert_findings", "alert_history", "dispositions", "silences", "reports", "accesses")
    assert [name for name in decided if TABLES[name].rights["quater_intake"]] == []
    contents = ("findings", "alerts", "alert_findings", "alert_history", "dispositions", "reports", "report_pieces")
    assert [name for name in contents if TABLES[name].rights["quater_dpo"]] == []
    of_evidence = {role for role in ROLES if "SELECT" in TABLES["accesses"].rights[role]}
    assert of_evidence == {"quater_dpo"}
    assert not any(right.startswith(("UPDATE", "DELETE")) for right in sum(TABLES["accesses"].rights.values(), ()))


@postgresql_only
def test_the_database_holds_exactly_the_rights_that_are_declared(warehouse: Warehouse) -> None:
    query = text("SELECT has_table_privilege(:role, :table, :right)")
    columns = text("SELECT has_any_column_privilege(:role, :table, 'UPDATE')")
    with warehouse.engine.connect() as connection:
        for table, line in TABLES.items():
            for role in ROLES:
                asked = {"role": role, "table": table}
                held = {
                    right
                    for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
                    if connection.scalar(query, asked | {"right": right})
                }
                whole = {right for right in line.rights[role] if " (" not in right}
                assert held == whole, (table, role)
                changes = any(right.startswith("UPDATE") for right in line.rights[role])
                assert connection.scalar(columns, asked) == changes, (table, role)


@postgresql_only
def test_intake_and_detection_work_whole_each_as_its_own_role(worked: Warehouse, login: Login) -> None:
    assert accounting(worked).holds
    found = {finding.detector for alert in list_alerts(worked) for finding in alert.findings}
    assert "cash-withdrawal" in found
    assert compact(login("quater_intake"), "2026-03", at=AT) > 0


FORBIDDEN = [
    ("quater_intake", "SELECT * FROM findings"),
    ("quater_intake", "SELECT count(*) FROM alerts"),
    ("quater_intake", "SELECT reason FROM dispositions"),
    ("quater_intake", "SELECT * FROM reports"),
    ("quater_intake", "SELECT * FROM accesses"),
    ("quater_intake", "SELECT identity FROM access_actors"),
    ("quater_intake", "UPDATE accounts SET judicial_mandate = false"),
    ("quater_intake", "INSERT INTO findings SELECT * FROM findings"),
    ("quater_intake", "DELETE FROM delivered_statements"),
    ("quater_detection", "UPDATE holders SET bar = 'GENT'"),
    ("quater_detection", "INSERT INTO deliveries (delivery) VALUES ('0')"),
    ("quater_detection", "UPDATE findings SET reason = 'nothing'"),
    ("quater_detection", "DELETE FROM findings"),
    ("quater_detection", "INSERT INTO dispositions (alert_number) VALUES (1)"),
    ("quater_detection", "INSERT INTO model_decisions (model_number) VALUES (1)"),
    ("quater_detection", "SELECT * FROM accesses"),
    ("quater_desk_obfg", "UPDATE alerts SET bar = 'GENT'"),
    ("quater_desk_obfg", "DELETE FROM alert_history"),
    ("quater_desk_obfg", "UPDATE dispositions SET reason = 'other'"),
    ("quater_desk_obfg", "SELECT * FROM accesses"),
    ("quater_desk_obfg", "SELECT raw FROM quarantined_statements"),
    ("quater_desk_obfg", "TRUNCATE alerts"),
    ("quater_desk_obfg", "ALTER TABLE alerts DISABLE ROW LEVEL SECURITY"),
    ("quater_desk_obfg", "DROP POLICY quater_desk_obfg ON alerts"),
    ("quater_desk_obfg", "CREATE POLICY mine ON alerts USING (true)"),
    ("quater_desk_obfg", "CREATE VIEW everything AS SELECT * FROM alerts"),
    ("quater_officer", "DELETE FROM holds"),
    ("quater_officer", "UPDATE mandates SET given_on = now()"),
    ("quater_officer", "UPDATE certificates SET document = ''"),
    ("quater_officer", "DELETE FROM accesses"),
    ("quater_dpo", "SELECT * FROM alerts"),
    ("quater_dpo", "SELECT movement_ids FROM findings"),
    ("quater_dpo", "SELECT path FROM report_pieces"),
    ("quater_dpo", "UPDATE accesses SET actor = 'nobody'"),
    ("quater_dpo", "DELETE FROM accesses"),
    ("quater_retention", "UPDATE holds SET state = 'released'"),
    ("quater_retention", "INSERT INTO retention_approvals (plan_number) VALUES (1)"),
    ("quater_retention", "DELETE FROM certificates"),
    ("quater_retention", "DELETE FROM accesses"),
    ("quater_retention", "INSERT INTO alerts (number) VALUES (1)"),
]


@postgresql_only
def test_what_is_not_declared_is_refused_by_the_database(warehouse: Warehouse, login: Login) -> None:
    as_role = {role: login(role) for role in ROLES}
    for role, statement in FORBIDDEN:
        with cursor_of(as_role[role]) as cursor, pytest.raises(psycopg.errors.InsufficientPrivilege):
            cursor.execute(statement)


@postgresql_only
def test_evidence_is_written_by_those_who_read_and_read_by_the_dpo_alone(worked: Warehouse, login: Login) -> None:
    facts = {"action": "read", "subject": "A-000001", "purpose": "detect", "modality": "page", "result": "shown", "at": AT}
    for role in ("quater_desk_obfg", "quater_desk_ovb", "quater_detection", "quater_officer", "quater_retention"):
        reader = login(role)
        record_access(reader, actor=f"person-{role}", **facts)  # type: ignore[arg-type]
        with pytest.raises(ProgrammingError, match="permission denied"):
            list_accesses(reader)
    assert len(list_accesses(login("quater_dpo"))) == 5


@postgresql_only
def test_a_destruction_runs_as_its_own_role_and_a_hold_by_the_officer_stops_it(worked: Warehouse, login: Login) -> None:
    late = datetime(2037, 6, 1, 9, 0, tzinfo=UTC)
    destroyer, officer = login("quater_retention"), login("quater_officer")
    account = next(alert.account for alert in list_alerts(worked) if alert.bar == "GENT")
    place(
        officer,
        scope="account",
        subject=account,
        ground="instruction",
        opening_act="dossier 2030/7",
        authority="investigating judge",
        act_date=date(2030, 1, 1),
        by="officer-1",
        review_on=date(2038, 1, 1),
        at=late,
    )
    drafted = plan(destroyer, on=late.date(), by="program", at=late)
    for person in ("officer-1", "officer-2"):
        approve(officer, drafted.plan_id, by=person, at=late)
    run_plan(destroyer, drafted.plan_id, at=late)
    assert {alert.bar for alert in list_alerts(worked)} == {"GENT"}


@postgresql_only
def test_applying_again_heals_what_was_changed_and_changes_nothing_else(warehouse: Warehouse) -> None:
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql("GRANT SELECT ON alerts TO quater_intake")
        connection.exec_driver_sql("ALTER TABLE alerts DISABLE ROW LEVEL SECURITY")
        connection.exec_driver_sql("DROP POLICY quater_desk_ovb ON findings")
    before = _policies(warehouse)
    applied = apply_roles(warehouse.settings.database_url)
    assert (applied.roles, applied.missing, set(applied.tables)) == (ALL_ROLES, (), set(TABLES))
    assert len(_policies(warehouse)) == len(before) + 1
    with warehouse.engine.connect() as connection:
        assert not connection.scalar(text("SELECT has_table_privilege('quater_intake', 'alerts', 'SELECT')"))
        assert connection.scalar(
            text("SELECT relrowsecurity AND NOT relforcerowsecurity FROM pg_class WHERE relname = 'alerts'")
        )


def _policies(warehouse: Warehouse) -> set[tuple[str, str]]:
    with warehouse.engine.connect() as connection:
        return {(row.tablename, row.policyname) for row in connection.execute(text("SELECT * FROM pg_policies"))}


@postgresql_only
def test_withdrawing_leaves_no_right_and_no_isolation_behind(warehouse: Warehouse) -> None:
    with warehouse.engine.begin() as connection:
        withdraw_roles(connection)
    assert _policies(warehouse) == set()
    granted = "SELECT count(*) FROM information_schema.table_privileges WHERE grantee LIKE 'quater%'"
    with warehouse.engine.connect() as connection:
        assert connection.scalar(text(granted)) == 0
    with warehouse.engine.begin() as connection:
        assert grant_roles(connection).missing == ()


@postgresql_only
def test_after_the_hand_over_a_member_of_the_owner_migrates_and_sees_both_orders(worked: Warehouse, login: Login) -> None:
    from alembic import command

    assert apply_roles(worked.settings.database_url, hand_over=True).handed_over
    keeper = login("quater_owner")
    assert {alert.bar for alert in list_alerts(keeper)} == {"LIEGE-HUY", "GENT"}
    config = migration_config()
    for step, target in ((command.downgrade, "0004"), (command.upgrade, "head")):
        with keeper.engine.begin() as connection:
            config.attributes["connection"] = connection
            step(config, target)
    with cursor_of(login("quater_desk_ovb")) as cursor:
        cursor.execute("SELECT DISTINCT bar FROM alerts")
        assert cursor.fetchall() == [("GENT",)]


def test_an_owner_who_is_no_administrator_migrates_and_grants(migrated_postgresql: tuple[URL, str], tmp_path: Path) -> None:
    server, _ = migrated_postgresql
    name = f"owner_{uuid4().hex}"
    _on_server(server, f"CREATE ROLE {name} LOGIN", f"CREATE DATABASE {name} OWNER {name}")
    try:
        url = server.set(database=name, username=name).render_as_string(hide_password=False)
        opened = open_warehouse(Settings(home=tmp_path, database_url=url))
        with opened.engine.connect() as connection:
            assert connection.scalar(text("SELECT has_table_privilege('quater_intake', 'deliveries', 'INSERT')"))
            assert not connection.scalar(text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"))
        assert apply_roles(url).missing == ()
        assert list_alerts(opened) == []
        opened.close()
    finally:
        _on_server(server, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {name}")


def _on_server(server: URL, *statements: str) -> None:
    url = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("warehouse", ["sqlite"], indirect=True)
def test_sqlite_has_no_roles_and_says_so(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["roles", "apply", "--database-url", warehouse.settings.database_url]) == 2
    assert "SQLite has no roles" in capsys.readouterr().err


@postgresql_only
def test_the_command_applies_and_shows_what_is_declared(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["roles", "apply", "--database-url", warehouse.settings.database_url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["roles"] == list(ALL_ROLES)
    assert run(["roles", "show", "--json"]) == 0
    shown = {(row["role"], row["table"]): row for row in json.loads(capsys.readouterr().out)}
    assert shown["quater_desk_obfg", "findings"] == {
        "role": "quater_desk_obfg",
        "table": "findings",
        "rights": "read",
        "rows": "own Order",
    }
    assert ("quater_intake", "findings") not in shown


def test_the_page_of_roles_is_fresh() -> None:
    assert (ROOT / "docs" / "database-roles.md").read_text(encoding="utf-8") == roles_page()
