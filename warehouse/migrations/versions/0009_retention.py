"""The rights of who destroys: rows that have a day of their own go too, from the register's past to models and holds."""

from alembic import op

from warehouse.roles import grant_roles

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    grant_roles(op.get_bind())


def downgrade() -> None:
    """Rights that are too wide harm nothing that an older program does."""
