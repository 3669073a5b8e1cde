"""What a person must know of the detector behind an alert, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from detection.reasons import reason_of, rule_of
from detection.rule import Rule
from detection.sentences import placeholders, render
from detection.translations import said
from warehouse.alerts import Finding

WRITTEN = ("money", "date", "percent", "word")
"""Formats of a reason in which its number stands beside it too; a count is a count."""
BESIDE = {"confidence": "percent", "allowed_since": "date", "refunded_on": "date"}
"""Numbers that are kept with a finding and that its reason does not name."""
NUMBERED = re.compile(r"(.+?)(?:_milli|_micro)?(?:_(\d+))?")
"""The name of a number: what it is, its scale, and which one of several it is."""


@dataclass(frozen=True)
class Figure:
    """A figure by which a rule judges: what it is called, in which unit it is told, where it comes from."""

    name: str
    unit: str
    source: str


@dataclass(frozen=True)
class RuleFacts:
    """The facts of a detector, as its own file states them; `steps` by their English, which is what a tick is kept by."""

    title: str
    references: tuple[str, ...] = ()
    false_positives: tuple[str, ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)
    severity: str = "medium"
    figures: Mapping[str, Figure] = field(default_factory=dict)


def facts_of(detector: str, language: str) -> RuleFacts:
    """The facts of a detector; of one that is no longer in the house, its name alone."""
    rule = rule_of(detector)
    if rule is None:
        return RuleFacts(detector)
    return RuleFacts(
        rule.name(language),
        tuple(said("references", text, language) for text in rule.references),
        tuple(said("false_positives", text, language) for text in rule.false_positives),
        {step: said("steps", step, language) for step in rule.steps},
        rule.severity,
        _figures(rule, language),
    )


def _figures(rule: Rule, language: str) -> dict[str, Figure]:
    return {
        name: Figure(
            said("figures", name.replace("_", " "), language),
            said("units", parameter.unit, language),
            said("sources", parameter.source, language),
        )
        for name, parameter in rule.parameters.items()
    }


def sentence_of(finding: Finding, language: str) -> str:
    """Why a finding was made, as a sentence in a language; as it was stored where today's rule can no longer tell it."""
    try:
        return reason_of(finding, language)
    except (KeyError, ValueError):
        return finding.reason


def numbers_of(finding: Finding, language: str) -> list[tuple[str, str, str | int]]:
    """The numbers of a finding: the key of each, its name in a language, and its value as the reason writes it."""
    rule = rule_of(finding.detector)
    formats = BESIDE | {name: form for name, form in placeholders(rule.sentences["en"] if rule else "") if form in WRITTEN}
    return [
        (key, _name(key, language), _value(key, formats.get(key, ""), finding, language)) for key in sorted(finding.evidence)
    ]


def _name(key: str, language: str) -> str:
    what, place = NUMBERED.fullmatch(key).groups()  # type: ignore[union-attr]  # it fits whatever is not empty
    return " ".join([said("evidence", what.replace("_", " "), language), *([place] if place else [])])


def _value(key: str, form: str, finding: Finding, language: str) -> str | int:
    try:
        return render(f"{{{key}:{form}}}", finding.evidence, language, finding.currency) if form else finding.evidence[key]
    except (KeyError, ValueError):
        return finding.evidence[key]
