"""`quater sample`: the yearly control of at least 2.5 % of an Order's accounts, at random and so that it can be drawn again."""

from __future__ import annotations

from typing import Annotated

import typer

from console.access import note_access
from console.options import By, Home, Json, On, day, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json

OTHER = 3

Order = Annotated[str, typer.Option("--order", help="OBFG or OVB.")]
SampleId = Annotated[str, typer.Argument(help="The sample, for example Y-0001.")]


def attach(app: typer.Typer) -> None:
    """Add the `sample` family."""
    family = typer.Typer(help="The yearly sample of accounts.", no_args_is_help=True, rich_markup_mode=None)
    family.command("draw")(draw)
    family.command("list")(list_)
    family.command("show")(show)
    family.command("verify")(verify)
    app.add_typer(family, name="sample")


def draw(
    order: Order,
    year: Annotated[int, typer.Option("--year", help="The year that is controlled.")],
    seed: Annotated[str | None, typer.Option("--seed", help="Draw by this seed (default: 128 random bits).")] = None,
    on: On = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Draw the sample of an Order and a year, once; it is kept with its seed."""
    from warehouse.openings import draw_sample

    with opened(home) as warehouse:
        sample = draw_sample(warehouse, order=order, year=year, seed=seed, by=person(by), on=day(on), at=moment())
    if json:
        show_json(as_json(sample))
    else:
        drawn, of = len(sample.accounts), sample.population
        say(f"{sample.sample_id}: {drawn} of {of} accounts of {order} for {year}, by seed {sample.seed}")


def list_(home: Home = None, json: Json = False) -> None:
    """Print the samples, newest first."""
    from warehouse.openings import list_samples

    with opened(home) as warehouse:
        found = list_samples(warehouse)
    if json:
        show_json([{name: value for name, value in as_json(one).items() if name != "accounts"} for one in found])
    else:
        show_table(
            "",
            ("sample", "Order", "year", "accounts", "seed", "drawn by"),
            [(one.sample_id, one.order, one.year, one.population, one.seed, one.drawn_by) for one in found],
        )


def show(sample_id: SampleId, home: Home = None, by: By = None, json: Json = False) -> None:
    """Print the accounts of a sample, in the order of the draw."""
    from warehouse.openings import get_sample

    with opened(home) as warehouse:
        sample = get_sample(warehouse, sample_id)
        note_access(warehouse, actor=person(by), action="show", subject=sample.sample_id, purpose="document")
    if json:
        show_json(as_json(sample))
    else:
        rows = [(one.position, one.iban, one.currency, one.bar) for one in sample.accounts]
        show_table(f"{sample.order} {sample.year}", ("place", "account", "currency", "bar"), rows)


def verify(sample_id: SampleId, on: On = None, home: Home = None) -> None:
    """Draw a sample again from its seed, and compare; exit 3 when other accounts come."""
    from warehouse.openings import verify_sample

    with opened(home) as warehouse:
        same = verify_sample(warehouse, sample_id, on=day(on))
    say(f"{sample_id}: {'the same accounts come again' if same else 'OTHER accounts come: somebody changed the list'}")
    if not same:
        raise typer.Exit(OTHER)
