"""The script that deploy/compose.yaml lets PostgreSQL run at its first start: two databases, two owners, no way across."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError

from tests.warehouse.deployed import deployed_databases
from warehouse.database import connect, migrate, newest_revision

PASSWORDS = {"airflow": "it's one", "quater": 'and "another"'}


@pytest.fixture
def made(postgresql_server: URL, tmp_path: Path) -> Iterator[dict[str, URL]]:
    """What the script made."""
    with deployed_databases(postgresql_server, PASSWORDS, tmp_path) as addresses:
        yield addresses


def test_the_login_of_the_warehouse_can_bring_its_database_to_the_newest_schema(made: dict[str, URL]) -> None:
    engine = connect(made["quater"].render_as_string(hide_password=False))
    try:
        migrate(engine)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_revision()
    finally:
        engine.dispose()


@pytest.mark.parametrize(("person", "database"), [("airflow", "quater"), ("quater", "airflow")])
def test_neither_login_opens_the_other_ones_database(made: dict[str, URL], person: str, database: str) -> None:
    engine = create_engine(made[person].set(database=database))
    with pytest.raises(OperationalError, match="permission denied for database"):
        engine.connect()
    engine.dispose()
