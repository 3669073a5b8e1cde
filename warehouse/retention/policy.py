"""What the controllers decided of data past their day: destroyed or archived, and how long a backup lives.

The royal decree of 9 June 2024 (art. 5, last sentence) leaves the choice between destroying and archiving to each Order.
`retention.toml` in the installation's folder holds it; without the file everything is destroyed and backups live 35 days:

    [backups]
    days = 35

    [OVB]
    expired = "archive"
    recipients = ["age1…"]
    access = "opened by two archivists of the Order, on a request in writing"

An archive is opened by whoever holds the private key of a recipient, never by this installation: that is its own access rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from warehouse.errors import Refusal
from warehouse.register_bank_tables import ORDERS
from warehouse.settings import Settings

FILE = "retention.toml"
DESTROY, ARCHIVE = "destroy", "archive"
BACKUP_DAYS = 35


@dataclass(frozen=True)
class OrderPolicy:
    """What one Order does with what is past its day; `recipients` are age public keys, `access` says who opens an archive."""

    expired: str = DESTROY
    recipients: tuple[str, ...] = ()
    access: str = ""


@dataclass(frozen=True)
class Policy:
    """The installation's choice."""

    backup_days: int = BACKUP_DAYS
    orders: Mapping[str, OrderPolicy] = field(default_factory=lambda: {order: OrderPolicy() for order in ORDERS})

    @property
    def archiving(self) -> tuple[str, ...]:
        """The Orders that archive."""
        return tuple(order for order, chosen in self.orders.items() if chosen.expired == ARCHIVE)


def policy_of(settings: Settings) -> Policy:
    """Read the choice; Refusal when the file says something that cannot be done."""
    path = settings.home / FILE
    if not path.exists():
        return Policy()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Refusal(f"{FILE}: expected TOML with [backups] and one table per Order ({problem})") from problem
    unknown = sorted(set(told) - {"backups", *ORDERS})
    if unknown:
        raise Refusal(f"{FILE}: expected [backups], {' and '.join(f'[{order}]' for order in ORDERS)}, got [{unknown[0]}]")
    days = told.get("backups", {}).get("days", BACKUP_DAYS)
    if not isinstance(days, int) or not 1 <= days <= 3650:
        raise Refusal(f"{FILE}, [backups]: expected days from 1 to 3650, got {days!r}")
    return Policy(days, {order: _order(order, told.get(order, {})) for order in ORDERS})


def _order(order: str, told: Mapping[str, Any]) -> OrderPolicy:
    expired = told.get("expired", DESTROY)
    recipients = tuple(str(one) for one in told.get("recipients", ()))
    access = str(told.get("access", "")).strip()
    if expired not in (DESTROY, ARCHIVE):
        raise Refusal(f"{FILE}, [{order}]: expected expired = {DESTROY!r} or {ARCHIVE!r}, got {expired!r}")
    if expired == ARCHIVE and not (recipients and access):
        raise Refusal(f"{FILE}, [{order}]: an archive needs recipients (age public keys) and access (who opens it, and how)")
    return OrderPolicy(expired, recipients, access)
