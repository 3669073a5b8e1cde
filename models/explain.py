"""A reason of a score as a sentence, in English, French, Dutch or German.

The sentence carries the feature, its value, what half of the peers stay below, and how many peers show as much: numbers that
a person can check. It carries no name and no account. The contribution is kept as integers, so that the same finding reads
the same years later and in another language.

>>> reason = {"feature": "own_share", "value_milli": 642, "median_milli": 80, "beyond_micro": 4200, "fall_micro": 31000}
>>> describe(reason, "en")
"share of three months' payments that went to the holder: 64.2% (half of the comparable account-months show at most \
8.0%, 0.4% show as much)"
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any

from models import wording
from models.features import feature
from models.features.feature import Unit
from models.wording.wording import Wording


def _languages() -> dict[str, Wording]:
    names = sorted(module.name for module in pkgutil.iter_modules(wording.__path__) if len(module.name) == 2)
    return {name: importlib.import_module(f"{wording.__name__}.{name}").WORDING for name in names}


WORDINGS: Mapping[str, Wording] = _languages()


def describe(contribution: Mapping[str, Any], language: str, *, currency: str = "EUR") -> str:
    """Tell one reason of a score (as in the column `contributions` of `scoring.score`) in a language: en, fr, nl or de."""
    words = WORDINGS[language]
    unit = feature(contribution["feature"]).unit
    return words.sentence.format(
        name=words.names[contribution["feature"]],
        value=_amount(contribution["value_milli"], unit, words, currency),
        median=_amount(contribution["median_milli"], unit, words, currency),
        share=_share(contribution["beyond_micro"], words),
    )


def feature_name(name: str, language: str) -> str:
    """What a feature is called in a language."""
    return WORDINGS[language].names[name]


def _amount(milli: int, unit: Unit, words: Wording, currency: str) -> str:
    value = milli / 1000
    if unit == "money":
        return f"{words.number(value, 2)} {currency}"
    if unit == "share":
        return words.percent.format(number=words.number(100 * value, 1))
    if unit == "count":
        return words.number(value, 0)
    if unit == "days":
        return words.days.format(number=words.number(value, 0))
    return words.deviations.format(number=words.number(value, 1))


def _share(micro: int, words: Wording) -> str:
    if micro < 1000:
        return words.under.format(share=words.percent.format(number=words.number(0.1, 1)))
    return words.percent.format(number=words.number(micro / 10_000, 1))
