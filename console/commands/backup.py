"""`quater backup`, `quater restore`: an encrypted copy of all, and its return without what was destroyed since."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import Home, Json, On, day, existing, moment, opened
from console.output import say, show_json
from console.records import as_json
from warehouse.settings import load_settings


def attach(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    to: Annotated[Path, typer.Argument(help="The folder for backups, better on another machine.")],
    recipient: Annotated[list[str], typer.Option("--recipient", help="An age public key that may restore; several times.")],
    on: On = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Write an encrypted backup, and remove those whose days are over (`retention.toml`, 35 days)."""
    from warehouse.backup import back_up, rotate

    with opened(home) as warehouse:
        made = back_up(warehouse, to, recipients=recipient, at=moment())
        over = rotate(warehouse.settings, to, on=day(on))
    if json:
        show_json(as_json(made) | {"removed": over})
        return
    say(f"{made.path}: {made.rows} rows, {made.files} files; to be gone on {made.gone_on}")
    for name in over:
        say(f"removed, its days are over: {name}")


def restore(
    package: Annotated[Path, typer.Argument(help="The backup (….backup.age).")],
    identity: Annotated[Path, typer.Option("--identity", help="A file with the age private key.")],
    journal: Annotated[Path, typer.Option("--journal", help="The journal of destructions and holds as it is now.")],
    certificates: Annotated[Path, typer.Option("--certificates", help="The certificates of destruction as they are now.")],
    on: On = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Restore a backup into a new home (--home) and an empty database; what was destroyed since is destroyed again first."""
    from warehouse.backup_restore import restore as bring_back

    done = bring_back(
        existing(package),
        load_settings(home),
        identities=existing(identity),
        journal=existing(journal),
        certificates=existing(certificates),
        on=day(on),
        at=moment(),
    )
    if json:
        show_json(as_json(done))
        return
    say(f"{done.rows} rows and {done.files} files are back, {done.holds} holds were brought up to date")
    again = ", ".join(f"{count} {store.replace('_', ' ')}" for store, count in done.replayed.destroyed.items()) or "nothing"
    say(f"destroyed again, by {done.replayed.entries} entries of the journal: {again}")
