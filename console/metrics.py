"""What an operator watches, as OpenMetrics: deliveries, each bank's silence, alerts and their age, runs of detection,
reports, the signed heads.

Counts, days and codes of banks and bars only: no account, no name, no amount (the operator sees no personal data). What every
figure means, and when to act, stands in `docs/metrics.md`, which is made from `MEANINGS`; `deploy/grafana/quater.json` is a
dashboard of all of them. Airflow's own figures (runs, durations, queues) come from Airflow, by OpenTelemetry or StatsD.

Source: OpenMetrics 1.0 (its text format is written by `prometheus_client`); a textfile collector reads the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import polars as pl
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.openmetrics.exposition import generate_latest
from prometheus_client.registry import Collector

from warehouse.alerts.counts import count_alerts
from warehouse.coverage import expected
from warehouse.coverage.habits import BANK, SILENT
from warehouse.database import Warehouse
from warehouse.detection_runs import list_runs
from warehouse.evidence.heads import own_heads
from warehouse.intake import accounting
from warehouse.quarantine import list_quarantined
from warehouse.reports_register import list_reports

BRUSSELS = ZoneInfo("Europe/Brussels")

INTRODUCTION = """\
`quater metrics` writes these figures as OpenMetrics, with `-o FILE` into the place of a file that a textfile collector reads
(`deploy/systemd/quater-metrics.timer` does it every five minutes); `deploy/grafana/quater.json` is a dashboard of all of them.
They are counts, days and codes: no account, no name, no amount. Made from the code by `make docs`.
"""

MEANINGS: Mapping[str, tuple[str, tuple[str, ...], str]] = MappingProxyType(
    {
        "quater_statements": (
            "Statements received, by what became of them",
            ("state",),
            "many in quarantine: look at the acknowledgements of that day's deliveries",
        ),
        "quater_files_pending": (
            "Files in the drop folders that are not complete",
            (),
            "above 0 for more than an hour: a bank's upload broke; ask for the file again",
        ),
        "quater_accounting_holds": (
            "1 when every statement received is in exactly one place and the sums agree, else 0",
            (),
            "0: stop the `deliveries` DAG and call the developers",
        ),
        "quater_quarantine_waiting": (
            "Statements that wait for two people or for a corrected delivery",
            (),
            "older than a week: ask the bank for a corrected file",
        ),
        "quater_bank_silence_days": (
            "Bank days since the newest statement of each bank",
            ("bank",),
            "above 2: nothing comes from that bank; look at its connection, then call it",
        ),
        "quater_accounts_silent": (
            "Accounts of each bank that are silent for longer than is their habit",
            ("bank",),
            "rising: the bank leaves accounts out; `quater coverage` names them",
        ),
        "quater_alerts": ("Alerts, by status and severity", ("status", "severity"), "for the dashboard; no alarm"),
        "quater_alerts_overdue": (
            "Open alerts past the day on which they should have been decided, by severity",
            ("severity",),
            "critical above 0: tell the control officer",
        ),
        "quater_alert_oldest_days": ("Days since the oldest open alert was raised", (), "above 90: tell the control officer"),
        "quater_reports": (
            "Reports to the bâtonniers, by state",
            ("state",),
            "drafted ones for a week: ask an officer",
        ),
        "quater_detection_age_hours": (
            "Hours since a run of detection was last done; -1 when none ever was",
            (),
            "above 30, or -1: the scheduler stands, or a run hangs (`quater rules runs`; the DAG `detection`)",
        ),
        "quater_detection_run_seconds": (
            "Seconds that the last run of detection took; -1 when none ever was",
            (),
            "rising for weeks: give the workers more processors before three hours are not enough",
        ),
        "quater_evidence_head_age_days": (
            "Days since the head of the access evidence was last signed; -1 when it never was",
            (),
            "above 1, or -1: the `housekeeping` DAG does not run, or the chain is not whole: `quater evidence verify`",
        ),
        "quater_evidence_heads_forged": (
            "Files of signed heads that are not what was signed",
            (),
            "above 0: an incident; tell the DPO at once, the 72 hours run",
        ),
    }
)
"""Name → its meaning, its labels, and when to act."""


def openmetrics(warehouse: Warehouse, *, at: datetime) -> str:
    """Write every figure of an installation as it is at a moment."""
    registry = CollectorRegistry()
    registry.register(_Figures(warehouse, at))
    written: bytes = generate_latest(registry)  # type: ignore[no-untyped-call]
    return written.decode()


class _Figures(Collector):
    def __init__(self, warehouse: Warehouse, at: datetime) -> None:
        self.warehouse, self.at = warehouse, at
        self.on = at.astimezone(BRUSSELS).date()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give a family for every line of `MEANINGS`."""
        found = {
            **_received(self.warehouse),
            **_banks(self.warehouse, self.on),
            **_alerts(self.warehouse, self.on),
            **_detection(self.warehouse, self.at),
            **_evidence(self.warehouse, self.at),
        }
        for name, (meaning, labels, _) in MEANINGS.items():
            family = GaugeMetricFamily(name, meaning, labels=labels)
            for values, figure in sorted(found[name].items()):
                family.add_metric(values, figure)
            yield family


Found = dict[str, Mapping[tuple[str, ...], int]]
"""Name of the figure → its labels' values → the figure."""


def _received(warehouse: Warehouse) -> Found:
    counted = accounting(warehouse)
    states = ("ingested", "duplicate", "quarantined", "mandate")
    return {
        "quater_statements": {(state,): getattr(counted, state).statements for state in states},
        "quater_files_pending": {(): counted.pending},
        "quater_accounting_holds": {(): int(counted.holds)},
        "quater_quarantine_waiting": {(): len(list_quarantined(warehouse))},
    }


def _banks(warehouse: Warehouse, on: date) -> Found:
    rows = expected(warehouse, on)
    banks = rows.filter(pl.col("habit") == BANK)
    silent = rows.filter(pl.col("habit") != BANK, pl.col("standing") == SILENT).group_by("bank").len()
    counts = dict(silent.iter_rows())
    return {
        "quater_bank_silence_days": {(bank,): silence for bank, silence in banks.select("bank", "silence").iter_rows()},
        "quater_accounts_silent": {(bank,): counts.get(bank, 0) for bank in banks["bank"]},
    }


def _alerts(warehouse: Warehouse, on: date) -> Found:
    counts = count_alerts(warehouse, on=on)
    reports = Counter(report.state for report in list_reports(warehouse))
    return {
        "quater_alerts": {(status, severity): count for (status, severity), count in counts.standing.items()},
        "quater_alerts_overdue": {(severity,): count for severity, count in counts.overdue.items()},
        "quater_alert_oldest_days": {(): counts.oldest_days},
        "quater_reports": {(state,): count for state, count in reports.items()},
    }


def _detection(warehouse: Warehouse, at: datetime) -> Found:
    age = took = -1
    for last in list_runs(warehouse, limit=1):
        age, took = (at - last.ended_at) // timedelta(hours=1), (last.ended_at - last.begun_at) // timedelta(seconds=1)
    return {"quater_detection_age_hours": {(): age}, "quater_detection_run_seconds": {(): took}}


def _evidence(warehouse: Warehouse, at: datetime) -> Found:
    found = own_heads(warehouse.settings)
    heads, forged = found.signed, found.forged
    age = (at - datetime.fromisoformat(heads[-1].at)).days if heads else -1
    return {"quater_evidence_head_age_days": {(): age}, "quater_evidence_heads_forged": {(): len(forged)}}


def metrics_page() -> str:
    """Write `docs/metrics.md`.

    >>> metrics_page().splitlines()[0]
    '# What an operator watches'
    """
    lines = ["# What an operator watches", "", INTRODUCTION, "| figure | labels | meaning | when to act |", "|---|---|---|---|"]
    for name, (meaning, labels, act) in MEANINGS.items():
        lines.append(f"| `{name}` | {', '.join(f'`{label}`' for label in labels)} | {meaning} | {act} |")
    return "\n".join(lines) + "\n"
