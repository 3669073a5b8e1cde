"""Where each bank drops its files: the Airflow connections named `sftp_` and the bank's code.

A connection holds host, port, login and, in its extras, `key_file` (Quater's private key), `host_key` (the bank's host key,
pinned: a server with another key is refused) and `folder`. A bank without a connection is not pulled, and the run says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowFailException, AirflowNotFoundException

if TYPE_CHECKING:
    from warehouse.drop import DropAddress

PREFIX = "sftp_"


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


def _connection(bank: str) -> Any:
    try:
        return Connection.get(PREFIX + bank.lower())
    except AirflowNotFoundException:
        return None
