"""A new class of rules waits for the data protection officer: what it finds is shown to nobody before his opinion.

The class of a rule is its folder below `detection/rules/`. The classes of `lists/rule_classes.csv` are those that the impact
assessment names and weighs (`docs/impact-assessment.md`); a folder that is not among them is a new kind of monitoring, whose
findings are stored, counted and wait, as those of a snooze do, until the DPO has recorded a favourable opinion
(`warehouse.rule_opinions`, `quater rules opinion`). An opinion against a class, an assessed one too, stops what it finds from
then on; alerts that people have read already stay theirs. Sources: GDPR, art. 35 §2 and 37 to 39.

>>> class_of("card-use"), class_of("model-outlier"), class_of("model-drift")
('deontology', 'learned', '')
>>> sorted(assessed())[:3]
['aml', 'data', 'deontology']
"""

from __future__ import annotations

from functools import cache

from detection import learned
from detection.lists import rows
from detection.registry import detectors
from warehouse.database import Warehouse
from warehouse.rule_opinions import AGAINST, FAVOURABLE, opinions

LEARNED = "learned"


@cache
def assessed() -> frozenset[str]:
    """Give the classes that the impact assessment weighed."""
    return frozenset(row["class"] for row in rows("rule_classes"))


def class_of(detector: str) -> str:
    """Give the class of a detector; none for a notice, which monitors nobody, and for a rule that is no more."""
    if detector == learned.DETECTOR:
        return LEARNED
    known = detectors().get(detector)
    return known.group if known else ""


def classes() -> list[str]:
    """Give every class that a rule or a learned model has, sorted."""
    return sorted({LEARNED, *(detector.group for detector in detectors().values())})


def waiting_classes(warehouse: Warehouse) -> frozenset[str]:
    """Give the classes whose findings are shown to nobody: new without a favourable opinion, or with one against."""
    last = {name: given.opinion for name, given in opinions(warehouse).items()}
    accepted = {*assessed(), *(name for name, opinion in last.items() if opinion == FAVOURABLE)}
    return frozenset(classes()) - accepted | {name for name, opinion in last.items() if opinion == AGAINST}
