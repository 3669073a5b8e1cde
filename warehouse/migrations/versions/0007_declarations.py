"""What holders declare each year of the balances of their accounts."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "declarations",
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("balance_milli", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_declarations_holder_id_holders")),
        sa.ForeignKeyConstraint(
            ["iban", "currency"], ["accounts.iban", "accounts.currency"], name=op.f("fk_declarations_iban_accounts")
        ),
        sa.PrimaryKeyConstraint("iban", "currency", "year", name=op.f("pk_declarations")),
    )
    op.create_index(op.f("ix_declarations_holder_id"), "declarations", ["holder_id"])
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("declarations")
