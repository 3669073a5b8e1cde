"""The one SQL database: what people and programs decided, by whom and when.

SQLite in WAL mode by default, PostgreSQL by its URL, one code path. Every table hangs on `Base`; the schema is made and
changed only by the Alembic migrations in `warehouse/migrations` (a test compares them with the tables). A program opens
the database once with `open_warehouse` and passes the `Warehouse` on.

A write takes SQLite's lock at its beginning (`BEGIN IMMEDIATE`), so two workers wait for each other instead of failing
half-way; `secure_delete` overwrites what is deleted (reliability: DELETE alone is not erasure).
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, Engine, MetaData, create_engine, event, inspect
from sqlalchemy.engine import Connection, Dialect, ExceptionContext
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from warehouse.errors import Refusal
from warehouse.settings import Settings, load_settings

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
RESTORING = "restoring"
"""What stands in the place of the schema's version while a backup is restored: no program opens such a database."""
MIGRATION_LOCK = 4_464  # a number that no other program on this database uses: art. 446quater, paragraph 4

QUOTED = re.compile(r'"[^"]*"')

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The root of every table; constraint names are fixed so that migrations can name them on both databases."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; refuses a moment without a zone, gives back an aware one on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """Give the database the moment in UTC; refuse one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected a moment with its time zone, got {value.isoformat()} without one")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """Give the program the moment in UTC, with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@dataclass(frozen=True)
class Warehouse:
    """An open installation: its settings and its database."""

    settings: Settings
    engine: Engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that writes: committed at the end, rolled back when anything is raised."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of one moment; takes no write lock."""
        engine = self.engine.execution_options(quater_reads=True)
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with Session(engine, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_warehouse(settings: Settings | None = None) -> Warehouse:
    """Open the installation, making its folder and bringing its schema to the newest migration."""
    chosen = settings or load_settings()
    chosen.home.mkdir(parents=True, exist_ok=True)
    warehouse = Warehouse(chosen, connect(chosen.database_url))
    migrate(warehouse.engine)
    return warehouse


def connect(url: str) -> Engine:
    """An engine for the URL, with SQLite set to WAL, foreign keys, secure deletion and a patient lock.

    What it refuses ends in logs and in the scheduler's database, so no error repeats the values of a row.
    """
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    event.listen(engine, "handle_error", _forget_values)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _forget_values(context: ExceptionContext) -> None:
    """PostgreSQL repeats the row that it refuses behind the first line, and a value that it cannot read in quotation marks."""
    if not isinstance(context.sqlalchemy_exception, (IntegrityError, DataError)):
        return
    unread = isinstance(context.sqlalchemy_exception, DataError)
    for error in (context.original_exception, context.sqlalchemy_exception):
        lines = (str(text).partition("\n")[0] for text in error.args)
        error.args = tuple(QUOTED.sub('"…"', line) if unread else line for line in lines)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself; `_begin_sqlite` does
    for pragma in ("busy_timeout = 60000", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:  # the one step that does not wait by itself when another program opens the file too
            time.sleep(pause)
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("quater_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def migration_config() -> Config:
    """Alembic's configuration, without a file: the scripts lie beside the tables."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest migration; nothing is done when it is there. Refusal while a restore is at work.

    Every program begins here, and mostly finds it there: Alembic, which takes longer to load than many a command runs, is left
    out until there is something to do.
    """
    with engine.execution_options(quater_reads=True).connect() as connection:
        current = _revision(connection)
    if current == newest_revision():
        return
    if current == RESTORING:
        raise Refusal("a backup is being restored: nobody gets in before what was destroyed since is destroyed again")
    from alembic import command

    config = migration_config()
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two programs starting at once: the second waits and finds nothing to do
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def newest_revision() -> str:
    """Give the number of the newest migration: they are numbered in their order, and the number begins the file's name."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _revision(connection: Connection) -> str | None:
    """Give the number of the last migration that the database went through; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found
