"""The console's own entries in the visitors' book: who saw what at the terminal, written before it is shown.

Every command passes a door (`console.doors`), which lets nobody in who is shut out. Where the door can say what is shown, it
writes the record before the command runs; where only the command finds out, the command does. A command without a door keeps
the application from being made.
"""

from __future__ import annotations

import functools
import getpass
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from console.doors import DOORS, Door, Shows, Tells
from console.options import moment, opened, person
from warehouse.blocking import is_blocked
from warehouse.database import Warehouse
from warehouse.errors import Refusal
from warehouse.evidence import record_access
from warehouse.evidence.subjects import check_subject
from warehouse.users import secrecy

Command = Callable[..., Any]


def note_access(warehouse: Warehouse, *, actor: str, action: str, subject: str, purpose: str, modality: str = "page") -> None:
    """Record one access; it must be called before the data are printed or written.

    `subject` is an alert, a report or a queue, never a name or an account number.
    """
    _record(warehouse, actor, action, subject, purpose, modality, "granted")


def guard_doors(application: typer.Typer) -> None:
    """Put every command behind its door; TypeError for a command that has none."""
    for path, holder in commands_of(application):
        if path not in DOORS:
            raise TypeError(f"`quater {path}` has no door: say in console/doors.py whether it shows data, and of what")
        holder.callback = _behind(DOORS[path], path, holder.callback)


def commands_of(application: typer.Typer, above: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command by its words, with what holds its function; a family that does something by itself is one too."""
    for command in application.registered_commands:
        yield " ".join((*above, command.name or str(getattr(command.callback, "__name__", "")))), command
    for group in application.registered_groups:
        family, words = group.typer_instance, (*above, str(group.name))
        if family is None:
            continue
        if family.registered_callback is not None:
            yield " ".join(words), family.registered_callback
        yield from commands_of(family, words)


def _behind(door: Door, path: str, command: Command) -> Command:
    if isinstance(door, Tells) and not door.inside:
        return command

    @functools.wraps(command)
    def admitted(**given: Any) -> Any:
        if getattr(given.get("context"), "invoked_subcommand", None) is None:
            _admit(door, path, given)
        return command(**given)

    return admitted


def _admit(door: Door, path: str, given: dict[str, Any]) -> None:
    """Let nobody in who is shut out, under the name he gives or under that of the system, nor anybody who has not signed for
    secrecy where data are shown; then record what will be shown.
    """
    home: Path | None = given.get("home")
    actor = person(given.get("by"))
    with opened(home) as warehouse:
        if is_blocked(warehouse, actor, person(None), getpass.getuser()):
            _record(warehouse, actor, path, path.partition(" ")[0], "document", "page", "denied: blocked")
            raise Refusal("this access is blocked while a security risk lasts; the data protection officer says more")
        if not isinstance(door, Tells) and not secrecy.has_signed(warehouse, actor):
            _record(warehouse, actor, path, path.partition(" ")[0], "document", "page", "denied: secrecy not signed")
            raise Refusal(
                "everybody signs for secrecy before the first access: `quater people undertaking`, then `quater people sign`"
            )
        if isinstance(door, Shows):
            _record(warehouse, actor, path, _subject(door, given), door.purpose, door.modality, "granted")


def _record(warehouse: Warehouse, actor: str, action: str, subject: str, purpose: str, modality: str, result: str) -> None:
    record_access(
        warehouse,
        actor=actor,
        action=action,
        subject=subject,
        purpose=purpose,
        modality=modality,
        result=result,
        at=moment(),
    )


def _subject(door: Shows, given: dict[str, Any]) -> str:
    """What the record names; what cannot stand in the book is left out of it, the command refuses it by itself."""
    if not door.argument:
        return door.subject
    try:
        return check_subject(":".join(part for part in (door.subject, str(given[door.argument])) if part))
    except Refusal:
        return door.subject or door.argument
