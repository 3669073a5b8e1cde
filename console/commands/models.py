"""`quater model`: train, evaluate, read the card, approve; a model's scores count only once a person approved it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.options import By, Home, Json, On, day, existing, moment, opened, person
from console.output import say, say_page, show_json


def attach(app: typer.Typer) -> None:
    """Add the `model` family."""
    family = typer.Typer(help="Learned models.", no_args_is_help=True, rich_markup_mode=None)
    family.command("train")(train)
    family.command("evaluate")(evaluate)
    family.command("card")(card)
    family.command("approve")(approve)
    app.add_typer(family, name="model")


def train(
    seed: Annotated[int, typer.Option("--seed", help="The same seed and data give the same model.")] = 1,
    on: On = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Fit the outlier model on the months before the day; it waits for a person's approval."""
    from models.training import train as fit

    with opened(home) as warehouse:
        made = fit(warehouse, on=day(on), seed=seed, at=moment())
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
