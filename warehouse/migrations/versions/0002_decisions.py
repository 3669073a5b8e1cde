"""The deciding side: findings, alerts, decisions, holds, retention, access evidence, models and reports."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_actors",
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_access_actors")),
    )
    op.create_table(
        "access_head",
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_access_head")),
    )
    op.create_table(
        "accesses",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_accesses")),
    )
    op.create_index(op.f("ix_accesses_actor"), "accesses", ["actor"])
    op.create_index(op.f("ix_accesses_at"), "accesses", ["at"])
    op.create_index(op.f("ix_accesses_subject"), "accesses", ["subject"])
    op.create_table(
        "alerts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("typology", sa.Text(), nullable=False),
        sa.Column("window_start", sa.Date(), nullable=False),
        sa.Column("grouping", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("detector_version", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("score_micro", sa.Integer(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("amount_milli", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_alerts")),
        sa.UniqueConstraint("grouping", name=op.f("uq_alerts_grouping")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_alerts_account"), "alerts", ["account"])
    op.create_index(op.f("ix_alerts_bar"), "alerts", ["bar"])
    op.create_index(op.f("ix_alerts_holder_id"), "alerts", ["holder_id"])
    op.create_index(op.f("ix_alerts_status"), "alerts", ["status"])
    op.create_index("ix_alerts_tier_score_micro", "alerts", ["tier", "score_micro"])
    op.create_table(
        "findings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("detector_version", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("typology", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("amount_milli", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("movement_ids", sa.JSON(), nullable=False),
        sa.Column("bank_references", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("score_micro", sa.Integer(), nullable=True),
        sa.Column("counterparty", sa.Text(), nullable=False),
        sa.Column("destroyed_movements", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_account"), "findings", ["account"])
    op.create_index(op.f("ix_findings_detector"), "findings", ["detector"])
    op.create_index("ix_findings_holder_id_typology", "findings", ["holder_id", "typology"])
    op.create_index(op.f("ix_findings_last_date"), "findings", ["last_date"])
    op.create_table(
        "holds",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("opening_act", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("act_date", sa.Date(), nullable=False),
        sa.Column("placed_by", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("final_decision", sa.Text(), nullable=True),
        sa.Column("recourse_exhausted", sa.Text(), nullable=True),
        sa.Column("release_proposed_by", sa.Text(), nullable=True),
        sa.Column("released_by", sa.Text(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("scope IN ('holder', 'account', 'alert', 'period')", name=op.f("ck_holds_scope")),
        sa.CheckConstraint("state <> 'released' OR release_proposed_by <> released_by", name=op.f("ck_holds_two_people")),
        sa.CheckConstraint("state IN ('active', 'release_proposed', 'released')", name=op.f("ck_holds_state")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_holds")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_holds_state"), "holds", ["state"])
    op.create_table(
        "models",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("artefact_hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_models")),
        sa.UniqueConstraint("artefact_hash", name=op.f("uq_models_artefact_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_models_kind"), "models", ["kind"])
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reports")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reports_bar"), "reports", ["bar"])
    op.create_index(op.f("ix_reports_state"), "reports", ["state"])
    op.create_table(
        "retention_plans",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("spared", sa.JSON(), nullable=False),
        sa.Column("holds", sa.JSON(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("verification", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("state IN ('drafted', 'approved', 'erased', 'run')", name=op.f("ck_retention_plans_state")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_retention_plans")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_retention_plans_state"), "retention_plans", ["state"])
    op.create_table(
        "alert_findings",
        sa.Column("finding_key", sa.Text(), nullable=False),
        sa.Column("alert_number", sa.Integer(), nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert_number"], ["alerts.number"], name=op.f("fk_alert_findings_alert_number_alerts")),
        sa.ForeignKeyConstraint(["finding_key"], ["findings.key"], name=op.f("fk_alert_findings_finding_key_findings")),
        sa.PrimaryKeyConstraint("finding_key", name=op.f("pk_alert_findings")),
    )
    op.create_index(op.f("ix_alert_findings_alert_number"), "alert_findings", ["alert_number"])
    op.create_table(
        "alert_history",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("alert_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert_number"], ["alerts.number"], name=op.f("fk_alert_history_alert_number_alerts")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_alert_history")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_alert_history_alert_number"), "alert_history", ["alert_number"])
    op.create_table(
        "certificates",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan_number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_number"], ["retention_plans.number"], name=op.f("fk_certificates_plan_number_retention_plans")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_certificates")),
        sa.UniqueConstraint("plan_number", name=op.f("uq_certificates_plan_number")),
        sqlite_autoincrement=True,
    )
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
    op.create_table(
        "dispositions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("alert_number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert_number"], ["alerts.number"], name=op.f("fk_dispositions_alert_number_alerts")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_dispositions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dispositions_alert_number"), "dispositions", ["alert_number"])
    op.create_table(
        "hold_history",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hold_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hold_number"], ["holds.number"], name=op.f("fk_hold_history_hold_number_holds")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_hold_history")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_hold_history_hold_number"), "hold_history", ["hold_number"])
    op.create_table(
        "model_decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("model_number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["model_number"], ["models.number"], name=op.f("fk_model_decisions_model_number_models")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_model_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_model_decisions_model_number"), "model_decisions", ["model_number"])
    op.create_table(
        "report_alerts",
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("alert_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_number"], ["reports.number"], name=op.f("fk_report_alerts_report_number_reports")),
        sa.PrimaryKeyConstraint("report_number", "alert_number", name=op.f("pk_report_alerts")),
    )
    op.create_index(op.f("ix_report_alerts_alert_number"), "report_alerts", ["alert_number"])
    op.create_table(
        "report_pieces",
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("piece_class", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("movement_ids", sa.JSON(), nullable=False),
        sa.Column("accounts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report_number"], ["reports.number"], name=op.f("fk_report_pieces_report_number_reports")),
        sa.PrimaryKeyConstraint("report_number", "position", name=op.f("pk_report_pieces")),
        sa.UniqueConstraint("path", name=op.f("uq_report_pieces_path")),
    )
    op.create_index(op.f("ix_report_pieces_last_date"), "report_pieces", ["last_date"])
    op.create_table(
        "retention_approvals",
        sa.Column("plan_number", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_number"], ["retention_plans.number"], name=op.f("fk_retention_approvals_plan_number_retention_plans")
        ),
        sa.PrimaryKeyConstraint("plan_number", "by", name=op.f("pk_retention_approvals")),
    )
    op.create_table(
        "silences",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("disposition_number", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("counterparty", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disposition_number"], ["dispositions.number"], name=op.f("fk_silences_disposition_number_dispositions")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_silences")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_silences_account_detector", "silences", ["account", "detector"])
    op.create_index(op.f("ix_silences_disposition_number"), "silences", ["disposition_number"])


def downgrade() -> None:

    op.drop_table("silences")
    op.drop_table("retention_approvals")
    op.drop_table("report_pieces")
    op.drop_table("report_alerts")
    op.drop_table("model_decisions")
    op.drop_table("hold_history")
    op.drop_table("dispositions")
    op.drop_table("destruction_leftovers")
    op.drop_table("certificates")
    op.drop_table("alert_history")
    op.drop_table("alert_findings")
    op.drop_table("retention_plans")
    op.drop_table("reports")
    op.drop_table("models")
    op.drop_table("holds")
    op.drop_table("findings")
    op.drop_table("alerts")
    op.drop_table("accesses")
    op.drop_table("access_head")
    op.drop_table("access_actors")
