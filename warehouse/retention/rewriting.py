"""Rewriting the database after a destruction: DELETE is not erasure.

SQLite keeps deleted rows in free pages and in its write-ahead log (`secure_delete` overwrites the first): VACUUM writes the
file anew and the checkpoint empties the log. PostgreSQL keeps them in dead rows until VACUUM FULL, and in the files of its own
write-ahead log until each of them is written over: `cycle_log` does that at once where this user may (a superuser, or who was
granted the three functions), else the server does in its own time. An archive of that log is the operator's (runbook).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection

from warehouse.kept import ERASING, TABLES

TOUCHED = tuple(sorted(name for name, line in TABLES.items() if isinstance(line.way, ERASING)))
"""Every table of which a destruction or a purge deletes or empties rows."""
_MAY_CYCLE = (
    "SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND has_function_privilege('pg_ls_waldir()', 'EXECUTE')"
    " AND pg_has_role('pg_checkpoint', 'USAGE')"
)


def rewrite_database(engine: Engine, tables: Sequence[str] = TOUCHED) -> None:
    """Write anew the tables that were touched; raises when readers kept the database from it, and may then be repeated."""
    if engine.dialect.name == "postgresql":
        _rewrite_postgresql(engine, tables)
    else:
        _rewrite_sqlite(engine)


def cycle_log(engine: Engine) -> bool | None:
    """Write over what PostgreSQL's write-ahead log holds; None on SQLite, which has none left, False where it may not be."""
    if engine.dialect.name != "postgresql":
        return None
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text(_MAY_CYCLE)):
            return False
        _next_file(connection)
        connection.execute(text("CHECKPOINT"))  # what no recovery needs is given back, to be written again: it keeps its bytes
        for _ in range(int(connection.scalar(text("SELECT count(*) FROM pg_ls_waldir()")) or 0) + 1):
            _next_file(connection)
    return True


def _next_file(connection: Connection) -> None:
    connection.execute(text("SELECT pg_logical_emit_message(false, 'quater', '')"))  # a file without a record is not left
    connection.execute(text("SELECT pg_switch_wal()"))  # fills the rest of the file with zeros


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
