"""A piece without a class, or of a kind that is not its class's, is refused by the database itself."""

from alembic import op

from warehouse.roles import grant_roles

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

CLASSES = (
    ("report", "body"),
    ("translation", "translation"),
    ("report_data", "data"),
    ("account_statements", "annex"),
    ("attachment", "attachment"),
    ("recall", "recall"),
    ("answer", "answer"),
    ("full_copy", "copy"),
    ("yearly_report", "yearly"),
)
CLASSIFIED = " OR ".join(f"(piece_class = '{name}' AND kind = '{kind}')" for name, kind in CLASSES)


def upgrade() -> None:
    with op.batch_alter_table("report_pieces") as pieces:
        pieces.create_check_constraint(op.f("ck_report_pieces_classified"), CLASSIFIED)
    grant_roles(op.get_bind())


def downgrade() -> None:
    with op.batch_alter_table("report_pieces") as pieces:
        pieces.drop_constraint(op.f("ck_report_pieces_classified"), type_="check")
