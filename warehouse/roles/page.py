"""The rights as people read them: `quater roles show` and `docs/database-roles.md`.

>>> next(line for line in lines() if line[:2] == ("quater_desk_ovb", "alerts"))
('quater_desk_ovb', 'alerts', 'read, change (status, version, assignee, proposed)', 'own Order')
"""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.roles.declaration import DESKS, OWNER, ROLES, TABLES

WORDS = {"SELECT": "read", "INSERT": "add", "UPDATE": "change", "DELETE": "delete", "MAINTAIN": "rewrite"}

HEAD = f"""\
# Roles of the database

Made from `warehouse/roles/declaration.py` by `warehouse.roles.roles_page`; do not edit.

PostgreSQL only; SQLite has no roles, whoever can read its file reads everything. What is not written here is forbidden. The
roles cannot log in: each program or person gets a login of its own that is a member of one of them, so that the rights hang on
who logged in and never on a setting of the session.

```sql
CREATE ROLE dock_1 LOGIN PASSWORD '…' IN ROLE quater_intake;
CREATE ROLE analyst_7 LOGIN PASSWORD '…' IN ROLE quater_desk_ovb;
```

The migrations make the roles and their rights. `quater roles apply --database-url …` does it again, as the owner of the tables
or an administrator: after a role was missing, or after a new table. `--hand-over` makes `{OWNER}` the owner of the tables; a
member of it migrates. The owner is not held by the isolation of the Orders: an installation with the one URL of the owner works
whole.

*own Order*: of this table the role has only the rows of its own Order's bars, to read and to write; a row that belongs to no
bar is shown to neither desk. *rewrite* needs PostgreSQL 17; before it, a destruction is run as the owner.
"""


def lines() -> Iterator[tuple[str, str, str, str]]:
    """Give (role, table, rights in words, rows) for every right that there is, role by role."""
    for role in ROLES:
        for table in sorted(TABLES):
            rights = TABLES[table].rights[role]
            if rights:
                own = bool(TABLES[table].own) and role in DESKS.values()
                yield role, table, ", ".join(_word(right) for right in rights), "own Order" if own else "all"


def roles_page() -> str:
    """The text of `docs/database-roles.md`."""
    parts = [HEAD, "| role | who |", "|---|---|"]
    parts += [f"| `{role}` | {who} |" for role, who in ROLES.items()]
    parts += [f"| `{OWNER}` | owns and migrates the tables |", ""]
    for role in ROLES:
        parts += [f"## {role}", "", "| table | rights | rows |", "|---|---|---|"]
        parts += [f"| `{table}` | {rights} | {rows} |" for named, table, rights, rows in lines() if named == role]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _word(right: str) -> str:
    verb, _, columns = right.partition(" ")
    return f"{WORDS[verb]} {columns}".strip()
