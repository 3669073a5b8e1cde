"""The reason of a finding as a sentence: made from its numbers, in any of the languages, years later too.

A rule's finding and a notice use their rule's sentence, a learned model's finding the model's own words. A finding that an
earlier version made, without a number that the present sentence asks for, cannot be told: KeyError.
"""

from __future__ import annotations

from collections.abc import Mapping

from detection import learned, random_check
from detection.notices import notices
from detection.registry import detectors
from detection.rule import Rule
from detection.sentences import render, standard
from warehouse.alerts import Finding

LEARNING: Mapping[str, Rule] = {learned.DETECTOR: learned.RULE, random_check.DETECTOR: random_check.RULE}
"""Detectors without a file among the rules."""


def rule_of(detector: str) -> Rule | None:
    """Give the rule of a detector, the learned model's and a notice's too; None for one that is no longer in the house."""
    if detector in LEARNING:
        return LEARNING[detector]
    known = detectors().get(detector) or notices().get(detector)
    return None if known is None else known.rule


def reason_of(finding: Finding, language: str) -> str:
    """Tell a stored finding in a language; raises KeyError when its detector or one of its numbers is not known."""
    if finding.detector == learned.DETECTOR:
        return learned.reason(finding.evidence, language, finding.currency)
    numbers = standard(finding.amount_milli, finding.first_date, finding.last_date, len(finding.movement_ids))
    numbers |= dict(finding.evidence)
    rule = rule_of(finding.detector)
    if rule is None:
        raise KeyError(finding.detector)
    return render(rule.sentences[language], numbers, language, finding.currency)
