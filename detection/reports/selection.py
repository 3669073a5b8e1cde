"""Which alerts a report tells of: what a person should hand to the bâtonnier, and nothing that somebody put aside.

Open alerts, illicit or suspicious, of at least medium severity, and those that an analyst marked as reported. Never a dismissed
one, nor one that waits for more data; never what concerns data quality or the account's administration; never an account
under judicial mandate (decree of 9 June 2024, art. 1, 2°). Whom each is told to is `routing`, when is `periods`. What a
released report has already told a recipient is not told to it again, unless new evidence has come since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from detection.reports.content import NATURES
from detection.reports.periods import is_due, period_of
from detection.reports.routing import Destination, Routing, Unrouted
from warehouse.alerts import Alert, Finding, history, list_alerts
from warehouse.alerts.ranking import SEVERITIES
from warehouse.database import Warehouse
from warehouse.register import accounts_frame
from warehouse.reports_register import Report, list_reports

STATUSES = ("open", "reported")
GRAVE_ENOUGH = SEVERITIES[: SEVERITIES.index("medium") + 1]
AT_ONCE = "critical"
NEW_EVIDENCE = ("raised", "evidence")


@dataclass(frozen=True)
class Told:
    """An alert and those of its findings that one recipient is told of.

    By finding: the holders of the account for whose sake it is this recipient, and all its holders.
    """

    alert: Alert
    findings: tuple[Finding, ...]
    holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    all_holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reportable:
    """What is to be told on a day, by destination, and what can be told to nobody yet."""

    told: Mapping[Destination, Sequence[Told]]
    unrouted: tuple[Unrouted, ...]


def reportable(warehouse: Warehouse, *, on: date) -> Reportable:
    """Give what each recipient must be told on a day; one without anything to be told is absent."""
    period = period_of(warehouse.settings)
    excluded = mandate_accounts(warehouse)
    released = _released(warehouse)
    due = []
    for status in STATUSES:
        for alert in list_alerts(warehouse, status=status):
            told = tell(alert, excluded)
            if told is None or alert.first_date > on:
                continue
            if told_at_once(told) or is_due(period, raised=alert.created_at.date(), on=on):
                due.append(told)
    routed = route(warehouse, due, on=on)
    fresh = {
        destination: [
            one for one in told if not _already_told(warehouse, one.alert, released.get((destination, one.alert.alert_id)))
        ]
        for destination, told in routed.told.items()
    }
    return Reportable({destination: told for destination, told in fresh.items() if told}, routed.unrouted)


def route(warehouse: Warehouse, told: Iterable[Told], *, on: date) -> Reportable:
    """Share out alerts among those who must be told of them on a day."""
    routing = Routing(warehouse, on=on)
    shares: defaultdict[Destination, dict[str, Told]] = defaultdict(dict)
    unrouted: dict[tuple[str, str], Unrouted] = {}
    for one in told:
        alert_id = one.alert.alert_id
        for finding in one.findings:
            everybody = tuple(routing.holders(finding))
            for holder_id in everybody:
                found = routing.destination(holder_id)
                if isinstance(found, str):
                    unrouted[alert_id, holder_id] = Unrouted(alert_id, holder_id, routing.bar(holder_id) or "", found)
                    continue
                share = shares[found].get(alert_id, Told(one.alert, ()))
                findings = share.findings if finding.key in share.holders else (*share.findings, finding)
                holders = {**share.holders, finding.key: (*share.holders.get(finding.key, ()), holder_id)}
                shares[found][alert_id] = Told(one.alert, findings, holders, {**share.all_holders, finding.key: everybody})
    by_alert = {to: [shares[to][alert_id] for alert_id in sorted(shares[to])] for to in sorted(shares)}
    return Reportable(by_alert, tuple(unrouted[key] for key in sorted(unrouted)))


def tell(alert: Alert, excluded: frozenset[str]) -> Told | None:
    """Give the findings of an alert that belong in a report; None when the alert does not."""
    if alert.status not in STATUSES or alert.nature not in NATURES:
        return None
    if alert.status == "open" and alert.severity not in GRAVE_ENOUGH:
        return None
    severities = SEVERITIES if alert.status == "reported" else GRAVE_ENOUGH
    findings = tuple(
        finding
        for finding in alert.findings
        if finding.nature in NATURES and finding.severity in severities and finding.account not in excluded
    )
    return Told(alert, findings) if findings else None


def told_at_once(told: Told) -> bool:
    """Say whether an alert is too grave to wait for the end of the period."""
    return any(finding.severity == AT_ONCE for finding in told.findings)


def mandate_accounts(warehouse: Warehouse) -> frozenset[str]:
    """Give the accounts under judicial mandate: excluded even if an alert on them was raised before this was known."""
    accounts = accounts_frame(warehouse)
    return frozenset(accounts.filter(accounts["judicial_mandate"])["iban"])


def destination_of(report: Report) -> Destination:
    """Give who gets a registered report."""
    return Destination(report.bar, report.recipient)


def _released(warehouse: Warehouse) -> Mapping[tuple[Destination, str], Report]:
    """Give, for each recipient and alert already handed over, the last report that did so."""
    oldest_first = list_reports(warehouse, state="released")[::-1]
    return {(destination_of(report), alert_id): report for report in oldest_first for alert_id in report.alert_ids}


def _already_told(warehouse: Warehouse, alert: Alert, report: Report | None) -> bool:
    if report is None:
        return False
    events = history(warehouse, alert.alert_id)
    return not any(event.event in NEW_EVIDENCE and event.at > report.drafted_at for event in events)
