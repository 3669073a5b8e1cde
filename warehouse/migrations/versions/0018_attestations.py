"""For whom each institution answers: who gets in on whose word, and until when."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attestations",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("person", "institution", "role", "quality")),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("attested_by", sa.Text(), nullable=False),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Text()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.CheckConstraint("institution IN ('OBFG', 'OVB', 'operator')", name=op.f("ck_attestations_institution")),
        sa.CheckConstraint("attested_by <> person", name=op.f("ck_attestations_another")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_attestations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attestations_person"), "attestations", ["person"])
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("attestations")
