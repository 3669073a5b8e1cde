"""Rewriting the database after a destruction: DELETE is not erasure.

SQLite keeps deleted rows in free pages and in its write-ahead log (`secure_delete` overwrites the first): VACUUM writes the
file anew and the checkpoint empties the log. PostgreSQL keeps them in dead rows until VACUUM FULL; its own write-ahead log is
recycled by the server, and the rotation of backups is the operator's (runbook).
"""

from __future__ import annotations

from sqlalchemy import Engine, text

from warehouse.alerts.findings import AlertFinding, FindingRow
from warehouse.alerts.tables import AlertRow, DispositionRow, HistoryRow, SilenceRow
from warehouse.deliveries_tables import DeliveredStatement, OutboxAcknowledgement, QuarantinedStatement, ReceivedDelivery
from warehouse.reports_register.pieces import PieceRow
from warehouse.reports_register.tables import ReportAlert, ReportRow
from warehouse.reports_register.views import PieceView
from warehouse.retention.tables import LeftoverRow

TOUCHED = (
    FindingRow,
    AlertFinding,
    AlertRow,
    HistoryRow,
    DispositionRow,
    SilenceRow,
    PieceRow,
    PieceView,
    ReportAlert,
    ReportRow,
    QuarantinedStatement,
    DeliveredStatement,
    ReceivedDelivery,
    OutboxAcknowledgement,
    LeftoverRow,
)
"""Every table of which a destruction deletes or empties rows."""


def rewrite_database(engine: Engine) -> None:
    """Write anew what a destruction touched; raises when readers kept the database from it, and may then be repeated."""
    if engine.dialect.name == "postgresql":
        _rewrite_postgresql(engine)
    else:
        _rewrite_sqlite(engine)


def _rewrite_postgresql(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in TOUCHED:
            connection.execute(text(f"VACUUM FULL {table.__tablename__}"))


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
