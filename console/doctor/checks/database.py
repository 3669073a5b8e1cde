"""The database: on PostgreSQL the roles are there, the program is no superuser, and nobody who is shut out can still log in."""

from __future__ import annotations

from collections.abc import Iterator

from console.doctor.finding import Finding, Patient
from warehouse.blocking.logins import state_of_database


def check(patient: Patient) -> Iterator[Finding]:
    """Find what lets somebody read more than his role."""
    state = state_of_database(patient.warehouse)
    if state is None:
        told = "SQLite has no roles: whoever reads the file reads the accounts of both Orders"
        yield Finding("database", False, told, "production uses PostgreSQL: QUATER_DATABASE_URL")
        return
    if state.superuser:
        told = "the program logs in as a superuser, whom no right and no isolation holds"
        yield Finding("database", True, told, "give it a login of its own that is a member of quater_owner")
    for role in state.missing_roles:
        yield Finding(
            "database", True, f"the role {role} is missing", "quater roles apply --database-url URL-OF-AN-ADMINISTRATOR"
        )
    for login in state.open_logins:
        told = f"{login} is shut out and can still log in to the database"
        yield Finding("database", True, told, "quater access enforce --database-url URL-OF-AN-ADMINISTRATOR")
