"""Raising alerts: what detection grouped becomes an alert once, and new evidence is appended to it.

A finding is evidence of one alert at most, so raising the same drafts again appends nothing. Where a draft goes: to the
alert that already holds one of its findings for the same subject and typology (a late delivery may have moved the window
that detection computed), else to the alert of the same window, else to a new one. New evidence reopens an alert on which
a person had decided, and the decision stays in its history; but a finding that a dismissal silences (same account, rule
and counterparty, dated within 180 days of it) never opens nor reopens anything: it is appended where there is an
alert, else only counted. What a snooze covers (`warehouse.snoozes`) is only counted until the snooze is over, then taken up
like any other finding. Why group at all: an analyst needs one case per holder, not one per movement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from warehouse.alerts.face import counted, set_face
from warehouse.alerts.findings import AlertFinding, Finding, FindingRow, finding_from, parts
from warehouse.alerts.silences import Silences
from warehouse.alerts.tables import AlertRow, HistoryRow, alert_id_of
from warehouse.database import Warehouse
from warehouse.snoozes.reading import Snoozes

OPEN = "open"
DETECTION = "detection"
"""The actor that the history names where no person acted."""


@dataclass(frozen=True)
class AlertDraft:
    """Findings that belong together: one holder (or one account, where the holder is unknown), one typology, one window.

    `tier` and `score_micro` are for a ranker that knows better than the findings' own severity and scores.
    """

    holder_id: str
    account: str
    typology: str
    window_start: date
    finding_keys: tuple[str, ...]
    tier: int | None = None
    score_micro: int | None = None

    @property
    def subject(self) -> str:
        """Whom the alert is about: the holder, else the account."""
        return self.holder_id or self.account

    @property
    def grouping(self) -> str:
        """The identity under which the alert is found again."""
        return f"{self.subject}|{self.typology}|{self.window_start.isoformat()}"


@dataclass(frozen=True)
class Raised:
    """What raising did: alerts by what happened to them; findings attached, kept silent by a dismissal, and snoozed."""

    new: tuple[str, ...] = ()
    appended: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    attached: int = 0
    silenced: int = 0
    snoozed: int = 0


def raise_alerts(warehouse: Warehouse, drafts: Sequence[AlertDraft], *, at: datetime) -> Raised:
    """Turn drafts into alerts, in one transaction; the drafts' findings must be stored. Repeating it changes nothing."""
    with warehouse.writing() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("LOCK TABLE alerts IN SHARE ROW EXCLUSIVE MODE"))
        raising = _Raising(session, drafts, at, Snoozes(warehouse, session, at.date()))
        for draft in drafts:
            raising.take(draft)
        return raising.done()


class _Raising:
    """One run of raising: what was read once for all drafts, and what was done so far."""

    def __init__(self, session: Session, drafts: Sequence[AlertDraft], at: datetime, snoozes: Snoozes) -> None:
        self.session = session
        self.at = at
        self.new: list[str] = []
        self.appended: list[str] = []
        self.reopened: list[str] = []
        self.attached = self.silenced = self.snoozed = 0
        self.snoozes = snoozes
        keys = [key for draft in drafts for key in draft.finding_keys]
        self.alert_of = _alerts_of(session, keys)
        self.findings = _findings(session, [key for key in keys if key not in self.alert_of])
        self.alerts = _alerts_of_groupings(session, [draft.grouping for draft in drafts if self._is_fresh(draft)])
        self.silences = Silences(session)

    def _is_fresh(self, draft: AlertDraft) -> bool:
        return any(key not in self.alert_of for key in draft.finding_keys)

    def take(self, draft: AlertDraft) -> None:
        """Open or continue the draft's alert with the findings that no alert holds yet."""
        numbers = {self.alert_of[key] for key in draft.finding_keys if key in self.alert_of}
        known = [self.findings[key] for key in dict.fromkeys(draft.finding_keys) if key not in self.alert_of]
        fresh = [finding for finding in known if not self.snoozes.covers(finding)]
        self.snoozed += len(known) - len(fresh)
        if not fresh:
            return
        silent = sum(self.silences.covers(finding) for finding in fresh)
        alert = _continued(self.session, draft, numbers) or self.alerts.get(draft.grouping)
        self.silenced += silent
        if alert is None and silent == len(fresh):
            return
        if alert is None:
            alert = self._open(draft, fresh)
        else:
            self._append(alert, draft, fresh, reopened=silent < len(fresh) and alert.status != "open")
        self.alert_of.update((finding.key, alert.number) for finding in fresh)
        self.attached += len(fresh)

    def done(self) -> Raised:
        """Say what was done."""
        return Raised(tuple(self.new), tuple(self.appended), tuple(self.reopened), self.attached, self.silenced, self.snoozed)

    def _open(self, draft: AlertDraft, findings: list[Finding]) -> AlertRow:
        alert = AlertRow(
            subject=draft.subject,
            typology=draft.typology,
            window_start=draft.window_start,
            grouping=draft.grouping,
            status=OPEN,
            version=1,
            created_at=self.at,
        )
        set_face(alert, findings, draft.tier, draft.score_micro)
        self.session.add(alert)
        self.session.flush()
        self.alerts[alert.grouping] = alert
        self._attach(alert, findings)
        self._note(alert, "raised", counted(len(findings)))
        self.new.append(alert_id_of(alert.number))
        return alert

    def _append(self, alert: AlertRow, draft: AlertDraft, fresh: list[Finding], *, reopened: bool) -> None:
        self._attach(alert, fresh)
        self.session.flush()
        held = select(AlertFinding.finding_key).where(AlertFinding.alert_number == alert.number)
        rows = self.session.scalars(select(FindingRow).where(FindingRow.key.in_(held)))
        set_face(alert, [finding_from(row) for row in rows], draft.tier, draft.score_micro)
        self._note(alert, "evidence", counted(len(fresh)))
        self.appended.append(alert_id_of(alert.number))
        if reopened:
            self._note(alert, "reopened", f"was {alert.status}; new evidence")
            alert.status = OPEN
            alert.version += 1
            self.reopened.append(alert_id_of(alert.number))

    def _attach(self, alert: AlertRow, findings: list[Finding]) -> None:
        self.session.add_all(
            AlertFinding(finding_key=finding.key, alert_number=alert.number, attached_at=self.at) for finding in findings
        )

    def _note(self, alert: AlertRow, event: str, detail: str) -> None:
        self.session.add(HistoryRow(alert_number=alert.number, at=self.at, by=DETECTION, event=event, detail=detail))


def _alerts_of(session: Session, keys: list[str]) -> dict[str, int]:
    """Give, for each finding that an alert already holds, that alert's number."""
    query = select(AlertFinding.finding_key, AlertFinding.alert_number)
    return {
        key: number for part in parts(keys) for key, number in session.execute(query.where(AlertFinding.finding_key.in_(part)))
    }


def _findings(session: Session, keys: list[str]) -> dict[str, Finding]:
    query = select(FindingRow)
    stored = {
        row.key: finding_from(row) for part in parts(keys) for row in session.scalars(query.where(FindingRow.key.in_(part)))
    }
    missing = [key for key in keys if key not in stored]
    if missing:
        raise ValueError(f"{len(missing)} findings of the alert drafts are not stored, the first is {missing[0]!r}")
    return stored


def _alerts_of_groupings(session: Session, groupings: list[str]) -> dict[str, AlertRow]:
    """Read the alerts that these drafts continue by their window."""
    query = select(AlertRow)
    return {row.grouping: row for part in parts(groupings) for row in session.scalars(query.where(AlertRow.grouping.in_(part)))}


def _continued(session: Session, draft: AlertDraft, numbers: set[int]) -> AlertRow | None:
    """Find the oldest alert of the draft's subject and typology among those that hold findings of it."""
    if not numbers:
        return None
    kin = select(AlertRow).where(AlertRow.subject == draft.subject, AlertRow.typology == draft.typology)
    return session.scalar(kin.where(AlertRow.number.in_(numbers)).order_by(AlertRow.number).limit(1))
