"""`quater detect` and `quater alerts`: findings, the queue, one alert, a decision, the export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from console.access import note_access
from console.options import By, Home, Json, On, bar_code, day, moment, opened, person
from console.output import complain, counting, euros, say, show_json, show_table
from console.records import as_json

QUEUE = "alert-queue"
REFUSED = 3
PROOF = ("movement_ids", "bank_references", "accounts")

AlertId = Annotated[str, typer.Argument(help="The alert, for example A-000012.")]


def attach(app: typer.Typer) -> None:
    """Add `detect` and the `alerts` family."""
    app.command("detect")(detect)
    family = typer.Typer(help="The alert queue.", no_args_is_help=True, rich_markup_mode=None)
    family.command("list")(list_)
    family.command("show")(show)
    family.command("dispose")(dispose)
    family.command("approve")(approve)
    family.command("decline")(decline)
    family.command("assign")(assign)
    family.command("export")(export)
    app.add_typer(family, name="alerts")


def detect(on: On = None, home: Home = None, json: Json = False) -> None:
    """Run every detector over the lake as it is known on a day, and group the findings into alerts.

    Exit 3 if the approved model was refused: the rules went on without it, and an alert says so.
    """
    from detection.run import detect as run_detectors

    with opened(home) as warehouse, counting("detecting") as progress:
        summary = run_detectors(warehouse, on=day(on), at=moment(), progress=progress)
    result = summary.as_json()
    if json:
        show_json(result)
    else:
        show_table("Findings", ("detector", "count"), sorted(result["by_detector"].items()))
        say(f"{result['findings']} findings, {result['alerts']} alerts")
    if summary.refused:
        complain(f"refused: {summary.refused}; detection went on with the rules")
        raise typer.Exit(REFUSED)


def list_(
    status: Annotated[str | None, typer.Option("--status", help="open, dismissed, reported, watch or more_data.")] = None,
    bar: Annotated[str | None, typer.Option("--bar", help="Code of a bar, for example LIEGE-HUY.")] = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Print the queue in its strict order."""
    from warehouse.alerts import list_alerts

    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="list", subject=QUEUE, purpose="detect")
        alerts = list_alerts(warehouse, status=status, bar=bar_code(bar) if bar else None)
    if json:
        show_json([as_json(alert, *PROOF) for alert in alerts])
        return
    show_table(
        "",
        ("alert", "status", "severity", "nature", "detector", "bar", "amount", "first", "last"),
        [
            (
                alert.alert_id,
                alert.status,
                alert.severity,
                alert.nature,
                alert.detector,
                alert.bar,
                euros(alert.amount_milli),
                alert.first_date,
                alert.last_date,
            )
            for alert in alerts
        ],
    )


def show(alert_id: AlertId, home: Home = None, by: By = None, json: Json = False) -> None:
    """Print one alert: its reason, every finding with the version and figures that made it, its movements, its history."""
    from warehouse.alerts import get_alert, history
    from warehouse.lake import movements

    with opened(home) as warehouse:
        alert = get_alert(warehouse, alert_id)
        note_access(warehouse, actor=person(by), action="show", subject=alert_id, purpose="detect")
        lake = movements(warehouse, accounts=alert.accounts)
        proof = lake.filter(pl.col("movement_id").is_in(alert.movement_ids)).collect().to_dicts()
        past = history(warehouse, alert_id)
    if json:
        show_json(as_json(alert, *PROOF) | {"movements": as_json(proof), "history": as_json(past)})
        return
    say(f"{alert.alert_id}  {alert.severity}  {alert.nature}  {alert.detector}  {alert.status}")
    say(alert.reason)
    show_table(
        "Findings",
        ("detector", "version", "nature", "severity", "first", "last", "amount", "reason", "figures in force"),
        [
            (
                finding.detector,
                finding.detector_version,
                finding.nature,
                finding.severity,
                finding.first_date,
                finding.last_date,
                euros(finding.amount_milli),
                finding.reason,
                _figures(finding.parameters),
            )
            for finding in alert.findings
        ],
    )
    show_table(
        "Movements",
        ("booked", "amount", "counterparty", "communication", "bank reference"),
        [
            (row["booked"], euros(row["amount_milli"]), row["counterparty_name"], row["communication"], row["bank_reference"])
            for row in proof
        ],
    )
    show_table(
        "History",
        ("at", "by", "what", "why"),
        [(f"{event.at:%Y-%m-%d %H:%M} UTC", event.by, event.event, event.detail) for event in past],
    )


def _figures(parameters: Mapping[str, Mapping[str, int]]) -> str:
    """Write the figures that made a finding; a figure that changed in its days stands with the day of each value.

    >>> _figures({"limit": {"2014-06-01": 2500000}, "days": {"2014-06-01": 30, "2026-04-01": 60}})
    'limit 2,500,000; days 30, 60 from 2026-04-01'
    """
    told = []
    for name, values in parameters.items():
        (_, first), *later = sorted(values.items())
        told.append(", ".join([f"{name} {first:,}", *(f"{value:,} from {since}" for since, value in later)]))
    return "; ".join(told)


def dispose(
    alert_id: AlertId,
    outcome: Annotated[str, typer.Option("--outcome", help="dismissed, reported, watch or more_data.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the alert's history.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Decide on an alert; a report, and the dismissal of a critical alert, wait for a second person's approval."""
    from warehouse.alerts import Proposal, decide

    with opened(home) as warehouse:
        made = decide(warehouse, alert_id, outcome=outcome, reason=reason, by=person(by), at=moment())
    waits = f" waits for a second person: quater alerts approve {made.alert_id}" if isinstance(made, Proposal) else ""
    say(f"{alert_id}: {outcome}{waits}")


def approve(
    alert_id: AlertId,
    reason: Annotated[str, typer.Option("--reason", help="Why, if there is something to add.")] = "",
    home: Home = None,
    by: By = None,
) -> None:
    """Approve, as a second person, the decision that waits on an alert."""
    from warehouse.alerts import approve as approve_decision

    with opened(home) as warehouse:
        made = approve_decision(warehouse, alert_id, by=person(by), why=reason, at=moment())
    say(f"{made.alert_id}: {made.outcome}, decided by {made.by} and {made.second}")


def decline(
    alert_id: AlertId,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept with the proposal.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Decline the decision that waits on an alert, or take one's own back."""
    from warehouse.alerts import decline as decline_decision

    with opened(home) as warehouse:
        made = decline_decision(warehouse, alert_id, by=person(by), why=reason, at=moment())
    say(f"{made.alert_id}: {made.outcome} declined by {made.decided_by}")


def assign(
    alert_ids: Annotated[list[str], typer.Argument(help="The alerts, for example A-000012 A-000013.")],
    to: Annotated[str, typer.Option("--to", help="To whom; left empty, to nobody.")] = "",
    home: Home = None,
    by: By = None,
) -> None:
    """Assign alerts to a person."""
    from warehouse.alerts import assign as assign_alerts

    with opened(home) as warehouse:
        changed = assign_alerts(warehouse, alert_ids, to=to, by=person(by), at=moment())
    say(f"{changed} alerts assigned to {to or 'nobody'}")


def export(
    out: Annotated[Path, typer.Option("--out", "-o", help="The CSV file to write.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Write the queue as alerts.csv."""
    from warehouse.alerts import alerts_csv

    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="export", subject=QUEUE, purpose="document", modality="export")
        count = alerts_csv(warehouse, out)
    say(f"{count} alerts written to {out}")
