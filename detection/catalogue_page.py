"""`docs/rules.md`: the rule catalogue, made from the rules and their test tables; a test says when it is stale.

Of each rule: why, the law, an example, what may be lawful, what to look at, its figures. At the end stand the entries of the
catalogue that are no rule, each with the data that would be needed (`lists/left_out.csv`).
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from detection import learned, random_check, rules
from detection.catalogue_examples import Example
from detection.lists import rows
from detection.notices import notices
from detection.registry import Detector, detectors
from detection.rule import Parameter, Rule

HEAD = """# Rules

Made from `detection/rules/` and the tables of `tests/detection/` by `detection.catalogue_page.rules_page`; do not edit.

Illicit: a breach that the data prove. Suspicious: an indication that a person must weigh. No rule alone proves misuse;
forwarding money promptly is a duty. A figure counts from its date on, and a movement is judged by the figure of its booking
date. Limits are in the currency of the account. A finding names its movements; findings of one holder and typology within
90 days are one alert. What the bâtonnier allowed beforehand is noted with severity info and accuses nobody.

The examples are drawn: accounts are letters (A a third-party account, R a rubric account of the same holder, B one of another
holder), amounts are euros, credit positive; what is found is given in thousandths."""
NO_EXAMPLES: Mapping[str, Example] = MappingProxyType({})


def rules_page(examples: Mapping[str, Example] = NO_EXAMPLES) -> str:
    """Give the text of the catalogue page: an overview, then each rule with its example where there is one."""
    known = detectors()
    parts = [HEAD, *_overview(known.values())]
    for group in dict.fromkeys(detector.group for detector in sorted(known.values(), key=lambda detector: detector.group)):
        package = inspect.getdoc(import_module(f"{rules.__name__}.{group}")) or ""
        parts.append(f"\n## {group.capitalize()}\n\n{package}")
        for detector in known.values():
            if detector.group == group:
                parts.extend(_page(detector.id, detector.rule, detector.doc, examples.get(detector.id)))
    parts.append("\n## Learned\n\nScores of models that a person approved, and the measure of what is missed.")
    parts.extend(_page(learned.DETECTOR, learned.RULE, inspect.getdoc(learned) or ""))
    parts.extend(_page(random_check.DETECTOR, random_check.RULE, inspect.getdoc(random_check) or ""))
    parts.append("\n## Notices\n\nWhat the control has to say of itself; no lawyer is named.")
    for notice in notices().values():
        parts.extend(_page(notice.id, notice.rule, notice.doc))
    parts.extend(_left_out())
    return "\n".join(parts) + "\n"


def _overview(known: Iterable[Detector]) -> Iterator[str]:
    yield "| rule | finds | nature | severity | typology | accounts |"
    yield "|---|---|---|---|---|---|"
    for detector in known:
        rule = detector.rule
        kinds = "all" if len(rule.kinds) > 1 else rule.kinds[0].replace("_", "-")
        link = f"[`{detector.id}`](#{detector.id})"
        yield f"| {link} | {rule.title} | {rule.nature} | {rule.severity} | {rule.typology} | {kinds} |"


def _page(identity: str, rule: Rule, doc: str, example: Example | None = None) -> Iterator[str]:
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
    if example is not None:
        yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    yield f"\nExample: {example.title}.\n"
    yield f"```text\n{example.table}\n```\n"
    yield from (f"{line}  " for line in example.comments)
    yield f"\nFound ({', '.join(example.columns)}):\n"
    yield f"```python\n{example.found}\n```"


def _left_out() -> Iterator[str]:
    yield "\n## Left out\n\nEntries of the catalogue that are no rule, and what would be needed for them.\n"
    yield "| entry | needed |\n|---|---|"
    yield from (f"| `{row['id']}` | {row['needed']} |" for row in rows("left_out"))


def _parameter(name: str, parameter: Parameter) -> str:
    values = "<br>".join(f"{parameter.values[day]:,} from {day.isoformat()}" for day in sorted(parameter.values))
    return f"| `{name}` | {values} | {parameter.unit} | {parameter.source} |"
