"""Who is shut out while a security risk lasts."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_blocks",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("mitigation", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text()),
        sa.Column("proposed_at", sa.DateTime(timezone=True)),
        sa.Column("lifted_by", sa.Text()),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("state IN ('blocked', 'lifting', 'lifted')", name=op.f("ck_access_blocks_state")),
        sa.CheckConstraint("lifted_by IS NULL OR lifted_by <> proposed_by", name=op.f("ck_access_blocks_two_people")),
        sa.CheckConstraint("state = 'blocked' OR mitigation <> ''", name=op.f("ck_access_blocks_mitigation")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_access_blocks")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_access_blocks_person"), "access_blocks", ["person"])
    op.create_index(op.f("ix_access_blocks_state"), "access_blocks", ["state"])
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("access_blocks")
