"""Reading snoozes: the list for people, and the question of a run whether a finding is covered."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import Finding
from warehouse.database import Warehouse
from warehouse.keys import installation_key, keyed_digest
from warehouse.snoozes.tables import IN_FORCE, Snooze, SnoozeRow, snooze_from

KEY = "snoozes"
UNGRAVE = ("low", "info")
"""Severities for which one person is enough."""


def list_snoozes(warehouse: Warehouse, *, detector: str | None = None) -> list[Snooze]:
    """Give every snooze, of one rule or of all, the newest first."""
    query = select(SnoozeRow).order_by(SnoozeRow.number.desc())
    if detector is not None:
        query = query.where(SnoozeRow.detector == detector)
    with warehouse.reading() as session:
        return [snooze_from(row) for row in session.scalars(query)]


def counterparty_digest(warehouse: Warehouse, counterparty: str) -> str:
    """Give what stands for a counterparty in the table: an HMAC under the installation's own key."""
    return keyed_digest(installation_key(warehouse.settings, KEY), counterparty)


class Snoozes:
    """The snoozes in force on a day, read once."""

    def __init__(self, warehouse: Warehouse, session: Session, on: date) -> None:
        self._warehouse = warehouse
        self._accounts: dict[tuple[str, str], bool] = {}
        self._counterparties: dict[tuple[str, str], bool] = {}
        for row in session.scalars(select(SnoozeRow).where(SnoozeRow.state == IN_FORCE, SnoozeRow.until > on)):
            subjects, subject = (
                (self._accounts, row.account) if row.account is not None else (self._counterparties, row.counterparty)
            )
            key = (row.detector, subject or "")
            subjects[key] = subjects.get(key, False) or row.two_people

    @property
    def none(self) -> bool:
        """Say whether there is no snooze at all."""
        return not self._accounts and not self._counterparties

    def covers(self, finding: Finding) -> bool:
        """Say whether the finding waits: by two people's decision, or by one's where it is of low severity at most."""
        decided = [self._accounts.get((finding.detector, finding.account))]
        if self._counterparties and finding.counterparty:
            digest = counterparty_digest(self._warehouse, finding.counterparty)
            decided.append(self._counterparties.get((finding.detector, digest)))
        return any(two_people is not None and (two_people or finding.severity in UNGRAVE) for two_people in decided)
