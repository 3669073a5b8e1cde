"""Sign-ins in use: two of one person at the same time are noticed."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("sign_in", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("sign_in", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_person"), "sign_ins", ["person"])
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("sign_ins")
