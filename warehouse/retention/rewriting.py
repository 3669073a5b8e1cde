"""Rewriting the database after a destruction: DELETE is not erasure.

SQLite keeps deleted rows in free pages and in its write-ahead log (`secure_delete` overwrites the first): VACUUM writes the
file anew and the checkpoint empties the log. PostgreSQL keeps them in dead rows until VACUUM FULL; its own write-ahead log is
recycled by the server, and the rotation of backups is the operator's (runbook).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, text

from warehouse.kept import ERASING, TABLES

TOUCHED = tuple(sorted(name for name, line in TABLES.items() if isinstance(line.way, ERASING)))
"""Every table of which a destruction or a purge deletes or empties rows."""


def rewrite_database(engine: Engine, tables: Sequence[str] = TOUCHED) -> None:
    """Write anew the tables that were touched; raises when readers kept the database from it, and may then be repeated."""
    if engine.dialect.name == "postgresql":
        _rewrite_postgresql(engine, tables)
    else:
        _rewrite_sqlite(engine)


def _rewrite_postgresql(engine: Engine, tables: Sequence[str]) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in tables:
            connection.execute(text(f"VACUUM FULL {table}"))


def _rewrite_sqlite(engine: Engine) -> None:
    connection = engine.raw_connection()  # the engine begins transactions, and VACUUM may stand in none
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _, _ = cursor.fetchone() or (1, 0, 0)
        cursor.close()
    finally:
        connection.close()
    if busy:
        raise RuntimeError("the write-ahead log could not be emptied: other programs read the database; run the plan again")
