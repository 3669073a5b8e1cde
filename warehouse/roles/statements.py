"""The SQL of the roles: what is said to PostgreSQL for one table.

Every statement is made from the declaration and from nothing that a user gave; a table is emptied of the roles' former rights
before it is given its present ones, so that a right that left the declaration leaves the database too. Policies name the role
they are for: row security that reads a setting of the session is undone by one SET.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from warehouse.roles.declaration import ADD, ALL_ROLES, DESKS, MAINTAIN, OWNER, ROLES, TABLES, own_rows

MAINTAIN_SINCE = 17
EVERY_ROW = "quater_every_row"
ROLE_EXISTS = "EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}')"


def make_role(role: str) -> str:
    """Make a group role without login where there is none; another program that makes it at the same moment is no error."""
    return (
        f"DO $$ BEGIN IF NOT {ROLE_EXISTS.format(role=role)} THEN CREATE ROLE {role} NOLOGIN; END IF;"
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )


def grants(
    table: str, roles: Collection[str], *, server: int, sequences: Collection[str], columns: Collection[str]
) -> Iterator[str]:
    """Give a table's rights to the roles that exist, and to nobody else; `server` is PostgreSQL's major version.

    `columns` are those that the table has: the migration that makes roles runs before later ones that add columns.
    """
    yield from withdrawals(table, roles, sequences=sequences)
    for role in (role for role in ROLES if role in roles):
        rights = [right for right in TABLES[table].rights[role] if right != MAINTAIN or server >= MAINTAIN_SINCE]
        held = [found for right in rights if (found := of_columns(right, columns))]
        if held:
            yield f"GRANT {', '.join(held)} ON {table} TO {role}"
        if ADD in held:
            yield from (f"GRANT USAGE ON SEQUENCE {sequence} TO {role}" for sequence in sequences)
    if OWNER in roles:
        yield f"GRANT ALL ON {table} TO {OWNER}"
        yield from (f"GRANT ALL ON SEQUENCE {sequence} TO {OWNER}" for sequence in sequences)


def of_columns(right: str, columns: Collection[str]) -> str:
    """Leave out of a right on columns those that the table does not have; empty when none is left.

    >>> of_columns("UPDATE (status, assignee)", {"status"}), of_columns("SELECT", {"status"}), of_columns("UPDATE (a)", {"b"})
    ('UPDATE (status)', 'SELECT', '')
    """
    verb, named, rest = right.partition(" (")
    if not named:
        return right
    kept = [name for name in rest.rstrip(")").split(", ") if name in columns]
    return f"{verb} ({', '.join(kept)})" if kept else ""


def withdrawals(table: str, roles: Collection[str], *, sequences: Collection[str]) -> Iterator[str]:
    """Take a table's rights from the roles and from the public."""
    of = ", ".join(("PUBLIC", *(role for role in ALL_ROLES if role in roles)))  # an owner left out keeps what it owns
    yield f"REVOKE ALL ON {table} FROM {of}"
    yield from (f"REVOKE ALL ON SEQUENCE {sequence} FROM {of}" for sequence in sequences)


def isolation(table: str, roles: Collection[str]) -> Iterator[str]:
    """Isolate a table's rows by Order: a desk has its own, every other role that may read the table has all."""
    line = TABLES[table]
    yield from no_isolation(table)
    if not line.own:
        return
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for order, role in DESKS.items():
        if role in roles:
            own = own_rows(table, order)
            yield f"CREATE POLICY {role} ON {table} TO {role} USING ({own}) WITH CHECK ({own})"
    everything = [role for role in (*ROLES, OWNER) if role in roles and role not in DESKS.values() and _has_rights(table, role)]
    if everything:
        yield f"CREATE POLICY {EVERY_ROW} ON {table} TO {', '.join(everything)} USING (true) WITH CHECK (true)"


def no_isolation(table: str) -> Iterator[str]:
    """Undo a table's isolation."""
    for policy in (*DESKS.values(), EVERY_ROW):
        yield f"DROP POLICY IF EXISTS {policy} ON {table}"
    yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"


def hand_over(table: str) -> str:
    """Make the owner role the owner of a table; its sequences follow."""
    return f"ALTER TABLE {table} OWNER TO {OWNER}"


def _has_rights(table: str, role: str) -> bool:
    return role == OWNER or bool(TABLES[table].rights[role])
