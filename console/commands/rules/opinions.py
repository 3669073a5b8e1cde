"""`quater rules opinion`, `opinions`: the data protection officer weighs a class of rules; a new one waits for him."""

from __future__ import annotations

from typing import Annotated

import typer

from console.options import By, Home, Json, moment, opened, person
from console.output import say, show_json, show_table
from console.records import as_json
from warehouse.errors import Refusal


def attach(family: typer.Typer) -> None:
    """Add the commands about opinions."""
    family.command("opinion")(opinion)
    family.command("opinions")(show)


def opinion(
    rule_class: Annotated[str, typer.Argument(metavar="CLASS", help="The class: the folder of its rules, for example aml.")],
    words: Annotated[str, typer.Option("--words", help="What was weighed; it is kept.")],
    favourable: Annotated[
        bool | None, typer.Option("--favourable/--against", help="Whether the class may find anybody.")
    ] = None,
    home: Home = None,
    by: By = None,
    json: Json = False,
) -> None:
    """Record the data protection officer's opinion on a class of rules; the next run goes by it."""
    from detection.rule_classes import classes
    from warehouse.rule_opinions import AGAINST, FAVOURABLE, give_opinion

    if rule_class not in classes():
        raise Refusal(f"no class {rule_class!r} of rules; the classes are {', '.join(classes())}")
    if favourable is None:
        raise Refusal("say --favourable or --against")
    chosen = FAVOURABLE if favourable else AGAINST
    with opened(home) as warehouse:
        made = give_opinion(warehouse, rule_class, opinion=chosen, words=words, by=person(by), at=moment())
    if json:
        show_json(as_json(made))
    else:
        say(f"{rule_class}: {made.opinion}, by {made.by}; the next run goes by it")


def show(home: Home = None, json: Json = False) -> None:
    """Print every class of rules, whether the impact assessment weighed it, the opinion on it, and whether it waits."""
    from detection.rule_classes import assessed, classes, waiting_classes
    from warehouse.rule_opinions import opinions

    with opened(home) as warehouse:
        given, waiting = opinions(warehouse), waiting_classes(warehouse)
    told = [
        {
            "class": name,
            "assessed": name in assessed(),
            "opinion": given[name].opinion if name in given else "",
            "by": given[name].by if name in given else "",
            "at": given[name].at.isoformat() if name in given else "",
            "words": given[name].words if name in given else "",
            "waits": name in waiting,
        }
        for name in classes()
    ]
    if json:
        show_json(told)
        return
    columns = ("class", "assessed", "opinion", "by", "at", "waits")
    show_table("", columns, [tuple(line[column] for column in columns) for line in told])
