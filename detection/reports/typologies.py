"""What a report says of a rule that has no words of its own: those of its typology, under the rule's own title.

The table `typologies.csv` holds a legal basis and two questions for each typology and report language; rules of the first hour
have their own in `languages/`, which quote the code of the bar's Order too.

>>> typology_wording("cheque-issued", "nl").questions[0]
'De toelating van de stafhouder, als er een is.'
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from detection.registry import detectors
from detection.reports.wording import Wording


def typology_wording(detector: str, language: str) -> Wording | None:
    """Give the words for a rule by its typology; None for a detector that is no rule or whose typology has none."""
    known = detectors().get(detector)
    row = _rows().get((known.rule.typology, language)) if known else None
    if known is None or row is None:
        return None
    return Wording(known.rule.name(language), (row["basis"],), (row["question_1"], row["question_2"]))


@cache
def _rows() -> Mapping[tuple[str, str], Mapping[str, str]]:
    text = files(__package__).joinpath("typologies.csv").read_text(encoding="utf-8")
    return {(row["typology"], row["language"]): row for row in csv.DictReader(text.splitlines())}
