"""The random draws below the line, and what learning leaves behind for retention to know."""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "random_draws",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_random_draws")),
    )
    op.create_table(
        "model_traces",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("model_number", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("account_months", sa.Integer(), nullable=False),
        sa.Column("holds_rows", sa.Boolean(), nullable=False),
        sa.Column("fewest", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["model_number"], ["models.number"], name=op.f("fk_model_traces_model_number_models")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_model_traces")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_model_traces_model_number"), "model_traces", ["model_number"])
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_table("model_traces")
    op.drop_table("random_draws")
