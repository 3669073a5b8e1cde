"""Restoring a backup: what was destroyed since is destroyed again before anybody gets in, and no hold is forgotten.

A restore needs four things: the package, a private key that opens it, the journal of destructions and holds as it stands now
(not as it stood in the backup), and the certificates of now. It works in a new home and an empty database whose version says
that a restore is at work, so that no program opens it. Rows and files are brought back; the holds of the journal are; every
thing that the journal names is destroyed, its traces in what stays too, the database is written anew and all of it searched;
the certificates given since take their place in the chain. Then the version becomes the true one. A restore that was
interrupted is begun anew. Source: royal decree of 9 June 2024, art. 5.
"""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import pyrage
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from warehouse.backup import HEAD, TABLES
from warehouse.backup_replay import Replayed, replay
from warehouse.backup_tables import load_lines, number_on, tables_of
from warehouse.database import RESTORING, Warehouse, connect, migration_config
from warehouse.errors import Refusal
from warehouse.holds.keeping import NAME as HOLDS
from warehouse.holds.keeping import bring_back_holds
from warehouse.retention.journal import entries
from warehouse.retention.rewriting import cycle_log
from warehouse.settings import Settings

MARK = "RESTORING"
HOME = "home/"


@dataclass(frozen=True)
class Restored:
    """What a restore brought back, and what it destroyed again."""

    rows: int
    files: int
    holds: int
    replayed: Replayed


def restore(
    package: Path, settings: Settings, *, identities: Path, journal: Path, certificates: Path, on: date, at: datetime
) -> Restored:
    """Restore a package into a new home and an empty database. Refusal when they are not empty, or something is missing."""
    keys = _identities(identities)
    since = entries(journal) if journal.is_dir() else None
    if since is None or (since and not certificates.is_dir()):
        raise Refusal(
            "a restore needs the journal and the certificates of now (--journal, --certificates):"
            " without them what was destroyed since the backup would come back"
        )
    _begin(settings)
    warehouse = Warehouse(settings, connect(settings.database_url))
    try:
        with _opened(package, keys) as archive:
            rows, files, head = _bring_back(warehouse, archive)
        _copy_newer(journal, settings.home / "journal")
        _copy_newer(certificates, settings.certificates)
        with warehouse.writing() as session:
            missing, changed = bring_back_holds(session, journal / HOLDS)
        replayed = replay(warehouse, since, on=on, at=at)
        if replayed.destroyed:
            cycle_log(warehouse.engine)  # the log saw the rows come back and go
        _open_the_gate(warehouse, head["schema"])
    finally:
        warehouse.close()
    (settings.home / MARK).unlink()
    return Restored(rows, files, missing + changed, replayed)


def _identities(path: Path) -> list[Any]:
    lines = [line.strip() for line in path.read_text(encoding="ascii").splitlines() if line.startswith("AGE-SECRET-KEY-")]
    if not lines:
        raise Refusal(f"{path} holds no age private key (a line that begins with AGE-SECRET-KEY-)")
    return [pyrage.x25519.Identity.from_str(line) for line in lines]


def _begin(settings: Settings) -> None:
    """Take an empty home and an empty database for a restore; one that was interrupted is emptied first."""
    home = settings.home
    again = (home / MARK).is_file()
    if home.is_dir() and any(home.iterdir()) and not again:
        raise Refusal(f"{home} is not empty: a backup is restored into a new home")
    if again:
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).write_text("a restore is at work, or was interrupted; begin it again\n", encoding="ascii")
    engine = connect(settings.database_url)
    try:
        with engine.begin() as connection:
            _must_be_empty(connection)
    finally:
        engine.dispose()


def _must_be_empty(connection: Connection) -> None:
    tables = inspect(connection).get_table_names()
    if not tables:
        return
    version = connection.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
    if version != RESTORING:
        raise Refusal("the database is not empty: a backup is restored into a new one")
    with_all = " CASCADE" if connection.dialect.name == "postgresql" else ""
    for table in tables:
        connection.execute(text(f'DROP TABLE IF EXISTS "{table}"{with_all}'))
    if with_all:
        ours = text(
            "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'quater%'"
        )
        for function in connection.scalars(ours).all():
            connection.execute(text(f'DROP FUNCTION "{function}"'))


@contextmanager
def _opened(package: Path, keys: list[Any]) -> Iterator[tarfile.TarFile]:
    """Decrypt a package into one end of a pipe and read the tar from the other; Refusal when no key opens it."""
    reading, writing = os.pipe()
    told: dict[str, BaseException] = {}

    def write() -> None:
        with os.fdopen(writing, "wb") as pipe, package.open("rb") as file:
            try:
                pyrage.decrypt_io(file, pipe, keys)
            except BaseException as error:  # a thread's error would be lost: it is the cause of the refusal below
                told["error"] = error

    writer = threading.Thread(target=write)
    writer.start()
    pipe: IO[bytes]
    try:
        with os.fdopen(reading, "rb") as pipe, tarfile.open(fileobj=pipe, mode="r|") as archive:
            yield archive
    except tarfile.ReadError as error:
        writer.join()
        raise Refusal(f"{package.name} is no backup, or none of the private keys opens it") from told.get("error", error)
    finally:
        writer.join()
    if "error" in told:
        raise Refusal(f"{package.name} was cut or altered: {told['error']}") from told["error"]


def _bring_back(warehouse: Warehouse, archive: tarfile.TarFile) -> tuple[int, int, dict[str, Any]]:
    """Write the rows into a database that says it is being restored, and the files into the home."""
    parts = warehouse.settings.home / MARK.lower()
    parts.mkdir()
    files, head = 0, None
    for member in archive:
        stream = archive.extractfile(member)
        if stream is None:
            continue
        if member.name == HEAD:
            head = json.loads(stream.read())
        elif member.name.startswith(f"{TABLES}/"):
            (parts / member.name.rpartition("/")[2]).write_bytes(stream.read())
        elif member.name.startswith(HOME):
            files += _write(warehouse.settings.home, member.name.removeprefix(HOME), stream, member.mode)
    if head is None:
        raise Refusal("the backup does not say at which migration its database was: it is cut")
    rows = _load(warehouse, parts, head)
    shutil.rmtree(parts)
    return rows, files, head


def _write(home: Path, name: str, stream: IO[bytes], mode: int) -> int:
    path = (home / name).resolve()
    if not path.is_relative_to(home.resolve()):
        raise Refusal(f"the backup names a place outside of its home: {name!r}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        shutil.copyfileobj(stream, file)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode & 0o777)
    return 1


def _load(warehouse: Warehouse, parts: Path, head: dict[str, Any]) -> int:
    config = migration_config()
    loaded: Counter[str] = Counter()
    with warehouse.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, head["schema"])
        connection.execute(text("UPDATE alembic_version SET version_num = :mark"), {"mark": RESTORING})
        tables = tables_of(connection)
        for part in sorted(parts.iterdir()):
            loaded += load_lines(connection, tables, part.read_bytes())
        number_on(connection, tables, head["sequences"])
    return sum(loaded.values())


def _copy_newer(source: Path, target: Path) -> None:
    """Let what lies outside take the place of what the backup knew of it."""
    if source.is_dir() and source.resolve() != target.resolve():
        shutil.copytree(source, target, dirs_exist_ok=True)


def _open_the_gate(warehouse: Warehouse, schema: str) -> None:
    with warehouse.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :schema"), {"schema": schema})
