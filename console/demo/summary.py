"""What came out of the main job, so that a person can check it: counts, the accounting identity, alerts, where to look.

Every figure is read back from the installation, not remembered from the run; only what each bank's drop gave *this time* comes
from the run itself, because a duplicate leaves no second line in the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from console.demo.airflow_job import DagOutcome, Question
from console.demo.world import Sent
from console.output import euros, plain
from warehouse.alerts import list_alerts
from warehouse.database import Warehouse
from warehouse.deliveries import deliveries_frame
from warehouse.intake import Accounting, accounting
from warehouse.intake_accounting import Tally
from warehouse.quarantine import list_quarantined
from warehouse.reports_register import list_reports

STATES = ("ingested", "partial", "duplicate", "quarantined", "pending")
PLACES = ("ingested", "duplicate", "quarantined", "mandate")
MOST_LINES = 12


def print_summary(console: Console, warehouse: Warehouse, outcomes: Sequence[DagOutcome], sent: Sent) -> None:
    """Print everything a person needs to judge the run."""
    _deliveries(console, outcomes)
    _refusals(console, warehouse)
    _identity(console, accounting(warehouse), sent)
    _alerts(console, warehouse)
    _places(console, warehouse)
    _questions(console, [question for outcome in outcomes for question in outcome.questions])


def _deliveries(console: Console, outcomes: Iterable[DagOutcome]) -> None:
    pulled = [counts for outcome in outcomes for counts in outcome.returned.get("pull", ())]
    table = _table("Deliveries of this run", ("bank", *STATES, "statements", "movements"))
    for counts in pulled:
        table.add_row(*(str(counts[name]) for name in ("bank", *STATES, "statements", "movements")))
    total: Counter[str] = Counter()
    for counts in pulled:
        total.update({name: count for name, count in counts.items() if isinstance(count, int)})
    table.add_section()
    table.add_row("all", *(str(total[name]) for name in (*STATES, "statements", "movements")), style="bold")
    console.print(table)
    console.print(f"[bold]{total['movements']} new movements[/bold] in {total['statements']} new statements\n")


def _refusals(console: Console, warehouse: Warehouse) -> None:
    whole = deliveries_frame(warehouse).filter(pl.col("state") == "quarantined").to_dicts()
    refused = Counter((row["bank"], f"the whole delivery: {row['reason']}") for row in whole)
    refused.update((held.bank, held.reason) for held in list_quarantined(warehouse))
    if not refused:
        return
    table = _table("Set aside, with the reason that the bank was told", ("bank", "count", "reason"))
    for (bank, reason), count in refused.most_common(MOST_LINES):
        table.add_row(bank, str(count), escape(plain(reason)))
    console.print(table, "")


def _identity(console: Console, counted: Accounting, sent: Sent) -> None:
    table = _table("Every statement received is in exactly one place", ("", "statements", "movements", "Σ debit", "Σ credit"))
    table.add_row("received", *_figures(counted.received))
    for sign, name in zip(("=", "+", "+", "+"), PLACES, strict=True):
        table.add_row(f"{sign} {name}", *_figures(getattr(counted, name)))
    table.add_section()
    table.add_row("in the lake", *_figures(counted.held))
    table.add_row("destroyed", *_figures(counted.destroyed))
    console.print(table)
    sums = " + ".join(str(getattr(counted, name).statements) for name in PLACES)
    wrong = [*counted.deviations, *_unlike(counted, sent)]
    if not wrong:
        console.print(f"[green]✓[/green] {counted.received.statements} = {sums} statements; the sums agree to the last cent,")
        console.print("  and they are what the simulated banks say that they sent")
    for deviation in wrong:
        console.print(f"[red]✗ {escape(deviation)}[/red]")
    console.print("")


def _unlike(counted: Accounting, sent: Sent) -> list[str]:
    """What is not as the makers of the deliveries say, in words."""
    became = {name: getattr(counted, name).statements for name in PLACES}
    pairs = [(f"statements {name}", became[name], sent.statements.get(name, 0)) for name in PLACES]
    pairs += [
        (f"{name} ingested", getattr(counted.ingested, name), getattr(sent, name))
        for name in ("movements", "debit_milli", "credit_milli")
    ]
    return [f"{what}: the banks sent {theirs}, found {ours}" for what, ours, theirs in pairs if ours != theirs]


def _alerts(console: Console, warehouse: Warehouse) -> None:
    alerts = list_alerts(warehouse)
    table = _table(f"{len(alerts)} alerts, by the detector that leads them", ("detector", "nature", "severity", "alerts"))
    kinds: Mapping[tuple[str, str, str], int] = Counter((a.detector, a.nature, a.severity) for a in alerts)
    for (detector, nature, severity), count in sorted(kinds.items(), key=lambda entry: (-entry[1], entry[0])):
        table.add_row(detector, nature, severity, str(count))
    console.print(table, "")


def _places(console: Console, warehouse: Warehouse) -> None:
    settings = warehouse.settings
    reports = list_reports(warehouse)
    pieces = sum(len(report.pieces) for report in reports)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("reports", f"{len(reports)} reports, {pieces} pieces", str(settings.reports))
    table.add_row("quality", "Data Docs", str(_first(settings.data_docs, "index.html")))
    table.add_row("log", "what Airflow printed", str(settings.airflow / "logs" / "demo.log"))
    console.print(table, "")


def _questions(console: Console, questions: Sequence[Question]) -> None:
    if not questions:
        return
    table = _table("Waits for a person, in the UI under Browse → Required Actions", ("DAG", "asks", "count"))
    asked = Counter((question.dag, question.subject) for question in questions)
    shown = asked.most_common(MOST_LINES)
    for (dag, subject), count in shown:
        table.add_row(dag, escape(plain(subject)), str(count))
    if len(asked) > len(shown):
        table.add_row("", f"… and {len(asked) - len(shown)} more", "")
    console.print(table, "")


def _figures(tally: Tally) -> tuple[str, str, str, str]:
    return str(tally.statements), str(tally.movements), euros(tally.debit_milli), euros(tally.credit_milli)


def _first(folder: Path, name: str) -> Path:
    """The page of this name that lies highest below the folder, else the folder."""
    return min(folder.rglob(name), key=lambda path: len(path.parts), default=folder)


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", pad_edge=False)
    words = ("bank", "", "reason", "detector", "nature", "severity", "DAG", "asks")
    for column in columns:
        table.add_column(column, justify="left" if column in words else "right", overflow="fold")
    return table
