"""`quater outcome`: what a bâtonnier did about each alert that he was told of, and the hold that it proposes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.commands.reports.drafting import ReportId
from console.options import By, Home, Json, day, existing, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json

AlertId = Annotated[str, typer.Argument(help="The alert, for example A-000012.")]


def attach(app: typer.Typer) -> None:
    """Add the `outcome` family."""
    family = typer.Typer(help="What the bâtonniers answer.", no_args_is_help=True, rich_markup_mode=None)
    family.command("enter")(enter)
    family.command("read")(read)
    family.command("list")(list_)
    family.command("hold")(hold)
    family.command("no-hold")(no_hold)
    app.add_typer(family, name="outcome")


def enter(
    report_id: ReportId,
    alert_id: AlertId,
    outcome: Annotated[str, typer.Argument(help="unfounded, explained, regularised, enquiry, proceedings or transferred.")],
    answered: Annotated[str, typer.Option("--on", metavar="YYYY-MM-DD", help="The day of the answer.")],
    to_bar: Annotated[str, typer.Option("--to", help="Code of the bar that it was transferred to.")] = "",
    role: Annotated[str, typer.Option("--role", help="In which capacity: an officer enters answers.")] = "officer",
    home: Home = None,
    by: By = None,
) -> None:
    """Enter the outcome of one alert of a report that was sent, as its recipient told it."""
    from detection.reports.answering import enter_outcome
    from warehouse.register import bars
    from warehouse.reports_register import Reader
    from warehouse.reports_register.answers import Outcome

    with opened(home) as warehouse:
        reader = Reader(person(by), role, frozenset(bars()))
        answer = enter_outcome(
            warehouse, report_id, alert_id, Outcome(outcome, to_bar), answered_on=day(answered), by=reader, at=moment()
        )
    _say(answer.report_id, answer.alert_id, answer.outcome, answer.hold)


def read(
    file: Annotated[Path, typer.Argument(help="The file that the recipient signed.")],
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Read a signed return file; it counts when the recipient's registered certificate signed it."""
    from detection.reports.answering import read_answer

    with opened(home) as warehouse:
        answers = read_answer(warehouse, existing(file).read_bytes(), by=person(by), at=moment())
    if json:
        show_json(as_json(answers))
        return
    for answer in answers:
        _say(answer.report_id, answer.alert_id, answer.outcome, answer.hold)


def list_(
    report_id: Annotated[str | None, typer.Option("--report", help="Only those about one report.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Print every answer, oldest first; the last one of an alert stands."""
    from warehouse.reports_register.answers import answers_of

    with opened(home) as warehouse:
        found = answers_of(warehouse, report_id)
    if json:
        show_json(as_json(found))
        return
    show_table(
        "",
        ("report", "alert", "outcome", "bar", "day", "entered by", "signed", "hold"),
        [
            (
                one.report_id,
                one.alert_id,
                one.outcome,
                one.to_bar,
                one.answered_on,
                one.by,
                one.key[:12],
                one.hold_id or one.hold,
            )
            for one in found
        ],
    )


def hold(
    report_id: ReportId,
    alert_id: AlertId,
    act: Annotated[str, typer.Option("--act", help="The opening act, as its document names it.")],
    authority: Annotated[str, typer.Option("--authority", help="Who opened the enquiry or the proceedings.")],
    opened_on: Annotated[str, typer.Option("--opened", metavar="YYYY-MM-DD", help="Date of the opening act.")],
    review_on: Annotated[str, typer.Option("--review", metavar="YYYY-MM-DD", help="When the hold is to be looked at again.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Place the hold that an enquiry or proceedings propose; without this command it forbids nothing."""
    from warehouse.reports_register.proposed_holds import place_proposed

    with opened(home) as warehouse:
        placed = place_proposed(
            warehouse,
            report_id,
            alert_id,
            opening_act=act,
            authority=authority,
            act_date=day(opened_on),
            review_on=day(review_on),
            by=person(by),
            at=moment(),
        )
    say(f"{placed.hold_id}: {placed.scope} {placed.subject} is kept until its release; review on {placed.review_on}")


def no_hold(
    report_id: ReportId,
    alert_id: AlertId,
    reason: Annotated[str, typer.Option("--reason", help="Why no hold is placed.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Decline the hold that an answer proposes."""
    from warehouse.reports_register.proposed_holds import decline_proposed

    with opened(home) as warehouse:
        answer = decline_proposed(warehouse, report_id, alert_id, why=reason, by=person(by), at=moment())
    say(f"{answer.report_id} {answer.alert_id}: no hold")


def _say(report_id: str, alert_id: str, outcome: str, hold: str) -> None:
    waits = "; it proposes a hold: `quater outcome hold` places it" if hold == "proposed" else ""
    say(f"{report_id} {alert_id}: {outcome}{waits}")
