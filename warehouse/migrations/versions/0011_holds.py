"""Holds on a dossier, or on a period of one holder or account; the decision that ends a hold; nothing makes a hold shrink.

What a hold protects, why, since when and for whom is never changed; a released one stays released; one in force is not deleted,
and its history is not rewritten (royal decree of 9 June 2024, art. 5). A release that was recorded without the dates of its
decision is not known to be final: the hold stands until two people say so again.
"""

import sqlalchemy as sa
from alembic import op

from warehouse.roles import grant_roles

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FIXED = ["number", "ground", "scope", "subject", "within", "opening_act", "authority", "act_date", "placed_by", "placed_at"]
REFUSED = {
    "holds_fixed": ("UPDATE", "holds", "changed", "a hold is not narrowed: what it protects does not change"),
    "holds_ended": ("UPDATE", "holds", "OLD.state = 'released'", "a released hold stays released"),
    "holds_kept": ("DELETE", "holds", "OLD.state <> 'released'", "a hold in force is not deleted"),
    "hold_history_fixed": ("UPDATE", "hold_history", "true", "the history of a hold is not rewritten"),
}
SCOPES = "scope IN ('holder', 'account', 'alert', 'period'{more})"
CHECKS = {
    "ck_holds_whose_dossier": "scope <> 'dossier' OR within <> ''",
    "ck_holds_ended_by_a_decision": (
        "state = 'active' OR (final_decision IS NOT NULL AND decision IS NOT NULL AND decided_on IS NOT NULL"
        " AND notified_on IS NOT NULL AND recourse_exhausted IS NOT NULL)"
    ),
}
EVERY_TIME = {"table_kwargs": {"sqlite_autoincrement": True}}
REOPENED = (
    "UPDATE holds SET state = 'active', final_decision = NULL, recourse_exhausted = NULL, release_proposed_by = NULL,"
    " released_by = NULL, released_at = NULL WHERE state <> 'active'"
)


def upgrade() -> None:
    op.execute(REOPENED)
    _history_aside()
    with op.batch_alter_table("holds", **EVERY_TIME) as holds:
        holds.add_column(sa.Column("within", sa.Text(), server_default="", nullable=False))
        holds.add_column(sa.Column("decision", sa.Text(), nullable=True))
        holds.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        holds.add_column(sa.Column("notified_on", sa.Date(), nullable=True))
        holds.drop_constraint(op.f("ck_holds_scope"), type_="check")
        holds.create_check_constraint(op.f("ck_holds_scope"), SCOPES.format(more=", 'dossier'"))
        for name, check in CHECKS.items():
            holds.create_check_constraint(op.f(name), check)
    _history_back()
    for name, refusal in REFUSED.items():
        _refuse(name, *refusal)
    grant_roles(op.get_bind())


def downgrade() -> None:
    for name, (_, table, _, _) in REFUSED.items():
        if _on_postgresql():
            op.execute(f"DROP TRIGGER {name} ON {table}")
        else:
            op.execute(f"DROP TRIGGER {name}")
    _history_aside()
    with op.batch_alter_table("holds", **EVERY_TIME) as holds:
        for name in (*CHECKS, "ck_holds_scope"):
            holds.drop_constraint(op.f(name), type_="check")
        holds.create_check_constraint(op.f("ck_holds_scope"), SCOPES.format(more=""))
        for name in ("notified_on", "decided_on", "decision", "within"):
            holds.drop_column(name)
    _history_back()


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _refuse(name: str, event: str, table: str, when: str, why: str) -> None:
    differs = "IS DISTINCT FROM" if _on_postgresql() else "IS NOT"
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FIXED)
    condition = changed if when == "changed" else when
    if _on_postgresql():  # the function is that of the register's history
        call = f"EXECUTE FUNCTION quater_keep('{why}')"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition}) {call}")
    else:
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{why}'); END")


def _history_aside() -> None:
    """SQLite alters a table by making it anew, which its foreign keys would forbid while rows refer to it."""
    if not _on_postgresql():
        op.execute("CREATE TEMPORARY TABLE history_aside AS SELECT * FROM hold_history")
        op.execute("DELETE FROM hold_history")


def _history_back() -> None:
    if not _on_postgresql():
        op.execute("INSERT INTO hold_history SELECT * FROM history_aside")
        op.execute("DROP TABLE history_aside")
