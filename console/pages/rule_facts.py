"""What a person must know of the detector behind an alert, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detection.reasons import reason_of, rule_of
from detection.rule import Parameter
from detection.translations import said
from warehouse.alerts import Finding


@dataclass(frozen=True)
class RuleFacts:
    """The facts of a detector, as its own file states them; `steps` by their English, which is what a tick is kept by."""

    title: str
    references: tuple[str, ...] = ()
    false_positives: tuple[str, ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)
    severity: str = "medium"
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


def facts_of(detector: str, language: str) -> RuleFacts:
    """The facts of a detector; of one that is no longer in the house, its name alone."""
    rule = rule_of(detector)
    if rule is None:
        return RuleFacts(detector)
    return RuleFacts(
        rule.name(language),
        tuple(said(text, language) for text in rule.references),
        tuple(said(text, language) for text in rule.false_positives),
        {step: said(step, language) for step in rule.steps},
        rule.severity,
        rule.parameters,
    )


def sentence_of(finding: Finding, language: str) -> str:
    """Why a finding was made, as a sentence in a language; as it was stored where today's rule can no longer tell it."""
    try:
        return reason_of(finding, language)
    except (KeyError, ValueError):
        return finding.reason
