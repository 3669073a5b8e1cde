"""`quater model`: train, evaluate, read the card, compare, approve, withdraw; only what a person approved counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.access import note_access
from console.options import By, Home, Json, On, day, existing, moment, opened, person
from console.output import say, say_page, show_json, show_table
from console.records import as_json


def attach(app: typer.Typer) -> None:
    """Add the `model` family."""
    family = typer.Typer(help="Learned models.", no_args_is_help=True, rich_markup_mode=None)
    family.command("train")(train)
    family.command("evaluate")(evaluate)
    family.command("list")(list_)
    family.command("card")(card)
    family.command("compare")(compare)
    family.command("approve")(approve)
    family.command("withdraw")(withdraw)
    app.add_typer(family, name="model")


def train(
    seed: Annotated[int, typer.Option("--seed", help="The same seed and data give the same model.")] = 1,
    on: On = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Fit the outlier model on the months before the day; it waits for a person's approval."""
    from detection.drift_watch import watch_drift
    from models.training import train as fit

    with opened(home) as warehouse:
        made = fit(warehouse, on=day(on), seed=seed, at=moment())
        watch_drift(warehouse, on=day(on), at=moment())
    if json:
        show_json(made.as_json())
    else:
        say(f"model {made.model_id} fitted; it counts only after: quater model approve {made.model_id} --reason …")


def evaluate(
    truth: Annotated[Path, typer.Option("--truth", help="truth.csv of a simulated world.")],
    on: On = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Measure the model's recall within the alert budget, month by month, never on months it was fitted on."""
    from models.evaluation import evaluate as measure

    with opened(home) as warehouse:
        result = measure(warehouse, truth=existing(truth), on=day(on))
    if json:
        show_json(result.as_json())
    else:
        say_page(result.summary())


def card(
    model: Annotated[str | None, typer.Argument(help="A model's identity; the newest when left out.")] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Print the model card."""
    from models.card import read_card

    with opened(home) as warehouse:
        found = read_card(warehouse, model)
    if json:
        show_json(found.as_json())
    else:
        say_page(found.as_markdown())


def list_(home: Home = None, json: Json = False) -> None:
    """Print the models, the last decided first, and which of them counts."""
    from warehouse.model_approvals import list_models

    with opened(home) as warehouse:
        models = list_models(warehouse)
    if json:
        show_json([{name: value for name, value in as_json(model).items() if name != "card"} for model in models])
        return
    show_table(
        "Models",
        ("model", "kind", "state", "by", "on", "reason", "artefact"),
        [
            (
                *(
                    model.model_id,
                    model.kind,
                    model.state,
                    model.decided_by or "",
                    model.decided_at and model.decided_at.date(),
                ),
                *(model.reason or "", model.artefact_hash[:12]),
            )
            for model in models
        ],
    )


def compare(
    challenger: Annotated[str, typer.Argument(help="The model that might be approved.")],
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="The first day of which months are compared.")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM-DD", help="The last day.")],
    champion: Annotated[str | None, typer.Option("--with", help="The other model (default: the one that counts).")] = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Show which alerts another model would bring, take away and keep; nothing is stored and no alert is raised."""
    from detection.model_comparison import compare as side_by_side

    with opened(home) as warehouse:
        note_access(warehouse, actor=person(by), action="replay", subject=f"model:{challenger}", purpose="optimise")
        found = side_by_side(warehouse, challenger, champion, first=day(first), last=day(last))
    if json:
        show_json(as_json(found))
        return
    say(f"{found.account_months} months of accounts from {found.first} to {found.last}")
    say(f"champion {found.champion or 'none'}: {found.champion_months} flagged")
    say(f"challenger {found.challenger}: {found.challenger_months} flagged, {found.both_months} of them by both")
    for title, what, tallies in (
        ("Alerts", "", {"all": found.alerts}),
        ("By bar", "bar", found.by_bar),
        ("By kind of account", "kind", found.by_kind),
    ):
        columns = ("new", "gone", "same")
        rows = [(name, *(getattr(tally, column) for column in columns)) for name, tally in tallies.items()]
        show_table(title, (what, *columns), rows)


def approve(
    model: Annotated[str, typer.Argument(help="The model's identity, as `train` printed it.")],
    reason: Annotated[str, typer.Option("--reason", help="What was checked; it stands in the register of approvals.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Let a model's scores count from now on."""
    from warehouse.model_approvals import approve_model

    with opened(home) as warehouse:
        approve_model(warehouse, model, by=person(by), reason=reason, at=moment())
    say(f"model {model} approved by {person(by)}")


def withdraw(
    model: Annotated[str, typer.Argument(help="The model's identity.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the register of approvals.")],
    home: Home = None,
    by: By = None,
) -> None:
    """Let a model's scores count no longer; the one approved before it counts again."""
    from warehouse.model_approvals import withdraw_model

    with opened(home) as warehouse:
        withdraw_model(warehouse, model, by=person(by), reason=reason, at=moment())
    say(f"model {model} withdrawn by {person(by)}")
