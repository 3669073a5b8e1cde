"""`quater access`: who is shut out while a security risk lasts; shutting out at once, letting in again by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from console.options import By, Home, Json, moment, opened, person
from console.output import complain, say, show_json, show_table
from console.records import as_json

if TYPE_CHECKING:
    from warehouse.blocking import Block

STILL_OPEN = 3
BlockId = Annotated[str, typer.Argument(help="The block, for example K-0001.")]


def attach(app: typer.Typer) -> None:
    """Add the `access` family."""
    family = typer.Typer(help="Who is shut out while a risk lasts.", no_args_is_help=True, rich_markup_mode=None)
    family.command("block")(block)
    family.command("leaked")(leaked)
    family.command("blocks")(blocks)
    family.command("lift")(lift)
    family.command("enforce")(enforce)
    app.add_typer(family, name="access")


def block(
    who: Annotated[str, typer.Argument(help="The person's user name.")],
    risk: Annotated[str, typer.Option("--risk", help="leaked_credential, shared_credential, lost_device, unusual_use, …")],
    reason: Annotated[str, typer.Option("--reason", help="What shows the risk, in a sentence.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Shut a person out at once: at the desk, at the commands, in the database; an incident is opened."""
    from warehouse.blocking import block as shut_out

    with opened(home) as warehouse:
        made = shut_out(warehouse, who, risk=risk, reason=reason, by=person(by), at=moment())
    _said(made)


def leaked(home: Home = None, by: By = None) -> None:
    """Say that your own credential may be known to others: you are shut out at once, until two people let you in again."""
    from warehouse.blocking import report_leak

    with opened(home) as warehouse:
        made = report_leak(warehouse, by=person(by), at=moment())
    _said(made)


def _said(made: Block) -> None:
    say(f"{made.block_id}: shut out at the desk and at the commands; login in the database: {made.login}")
    if made.login.startswith("open"):
        complain("the login in the database is still open: quater access enforce --database-url URL-OF-AN-ADMINISTRATOR")
        raise typer.Exit(STILL_OPEN)


def blocks(home: Home = None, json: Json = False) -> None:
    """Print every block, those in force first."""
    from warehouse.blocking import list_blocks

    with opened(home) as warehouse:
        found = list_blocks(warehouse)
    if json:
        show_json(as_json(found))
        return
    rows = [(one.block_id, one.person, one.risk, one.state, one.at, one.by, one.login, one.mitigation) for one in found]
    show_table("", ("block", "person", "risk", "state", "since", "by", "database", "mitigation"), rows)


def lift(
    block_id: BlockId,
    mitigation: Annotated[str, typer.Option("--mitigation", help="What was done about the risk (first person).")] = "",
    home: Home = None,
    by: By = None,
) -> None:
    """Ask for the end of a block with what was done about the risk, or confirm it as the second person."""
    from warehouse.blocking import lift as end
    from warehouse.blocking import propose_lifting

    with opened(home) as warehouse:
        if mitigation:
            propose_lifting(warehouse, block_id, mitigation=mitigation, by=person(by), at=moment())
            say(f"{block_id}: waits for a second person; it stays in force until then")
            return
        made = end(warehouse, block_id, by=person(by), at=moment())
    say(f"{made.block_id}: ended by {made.proposed_by} and {made.lifted_by}; login in the database: {made.login}")


def enforce(
    database_url: Annotated[str, typer.Option("--database-url", help="The database, as one who may change its logins.")],
    home: Home = None,
) -> None:
    """Close in the database the logins of everybody who is shut out, where the program may not do it itself."""
    from warehouse.blocking import enforce as close_logins

    with opened(home) as warehouse:
        done = close_logins(warehouse, database_url)
    say(f"closed: {', '.join(done.closed) or 'no login, nobody who is shut out has one'}")
