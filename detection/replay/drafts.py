"""Draft rules: a file that an operator names, or the live rule with other figures. A draft is never installed.

The file is Python and runs with the operator's rights, so only what he passes is run, once, under a name of its own; it is
held to the same contract as an installed rule (`detection.contract`) before it sees a movement.
"""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from detection.contract import shortcomings
from detection.registry import Detector, detector_of, detectors
from detection.rule import STATUTE, Parameter, Rule
from warehouse.errors import Refusal

DRAFTS = "drafts"
"""Group of a draft of a rule that is not installed."""


def draft_from(path: Path, identity: str) -> Detector:
    """Load a draft of a rule from a file. Refusal for what is no rule, or leaves a question of the contract open."""
    if not path.is_file():
        raise Refusal(f"no such file: {path}")
    module = _loaded(path, identity)
    if not isinstance(getattr(module, "RULE", None), Rule) or not callable(getattr(module, "find", None)):
        raise Refusal(f"{path.name}: expected a rule file with RULE = Rule(…) and find(material), found none")
    live = detectors().get(identity)
    draft = detector_of(module, identity, live.group if live else DRAFTS, path.read_text(encoding="utf-8"))
    if found := shortcomings(draft):
        raise Refusal(f"{path.name} is not yet a rule: " + "; ".join(found))
    return draft


def with_parameters(detector: Detector, settings: Mapping[str, int]) -> Detector:
    """Give the same rule with other figures, each in force from the rule's first day; the detector itself stays as it is.

    Refusal for a parameter that the rule does not have. The version tells the figures: `da891b52e46b limit=5000000`.
    """
    unknown = sorted(settings.keys() - detector.rule.parameters.keys())
    if unknown:
        known = ", ".join(detector.rule.parameters) or "none"
        raise Refusal(f"{detector.id} has no parameter {', '.join(unknown)}; its parameters are {known}")
    path, source = source_of(detector)
    module = _loaded(path, detector.id)
    changed = {name: _from_the_first_day(detector.rule.parameters[name], value) for name, value in settings.items()}
    module.RULE = replace(detector.rule, parameters={**detector.rule.parameters, **changed})  # type: ignore[attr-defined]
    told = " ".join(f"{name}={value}" for name, value in sorted(settings.items()))
    return replace(detector_of(module, detector.id, detector.group, source), version=f"{detector.version} {told}")


def _from_the_first_day(parameter: Parameter, value: int) -> Parameter:
    return replace(parameter, values={min(parameter.values, default=STATUTE): value})


def source_of(detector: Detector) -> tuple[Path, str]:
    """Give the file of a rule, installed or a draft, and its text."""
    path = Path(inspect.getfile(detector.find))
    return path, path.read_text(encoding="utf-8")


def _loaded(path: Path, identity: str) -> ModuleType:
    """Run a rule file as a module that nothing else can import. Refusal, in one line, for what cannot be run."""
    spec = importlib.util.spec_from_file_location(f"draft_of_{identity.replace('-', '_')}", path)
    if spec is None or spec.loader is None:
        raise Refusal(f"{path.name}: expected a Python file (.py)")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a file of somebody else's does wrong is told in one line
        raise Refusal(f"{path.name} cannot be run: {type(error).__name__}: {_first_line(error)}") from error
    return module


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "")
