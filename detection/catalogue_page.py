"""`docs/rules.md`: the rule catalogue, made from the rules themselves; a test says when it is stale."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from importlib import import_module

from detection import learned, rules
from detection.registry import Detector, detectors
from detection.rule import Parameter, Rule

HEAD = """# Rules

Made from `detection/rules/` by `detection.catalogue_page.rules_page`; do not edit.

Illicit: a breach that the data prove. Suspicious: an indication that a person must weigh. No rule alone proves misuse;
forwarding money promptly is a duty. A figure counts from its date on, and a movement is judged by the figure of its booking
date. Limits are in the currency of the account. A finding names its movements; findings of one holder and typology within
90 days are one alert."""


def rules_page() -> str:
    """Give the text of the catalogue page: an overview, then each rule."""
    known = detectors()
    parts = [HEAD, *_overview(known.values())]
    for group in dict.fromkeys(detector.group for detector in sorted(known.values(), key=lambda detector: detector.group)):
        package = inspect.getdoc(import_module(f"{rules.__name__}.{group}")) or ""
        parts.append(f"\n## {group.capitalize()}\n\n{package}")
        for detector in known.values():
            if detector.group == group:
                parts.extend(_page(detector.id, detector.rule, detector.doc))
    parts.append("\n## Learned\n\nScores of models that a person approved.")
    parts.extend(_page(learned.DETECTOR, learned.RULE, inspect.getdoc(learned) or ""))
    return "\n".join(parts) + "\n"


def _overview(known: Iterable[Detector]) -> Iterator[str]:
    yield "| rule | finds | nature | severity | typology | accounts |"
    yield "|---|---|---|---|---|---|"
    for detector in known:
        rule = detector.rule
        kinds = "all" if len(rule.kinds) > 1 else rule.kinds[0].replace("_", "-")
        link = f"[`{detector.id}`](#{detector.id})"
        yield f"| {link} | {rule.title} | {rule.nature} | {rule.severity} | {rule.typology} | {kinds} |"


def _page(identity: str, rule: Rule, doc: str) -> Iterator[str]:
    title, _, body = doc.strip().partition("\n")
    yield f"\n### {identity}\n"
    yield f"**{rule.title}** ({rule.nature}, {rule.severity}, {rule.status})\n"
    yield body.strip() or title
    yield "\nBasis: " + "; ".join(rule.references) + "."
    yield "\nMay be lawful:\n"
    yield from (f"- {text}" for text in rule.false_positives)
    yield "\nTo check:\n"
    yield from (f"{place}. {text}" for place, text in enumerate(rule.steps, start=1))
    if rule.parameters:
        yield "\n| parameter | value | unit | source |\n|---|---|---|---|"
        yield from (_parameter(name, parameter) for name, parameter in rule.parameters.items())
    yield f"\n> {rule.sentences['en']}"


def _parameter(name: str, parameter: Parameter) -> str:
    values = "<br>".join(f"{parameter.values[day]:,} from {day.isoformat()}" for day in sorted(parameter.values))
    return f"| `{name}` | {values} | {parameter.unit} | {parameter.source} |"
