"""The SQL tables as text, the same for both databases: read in one view, written back in the order of their foreign keys.

Each line is one row: the table's name and its values, dates and moments in ISO 8601, bytes in base64, JSON as it is. The
highest number that each numbered table ever gave goes along: numbers that people wrote down are never given again.
"""

from __future__ import annotations

import base64
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Date, DateTime, LargeBinary, MetaData, Table, insert, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

VERSIONS = "alembic_version"
AT_ONCE, LINES = 1000, 20_000
GAP = 10_000
"""How far numbering goes on behind the highest number of the backup: what was given since is not known."""


@dataclass
class Dump:
    """What was read of the tables: rows by table, the highest numbers, and the migration they are at."""

    rows: Counter[str] = field(default_factory=Counter)
    sequences: dict[str, int] = field(default_factory=dict)
    schema: str = ""


def dump_tables(session: Session, dump: Dump) -> Iterator[bytes]:
    """Read every table in one view, some thousand lines at a time; writes into `dump` what was read."""
    connection = session.connection()
    dump.schema = str(connection.scalar(text(f"SELECT version_num FROM {VERSIONS}")) or "")  # noqa: S608 - our own name
    for table in _tables(connection):
        kinds = {column.name: column.type for column in table.columns}
        read = connection.execution_options(yield_per=LINES).execute(select(table).order_by(*table.primary_key))
        for part in read.mappings().partitions():
            rows = ({name: _plain(kinds[name], value) for name, value in row.items()} for row in part)
            yield b"\n".join(_line(table.name, row) for row in rows)
            dump.rows[table.name] += len(part)
        number = _numbered(table)
        if number:
            dump.sequences[table.name] = _highest(connection, table, number)


def load_lines(connection: Connection, tables: Mapping[str, Table], content: bytes) -> Counter[str]:
    """Write dumped lines, all of one table, into the empty table of the same schema; gives rows by table."""
    waiting: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in content.split(b"\n"):
        name, values = json.loads(line)
        if name not in tables:
            raise ValueError(f"the backup holds the table {name}, which its schema does not know")
        kinds = {column.name: column.type for column in tables[name].columns}
        waiting[name].append({key: _value(kinds[key], value) for key, value in values.items()})
    for name, rows in waiting.items():
        for start in range(0, len(rows), AT_ONCE):
            connection.execute(insert(tables[name]), rows[start : start + AT_ONCE])
    return Counter({name: len(rows) for name, rows in waiting.items()})


def tables_of(connection: Connection) -> dict[str, Table]:
    """Give the tables of a database by name."""
    return {table.name: table for table in _tables(connection)}


def number_on(connection: Connection, tables: Mapping[str, Table], sequences: Mapping[str, int]) -> None:
    """Let numbering go on behind the highest numbers of a backup, with a gap for what was given since."""
    for name, highest in sequences.items():
        number = _numbered(tables[name])
        upon = (highest // GAP + 1) * GAP if highest else 0
        if not upon or not number:
            continue
        if connection.dialect.name == "sqlite":
            given = {"name": name, "upon": upon}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), given)
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :upon)"), given)
        else:
            sequence = _sequence(connection, name, number)
            if sequence:
                connection.execute(text("SELECT setval(:sequence, :upon)"), {"sequence": sequence, "upon": upon})


def _tables(connection: Connection) -> list[Table]:
    known = MetaData()
    known.reflect(connection)
    return [table for table in known.sorted_tables if table.name != VERSIONS]


def _numbered(table: Table) -> str:
    """Give the column of a table that is numbered by the database; empty when there is none."""
    key = list(table.primary_key)
    whole = len(key) == 1 and key[0].type.python_type is int
    return str(key[0].name) if whole else ""


def _highest(connection: Connection, table: Table, number: str) -> int:
    there = int(connection.scalar(text(f'SELECT max("{number}") FROM "{table.name}"')) or 0)  # noqa: S608 - names of the schema
    if connection.dialect.name == "sqlite":
        given = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
    else:
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(:name, :number)"), {"name": table.name, "number": number}
        )
        last = f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}"  # noqa: S608 - a name of the schema
        given = connection.scalar(text(last)) if sequence else 0
    return max(there, int(given or 0))


def _sequence(connection: Connection, name: str, number: str) -> str | None:
    query = text("SELECT pg_get_serial_sequence(:name, :number)")
    found: str | None = connection.scalar(query, {"name": name, "number": number})
    return found


def _line(name: str, row: Mapping[str, Any]) -> bytes:
    return json.dumps([name, row], ensure_ascii=False, separators=(",", ":")).encode()


def _plain(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value


def _value(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    if isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return base64.b64decode(value) if isinstance(kind, LargeBinary) else value
