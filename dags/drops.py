"""Where each bank drops its files: the Airflow connections named `sftp_` and the bank's code.

A connection holds host, port, login and, in its extras, `key_file` (Quater's private key), `host_key` (the bank's host key,
pinned: a server with another key is refused), `folder`, and `patience_seconds` (how long a file without its end may stand
still before it counts as cut off; a minute when it is not given). A bank without a connection is not pulled.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowFailException, AirflowNotFoundException

if TYPE_CHECKING:
    from warehouse.drop import DropAddress

PREFIX = "sftp_"
USUAL_PATIENCE = 60.0


def banks_with_a_drop() -> list[str]:
    """The codes of the registered banks that have a connection; fails when there is none at all."""
    from coda_parser.banks import banks

    found = [code for code in sorted(banks()) if _connection(code) is not None]
    if not found:
        raise AirflowFailException(f"no bank has a drop: expected connections named {PREFIX}<bank code>")
    return found


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


def _connection(bank: str) -> Any:
    try:
        return Connection.get(PREFIX + bank.lower())
    except AirflowNotFoundException:
        return None
