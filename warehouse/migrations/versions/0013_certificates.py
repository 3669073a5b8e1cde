"""What a destruction did is kept with its plan until it is certified; the list of its leftovers leaves the database; copies.

A plan that was interrupted under the former schema is to be run again before this migration.
"""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    left = op.get_bind().scalar(sa.text("SELECT count(*) FROM retention_plans WHERE state = 'erased'"))
    if left:
        raise RuntimeError("a destruction is not finished: run its plan again with the former release, then migrate")
    op.drop_table("destruction_leftovers")
    op.create_table(
        "copy_notices",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan_number", sa.Integer(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_number"], ["retention_plans.number"], name=op.f("fk_copy_notices_plan_number_retention_plans")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_copy_notices")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_copy_notices_bar"), "copy_notices", ["bar"])
    op.create_index(op.f("ix_copy_notices_plan_number"), "copy_notices", ["plan_number"])
    op.add_column("retention_plans", sa.Column("outcome", sa.JSON(), nullable=True))
    grant_roles(op.get_bind())


def downgrade() -> None:
    op.drop_column("retention_plans", "outcome")
    op.drop_table("copy_notices")
    op.create_table(
        "destruction_leftovers",
        sa.Column("plan_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_number"], ["retention_plans.number"], name=op.f("fk_destruction_leftovers_plan_number_retention_plans")
        ),
        sa.PrimaryKeyConstraint("plan_number", "kind", "value", name=op.f("pk_destruction_leftovers")),
    )
