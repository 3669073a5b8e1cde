"""What a dismissal silences: findings of the same rule on the same account and counterparty, for 180 days.

An analyst who has read why a lawful payment to one counterparty looks odd should not read it again next week. The silence
covers findings dated before its end, whatever day they are found on, so a repeated run decides the same. A later decision
other than a dismissal ends it at once. A silenced finding stays stored and counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from warehouse.alerts.findings import Finding
from warehouse.alerts.tables import DispositionRow, SilenceRow

SILENCE = timedelta(days=180)


class Silences:
    """The silences in force, read once."""

    def __init__(self, session: Session) -> None:
        self._until: dict[tuple[str, str, str], date] = {}
        for row in session.scalars(select(SilenceRow)):
            key = (row.account, row.detector, row.counterparty)
            self._until[key] = max(row.until, self._until.get(key, date.min))

    def covers(self, finding: Finding) -> bool:
        """Say whether a dismissal keeps this finding from opening an alert."""
        until = self._until.get((finding.account, finding.detector, finding.counterparty))
        return until is not None and finding.last_date < until


def silence(session: Session, disposition: DispositionRow, findings: Iterable[Finding], at: datetime) -> None:
    """Write what a dismissal silences, one row for each account, rule and counterparty of the alert."""
    until = at.date() + SILENCE
    for account, detector, counterparty in sorted({(found.account, found.detector, found.counterparty) for found in findings}):
        row = SilenceRow(account=account, detector=detector, counterparty=counterparty, until=until)
        row.disposition_number = disposition.number
        session.add(row)


def end_silences(session: Session, alert_number: int, at: datetime) -> None:
    """End what earlier dismissals of this alert silence: another decision now stands."""
    earlier = select(DispositionRow.number).where(DispositionRow.alert_number == alert_number)
    lasting = select(SilenceRow).where(SilenceRow.disposition_number.in_(earlier), SilenceRow.until > at.date())
    for row in session.scalars(lasting):
        row.until = at.date()
