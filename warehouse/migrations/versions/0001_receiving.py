"""The receiving side: the register, the deliveries and their statements, the manifest, the outbox, the quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("judicial_mandate", sa.Boolean(), nullable=False),
        sa.Column("bank_bic", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("mandate_on", sa.Date(), nullable=True),
        sa.Column("authorisation_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("iban", "currency", name=op.f("pk_accounts")),
    )
    op.create_table(
        "deliveries",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("mandates", sa.Integer(), nullable=False),
        sa.Column("movements", sa.Integer(), nullable=False),
        sa.Column("debit_milli", sa.BigInteger(), nullable=False),
        sa.Column("credit_milli", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('ingested', 'partial', 'duplicate', 'quarantined')", name=op.f("ck_deliveries_state")),
        sa.PrimaryKeyConstraint("delivery", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_bank"), "deliveries", ["bank"])
    op.create_index(op.f("ix_deliveries_received_at"), "deliveries", ["received_at"])
    op.create_table(
        "holders",
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("holder_id", name=op.f("pk_holders")),
    )
    op.create_index(op.f("ix_holders_bar"), "holders", ["bar"])
    op.create_table(
        "intake_sightings",
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("changed_ns", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bank", "name", name=op.f("pk_intake_sightings")),
    )
    op.create_table(
        "manifest",
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("movements", sa.BigInteger(), nullable=False),
        sa.Column("debit_milli", sa.BigInteger(), nullable=False),
        sa.Column("credit_milli", sa.BigInteger(), nullable=False),
        sa.Column("removed_rows", sa.BigInteger(), nullable=False),
        sa.Column("removed_movements", sa.BigInteger(), nullable=False),
        sa.Column("removed_debit_milli", sa.BigInteger(), nullable=False),
        sa.Column("removed_credit_milli", sa.BigInteger(), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=True),
        sa.Column("buckets", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("dataset IN ('statements', 'movements')", name=op.f("ck_manifest_dataset")),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_manifest")),
    )
    op.create_index("ix_manifest_dataset_month", "manifest", ["dataset", "month"])
    op.create_index(op.f("ix_manifest_path"), "manifest", ["path"])
    op.create_index(op.f("ix_manifest_replaced_at"), "manifest", ["replaced_at"])
    op.create_table(
        "account_holders",
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_account_holders_holder_id_holders")),
        sa.ForeignKeyConstraint(
            ["iban", "currency"], ["accounts.iban", "accounts.currency"], name=op.f("fk_account_holders_iban_accounts")
        ),
        sa.PrimaryKeyConstraint("iban", "currency", "holder_id", "valid_from", name=op.f("pk_account_holders")),
    )
    op.create_index(op.f("ix_account_holders_holder_id"), "account_holders", ["holder_id"])
    op.create_table(
        "account_versions",
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("judicial_mandate", sa.Boolean(), nullable=False),
        sa.Column("bank_bic", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("mandate_on", sa.Date(), nullable=True),
        sa.Column("authorisation_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["iban", "currency"], ["accounts.iban", "accounts.currency"], name=op.f("fk_account_versions_iban_accounts")
        ),
        sa.PrimaryKeyConstraint("iban", "currency", "replaced_at", name=op.f("pk_account_versions")),
    )
    op.create_table(
        "acknowledgements",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("readable", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["delivery"], ["deliveries.delivery"], name=op.f("fk_acknowledgements_delivery_deliveries")),
        sa.PrimaryKeyConstraint("delivery", name=op.f("pk_acknowledgements")),
    )
    op.create_index(op.f("ix_acknowledgements_delivered_at"), "acknowledgements", ["delivered_at"])
    op.create_table(
        "delivered_statements",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("statement_date", sa.Date(), nullable=True),
        sa.Column("statement_number", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("new_balance_milli", sa.BigInteger(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("movements", sa.Integer(), nullable=False),
        sa.Column("debit_milli", sa.BigInteger(), nullable=False),
        sa.Column("credit_milli", sa.BigInteger(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('ingested', 'duplicate', 'quarantined', 'mandate')", name=op.f("ck_delivered_statements_state")
        ),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.delivery"], name=op.f("fk_delivered_statements_delivery_deliveries")
        ),
        sa.PrimaryKeyConstraint("delivery", "position", name=op.f("pk_delivered_statements")),
    )
    op.create_index("ix_delivered_statements_account_statement_date", "delivered_statements", ["account", "statement_date"])
    op.create_index("ix_delivered_statements_state_reason", "delivered_statements", ["state", "reason"])
    op.create_index(
        "uq_held_statement",
        "delivered_statements",
        ["account", "currency", "statement_date", "statement_number", "ordinal"],
        unique=True,
        sqlite_where=sa.text("state = 'ingested'"),
        postgresql_where=sa.text("state = 'ingested'"),
    )
    op.create_table(
        "holder_versions",
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_holder_versions_holder_id_holders")),
        sa.PrimaryKeyConstraint("holder_id", "replaced_at", name=op.f("pk_holder_versions")),
    )
    op.create_table(
        "own_accounts",
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_own_accounts_holder_id_holders")),
        sa.PrimaryKeyConstraint("holder_id", "iban", name=op.f("pk_own_accounts")),
    )
    op.create_table(
        "quarantine_releases",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery", "position"],
            ["delivered_statements.delivery", "delivered_statements.position"],
            name=op.f("fk_quarantine_releases_delivery_delivered_statements"),
        ),
        sa.PrimaryKeyConstraint("delivery", "position", "released_at", name=op.f("pk_quarantine_releases")),
    )
    op.create_table(
        "quarantined_statements",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("quarantined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery", "position"],
            ["delivered_statements.delivery", "delivered_statements.position"],
            name=op.f("fk_quarantined_statements_delivery_delivered_statements"),
        ),
        sa.PrimaryKeyConstraint("delivery", "position", name=op.f("pk_quarantined_statements")),
    )


def downgrade() -> None:

    op.drop_table("quarantined_statements")
    op.drop_table("quarantine_releases")
    op.drop_table("own_accounts")
    op.drop_table("holder_versions")
    op.drop_table("delivered_statements")
    op.drop_table("acknowledgements")
    op.drop_table("account_versions")
    op.drop_table("account_holders")
    op.drop_table("manifest")
    op.drop_table("intake_sightings")
    op.drop_table("holders")
    op.drop_table("deliveries")
    op.drop_table("accounts")
