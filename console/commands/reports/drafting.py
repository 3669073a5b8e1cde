"""`quater report --bar …`, `unrouted`, `attach`, `list`: drafts, and what can be told to nobody yet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, Json, On, bar_code, day, existing, moment, opened, person
from console.output import say, show_json, show_table
from warehouse.errors import Refusal

ReportId = Annotated[str, typer.Argument(help="The report, for example R-000045.")]


def attach(family: typer.Typer) -> None:
    """Add the commands about drafts."""
    family.command("list")(list_)
    family.command("unrouted")(unrouted)
    family.command("attach")(attach_document)


def draft(
    context: typer.Context,
    bar: Annotated[str | None, typer.Option("--bar", help="Code of a bar, for example LIEGE-HUY.")] = None,
    on: On = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Draft the alert reports of a bar; each leaves only when an analyst has checked it and an officer releases it."""
    if context.invoked_subcommand is not None:
        return
    if bar is None:
        raise Refusal("say for which bar: quater report --bar CODE; or what else to do: quater report --help")
    from detection.reports import draft_reports

    code = bar_code(bar)
    with opened(home) as warehouse:
        drafts = draft_reports(warehouse, on=day(on), at=moment(), bar=code)
    if json:
        show_json([draft.as_json() for draft in drafts])
    elif not drafts:
        say(f"{code}: no alert to report")
    for draft in drafts if not json else ():
        to = f" for {draft.recipient}" if draft.recipient != draft.bar else ""
        show_table(
            f"{draft.report_id}, {code}{to}, {draft.state}",
            ("piece", "class", "file"),
            [(p.kind, p.piece_class, p.path) for p in draft.pieces],
        )


def list_(
    state: Annotated[str | None, typer.Option("--state", help="drafted, released or withdrawn.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Print the reports, newest first, without what they say."""
    from warehouse.reports_register import list_reports

    with opened(home) as warehouse:
        found = list_reports(warehouse, state=state)
    rows = [
        (one.report_id, one.bar, one.recipient, one.language, one.on, one.state, one.checked_by, one.decided_by)
        for one in found
    ]
    columns = ("report", "bar", "recipient", "language", "day", "state", "checked by", "decided by")
    if json:
        show_json([dict(zip(columns, (None if cell is None else str(cell) for cell in row), strict=True)) for row in rows])
        return
    show_table("", columns, rows)


def unrouted(on: On = None, home: Home = None, json: Json = False) -> None:
    """Print the alerts that are due and can be told to nobody yet, and why."""
    from detection.reports.drafting import unrouted_alerts

    with opened(home) as warehouse:
        found = unrouted_alerts(warehouse, on=day(on))
    rows = [(one.alert_id, one.holder_id, one.bar, one.why) for one in found]
    if json:
        show_json([dict(zip(("alert", "holder", "bar", "why"), row, strict=True)) for row in rows])
        return
    show_table("", ("alert", "holder", "bar", "why"), rows)


def attach_document(
    report_id: ReportId,
    document: Annotated[Path, typer.Argument(help="A PDF.")],
    piece_class: Annotated[str, typer.Option("--class", help="What it is: a document has a class before it is saved.")] = "",
    role: Annotated[str, typer.Option("--role", help="In which capacity: analyst or officer.")] = "analyst",
    home: Home = None,
    by: By = None,
) -> None:
    """Add a document to a draft, under its class; one whose content contradicts the class is refused."""
    from detection.reports.attaching import attach as attach_piece
    from warehouse.register import bars
    from warehouse.reports_register import Reader

    content = existing(document).read_bytes()
    with opened(home) as warehouse:
        report = attach_piece(
            warehouse,
            report_id,
            content,
            piece_class=piece_class,
            by=Reader(person(by), role, frozenset(bars())),
            at=moment(),
        )
    say(f"{report.report_id}: {len(report.pieces)} pieces")
