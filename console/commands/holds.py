"""`quater hold`: what forbids destruction while proceedings last (royal decree of 9 June 2024, art. 5)."""

from __future__ import annotations

from typing import Annotated

import typer

from console.options import By, Home, Json, day, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json
from warehouse.errors import Refusal

HoldId = Annotated[str, typer.Argument(help="The hold, for example H-000001.")]


def attach(app: typer.Typer) -> None:
    """Add the `hold` family."""
    family = typer.Typer(help="Holds: no destruction while proceedings last.", no_args_is_help=True, rich_markup_mode=None)
    family.command("place")(place)
    family.command("list")(list_)
    family.command("release")(release)
    app.add_typer(family, name="hold")


def place(
    ground: Annotated[
        str, typer.Option("--ground", help="instruction, judicial_procedure, disciplinary_enquiry or disciplinary_procedure.")
    ],
    act: Annotated[str, typer.Option("--act", help="The opening act, as its document names it.")],
    authority: Annotated[str, typer.Option("--authority", help="Who opened the proceedings.")],
    opened_on: Annotated[str, typer.Option("--opened", metavar="YYYY-MM-DD", help="Date of the opening act.")],
    review_on: Annotated[str, typer.Option("--review", metavar="YYYY-MM-DD", help="When the hold is to be looked at again.")],
    account: Annotated[str | None, typer.Option("--account", help="Hold all of one account (IBAN).")] = None,
    holder: Annotated[str | None, typer.Option("--holder", help="Hold all accounts of one holder.")] = None,
    alert: Annotated[str | None, typer.Option("--alert", help="Hold one alert and what it stands on.")] = None,
    period: Annotated[str | None, typer.Option("--period", metavar="FROM..TO", help="Hold everything of a period.")] = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Forbid the destruction of what a proceeding needs; a hold has no end date, only a review date."""
    from warehouse.holds import place as place_hold

    scopes = {"account": account, "holder": holder, "alert": alert, "period": period}
    named = {scope: subject for scope, subject in scopes.items() if subject is not None}
    if len(named) != 1:
        raise Refusal(f"a hold protects one of --account, --holder, --alert or --period; got {len(named)} of them")
    [(scope, subject)] = named.items()
    with opened(home) as warehouse:
        hold = place_hold(
            warehouse,
            scope=scope,
            subject=subject,
            ground=ground,
            opening_act=act,
            authority=authority,
            act_date=day(opened_on),
            by=person(by),
            review_on=day(review_on),
            at=moment(),
        )
    if json:
        show_json(as_json(hold))
    else:
        say(f"{hold.hold_id}: {hold.scope} {hold.subject} is kept until this hold is released; review on {hold.review_on}")


def list_(home: Home = None, json: Json = False) -> None:
    """Print every hold, released ones too."""
    from warehouse.holds import list_holds

    with opened(home) as warehouse:
        holds = list_holds(warehouse)
    if json:
        show_json(as_json(holds))
        return
    show_table(
        "",
        ("hold", "state", "ground", "scope", "subject", "authority", "opened", "review"),
        [(h.hold_id, h.state, h.ground, h.scope, h.subject, h.authority, h.act_date, h.review_on) for h in holds],
    )


def release(
    hold_id: HoldId,
    decision: Annotated[str, typer.Option("--decision", help="The final decision: which body, which day.")] = "",
    recourse: Annotated[str, typer.Option("--recourse", help="Why no recourse is left.")] = "",
    home: Home = None,
    by: By = None,
) -> None:
    """Ask for the release of a hold, or confirm it as the second person."""
    from warehouse.holds import release as release_hold

    with opened(home) as warehouse:
        hold = release_hold(
            warehouse, hold_id, by=person(by), at=moment(), final_decision=decision, recourse_exhausted=recourse
        )
    if hold.in_force:
        say(f"{hold.hold_id}: release asked for by {hold.release_proposed_by}; a second person must confirm it")
    else:
        say(f"{hold.hold_id}: released by {hold.release_proposed_by} and {hold.released_by}")
