"""Who has signed the undertaking to keep the secret, in which version."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "secrecy_signatures",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("person", "version", name=op.f("uq_secrecy_signatures_person_version")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_secrecy_signatures")),
        sqlite_autoincrement=True,
    )
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("secrecy_signatures")
