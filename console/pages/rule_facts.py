"""What a person must know of the detector behind an alert: its title, its legal basis, what may explain it, what to check."""

from __future__ import annotations

from dataclasses import dataclass

from detection.registry import detectors

LEARNED = {"model-outlier": "Unusual compared with similar accounts (learned model)"}


@dataclass(frozen=True)
class RuleFacts:
    """The facts of a detector, as its own file states them."""

    title: str
    references: tuple[str, ...] = ()
    false_positives: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


def facts_of(detector: str) -> RuleFacts:
    """The facts of a detector; of one that is no longer in the house, its name alone."""
    known = detectors().get(detector)
    if known is None:
        return RuleFacts(LEARNED.get(detector, detector))
    rule = known.rule
    return RuleFacts(rule.title, rule.references, rule.false_positives, rule.steps)
