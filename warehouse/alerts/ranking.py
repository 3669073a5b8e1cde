"""The queue's order: hard breaches first, then by score, euros exposed, days open and number, without a tie.

An analyst's day holds a fixed number of alerts, so two alerts may never stand on the same place. The *tier* comes from what
the leading finding is: 1 a breach of the law that the data prove and that is grave, 2 a lesser breach or a grave
suspicion, 3 a slight breach, other suspicions and matters of governance, 4 the quality of the data and mere information. A
slight breach (a bank's cost that made a debit of a day, a direct debit that was refunded) is proved and settled: before a
suspicion that may hide more it would only take its place, so there the score decides. A learned score ranks inside its
tier; a rule without one gets the figure of its severity.

>>> tier_of("illicit", "critical"), tier_of("suspicious", "high"), tier_of("suspicious", "medium"), tier_of("data", "high")
(1, 2, 3, 4)
>>> tier_of("illicit", "medium"), tier_of("illicit", "low")
(2, 3)
>>> strict_score(tier=1, score_micro=800_000, place=1, ties=1) > strict_score(tier=1, score_micro=800_000, place=2, ties=2)
True
"""

from __future__ import annotations

NATURES = ("illicit", "suspicious", "governance", "data")
"""From the gravest to the lightest."""
SEVERITIES = ("critical", "high", "medium", "low", "info")
"""From the gravest to the lightest."""
TIERS = 4
GRAVE = ("critical", "high")
SCORE_OF_SEVERITY = {"critical": 900_000, "high": 700_000, "medium": 500_000, "low": 300_000, "info": 100_000}
"""Millionths, for a finding that no model scored."""
_SLOTS_PER_TIER = 1_000_001


def tier_of(nature: str, severity: str) -> int:
    """Give the tier, 1 to 4, of a finding of this nature and severity."""
    if nature == "data" or severity == "info":
        return TIERS
    if nature == "illicit":
        return 1 if severity in GRAVE else 2 if severity == "medium" else 3
    return 2 if nature == "suspicious" and severity in GRAVE else 3


def strict_score(*, tier: int, score_micro: int, place: int, ties: int) -> float:
    """Give the place in the queue as a number between 0 and 1, higher first, never equal for two alerts.

    `place` counts from 1 among the `ties` alerts of the same tier and score; they share the room below the next score.
    """
    slot = (TIERS - tier) * _SLOTS_PER_TIER + score_micro
    return (slot + 1 - place / (ties + 1)) / (TIERS * _SLOTS_PER_TIER)
