"""Bringing sealed files to the recipients' own servers, by SFTP, and noting when they are there.

A recipient with the channel `sftp` has an address `sftp://user@host:port/folder`. Quater's key is `secrets/outbox/key`, the
servers' host keys are `secrets/outbox/known_hosts`: keys only, and no server that is not in that file is spoken to. A file gets
its name when it is whole; the dispatch is marked as sent when all its files are there. What could not be sent stays in the
outbox for the next visit. A suspended recipient is not visited, and a report that was withdrawn meanwhile is not sent; since an
upload may break off behind its first file, the dispatch says that sending begun before it begins.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import asyncssh

from warehouse.database import Warehouse
from warehouse.fingerprint import sha256
from warehouse.reports_register.dispatches import BEGUN, REPORT, SEALED, Dispatch, list_dispatches, mark_sent, note_dispatch
from warehouse.reports_register.recipients import SUSPENDED, Recipient, recipient_of
from warehouse.reports_register.register import get_report
from warehouse.reports_register.tables import WITHDRAWN

SFTP = "sftp"
PATIENCE = 30
FOLDER = "outbox"
KEY, KNOWN_HOSTS = "key", "known_hosts"


@dataclass(frozen=True)
class Unsent:
    """A dispatch that could not be sent, and why."""

    dispatch_id: str
    recipient: str
    why: str


def push(warehouse: Warehouse, *, on: date, by: str, at: datetime) -> tuple[list[Dispatch], list[Unsent]]:
    """Bring every sealed dispatch to its recipient's server; gives those that were sent, and those that were not."""
    sent, unsent = [], []
    for dispatch in list_dispatches(warehouse, state=SEALED):
        recipient = recipient_of(warehouse, dispatch.recipient)
        if recipient.channel != SFTP or _is_withdrawn(warehouse, dispatch):
            continue
        why = _why_not(warehouse, recipient, dispatch)
        if not why:
            if not dispatch.may_have_arrived:
                note_dispatch(warehouse, dispatch.dispatch_id, BEGUN, by=by, at=at)
            try:
                asyncio.run(_upload(warehouse, recipient, list(dispatch.files)))
            except (OSError, asyncssh.Error) as error:
                why = f"the server of {recipient.code} cannot be reached: {error or type(error).__name__}"
        if why:
            unsent.append(Unsent(dispatch.dispatch_id, recipient.code, why))
        else:
            sent.append(mark_sent(warehouse, dispatch.dispatch_id, on=on, by=by, at=at))
    return sent, unsent


def _is_withdrawn(warehouse: Warehouse, dispatch: Dispatch) -> bool:
    return dispatch.purpose == REPORT and get_report(warehouse, dispatch.report_id).state == WITHDRAWN


def _why_not(warehouse: Warehouse, recipient: Recipient, dispatch: Dispatch) -> str:
    if recipient.state == SUSPENDED:
        return f"recipient {recipient.code} is suspended ({recipient.reason})"
    for path, (sealed, _) in dispatch.files.items():
        file = warehouse.settings.outbox / path
        if not file.is_file() or sha256(file.read_bytes()) != sealed:
            return f"the file {path} is missing or is not what was sealed: release the report again"
    return ""


async def _upload(warehouse: Warehouse, recipient: Recipient, files: Sequence[str]) -> None:
    where = urlsplit(recipient.address)
    secrets = warehouse.settings.secrets / FOLDER
    connection = await asyncssh.connect(
        where.hostname or "",
        where.port or 22,
        username=where.username or "",
        client_keys=[str(secrets / KEY)],
        known_hosts=str(secrets / KNOWN_HOSTS),
        preferred_auth="publickey",
        agent_path=None,
        config=None,
        connect_timeout=PATIENCE,
        login_timeout=PATIENCE,
    )
    async with connection, connection.start_sftp_client() as client:
        for path in files:
            await _put(client, warehouse.settings.outbox / path, where.path.rstrip("/"), path)


async def _put(client: asyncssh.SFTPClient, file: Path, folder: str, path: str) -> None:
    target = f"{folder}/{path.partition('/')[2]}".lstrip("/")
    await client.makedirs(target.rpartition("/")[0], exist_ok=True)
    unfinished = f"{target}.part"
    await client.put(str(file), unfinished)
    await client.posix_rename(unfinished, target)
