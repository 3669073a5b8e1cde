"""`quater requests`: what persons ask of their own data, found, restricted, answered in time (GDPR, art. 12 and 15 to 21)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.access import note_access
from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, say_page, show_json, show_table
from console.records import as_json

if TYPE_CHECKING:
    from warehouse.database import Warehouse
    from warehouse.persons import Found

LATE = 3
CaseId = Annotated[str, typer.Argument(help="The request, for example G-0001.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write the letter into this file instead of printing it.")]
Dpo = Annotated[str, typer.Option("--dpo", help="How the data protection officer is reached.")]


def attach(app: typer.Typer) -> None:
    """Add the `requests` family."""
    family = typer.Typer(help="What persons ask of their own data.", no_args_is_help=True, rich_markup_mode=None)
    for command in (enter, search, restrict, unrestrict, extend, decide, letter, close, forget):
        family.command(command.__name__)(command)
    family.command("list")(requests)
    app.add_typer(family, name="requests")


def enter(
    right: Annotated[str, typer.Argument(help="access, rectification, erasure, restriction or objection.")],
    name: Annotated[str, typer.Option("--name", help="Who asks, as banks would write him.")],
    address: Annotated[str, typer.Option("--address", help="Where the answer goes.")],
    identified: Annotated[str, typer.Option("--identified-by", help="How the person was identified.")],
    received: Annotated[str, typer.Option("--received", metavar="YYYY-MM-DD", help="The day on which the request came.")],
    order: Annotated[str, typer.Option("--order", help="To which Order: OBFG or OVB.")],
    language: Annotated[str, typer.Option("--language", help="fr, nl or de.")],
    holder: Annotated[str, typer.Option("--holder", help="The number in the register, if he holds an account.")] = "",
    iban: Annotated[str, typer.Option("--iban", help="An account of his, if he gave one.")] = "",
    home: Home = None,
    by: By = None,
) -> None:
    """Enter a request; the answer is due within a month of its receipt."""
    from warehouse.persons import Requester, register_request

    asked = Requester(name, address, identified, holder, iban)
    facts = {"right": right, "order": order, "language": language}
    with opened(home) as warehouse:
        made = register_request(warehouse, asked, **facts, received_on=day(received), by=person(by), at=moment())
    say(f"{made.case_id}: {made.right}, to be answered by {made.due}")


def requests(on: On = None, home: Home = None, json: Json = False) -> None:
    """Print every request, those that wait first; exit 3 when one is late."""
    from warehouse.persons import list_cases

    with opened(home) as warehouse:
        found = list_cases(warehouse)
    if json:
        show_json([as_json(one) | {"due": one.due.isoformat()} for one in found])
    else:
        rows = [
            (one.case_id, one.right, one.order, one.received_on, one.due, one.state, one.outcome, one.ground) for one in found
        ]
        show_table("", ("request", "right", "order", "received", "due", "state", "outcome", "ground"), rows)
    if any(one.late(day(on)) for one in found):
        raise typer.Exit(LATE)


def search(case_id: CaseId, on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Look for the data of who made a request: entries, accounts, and counts of movements; the search is on record."""
    from warehouse.persons import find

    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="search", subject=case_id, purpose="document")
        found = find(warehouse, case_id, on=day(on), by=person(by), at=moment())
        _note_accounts(warehouse, found, case_id, by=person(by))
    if json:
        show_json(as_json(found))
        return
    say(f"register: {', '.join(found.holders) or 'no entry'}; accounts: {', '.join(found.accounts) or 'none'}")
    say(f"movements of these accounts: {found.own}; as another party: {found.as_party}; from {found.first} to {found.last}")
    say(
        f"the last of them is kept until {found.until}; "
        + ", ".join(f"{what}: {many}" for what, many in found.standing.items())
    )


def restrict(case_id: CaseId, on: On = None, home: Home = None, by: By = None) -> None:
    """Restrict the accounts of who made a request: kept and controlled, and used for nothing else."""
    from warehouse.persons import restrict as restrict_accounts

    with opened(home) as warehouse:
        made = restrict_accounts(warehouse, case_id, on=day(on), by=person(by), at=moment())
    say(f"{case_id}: {len(made)} accounts are restricted: no model learns from them, and whoever opens them sees it")


def unrestrict(
    case_id: CaseId,
    told: Annotated[str, typer.Option("--told-on", metavar="YYYY-MM-DD", help="When the person was told that it ends.")],
    home: Home = None,
    by: By = None,
) -> None:
    """End the restrictions of a request, once the person is told."""
    from warehouse.persons import lift

    with opened(home) as warehouse:
        lift(warehouse, case_id, told_on=day(told), by=person(by), at=moment())
    say(f"{case_id}: nothing is restricted any more")


def extend(
    case_id: CaseId,
    why: Annotated[str, typer.Option("--why", help="Why the answer takes longer.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Make the term two months longer, within the first; the letter that says so is `quater requests letter --delay`."""
    from warehouse.persons import extend as longer

    with opened(home) as warehouse:
        made = longer(warehouse, case_id, why=why, by=person(by), at=moment())
    say(f"{made.case_id}: to be answered by {made.due}; the person is told before the first month is over")


def decide(
    case_id: CaseId,
    outcome: Annotated[str, typer.Argument(help="granted, partly or refused.")],
    ground: Annotated[
        str, typer.Option("--ground", help="kept_by_law, public_interest, secrecy, exact, identity, unfounded.")
    ] = "",
    home: Home = None,
    by: By = None,
) -> None:
    """Decide what is answered, on which ground."""
    from warehouse.persons import decide as answer_with

    with opened(home) as warehouse:
        made = answer_with(warehouse, case_id, outcome=outcome, ground=ground, by=person(by), at=moment())
    say(f"{made.case_id}: {made.outcome} {made.ground}".rstrip() + f"; its answer leaves by {made.due}")


def letter(
    case_id: CaseId,
    late: Annotated[bool, typer.Option("--delay", help="The letter that says that it takes longer.")] = False,
    dpo: Dpo = "",
    out: Out = None,
    home: Home = None,
) -> None:
    """Write the answer for a person to sign; it follows from the request alone and names nobody."""
    from warehouse.persons import answer, delay, get_case

    with opened(home) as warehouse:
        case = get_case(warehouse, case_id)
    text = delay(case, dpo=dpo) if late else answer(case, dpo=dpo)
    if out is None:
        say_page(text)
    else:
        out.write_text(text, encoding="utf-8")


def close(
    case_id: CaseId,
    sent: Annotated[str, typer.Option("--sent-on", metavar="YYYY-MM-DD", help="The day on which the answer left.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Enter that the answer left."""
    from warehouse.persons import close as answered

    with opened(home) as warehouse:
        answered(warehouse, case_id, sent_on=day(sent), by=person(by), at=moment())
    say(f"{case_id}: answered; whose it was can be erased now: quater requests forget {case_id}")


def forget(case_id: CaseId, home: Home = None, by: By = None) -> None:
    """Erase whose request it was; what was done about it stays."""
    from warehouse.persons import forget as erase

    with opened(home) as warehouse:
        erase(warehouse, case_id, by=person(by), at=moment())
    say(f"{case_id}: whose it was is erased")


def _note_accounts(warehouse: Warehouse, found: Found, case_id: str, *, by: str) -> None:
    from warehouse.evidence import subject_of_account

    for account in found.accounts:
        subject = subject_of_account(warehouse.settings, account)
        note_access(warehouse, actor=by, action=f"search: account of {case_id}", subject=subject, purpose="document")
