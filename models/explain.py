"""Why a month was flagged, in English, French, Dutch or German: reasons, what they look like, what would have had to be less.

The sentences carry features, values, what half of the peers stay below, how many peers show as much, and how many movements
show it: numbers that a person can check. They carry no name and no account. All is kept as integers, so that the same finding
reads the same years later and in another language.

>>> reason = {"feature": "own_share", "value_milli": 642, "median_milli": 80, "beyond_micro": 4200, "fall_micro": 31000}
>>> describe(reason, "en")
"share of three months' payments that went to the holder: 64.2% (half of the comparable account-months show at most \
8.0%, 0.4% show as much)"
>>> less({"feature": "payers", "value_milli": 17000, "most_milli": 6000}, "de")
'Zahl der Einzahler, höchstens 6 statt 17'
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


def describe(reason: Mapping[str, Any], language: str, *, currency: str = "EUR", among: str = "") -> str:
    """Tell one reason of a score (`models.reasons`) in a language: en, fr, nl or de.

    `among`: the peer group that the reader has been told of; another one is named.
    """
    words = WORDINGS[language]
    unit = feature(reason["feature"]).unit
    told = words.sentence.format(
        name=words.names[reason["feature"]],
        value=_amount(reason["value_milli"], unit, words, currency),
        median=_amount(reason["median_milli"], unit, words, currency),
        share=_share(reason["beyond_micro"], words),
    )
    peers, movements = reason.get("peers", among), int(reason.get("movements", 0))
    other = words.among.format(group=words.group(peers)) if peers != among else ""
    proof = words.counted(movements, *words.movements) if movements else ""
    return told + other + (f", {proof}" if proof else "")


def less(change: Mapping[str, Any], language: str, *, currency: str = "EUR") -> str:
    """Tell one change of a counterfactual: the feature, what it was, and what it might have been at most."""
    words, unit = WORDINGS[language], feature(change["feature"]).unit
    return words.change.format(
        name=words.names[change["feature"]],
        value=_amount(change["value_milli"], unit, words, currency),
        most=_amount(change["most_milli"], unit, words, currency),
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
        return words.number(value, 0 if milli % 1000 == 0 else 1)
    if unit == "days":
        return words.counted(round(value), words.day, words.days)
    return words.deviations.format(number=words.number(value, 1))


def _share(micro: int, words: Wording) -> str:
    if micro < 1000:
        return words.under.format(share=words.percent.format(number=words.number(0.1, 1)))
    return words.percent.format(number=words.number(micro / 10_000, 1))
