"""`quater rules list`, `show`, `stats`: every rule with its version, one rule in full, and how its alerts were judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from console.options import Home, Json, On, day, opened
from console.output import say, say_page, show_json, show_table
from console.records import as_json
from warehouse.errors import Refusal

if TYPE_CHECKING:
    from detection.registry import Detector

RuleId = Annotated[str, typer.Argument(metavar="RULE", help="The rule, for example cash-limit-3000.")]


def attach(family: typer.Typer) -> None:
    """Add the commands that only read."""
    family.command("list")(list_)
    family.command("show")(show)
    family.command("stats")(stats)


def known_rule(identity: str) -> Detector:
    """Give an installed rule; raises `Refusal` for any other name."""
    from detection.registry import detectors

    found = detectors().get(identity)
    if found is None:
        raise Refusal(f"no rule {identity!r}; `quater rules list` shows the rules")
    return found


def list_(on: On = None, home: Home = None, json: Json = False) -> None:
    """Print every rule with its version and how many findings it has; `snoozed` of them wait."""
    from detection.registry import detectors
    from detection.statistics import snoozed_findings
    from warehouse.alerts import finding_counts

    with opened(home) as warehouse:
        found, waiting = finding_counts(warehouse), snoozed_findings(warehouse, on=day(on))
    rules = [
        {
            "id": detector.id,
            "group": detector.group,
            "title": detector.rule.title,
            "severity": detector.rule.severity,
            "nature": detector.rule.nature,
            "version": detector.version,
            "status": detector.rule.status,
            "findings": found.get(detector.id, 0),
            "snoozed": waiting[detector.id],
        }
        for detector in detectors().values()
    ]
    if json:
        show_json(rules)
        return
    columns = ("id", "group", "title", "severity", "nature", "version", "status", "findings", "snoozed")
    show_table("", columns, [tuple(rule[column] for column in columns) for rule in rules])
    say(f"{sum(rule['status'] == 'live' for rule in rules)} live rules")


def show(
    identity: RuleId,
    language: Annotated[str, typer.Option("--language", help="Of title and sentence: en, fr, nl or de.")] = "en",
    json: Json = False,
) -> None:
    """Print what one rule says of itself: what it finds, its basis, its figures, what to look at."""
    from detection.rule import LANGUAGES

    detector = known_rule(identity)
    if language not in LANGUAGES:
        raise Refusal(f"expected the language to be one of {', '.join(LANGUAGES)}, got {language!r}")
    rule = detector.rule
    facts = {"id": detector.id, "group": detector.group, "version": detector.version, "title": rule.name(language)}
    lists = {"references": rule.references, "false_positives": rule.false_positives, "steps": rule.steps}
    if json:
        told = facts | {"doc": detector.doc, "sentence": rule.sentences[language], **lists}
        given = {name: getattr(rule, name) for name in ("nature", "severity", "typology", "status", "kinds", "lookback")}
        show_json(as_json(told | given | {"parameters": _parameters(detector)}))
        return
    say(f"{detector.id}  {rule.name(language)}  ({rule.nature}, {rule.severity}, {rule.status}, version {detector.version})")
    say_page(detector.doc.strip())
    say(f"> {rule.sentences[language]}")
    for title, lines in zip(("Basis", "May be lawful", "To check"), lists.values(), strict=True):
        say(f"{title}:")
        say_page("\n".join(f"- {line}" for line in lines))
    show_table(
        "Figures",
        ("parameter", "from", "value", "unit", "source"),
        [
            (name, since, f"{value:,}", parameter.unit, parameter.source)
            for name, parameter in rule.parameters.items()
            for since, value in sorted(parameter.values.items())
        ],
    )


def _parameters(detector: Detector) -> dict[str, dict[str, object]]:
    return {
        name: {
            "values": {since.isoformat(): parameter.values[since] for since in sorted(parameter.values)},
            "unit": parameter.unit,
            "source": parameter.source,
        }
        for name, parameter in detector.rule.parameters.items()
    }


def stats(on: On = None, home: Home = None, json: Json = False) -> None:
    """Print how the alerts of each rule were judged: reviewed ones only, with the interval of the precision."""
    from detection.registry import detectors
    from detection.statistics import statistics

    with opened(home) as warehouse:
        figures = statistics(warehouse, on=day(on), also=detectors())
    if json:
        show_json(as_json(figures))
        return
    show_table(
        "Reviewed alerts",
        ("rule", "findings", "snoozed", "hits", "reported", "dismissed", "precision %", "95 % interval", "median days open"),
        [
            (
                one.detector,
                one.findings,
                one.snoozed,
                one.hits,
                one.reported,
                one.dismissed,
                "" if one.precision is None else f"{100 * one.precision:.0f}",
                f"{100 * one.low:.0f} to {100 * one.high:.0f}" if one.hits else "",
                "" if one.median_days_open is None else f"{one.median_days_open:g}",
            )
            for one in figures
        ],
    )
