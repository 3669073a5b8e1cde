"""Database roles on PostgreSQL: who may read and write what. A later migration that adds tables ends with `grant_roles` too."""

from alembic import op

from warehouse.roles import grant_roles, withdraw_roles

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    grant_roles(op.get_bind())


def downgrade() -> None:
    withdraw_roles(op.get_bind())
