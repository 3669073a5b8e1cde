"""One view of the database for a reading that asks several questions.

SQLite gives a transaction one view by itself. PostgreSQL shows each statement what was committed meanwhile, so a check that
counts rows and then compares with a total would blame the writer who came in between.
"""

from __future__ import annotations

from sqlalchemy.orm import Session


def one_view(session: Session) -> None:
    """Make everything that this session reads from here on the state of one moment; call it before the first query."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
