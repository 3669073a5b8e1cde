"""PostgreSQL roles: which program or person may read and write what, enforced by the database itself.

The rights are declared once, table by table (`declaration`); the migration grants them, `quater roles apply` grants them again
whenever tables or roles have come since, `quater roles show` and `docs/database-roles.md` print them. A person or program logs
in with a role of its own that is a member of one of these; nothing depends on a setting of the session, which anyone can set.
"""

from warehouse.roles.applying import Applied, apply_roles, grant_roles, withdraw_roles
from warehouse.roles.declaration import ALL_ROLES, DESKS, OWNER, ROLES, TABLES
from warehouse.roles.page import lines, roles_page

__all__ = [
    "ALL_ROLES",
    "DESKS",
    "OWNER",
    "ROLES",
    "TABLES",
    "Applied",
    "apply_roles",
    "grant_roles",
    "lines",
    "roles_page",
    "withdraw_roles",
]
