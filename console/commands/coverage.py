"""`quater coverage`: what the banks were expected to deliver, what came, and what history was asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.access import note_access
from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, say_page, show_json, show_table
from console.records import as_json

if TYPE_CHECKING:
    from warehouse.coverage.demands import FirstDemand
    from warehouse.database import Warehouse

INCOMPLETE = 3
SHOWN = ("bank", "account", "last_statement", "silence", "allowed", "habit", "standing")
DemandId = Annotated[str, typer.Argument(help="The first demand, for example D-0001.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write the letter into this file instead of printing it.")]


def attach(app: typer.Typer) -> None:
    """Add the `coverage` family; alone it prints the table."""
    family = typer.Typer(
        help="What the banks were expected to deliver, and what came.", invoke_without_command=True, rich_markup_mode=None
    )
    family.callback()(coverage)
    family.command("demand")(demand)
    family.command("demands")(demands)
    family.command("remind")(remind)
    family.command("unasked")(unasked)
    app.add_typer(family, name="coverage")


def coverage(
    context: typer.Context,
    on: On = None,
    everything: Annotated[bool, typer.Option("--all", help="Accounts in time and closed ones too.")] = False,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Say of every bank and account when its last statement came; exit 3 when one is silent."""
    if context.invoked_subcommand:
        return
    from warehouse.coverage import expected
    from warehouse.coverage.habits import BANK, CLOSED, IN_TIME, SILENT

    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="list", subject="coverage", purpose="detect")
        rows = expected(warehouse, day(on)).to_dicts()
    shown = [row for row in rows if everything or row["habit"] == BANK or row["standing"] not in (IN_TIME, CLOSED)]
    if json:
        show_json(rows)
    else:
        show_table(
            f"Coverage on {day(on)}",
            ("bank", "account", "last statement", "bank days", "allowed", "habit", "standing"),
            [tuple("" if name == "account" and row["habit"] == BANK else row[name] for name in SHOWN) for row in shown],
        )
        accounts = [row for row in rows if row["habit"] != BANK]
        say(", ".join(f"{name}: {count}" for name, count in _counted(row["standing"] for row in accounts).items()))
    if any(row["standing"] == SILENT for row in rows):
        raise typer.Exit(INCOMPLETE)


def demand(
    account: Annotated[str, typer.Argument(help="The account whose history is asked for (IBAN).")],
    since: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="First day of the period.")],
    until: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DD", help="Last day of the period.")],
    currency: Annotated[str, typer.Option("--currency", help="Currency of the account.")] = "EUR",
    language: Annotated[str, typer.Option("--language", help="fr, nl or de (default: the holder's).")] = "",
    out: Out = None,
    on: On = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Record a first demand for the history of an account, and write its letter to the bank."""
    from warehouse.coverage.demands import demand as ask

    with opened(home) as warehouse:
        asked = ask(
            warehouse,
            account.replace(" ", "").upper(),
            since=day(since),
            until=day(until),
            by=person(by),
            on=day(on),
            at=moment(),
            currency=currency,
            language=language,
        )
        _written(warehouse, asked, out, by=person(by), reminder=False, json=json)


def remind(demand_id: DemandId, out: Out = None, on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Record that the bank is reminded, and write the letter."""
    from warehouse.coverage.demands import remind as ask_again

    with opened(home) as warehouse:
        asked = ask_again(warehouse, demand_id, by=person(by), on=day(on), at=moment())
        _written(warehouse, asked, out, by=person(by), reminder=True, json=json)


def demands(on: On = None, home: Home = None, by: By = None, json: Json = False) -> None:
    """Close the demands whose history is there, and print all of them with the day of the next reminder."""
    from warehouse.coverage.demands import follow_up, list_demands

    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="list", subject="first-demands", purpose="document")
        follow_up(warehouse, on=day(on))
        found = list_demands(warehouse)
    if json:
        show_json(as_json(found))
        return
    show_table(
        "First demands",
        ("demand", "bank", "account", "from", "until", "asked", "reminded", "covered", "remind on"),
        [
            (d.demand_id, d.bank, d.account, d.since, d.until, d.asked_on, len(d.reminded_on), d.covered_on, d.next_reminder)
            for d in found
        ],
    )


def unasked(home: Home = None, by: By = None, json: Json = False) -> None:
    """Name the accounts with statements of before 1 October 2024 that no first demand asked for; exit 3 for any."""
    from warehouse.coverage.earlier import unasked as came_unasked

    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="list", subject="unasked-history", purpose="document")
        rows = came_unasked(warehouse).to_dicts()
    if json:
        show_json(rows)
    else:
        show_table(
            "History that nobody asked for",
            ("bank", "account", "first statement", "last statement", "statements"),
            [(row["bank"], row["account"], row["first_statement"], row["last_statement"], row["statements"]) for row in rows],
        )
    if rows:
        raise typer.Exit(INCOMPLETE)


def _written(warehouse: Warehouse, asked: FirstDemand, out: Path | None, *, by: str, reminder: bool, json: bool) -> None:
    from warehouse.coverage.letters import letter

    subject = f"first-demand:{asked.demand_id}"
    note_access(warehouse, actor=by, action="letter", subject=subject, purpose="document", modality="export")
    text = letter(asked, reminder=reminder)
    if out is not None:
        out.write_text(text, encoding="utf-8")
    if json:
        show_json(as_json(asked) | {"letter": text})
        return
    if out is None:
        say_page(text)
    say(f"{asked.demand_id}: {asked.since} to {asked.until} asked of {asked.bank}; reminder due on {asked.next_reminder}")


def _counted(standings: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(standings).items()))
