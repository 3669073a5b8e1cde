"""What a rule must say about itself before it may accuse anyone, asked of a rule file that is not yet installed.

The same questions are asked of every installed rule by the tests. A draft is written by a person who wants an answer now, so
each shortcoming is a sentence that says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detection.findings import EVIDENCE, SCHEMA
from detection.registry import Detector
from detection.rule import KINDS, LANGUAGES, Rule
from detection.sentences import STANDARD, placeholders
from warehouse.alerts.ranking import NATURES, SEVERITIES

FEWEST_LINES = 4
"""Of a docstring that says what, why, and when the rule finds nothing."""


def shortcomings(detector: Detector) -> list[str]:
    """Say everything that a rule leaves open; nothing for a sound one."""
    return [*_of_text(detector), *_of_rule(detector.rule), *_of_sentences(detector.rule), *_of_parameters(detector.rule)]


def shortcomings_of_columns(rule: Rule, columns: Sequence[str]) -> list[str]:
    """Say what a frame that a rule gave has too little or too much."""
    missing = [name for name in SCHEMA if name not in columns]
    strange = [name for name in columns if name not in SCHEMA and not name.startswith(EVIDENCE)]
    given = {name.removeprefix(EVIDENCE) for name in columns if name.startswith(EVIDENCE)} | STANDARD
    unknown = sorted({name for name, _ in placeholders(rule.sentences["en"])} - given)
    return [
        *(f"find gives no column {name}" for name in missing),
        *(f"find gives a column {name} that is neither of the contract nor evidence ({EVIDENCE}…)" for name in strange),
        *(f"the sentences name {{{name}}}, but find gives no column {EVIDENCE}{name}" for name in unknown),
    ]


def _of_text(detector: Detector) -> Iterator[str]:
    if detector.doc.count("\n") < FEWEST_LINES:
        yield "the docstring does not say what, why, and when the rule finds nothing"
    if "day" not in detector.doc:
        yield "the docstring does not say what the rule does with movements of the same day"


def _of_rule(rule: Rule) -> Iterator[str]:
    for name in ("title", "typology", "references", "false_positives", "steps"):
        if not getattr(rule, name):
            yield f"{name} is empty"
    if rule.nature not in NATURES:
        yield f"nature: expected one of {', '.join(NATURES)}, got {rule.nature!r}"
    if rule.severity not in SEVERITIES:
        yield f"severity: expected one of {', '.join(SEVERITIES)}, got {rule.severity!r}"
    if not rule.kinds or not set(rule.kinds) <= set(KINDS):
        yield f"kinds: expected some of {', '.join(KINDS)}, got {', '.join(rule.kinds) or 'none'}"
    if rule.lookback is not None and rule.lookback < 0:
        yield f"lookback: expected a number of days, or None for the whole history, got {rule.lookback}"


def _of_sentences(rule: Rule) -> Iterator[str]:
    for name, given, wanted in (
        ("titles", set(rule.titles), set(LANGUAGES) - {"en"}),
        ("sentences", set(rule.sentences), set(LANGUAGES)),
    ):
        if given != wanted:
            yield f"{name}: expected the languages {', '.join(sorted(wanted))}, got {', '.join(sorted(given)) or 'none'}"
    if len({placeholders(sentence) for sentence in rule.sentences.values()}) > 1:
        yield "the sentences of the languages name different numbers"


def _of_parameters(rule: Rule) -> Iterator[str]:
    for name, parameter in rule.parameters.items():
        for part in ("values", "unit", "source"):
            if not getattr(parameter, part):
                yield f"parameter {name}: {part} is empty"
