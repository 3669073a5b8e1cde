"""What a person must know of the detector behind an alert: its title, its legal basis, what may explain it, what to check."""

from __future__ import annotations

from dataclasses import dataclass

from detection.registry import detectors
from detection.rule import Rule

LEARNED = "model-outlier"


@dataclass(frozen=True)
class RuleFacts:
    """The facts of a detector, as its own file states them."""

    title: str
    references: tuple[str, ...] = ()
    false_positives: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


def facts_of(detector: str) -> RuleFacts:
    """The facts of a detector; of one that is no longer in the house, its name alone."""
    if detector == LEARNED:
        from detection.learned import RULE  # the learning libraries come with it: seconds that no other page needs

        return _facts(RULE)
    known = detectors().get(detector)
    return RuleFacts(detector) if known is None else _facts(known.rule)


def _facts(rule: Rule) -> RuleFacts:
    return RuleFacts(rule.title, rule.references, rule.false_positives, rule.steps)
