"""The receiving desk of the warehouse's tests, on SQLite and on PostgreSQL, for the tests of requirements."""

from tests.warehouse.conftest import desk, migrated_postgresql, migrated_sqlite, postgresql_server, warehouse

__all__ = ["desk", "migrated_postgresql", "migrated_sqlite", "postgresql_server", "warehouse"]
