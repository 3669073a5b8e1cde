"""Which alerts a report tells of: what a person should hand to the bâtonnier, and nothing that somebody put aside.

Open alerts, illicit or suspicious, of at least medium severity, and those that an analyst marked as reported. Never a dismissed
one, nor one that waits for more data; never what concerns data quality or the account's administration; never an account
under judicial mandate (decree of 9 June 2024, art. 1, 2°). The bar is the one where the holder is registered when the report
is drafted, not when the transaction took place (art. 4). What a released report has already told is not told again, unless new
evidence has come since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detection.reports.content import NATURES
from warehouse.alerts import Alert, Finding, history, list_alerts
from warehouse.alerts.ranking import SEVERITIES
from warehouse.database import Warehouse
from warehouse.register import accounts_frame, bars, holders_frame
from warehouse.reports_register import Report, list_reports

STATUSES = ("open", "reported")
GRAVE_ENOUGH = SEVERITIES[: SEVERITIES.index("medium") + 1]
NEW_EVIDENCE = ("raised", "evidence")


@dataclass(frozen=True)
class Told:
    """An alert and those of its findings that the report tells of."""

    alert: Alert
    findings: tuple[Finding, ...]


def reportable_by_bar(warehouse: Warehouse, *, on: date) -> Mapping[str, Sequence[Told]]:
    """Give what each bar must be told on a day, by bar code; a bar without anything to tell is absent."""
    bar_of = present_bars(warehouse)
    excluded = mandate_accounts(warehouse)
    released = _released_by_alert(warehouse)
    chosen: defaultdict[str, list[Told]] = defaultdict(list)
    for status in STATUSES:
        for alert in list_alerts(warehouse, status=status):
            told = tell(alert, excluded)
            bar = bar_of.get(alert.holder_id, alert.bar)
            if told is None or bar not in bars() or alert.first_date > on:
                continue
            if not _already_told(warehouse, alert, released.get(alert.alert_id)):
                chosen[bar].append(told)
    return {bar: sorted(chosen[bar], key=lambda told: told.alert.alert_id) for bar in sorted(chosen)}


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


def present_bars(warehouse: Warehouse) -> Mapping[str, str]:
    """Give the bar at which each holder is registered now."""
    holders = holders_frame(warehouse)
    return dict(zip(holders["holder_id"], holders["bar"], strict=True))


def mandate_accounts(warehouse: Warehouse) -> frozenset[str]:
    """Give the accounts under judicial mandate: excluded even if an alert on them was raised before this was known."""
    accounts = accounts_frame(warehouse)
    return frozenset(accounts.filter(accounts["judicial_mandate"])["iban"])


def _released_by_alert(warehouse: Warehouse) -> Mapping[str, Report]:
    """Give, for each alert already handed over, the last report that did so."""
    oldest_first = list_reports(warehouse, state="released")[::-1]
    return {alert_id: report for report in oldest_first for alert_id in report.alert_ids}


def _already_told(warehouse: Warehouse, alert: Alert, report: Report | None) -> bool:
    if report is None:
        return False
    events = history(warehouse, alert.alert_id)
    return not any(event.event in NEW_EVIDENCE and event.at > report.drafted_at for event in events)
