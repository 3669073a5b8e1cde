"""`quater report check · release · withdraw · recall · sent · receipt · follow-up`: what leaves, and whether it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from console.commands.reports.drafting import ReportId
from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, show_json, show_table

if TYPE_CHECKING:
    from detection.reports.recalling import Recalls
    from warehouse.reports_register import Reader

Role = Annotated[str, typer.Option("--role", help="In which capacity: an officer lets a recall go.")]
DispatchId = Annotated[str, typer.Argument(help="The dispatch, for example D-000012.")]


def attach(family: typer.Typer) -> None:
    """Add the commands about releasing and sending."""
    family.command("check")(check)
    family.command("release")(release)
    family.command("withdraw")(withdraw)
    family.command("recall")(recall)
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
    role: Role = "officer",
    home: Home = None,
    by: By = None,
) -> None:
    """Withdraw a report, drafted or released; who got it is told at once."""
    from detection.reports.recalling import withdraw_report

    with opened(home) as warehouse:
        recalls = withdraw_report(warehouse, report_id, reason=reason, by=_reader(by, role), at=moment())
    say(f"{report_id}: withdrawn")
    _tell(recalls)


def recall(
    alert: Annotated[str | None, typer.Option("--alert", help="An alert that was told wrongly and is corrected.")] = None,
    due: Annotated[bool, typer.Option("--list", help="Only print what is due.")] = False,
    role: Role = "officer",
    home: Home = None,
    by: By = None,
) -> None:
    """Tell whoever got a report which of its alerts no longer hold: those put aside since, or one that is corrected."""
    from detection.reports.recalling import correct_alert, send_recalls
    from warehouse.reports_register.recalls import due_recalls

    with opened(home) as warehouse:
        waiting = due_recalls(warehouse) if alert is None else []
        if due or (alert is None and not waiting):
            rows = [(one.dispatch.report_id, one.dispatch.recipient, " ".join(one.alert_ids)) for one in waiting]
            show_table("", ("report", "recipient", "alerts"), rows)
            return
        reader = _reader(by, role)
        if alert is not None:
            recalls = correct_alert(warehouse, alert, by=reader, at=moment())
        else:
            recalls = send_recalls(warehouse, waiting, by=reader, at=moment())
    _tell(recalls)


def _reader(by: str | None, role: str) -> Reader:
    from warehouse.register import bars
    from warehouse.reports_register import Reader

    return Reader(person(by), role, frozenset(bars()))


def _tell(recalls: Recalls) -> None:
    for dispatch in recalls.sent:
        say(f"{dispatch.dispatch_id}: recall of {dispatch.report_id} to {dispatch.recipient}")
    for waiting, why in recalls.waiting:
        say(f"{waiting.dispatch.report_id}: the recall waits: {why}")


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
