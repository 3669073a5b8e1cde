"""Alembic's entry: runs the migrations on the connection that `warehouse.database.migrate` hands over."""

from alembic import context

from warehouse.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
