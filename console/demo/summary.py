"""What came out of the main job, so that a person can check it: counts, the accounting identity, alerts, where to look.

Every figure is read back from the installation, not remembered from the run; only what each bank's drop gave *this time* comes
from the run itself, because a duplicate leaves no second line in the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from console.demo.airflow_home import DEFAULT_PORT, DESK, PASSWORDS, people
from console.demo.airflow_job import DagOutcome, Question
from console.demo.world import Sent
from console.output import euros, plain
from warehouse.alerts import list_alerts
from warehouse.database import Warehouse
from warehouse.deliveries import deliveries_frame, problems_of
from warehouse.intake import Accounting, accounting
from warehouse.intake_accounting import Tally
from warehouse.quarantine import Quarantined, list_quarantined
from warehouse.reports_register import list_reports

COUNTED = ("ingested", "partial", "duplicate", "quarantined", "pending", "statements", "movements")
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
    by_bank: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        for counts in outcome.returned.get("pull", ()):
            of_bank = by_bank.setdefault(counts["bank"], Counter())
            of_bank.update({name: counts[name] for name in COUNTED if name != "pending"})
            of_bank["pending"] = counts["pending"]  # what waits now, not what waited at each visit
    total = sum(by_bank.values(), Counter[str]())
    table = _table("Deliveries of this run", ("bank", *COUNTED))
    for bank, counted in sorted(by_bank.items()):
        table.add_row(bank, *(str(counted[name]) for name in COUNTED))
    table.add_section()
    table.add_row("all", *(str(total[name]) for name in COUNTED), style="bold")
    console.print(table)
    console.print(f"[bold]{total['movements']} new movements[/bold] in {total['statements']} new statements\n")


def _refusals(console: Console, warehouse: Warehouse) -> None:
    """One line a delivery of which something is set aside: how many statements, and the first problem found."""
    statements: dict[str, list[Quarantined]] = {}
    for held in list_quarantined(warehouse):
        statements.setdefault(held.delivery, []).append(held)
    table = _table("Set aside, with the reason that the bank was told", ("bank", "file", "state", "statements", "reason"))
    for row in deliveries_frame(warehouse).to_dicts():
        aside = statements.get(row["delivery"], [])
        if aside or row["state"] == "quarantined":
            problems = problems_of(warehouse, row["delivery"]) + [problem for held in aside for problem in held.problems]
            reason = _located(problems, row["reason"])
            table.add_row(row["bank"], escape(plain(row["name"])), row["state"], str(len(aside)), escape(plain(reason)))
    if table.row_count:
        console.print(table, "")


def _located(problems: Sequence[Mapping[str, Any]], reason: str) -> str:
    """The first problem, where it is; the reason's name where nothing more is known."""
    if not problems:
        return reason
    first = problems[0]
    parts = (first["line"] and f"line {first['line']}", first["record"] and f"record {first['record']}", first["field"])
    place = ", ".join(part for part in parts if part)
    return f"{place}: {first['message']}" if place else str(first["message"])


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
    table.add_row(
        "pages", "`make ui` opens the alerts, the reports and the required actions", f"http://localhost:{DEFAULT_PORT}{DESK}"
    )
    table.add_row("sign-in", f"{', '.join(name for name, _ in people())}: passwords in", str(settings.secrets / PASSWORDS))
    table.add_row("log", "what Airflow printed", str(settings.airflow / "logs" / "demo.log"))
    console.print(table, "")


def _questions(console: Console, questions: Sequence[Question]) -> None:
    if not questions:
        return
    table = _table("Waits for a person, in the UI under Browse → Required Actions", ("DAG", "count", "asks"))
    for dag in dict.fromkeys(question.dag for question in questions):
        subjects = [question.subject for question in questions if question.dag == dag]
        more = f" … and {len(subjects) - 1} more" if len(subjects) > 1 else ""
        table.add_row(dag, str(len(subjects)), escape(plain(subjects[0] + more)))
    console.print(table, "")


def _figures(tally: Tally) -> tuple[str, str, str, str]:
    return str(tally.statements), str(tally.movements), euros(tally.debit_milli), euros(tally.credit_milli)


def _first(folder: Path, name: str) -> Path:
    """The page of this name that lies highest below the folder, else the folder."""
    return min(folder.rglob(name), key=lambda path: len(path.parts), default=folder)


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    words = ("bank", "file", "state", "", "reason", "detector", "nature", "severity", "DAG", "asks")
    for column in columns:
        table.add_column(column, justify="left" if column in words else "right", overflow="fold")
    return table
