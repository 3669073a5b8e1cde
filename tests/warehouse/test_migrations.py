"""The tables in the code and the tables that the migrations make are the same, on both databases."""

import importlib
import pkgutil
import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

import warehouse as room
from warehouse.database import Base, Warehouse, connect, migrate, open_warehouse
from warehouse.settings import load_settings


def _load_every_table() -> None:
    for module in pkgutil.iter_modules(room.__path__):
        importlib.import_module(f"warehouse.{module.name}")


def test_migrations_make_exactly_the_tables_of_the_code(warehouse: Warehouse) -> None:
    _load_every_table()
    with warehouse.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_a_column_missing_from_the_migrations_is_noticed(warehouse: Warehouse) -> None:
    _load_every_table()
    with warehouse.engine.begin() as connection:
        connection.execute(text("ALTER TABLE holders DROP COLUMN street"))
    with warehouse.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert [(kind, table, column.name) for kind, _, table, column in differences] == [("add_column", "holders", "street")]


def test_migrating_twice_changes_nothing(warehouse: Warehouse) -> None:
    before = sorted(inspect(warehouse.engine).get_table_names())
    migrate(warehouse.engine)
    assert sorted(inspect(warehouse.engine).get_table_names()) == before
    assert {"deliveries", "delivered_statements", "manifest", "accounts", "alembic_version"} <= set(before)


def test_two_programs_may_open_a_new_installation_at_once(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "home", environ={})
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            open_warehouse(settings).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    engine = connect(settings.database_url)
    assert inspect(engine).has_table("deliveries")
    engine.dispose()


def test_sqlite_waits_for_its_lock_in_wal_mode_and_overwrites_what_is_deleted(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'one.sqlite'}")
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "busy_timeout")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 60_000}
