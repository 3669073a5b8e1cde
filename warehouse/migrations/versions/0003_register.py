"""The register's second half: who holds what and when, mandates and authorisations, exclusions, allowances, the history.

Mandates, authorisations and the history are kept by triggers: an UPDATE or DELETE is refused whoever asks for it, and so is a
mandate that replaces another without a change of bar (royal decree of 9 June 2024, art. 2 §2: irrevocable). On SQLite an
INSERT OR REPLACE would delete without asking the delete trigger, so the insert trigger refuses what is there already.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = {
    "mandates": "a mandate is irrevocable",
    "authorisations": "an authorisation is irrevocable",
    "register_changes": "the history of the register is not rewritten",
}
THERE_ALREADY = {
    "mandates": "SELECT 1 FROM mandates WHERE number = NEW.number OR supersedes = NEW.supersedes OR (supersedes IS NULL"
    " AND NEW.supersedes IS NULL AND iban = NEW.iban AND currency = NEW.currency AND holder_id = NEW.holder_id)",
    "authorisations": "SELECT 1 FROM authorisations WHERE number = NEW.number"
    " OR (iban = NEW.iban AND currency = NEW.currency AND holder_id = NEW.holder_id)",
    "register_changes": "SELECT 1 FROM register_changes WHERE number = NEW.number",
}
SUPERSEDES_WRONGLY = """NEW.supersedes IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM mandates AS earlier WHERE earlier.number = NEW.supersedes AND earlier.iban = NEW.iban
    AND earlier.currency = NEW.currency AND earlier.holder_id = NEW.holder_id AND earlier.bar <> NEW.bar)"""
WRONGLY = "a mandate is superseded only when its holder changes bar"


def upgrade() -> None:
    for table in ("holders", "holder_versions"):
        op.add_column(table, sa.Column("kind", sa.Text(), server_default="lawyer", nullable=False))
    op.add_column("account_holders", sa.Column("position", sa.Integer(), server_default="0", nullable=False))
    op.add_column("account_holders", sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "banks",
        sa.Column("bic", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credit_institution", sa.Boolean(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bic", name=op.f("pk_banks")),
    )
    op.create_table(
        "exclusions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_second", sa.Text(), nullable=True),
        sa.CheckConstraint("ended_second IS NULL OR ended_second <> ended_by", name=op.f("ck_exclusions_two_people_end")),
        sa.CheckConstraint("second IS NULL OR second <> by", name=op.f("ck_exclusions_two_people")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_exclusions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exclusions_iban"), "exclusions", ["iban"], unique=False)
    op.create_table(
        "register_changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=True),
        sa.Column("holder_id", sa.Text(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_register_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_register_changes_holder_id"), "register_changes", ["holder_id"], unique=False)
    op.create_index(op.f("ix_register_changes_iban"), "register_changes", ["iban"], unique=False)
    op.create_table(
        "agreements",
        sa.Column("bic", sa.Text(), nullable=False),
        sa.Column("order_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("order_code IN ('OBFG', 'OVB')", name=op.f("ck_agreements_order_code")),
        sa.ForeignKeyConstraint(["bic"], ["banks.bic"], name=op.f("fk_agreements_bic_banks")),
        sa.PrimaryKeyConstraint("bic", "order_code", "valid_from", name=op.f("pk_agreements")),
    )
    op.create_table(
        "allowances",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=True),
        sa.Column("holder_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("cap_milli", sa.BigInteger(), nullable=True),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(iban IS NULL) <> (holder_id IS NULL)", name=op.f("ck_allowances_one_subject")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_allowances_holder_id_holders")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_allowances")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_allowances_holder_id"), "allowances", ["holder_id"], unique=False)
    op.create_index(op.f("ix_allowances_iban"), "allowances", ["iban"], unique=False)
    op.create_table(
        "authorisations",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("bank_bic", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("length(document_sha256) = 64", name=op.f("ck_authorisations_hashed")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_authorisations_holder_id_holders")),
        sa.ForeignKeyConstraint(
            ["iban", "currency"], ["accounts.iban", "accounts.currency"], name=op.f("fk_authorisations_iban_accounts")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_authorisations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_authorisations_holder_id"), "authorisations", ["holder_id"], unique=False)
    op.create_index("uq_authorisation", "authorisations", ["iban", "currency", "holder_id"], unique=True)
    op.create_table(
        "holder_statuses",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_holder_statuses_holder_id_holders")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_holder_statuses")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_holder_statuses_holder_id"), "holder_statuses", ["holder_id"], unique=False)
    op.create_table(
        "mandates",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("mandatary", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint("length(document_sha256) = 64", name=op.f("ck_mandates_hashed")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_mandates_holder_id_holders")),
        sa.ForeignKeyConstraint(
            ["iban", "currency"], ["accounts.iban", "accounts.currency"], name=op.f("fk_mandates_iban_accounts")
        ),
        sa.ForeignKeyConstraint(["supersedes"], ["mandates.number"], name=op.f("fk_mandates_supersedes_mandates")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_mandates")),
        sa.UniqueConstraint("supersedes", name=op.f("uq_mandates_supersedes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mandates_holder_id"), "mandates", ["holder_id"], unique=False)
    op.create_index(
        "uq_first_mandate",
        "mandates",
        ["iban", "currency", "holder_id"],
        unique=True,
        sqlite_where=sa.text("supersedes IS NULL"),
        postgresql_where=sa.text("supersedes IS NULL"),
    )
    op.create_table(
        "memberships",
        sa.Column("firm_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["holders.holder_id"], name=op.f("fk_memberships_firm_id_holders")),
        sa.ForeignKeyConstraint(["member_id"], ["holders.holder_id"], name=op.f("fk_memberships_member_id_holders")),
        sa.PrimaryKeyConstraint("firm_id", "member_id", "valid_from", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_member_id"), "memberships", ["member_id"], unique=False)
    op.create_table(
        "purges",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exclusion_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("holds", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("verification", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["exclusion_number"], ["exclusions.number"], name=op.f("fk_purges_exclusion_number_exclusions")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_purges")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_purges_exclusion_number"), "purges", ["exclusion_number"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.holder_id"], name=op.f("fk_registrations_holder_id_holders")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_registrations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_registrations_holder_id"), "registrations", ["holder_id"], unique=False)
    op.create_table(
        "purge_leftovers",
        sa.Column("purge_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["purge_number"], ["purges.number"], name=op.f("fk_purge_leftovers_purge_number_purges")),
        sa.PrimaryKeyConstraint("purge_number", "kind", "value", name=op.f("pk_purge_leftovers")),
    )
    _begin_the_dated_tables()
    if op.get_bind().dialect.name == "postgresql":
        _keep_on_postgresql()
    else:
        _keep_on_sqlite()


def _begin_the_dated_tables() -> None:
    """What is known of the holders that are there: their present bar, since the last move that the versions tell of."""
    op.execute(
        "INSERT INTO registrations (holder_id, bar, valid_from, valid_until, recorded_at)"
        " SELECT holder_id, bar, date((SELECT max(v.replaced_at) FROM holder_versions AS v"
        " WHERE v.holder_id = holders.holder_id AND v.bar <> holders.bar)), NULL, recorded_at FROM holders"
    )
    op.execute(
        "INSERT INTO holder_statuses (holder_id, status, valid_from, valid_until, recorded_at)"
        " SELECT holder_id, 'active', NULL, NULL, recorded_at FROM holders"
    )


def _keep_on_sqlite() -> None:
    for table, why in KEPT.items():
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({THERE_ALREADY[table]})"
            f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
    op.execute(
        f"CREATE TRIGGER mandates_supersede BEFORE INSERT ON mandates WHEN {SUPERSEDES_WRONGLY}"
        f" BEGIN SELECT RAISE(ABORT, '{WRONGLY}'); END"
    )


def _keep_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION quater_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table, why in KEPT.items():
        op.execute(
            f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION quater_keep('{why}')"
        )
        op.execute(
            f"CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION quater_keep('{why}')"
        )
    op.execute(
        "CREATE FUNCTION quater_supersede() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {SUPERSEDES_WRONGLY} THEN RAISE EXCEPTION '{WRONGLY}' USING ERRCODE = 'restrict_violation'; END IF;"
        " RETURN NEW; END $$"
    )
    op.execute("CREATE TRIGGER mandates_supersede BEFORE INSERT ON mandates FOR EACH ROW EXECUTE FUNCTION quater_supersede()")


def downgrade() -> None:
    op.drop_table("purge_leftovers")
    op.drop_table("registrations")
    op.drop_table("purges")
    op.drop_table("memberships")
    op.drop_table("mandates")
    op.drop_table("holder_statuses")
    op.drop_table("authorisations")
    op.drop_table("allowances")
    op.drop_table("agreements")
    op.drop_table("register_changes")
    op.drop_table("exclusions")
    op.drop_table("banks")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION quater_keep()")
        op.execute("DROP FUNCTION quater_supersede()")
    for table, column in (("account_holders", "recorded_at"), ("account_holders", "position")):
        op.drop_column(table, column)
    for table in ("holder_versions", "holders"):
        op.drop_column(table, "kind")
