"""The data protection officer's opinions on classes of rules."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule_opinions",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("rule_class", "opinion", "words", "by")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("opinion IN ('favourable', 'against')", name=op.f("ck_rule_opinions_opinion")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_rule_opinions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rule_opinions_rule_class"), "rule_opinions", ["rule_class"])
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("rule_opinions")
