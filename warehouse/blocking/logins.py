"""The logins of the database: closed with a block, its sessions ended; open again with the last block's end.

A person's login in PostgreSQL has the person's name and is a member of one of Quater's roles; others are never touched, nor
those of a superuser. Closing needs the right to make roles: where the program's own login has not got it, the block says that
the login is still open, and an administrator closes it with `quater access enforce --database-url …`. SQLite has no logins.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ProgrammingError

from warehouse.blocking.asking import blocked_people
from warehouse.database import Warehouse, connect
from warehouse.roles import ROLES

NONE, CLOSED, OPEN = "none", "closed", "open: the program may not close it, an administrator does with `quater access enforce`"
_LOGINS = text(
    "SELECT login.rolname FROM pg_roles AS login WHERE NOT login.rolsuper AND login.rolname <> current_user"
    " AND lower(login.rolname) = ANY(:people) AND EXISTS (SELECT 1 FROM pg_roles AS ours"
    " WHERE ours.rolname = ANY(:roles) AND ours.oid <> login.oid AND pg_has_role(login.oid, ours.oid, 'MEMBER'))"
)
_END = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :login AND pid <> pg_backend_pid()")


@dataclass(frozen=True)
class Enforced:
    """The logins that were closed."""

    closed: tuple[str, ...]


def close_login(warehouse: Warehouse, person: str) -> str:
    """Close a person's login and end its sessions; says none, closed, or that it is still open."""
    return _set(warehouse, person, login=False)


def open_login(warehouse: Warehouse, person: str) -> str:
    """Let a person's login in again."""
    return _set(warehouse, person, login=True)


def enforce(warehouse: Warehouse, database_url: str) -> Enforced:
    """Close, as an administrator of the database, the login of everybody who is shut out."""
    people = blocked_people(warehouse)
    engine = connect(database_url)
    try:
        if engine.dialect.name != "postgresql":
            return Enforced(())
        with engine.begin() as connection:
            closed = _logins(connection, people)
            for login in closed:
                _switch(connection, login, login_allowed=False)
        return Enforced(tuple(closed))
    finally:
        engine.dispose()


def _set(warehouse: Warehouse, person: str, *, login: bool) -> str:
    if warehouse.engine.dialect.name != "postgresql":
        return NONE
    try:
        with warehouse.engine.begin() as connection:
            found = _logins(connection, {person})
            for name in found:
                _switch(connection, name, login_allowed=login)
    except ProgrammingError:
        return OPEN if not login else "closed: an administrator opens it with ALTER ROLE … LOGIN"
    return NONE if not found else ("open" if login else CLOSED)


def _logins(connection: Connection, people: frozenset[str] | set[str]) -> list[str]:
    return list(connection.scalars(_LOGINS, {"people": sorted(people), "roles": list(ROLES)}))


def _switch(connection: Connection, login: str, *, login_allowed: bool) -> None:
    quoted = connection.dialect.identifier_preparer.quote_identifier(login)
    connection.exec_driver_sql(f"ALTER ROLE {quoted} {'LOGIN' if login_allowed else 'NOLOGIN'}".replace("%", "%%"))
    if not login_allowed:
        connection.execute(_END, {"login": login})


@dataclass(frozen=True)
class DatabaseState:
    """What PostgreSQL says: whether the program is a superuser, which roles are missing, who shut out can still log in."""

    superuser: bool
    missing_roles: tuple[str, ...]
    open_logins: tuple[str, ...]


def state_of_database(warehouse: Warehouse) -> DatabaseState | None:
    """Give the state of the logins and roles; None on SQLite, which has neither."""
    if warehouse.engine.dialect.name != "postgresql":
        return None
    people = blocked_people(warehouse)
    with warehouse.engine.connect() as connection:
        superuser = bool(connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")))
        there = set(connection.scalars(text("SELECT rolname FROM pg_roles WHERE rolname LIKE 'quater%'")))
        may = text("SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY(:logins)")
        still = connection.scalars(may, {"logins": _logins(connection, people)}).all()
    return DatabaseState(superuser, tuple(role for role in ROLES if role not in there), tuple(sorted(still)))
