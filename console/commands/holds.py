"""`quater hold`: what forbids destruction while proceedings last (royal decree of 9 June 2024, art. 5)."""

from __future__ import annotations

from typing import Annotated

import typer

from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json
from warehouse.errors import Refusal
from warehouse.holds.recourses import BY_REGISTRY, DECISIONS

HoldId = Annotated[str, typer.Argument(help="The hold, for example H-000001.")]


def attach(app: typer.Typer) -> None:
    """Add the `hold` family."""
    family = typer.Typer(help="Holds: no destruction while proceedings last.", no_args_is_help=True, rich_markup_mode=None)
    family.command("place")(place)
    family.command("list")(list_)
    family.command("review")(review)
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
    account: Annotated[str | None, typer.Option("--account", help="Hold all of one account (IBAN), or whose it is.")] = None,
    holder: Annotated[str | None, typer.Option("--holder", help="Hold all accounts of one holder, or whose it is.")] = None,
    alert: Annotated[str | None, typer.Option("--alert", help="Hold one alert and what it stands on.")] = None,
    period: Annotated[str | None, typer.Option("--period", metavar="FROM..TO", help="Hold everything of a period.")] = None,
    dossier: Annotated[str | None, typer.Option("--dossier", help="Hold what names a dossier of a holder or account.")] = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Forbid the destruction of what a proceeding needs; a hold has no end date, only a review date."""
    from warehouse.holds import place as place_hold

    scope, subject, within = _scope(account, holder, alert, period, dossier)
    with opened(home) as warehouse:
        hold = place_hold(
            warehouse,
            scope=scope,
            subject=subject,
            within=within,
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
        whose = f" of {hold.within}" if hold.within else ""
        say(f"{hold.hold_id}: {hold.scope} {hold.subject}{whose} is kept until its release; review on {hold.review_on}")


def _scope(
    account: str | None, holder: str | None, alert: str | None, period: str | None, dossier: str | None
) -> tuple[str, str, str]:
    """Give scope, subject and whose it is, from the options; a dossier or a period may be one holder's or one account's."""
    owners = {"account": account, "holder": holder}
    named = {scope: subject for scope, subject in owners.items() if subject is not None}
    kinds = {"alert": alert, "period": period, "dossier": dossier}
    chosen = {scope: subject for scope, subject in kinds.items() if subject is not None}
    if len(named) > 1 or len(chosen) > 1 or not (named or chosen) or (named and "alert" in chosen):
        raise Refusal(
            "a hold protects one of --account, --holder, --alert, --period or --dossier; only a period or a dossier may be"
            f" one account's or one holder's; got {', '.join(f'--{scope}' for scope in {**named, **chosen}) or 'none of them'}"
        )
    within = next(iter(named.values()), "")
    if chosen:
        [(scope, subject)] = chosen.items()
        return scope, subject, within
    [(scope, subject)] = named.items()
    return scope, subject, ""


def list_(
    due: Annotated[str | None, typer.Option("--due", metavar="YYYY-MM-DD", help="Only those to be reviewed by a day.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Print every hold, released ones too."""
    from warehouse.holds import list_holds

    with opened(home) as warehouse:
        holds = list_holds(warehouse, review_due_on=None if due is None else day(due))
    if json:
        show_json(as_json(holds))
        return
    show_table(
        "",
        ("hold", "state", "ground", "scope", "subject", "of", "authority", "opened", "review"),
        [(h.hold_id, h.state, h.ground, h.scope, h.subject, h.within, h.authority, h.act_date, h.review_on) for h in holds],
    )


def review(
    hold_id: HoldId,
    reason: Annotated[str, typer.Option("--reason", help="Why the hold still stands.")],
    review_on: Annotated[str, typer.Option("--review", metavar="YYYY-MM-DD", help="When it is to be looked at again.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Note that a hold was looked at and still stands."""
    from warehouse.holds import review as review_hold

    with opened(home) as warehouse:
        hold = review_hold(warehouse, hold_id, review_on=day(review_on), reason=reason, by=person(by), at=moment())
    say(f"{hold.hold_id}: stays in force; next review on {hold.review_on}")


def release(
    hold_id: HoldId,
    decision: Annotated[str | None, typer.Option("--decision", help="The final decision: which body, which case.")] = None,
    kind: Annotated[str, typer.Option("--kind", help=f"What it is: {', '.join(DECISIONS)}.")] = "",
    decided_on: Annotated[str | None, typer.Option("--decided", metavar="YYYY-MM-DD", help="When it was given.")] = None,
    notified_on: Annotated[str | None, typer.Option("--notified", metavar="YYYY-MM-DD", help="When it was notified.")] = None,
    recourse: Annotated[str, typer.Option("--recourse", help="What shows that no recourse is left.")] = "",
    on: On = None,
    home: Home = None,
    by: By = None,
) -> None:
    """Ask for the release of a hold with the final decision, or confirm it as the second person."""
    from warehouse.holds import FinalDecision, recourses
    from warehouse.holds import release as release_hold

    final = None
    if decision is not None:
        if decided_on is None or notified_on is None:
            raise Refusal(
                f"the release of {hold_id} needs the days --decided and --notified: the recourses are counted from them"
            )
        final = FinalDecision(kind, decision, day(decided_on), day(notified_on), recourse)
    with opened(home) as warehouse:
        hold = release_hold(warehouse, hold_id, by=person(by), on=day(on), at=moment(), final=final)
    if hold.decision and hold.notified_on:
        counted = recourses(hold.decision, notified_on=hold.notified_on)
        rows = [(one.name, one.article, str(one.last_day)) for one in counted] or [(BY_REGISTRY, "", "")]
        show_table("Recourses against the decision", ("recourse", "Judicial Code", "open until"), rows)
    if hold.in_force:
        say(f"{hold.hold_id}: release asked for by {hold.release_proposed_by}; a second person must confirm it")
    else:
        say(f"{hold.hold_id}: released by {hold.release_proposed_by} and {hold.released_by}")
