"""Members of the roles of PostgreSQL: an installation that each role has worked on, and logins of their own."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

import warehouse as package
from detection.run import detect
from tests.detection.world import deliver, register
from warehouse.alerts import list_alerts
from warehouse.database import Base, Warehouse, connect

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 22)
postgresql_only = pytest.mark.parametrize("warehouse", ["postgresql"], indirect=True)

LIFE = """
account | booked     | amount   | code     | counterparty  | communication
A       | 2026-03-02 | 30000.00 |          | BE16 Fa Klant | dossier 2026/101
A       | 2026-03-03 | -4000.00 | 00901000 |               | retrait
B       | 2026-03-02 | 20000.00 |          | BE17 Ga Klant | dossier 2026/102
B       | 2026-03-04 | -5000.00 | 00901000 |               | opname
"""
"""Cash withdrawn from an account of the bar of Liège-Huy (OBFG) and from one of the bar of Ghent (OVB)."""


def declared_tables() -> set[str]:
    """The tables of the whole warehouse, once every module of it is loaded."""
    for module in pkgutil.walk_packages(package.__path__, "warehouse."):
        if not module.name.startswith("warehouse.migrations"):
            importlib.import_module(module.name)
    return set(Base.metadata.tables)


Login = Callable[..., Warehouse]


@pytest.fixture
def login(warehouse: Warehouse) -> Iterator[Login]:
    """Open the same installation as somebody with a login of their own who is a member of the roles given."""
    made: list[tuple[str, Warehouse]] = []

    def opened(*roles: str) -> Warehouse:
        name = f"somebody_{uuid4().hex}"
        with warehouse.engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN IN ROLE {', '.join(roles)}")
        url = make_url(warehouse.settings.database_url).set(username=name).render_as_string(hide_password=False)
        settings = replace(warehouse.settings, database_url=url)
        made.append((name, Warehouse(settings, connect(url))))
        return made[-1][1]

    yield opened
    for name, theirs in made:
        theirs.close()
        with warehouse.engine.begin() as connection:
            connection.exec_driver_sql(f"DROP OWNED BY {name}")
            connection.exec_driver_sql(f"DROP ROLE {name}")


@pytest.fixture
def worked(warehouse: Warehouse, login: Login, tmp_path: Path) -> Warehouse:
    """The register kept, deliveries received and alerts raised, each by its own role."""
    register(login("quater_officer"), tmp_path)
    assert set(deliver(login("quater_intake"), LIFE)) == {"ingested"}
    detect(login("quater_detection"), on=ON, at=AT)
    assert {alert.bar for alert in list_alerts(warehouse)} == {"LIEGE-HUY", "GENT"}
    return warehouse


@contextmanager
def cursor_of(warehouse: Warehouse) -> Iterator[psycopg.Cursor]:
    """A bare cursor on the installation's database."""
    url = make_url(warehouse.settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor
