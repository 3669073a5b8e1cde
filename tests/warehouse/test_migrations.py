"""The schema that the migrations make is the one that the tables declare, on both databases, and there is one way to it."""

import importlib
import pkgutil
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect

import warehouse as package
from warehouse.database import Base, Warehouse, migration_config, newest_revision


def _import_every_table() -> None:
    for module in pkgutil.walk_packages(package.__path__, "warehouse."):
        if not module.name.startswith("warehouse.migrations"):
            importlib.import_module(module.name)


def test_the_migrations_have_one_head_and_every_file_is_on_the_way_to_it():
    scripts = ScriptDirectory.from_config(migration_config())
    on_the_way = {revision.revision for revision in scripts.walk_revisions()}
    files = {path.name.split("_")[0] for path in Path(scripts.versions).glob("*.py")}
    assert scripts.get_heads() == [newest_revision()]
    assert on_the_way == files


def test_the_migrated_schema_is_the_declared_one(warehouse: Warehouse):
    _import_every_table()
    with warehouse.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrated_checks_are_the_declared_ones(warehouse: Warehouse):
    _import_every_table()
    inspector = inspect(warehouse.engine)
    for table in Base.metadata.sorted_tables:
        declared = {check.name for check in table.constraints if isinstance(check, CheckConstraint)}
        assert {check["name"] for check in inspector.get_check_constraints(table.name)} == declared, table.name


def test_going_back_to_nothing_and_up_again_gives_the_same_schema(warehouse: Warehouse):
    _import_every_table()
    config = migration_config()
    for step, target in ((command.downgrade, "base"), (command.upgrade, "head")):
        with warehouse.engine.begin() as connection:
            config.attributes["connection"] = connection
            step(config, target)
    with warehouse.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
