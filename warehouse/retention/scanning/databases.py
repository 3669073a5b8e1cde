"""Reading databases: every row of every table, and the bytes of the files in which the database keeps them.

Rows say what a reader of the database would see. The files say what a stolen disk would: pages that hold deleted rows, and the
write-ahead log. SQLite's files lie beside each other; PostgreSQL gives the bytes of its tables to a superuser, and of its log
where the server lets itself be asked; what could not be read is named, because what was not read proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from warehouse.retention.scanning.seeking import Seeker

SIDE_FILES = ("", "-wal", "-journal", "-shm")
AT_ONCE = 1000
PIECE, OVERLAP = 2**26, 256
"""Bytes that PostgreSQL is asked for at once (it gives just less than a gibibyte), and how far the next ones reach back."""


def found_in_rows(engine: Engine, seeker: Seeker) -> Iterator[tuple[str, set[str], int]]:
    """Give table, what is found in its rows, and how many rows were read; JSON is read as what it says."""
    for table in sorted(inspect(engine).get_table_names()):
        found: set[str] = set()
        rows = 0
        with engine.execution_options(quater_reads=True).connect() as connection:
            read = connection.execution_options(yield_per=AT_ONCE).execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - a name of the schema
            for part in read.partitions():
                rows += len(part)
                said = [value for row in part for value in row]
                found |= seeker.in_text("\n".join(_texts(said)))
                found = found.union(*(seeker.in_bytes(bytes(one)) for one in said if isinstance(one, (bytes, memoryview))))
        yield table, found, rows


def found_in_sqlite_files(path: Path, seeker: Seeker) -> Iterator[tuple[str, set[str]]]:
    """Give each of the files of a SQLite database and what is found in its bytes."""
    for side in SIDE_FILES:
        file = path.with_name(path.name + side)
        if file.is_file():
            yield file.name, seeker.in_bytes(file.read_bytes())


def found_in_postgresql_files(engine: Engine, seeker: Seeker) -> Iterator[tuple[str, set[str] | None]]:
    """Give each file of a PostgreSQL database and what is found in its bytes; None for what this user may not read."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.scalar(text("SELECT current_setting('is_superuser')")) != "on":
            yield "heap and write-ahead log", None
            return
        connection.execute(text("CHECKPOINT"))
        own = (
            "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 't', 'i', 'm') AND relfilenode > 0"
            " AND relnamespace <> 'pg_catalog'::regnamespace ORDER BY relname"
        )
        for name, path in connection.execute(text(own)).all():
            yield f"heap {name}", _relation(connection, path, seeker)
        for name in connection.scalars(text("SELECT name FROM pg_ls_waldir() ORDER BY name")).all():
            yield f"write-ahead log {name}", _read(connection, f"pg_wal/{name}", seeker)


def _relation(connection: Connection, path: str, seeker: Seeker) -> set[str] | None:
    found = _read(connection, path, seeker)
    segment = 1
    while found is not None:
        more = _read(connection, f"{path}.{segment}", seeker)
        if more is None:
            break
        found |= more
        segment += 1
    return found


def _read(connection: Connection, path: str, seeker: Seeker) -> set[str] | None:
    """Give what is found in a file of the server; None when there is no such file or it may not be read."""
    query = text("SELECT pg_read_binary_file(:path, :offset, :length, true)")
    found: set[str] = set()
    offset = 0
    while True:
        try:
            data: Any = connection.scalar(query, {"path": path, "offset": offset, "length": PIECE + OVERLAP})
        except DBAPIError:
            return None
        if data is None:
            return None
        found |= seeker.in_bytes(bytes(data))
        if len(data) < PIECE + OVERLAP:
            return found
        offset += PIECE


def _texts(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
            if value[:1] in ("{", "["):
                yield from _unescaped(value)
        elif isinstance(value, (dict, list)):
            yield json.dumps(value, ensure_ascii=False)
        elif value is not None and not isinstance(value, (bytes, memoryview)):
            yield str(value)


def _unescaped(value: str) -> Iterator[str]:
    try:
        yield json.dumps(json.loads(value), ensure_ascii=False)
    except ValueError:
        return
