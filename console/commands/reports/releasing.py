"""`quater report check · release · withdraw · sent · receipt · follow-up`: what leaves, and whether it arrived."""

from __future__ import annotations

from typing import Annotated

import typer

from console.commands.reports.drafting import ReportId
from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, show_json, show_table

DispatchId = Annotated[str, typer.Argument(help="The dispatch, for example D-000012.")]


def attach(family: typer.Typer) -> None:
    """Add the commands about releasing and sending."""
    family.command("check")(check)
    family.command("release")(release)
    family.command("withdraw")(withdraw)
    family.command("sent")(sent)
    family.command("receipt")(receipt)
    family.command("follow-up")(follow_up)


def check(report_id: ReportId, home: Home = None, by: By = None) -> None:
    """Say, as the analyst who read it, that a draft may be released."""
    from detection.reports import check_report

    with opened(home) as warehouse:
        report = check_report(warehouse, report_id, by=person(by), at=moment())
    say(f"{report.report_id}: checked by {report.checked_by}; another person releases it")


def release(report_id: ReportId, home: Home = None, by: By = None, json: Json = False) -> None:
    """Let a checked report go, as an officer: it is signed, sealed for its recipient and laid into the outbox."""
    from detection.reports import release_report

    with opened(home) as warehouse:
        released = release_report(warehouse, report_id, by=person(by), at=moment())
        files = [path.relative_to(warehouse.settings.outbox).as_posix() for path in released.sealed]
    if json:
        show_json({"report": released.report_id, "recipient": released.recipient, "sealed": files})
        return
    say(f"{released.report_id}: released to {released.recipient}")
    for file in files:
        say(f"    outbox/{file}")


def withdraw(
    report_id: ReportId,
    reason: Annotated[str, typer.Option("--reason", help="Why it is withdrawn.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Withdraw a report, drafted or released."""
    from warehouse.reports_register import withdraw as withdraw_report

    with opened(home) as warehouse:
        report = withdraw_report(warehouse, report_id, by=person(by), reason=reason, at=moment())
    say(f"{report.report_id}: withdrawn")


def sent(home: Home = None, json: Json = False) -> None:
    """Print what left for whom, under which key, and whether it arrived."""
    from warehouse.reports_register.dispatches import list_dispatches

    with opened(home) as warehouse:
        found = list_dispatches(warehouse)
    rows = [
        (one.dispatch_id, one.report_id, one.purpose, one.recipient, one.state, one.key, one.knowledge_on, one.received_on)
        for one in found
    ]
    columns = ("dispatch", "report", "purpose", "recipient", "state", "key", "known on", "received on")
    if json:
        show_json([dict(zip(columns, (None if cell is None else str(cell) for cell in row), strict=True)) for row in rows])
        return
    show_table("", columns, rows)


def receipt(
    dispatch_id: DispatchId,
    received: Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="When the recipient says that it arrived.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Enter the recipient's receipt."""
    from warehouse.reports_register.dispatches import acknowledge

    with opened(home) as warehouse:
        dispatch = acknowledge(warehouse, dispatch_id, received_on=day(received), by=person(by), at=moment())
    say(f"{dispatch.dispatch_id}: received on {dispatch.received_on}")


def follow_up(on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Remind the recipients whose receipt is missing, and name what an officer must take up."""
    from detection.reports.following_up import follow_up as follow

    with opened(home) as warehouse:
        done = follow(warehouse, on=day(on), by=person(by), at=moment())
    if json:
        show_json({event: [one.dispatch_id for one in found] for event, found in done.items()})
        return
    show_table(
        "",
        ("dispatch", "recipient", "sent", "done"),
        [(one.dispatch_id, one.recipient, one.knowledge_on, event) for event, found in done.items() for one in found],
    )
