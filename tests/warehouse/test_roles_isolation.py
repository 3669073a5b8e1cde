"""Roles on PostgreSQL: no desk sees the other Order's rows by any way, whatever it asks, sets, takes on or copies."""

import psycopg
import pytest

from tests.warehouse.members import AT, Login, cursor_of, login, postgresql_only, worked
from warehouse.alerts import dispose, list_alerts
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.roles import TABLES

__all__ = ["login", "worked"]

ISOLATED_READS = [
    "SELECT * FROM alerts WHERE bar = 'LIEGE-HUY'",
    "SELECT * FROM findings WHERE bar = 'LIEGE-HUY'",
    "SELECT * FROM alerts WHERE bar <> 'GENT'",
    "SELECT h.* FROM alert_history h JOIN owned ON h.alert_number = owned.number",
    "SELECT f.* FROM alert_findings f JOIN owned ON f.alert_number = owned.number",
    "SELECT d.* FROM dispositions d JOIN owned ON d.alert_number = owned.number",
    "SELECT * FROM holders WHERE holder_id = 'H1'",
    "SELECT * FROM account_holders WHERE holder_id = 'H1'",
    "SELECT a.* FROM accounts a JOIN owned ON owned.account = a.iban",
    "SELECT * FROM findings LEFT JOIN holders USING (holder_id) WHERE findings.bar = 'LIEGE-HUY'",
    "WITH all_of_them AS MATERIALIZED (SELECT * FROM alerts) SELECT * FROM all_of_them WHERE bar = 'LIEGE-HUY'",
    "SELECT * FROM alerts WHERE ctid IN (SELECT ctid FROM alerts) AND bar = 'LIEGE-HUY'",
    "TABLE alerts EXCEPT SELECT * FROM alerts WHERE bar = 'GENT'",
    "SELECT most_common_vals FROM pg_stats WHERE tablename IN ('alerts', 'findings', 'holders')",
]
"""Every one is empty for the desk of OVB; `owned` stands for the alerts of OBFG, which the test knows from the owner."""


@postgresql_only
def test_the_desk_of_an_order_sees_its_own_rows_and_none_of_the_others(worked: Warehouse, login: Login) -> None:
    mine, theirs = login("quater_desk_ovb"), login("quater_desk_obfg")
    assert {alert.bar for alert in list_alerts(mine)} == {"GENT"}
    assert {alert.bar for alert in list_alerts(theirs)} == {"LIEGE-HUY"}
    assert len(list_alerts(mine)) + len(list_alerts(theirs)) == len(list_alerts(worked))
    foreign = list_alerts(theirs)[0]
    dispose(theirs, foreign.alert_id, outcome="watch", reason="look again in May", by="analyst-1", at=AT)
    owned = ", ".join(f"({int(alert.alert_id[2:])}, '{alert.account}')" for alert in list_alerts(theirs))
    with worked.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    with cursor_of(mine) as cursor:
        cursor.execute("SELECT count(*) FROM alerts")
        assert cursor.fetchone() == (len(list_alerts(mine)),)
        for read in ISOLATED_READS:
            cursor.execute(read.replace("JOIN owned", f"JOIN (VALUES {owned}) AS owned (number, account)"))
            assert cursor.fetchall() == [], read


@postgresql_only
def test_no_setting_no_role_no_function_and_no_copy_opens_the_other_order(worked: Warehouse, login: Login) -> None:
    mine = login("quater_desk_ovb")
    with cursor_of(mine) as cursor:
        for role in ("quater_desk_obfg", "quater_officer", "quater_owner", "quater_detection", "postgres"):
            for attempt in (f"SET ROLE {role}", f"SET SESSION AUTHORIZATION {role}", f"GRANT {role} TO CURRENT_USER"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    cursor.execute(attempt)
        for setting in ("quater.of_order = 'OBFG'", "app.current_order = 'OBFG'", "search_path = pg_catalog, public"):
            cursor.execute(f"SET {setting}")
            cursor.execute("SELECT count(*) FROM alerts WHERE bar = 'LIEGE-HUY'")
            assert cursor.fetchone() == (0,), setting
        cursor.execute("SET row_security = off")  # asks for an error instead of filtered rows: never for all rows
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            cursor.execute("SELECT * FROM alerts")
        cursor.execute("SET row_security = on")
        with cursor.copy("COPY (SELECT bar FROM alerts) TO STDOUT") as copied:
            assert {bytes(row) for row in copied} == {b"GENT\n"}
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            cursor.execute("COPY alerts TO PROGRAM 'cat'")
        cursor.execute("CREATE TEMP VIEW seen AS SELECT bar FROM alerts")
        cursor.execute("SELECT DISTINCT bar FROM seen")
        assert cursor.fetchall() == [("GENT",)]
        cursor.execute("PREPARE read AS SELECT DISTINCT bar FROM alerts WHERE bar = ANY($1)")
        cursor.execute("EXECUTE read ('{LIEGE-HUY,GENT}')")
        assert cursor.fetchall() == [("GENT",)]
        for security in ("INVOKER", "DEFINER"):
            cursor.execute(
                "CREATE OR REPLACE FUNCTION pg_temp.bars() RETURNS SETOF text LANGUAGE sql"
                f" SECURITY {security} AS 'SELECT DISTINCT bar FROM alerts'"
            )
            cursor.execute("SELECT * FROM pg_temp.bars()")
            assert cursor.fetchall() == [("GENT",)]


@postgresql_only
def test_a_cheap_function_in_a_condition_is_not_shown_the_rows_of_the_other_order(worked: Warehouse, login: Login) -> None:
    told: list[str] = []
    with cursor_of(login("quater_desk_ovb")) as cursor:
        cursor.connection.add_notice_handler(lambda notice: told.append(notice.message_primary or ""))
        cursor.execute(
            "CREATE FUNCTION pg_temp.tell(what text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001"
            " AS 'BEGIN RAISE NOTICE ''%'', what; RETURN true; END'"
        )
        cursor.execute("SELECT count(*) FROM alerts WHERE pg_temp.tell(bar)")
    assert set(told) == {"GENT"}


@postgresql_only
def test_a_desk_cannot_decide_on_the_other_orders_alert(worked: Warehouse, login: Login) -> None:
    mine = login("quater_desk_ovb")
    foreign = next(alert for alert in list_alerts(worked) if alert.bar == "LIEGE-HUY")
    number = int(foreign.alert_id[2:])
    with pytest.raises(Refusal, match="no alert"):
        dispose(mine, foreign.alert_id, outcome="dismissed", reason="not mine", by="analyst-2", at=AT)
    entered = (
        f"INSERT INTO dispositions (alert_number, outcome, reason, by, at) VALUES ({number}, 'dismissed', 'x', 'y', now())"
    )
    with cursor_of(mine) as cursor:
        cursor.execute("UPDATE alerts SET status = 'dismissed' WHERE bar = 'LIEGE-HUY'")
        assert cursor.rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            cursor.execute(entered)
    own = list_alerts(mine)[0]
    assert dispose(mine, own.alert_id, outcome="watch", reason="mine", by="analyst-2", at=AT).outcome == "watch"


@postgresql_only
def test_who_belongs_to_neither_role_sees_nothing(worked: Warehouse, login: Login) -> None:
    stranger = login("pg_monitor")
    with cursor_of(stranger) as cursor:
        for table in TABLES:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                cursor.execute(f"SELECT * FROM {table}")
