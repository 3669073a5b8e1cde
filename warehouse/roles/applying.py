"""Applying the declaration to a PostgreSQL database: roles, rights, isolation of the Orders.

Roles belong to the whole server, rights to one database. Who may not make roles (a managed server) can have them made once by
an administrator, `CREATE ROLE quater_intake NOLOGIN` and so on; then rights are given to those that are there, and what is
missing is said. The program goes on working as the owner of its tables, who is not held by the isolation: no table FORCEs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection

from warehouse.database import MIGRATION_LOCK, connect
from warehouse.errors import Refusal
from warehouse.roles import statements
from warehouse.roles.declaration import ALL_ROLES, OWNER, TABLES

VERSIONS = "alembic_version"
"""Every role reads at which migration the database is: each program asks at its start."""


@dataclass(frozen=True)
class Applied:
    """What was done: tables with rights, tables with isolated rows, roles that are missing and could not be made."""

    roles: tuple[str, ...]
    tables: tuple[str, ...]
    isolated: tuple[str, ...]
    missing: tuple[str, ...]
    handed_over: bool = False


def apply_roles(database_url: str, *, hand_over: bool = False) -> Applied:
    """Bring a database's roles and rights to the declaration; `hand_over` also makes `quater_owner` own the tables.

    The URL is that of the tables' owner or of an administrator. Raises Refusal on SQLite, which has no roles, and on a database
    without Quater's tables.
    """
    engine = connect(database_url)
    try:
        _must_be_postgresql(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            applied = grant_roles(connection, hand_over=hand_over)
    finally:
        engine.dispose()
    if not applied.tables:
        raise Refusal(
            "this database holds no table of Quater: open the installation once (any command does), then apply the roles"
        )
    return applied


def grant_roles(connection: Connection, *, hand_over: bool = False) -> Applied:
    """Make the missing roles where this user may, then give every table its rights and its isolation, in this transaction."""
    if connection.dialect.name != "postgresql":
        return Applied((), (), (), ())
    if _may_make_roles(connection):
        _say(connection, [statements.make_role(role) for role in ALL_ROLES])
    roles = _existing_roles(connection)
    tables = _existing_tables(connection)
    server = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    _open_schema(connection, roles)
    for table in tables:
        sequences = _sequences_of(connection, table)
        columns = _columns_of(connection, table)
        _say(connection, statements.grants(table, roles, server=server, sequences=sequences, columns=columns))
        _say(connection, statements.isolation(table, roles))
    if tables and roles:
        _say(connection, [f"GRANT SELECT ON {VERSIONS} TO {', '.join(roles)}"])
    if hand_over:
        _hand_over(connection, roles, tables)
    isolated = tuple(table for table in tables if TABLES[table].own)
    return Applied(roles, tables, isolated, tuple(role for role in ALL_ROLES if role not in roles), hand_over)


def withdraw_roles(connection: Connection) -> None:
    """Take every right and all isolation back; the roles stay, because other databases of the server may use them."""
    if connection.dialect.name != "postgresql":
        return
    owner = connection.scalar(text("SELECT tableowner FROM pg_tables WHERE tablename = :name"), {"name": VERSIONS})
    roles = [role for role in _existing_roles(connection) if role != owner]
    for table in _existing_tables(connection):
        _say(connection, statements.no_isolation(table))
        _say(connection, statements.withdrawals(table, roles, sequences=_sequences_of(connection, table)))
    if roles:
        _say(connection, [f"REVOKE ALL ON {VERSIONS} FROM {', '.join(roles)}"])


def _must_be_postgresql(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        raise Refusal(
            "SQLite has no roles: whoever can read the file reads everything; roles need PostgreSQL (QUATER_DATABASE_URL)"
        )


def _say(connection: Connection, lines: Iterable[str]) -> None:
    for line in lines:
        connection.exec_driver_sql(line)


def _may_make_roles(connection: Connection) -> bool:
    query = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return bool(connection.exec_driver_sql(query).scalar_one())


def _existing_roles(connection: Connection) -> tuple[str, ...]:
    found = set(connection.scalars(text("SELECT rolname FROM pg_roles WHERE rolname LIKE 'quater%'")))
    return tuple(role for role in ALL_ROLES if role in found)


def _existing_tables(connection: Connection) -> tuple[str, ...]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    found = set(connection.scalars(text(query)))
    return tuple(sorted(table for table in TABLES if table in found))


def _sequences_of(connection: Connection, table: str) -> list[str]:
    """Give the sequences that number a table's rows."""
    query = text(
        "SELECT sequence.relname FROM pg_depend JOIN pg_class AS sequence ON sequence.oid = pg_depend.objid"
        " WHERE sequence.relkind = 'S' AND pg_depend.deptype IN ('a', 'i') AND pg_depend.refobjid = to_regclass(:table)"
    )
    return sorted(connection.scalars(query, {"table": table}))


def _columns_of(connection: Connection, table: str) -> set[str]:
    query = text("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped")
    return set(connection.scalars(query, {"table": table}))


def _open_schema(connection: Connection, roles: Sequence[str]) -> None:
    """Let the roles see the schema, and nobody make tables or functions in it that a query of another could take for ours."""
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    shut_out = text(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(:roles) AND NOT has_schema_privilege(oid, :schema, 'USAGE')"
    )
    for role in connection.scalars(shut_out, {"roles": list(roles), "schema": schema}).all():
        _say(connection, [f'GRANT USAGE ON SCHEMA "{schema}" TO {role}'])
    if connection.scalar(text("SELECT has_schema_privilege('public', :schema, 'CREATE')"), {"schema": schema}):
        _say(connection, [f'REVOKE CREATE ON SCHEMA "{schema}" FROM PUBLIC'])


def _hand_over(connection: Connection, roles: Sequence[str], tables: Sequence[str]) -> None:
    if OWNER not in roles:
        raise Refusal(f"there is no role {OWNER} to own the tables; let an administrator run: CREATE ROLE {OWNER} NOLOGIN")
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    _say(connection, [f'GRANT USAGE, CREATE ON SCHEMA "{schema}" TO {OWNER}'])
    _say(connection, [statements.hand_over(table) for table in (*tables, VERSIONS)])
