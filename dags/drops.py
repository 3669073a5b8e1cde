"""Where each bank drops its files: on its own server, or in a folder of this machine.

A bank's own server is the Airflow connection named `sftp_` and the bank's code. The connection holds host, port, login and,
in its extras, `key_file` (Quater's private key), `host_key` (the bank's host key, pinned: a server with another key is
refused), `folder`, and `patience_seconds` (how long a file without its end may stand still before it counts as cut off; a
minute when it is not given). A folder of this machine is the one that `quater bank add` laid out below QUATER_DROPS (below the
installation's `drop` when that is not set). A bank with neither is not visited; one with both is visited at both, so that
nothing lies about while it moves from one to the other.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowFailException, AirflowNotFoundException

if TYPE_CHECKING:
    from warehouse.drop import DropAddress, DropFolder

PREFIX = "sftp_"
USUAL_PATIENCE = 60.0


def banks_with_a_drop() -> list[str]:
    """The codes of the banks that have a connection or a folder here; fails when there is none at all."""
    from coda_parser.banks import banks

    found = [code for code in sorted(banks()) if _connection(code) is not None or _folder(code) is not None]
    if not found:
        raise AirflowFailException(
            f"no bank has a drop: expected connections named {PREFIX}<bank code>, or folders made with `quater bank add`"
        )
    return found


def ways_in(bank: str) -> list[DropAddress | DropFolder]:
    """Where the bank delivers: its folder here first, which is always there when its server does not answer."""
    folder = _folder(bank)
    here: list[DropAddress | DropFolder] = [] if folder is None else [folder]
    return here if _connection(bank) is None else [*here, address_of(bank)]


def address_of(bank: str) -> DropAddress:
    """The bank's drop, as its connection describes it."""
    from warehouse.drop import DropAddress

    connection = _connection(bank)
    if connection is None:
        raise AirflowFailException(f"bank {bank} has no connection {PREFIX}{bank.lower()}")
    extra = connection.extra_dejson
    missing = [name for name in ("key_file", "host_key") if not extra.get(name)]
    if missing:
        raise AirflowFailException(f"connection {PREFIX}{bank.lower()} lacks {' and '.join(missing)} among its extras")
    return DropAddress(
        host=connection.host or "",
        port=connection.port or 22,
        username=connection.login or "",
        private_key=Path(extra["key_file"]),
        host_key=extra["host_key"],
        folder=extra.get("folder", "."),
    )


def patience_of(bank: str) -> timedelta:
    """How long a file of the bank that lacks its end may stand still before it is taken as it is."""
    connection = _connection(bank)
    extra = connection.extra_dejson if connection is not None else {}
    return timedelta(seconds=float(extra.get("patience_seconds", USUAL_PATIENCE)))


def _folder(bank: str) -> DropFolder | None:
    from warehouse.drop import folder_of
    from warehouse.settings import load_settings

    return folder_of(load_settings(), bank)


def _connection(bank: str) -> Any:
    try:
        return Connection.get(PREFIX + bank.lower())
    except AirflowNotFoundException:
        return None
