"""What a rule reads: found by searching its text, held to what parsing finds, and to what the rule does."""

import ast
import importlib
import inspect

from detection.dependence import ASKING, BEYOND, HISTORY, LOTS, matches_lots, named_in, reads_history
from detection.engine import findings_of_rule, in_turn
from detection.registry import detectors
from tests.detection.material import material

TOLD = BEYOND | HISTORY | LOTS


def _parsed(source: str) -> set[str]:
    parts = [part for part in ast.parse(source).body if not (isinstance(part, ast.FunctionDef) and part.name in ASKING)]
    return {node.attr for part in parts for node in ast.walk(part) if isinstance(node, ast.Attribute)}


def test_no_attribute_that_parsing_sees_is_missed_in_any_rule() -> None:
    sources = {name: inspect.getsource(importlib.import_module(rule.module)) for name, rule in detectors().items()}
    missed = {name: _parsed(source) - named_in(source) for name, source in sources.items()}
    assert {name: attributes for name, attributes in missed.items() if attributes} == {}


def test_what_a_rule_reads_to_say_when_it_is_asked_is_not_what_it_finds_by() -> None:
    source = '''"""Reads `material.flows`, it says."""

def outlook(
    material: Material, until: date
) -> pl.LazyFrame:
    """Look at all lots."""
    return material.matches


@cache
def find(material: Material) -> pl.LazyFrame:
    return (
        material
        .booked
    )


def near(lately: Lately) -> pl.LazyFrame:
    return lately.recent.chained
'''
    assert named_in(source) & TOLD == {"booked"}


def test_lots_are_matched_when_every_rule_that_needs_none_has_been_asked() -> None:
    moved = """
    booked     | amount   | counterparty  | communication
    2026-03-02 | 9000.00  | BE11 Jan Maes | dossier 2026/12
    2026-09-03 | -8000.00 | BE12 Els Baele | dossier 2026/12
    """
    given = material(moved)
    rules = in_turn(detectors().values())
    without = [rule for rule in rules if not matches_lots(rule.module)]
    assert rules[: len(without)] == without
    for rule in without:
        list(findings_of_rule(rule, given))
        assert not {"_changes", "_matches", "_opened"} & set(vars(given)), rule.id
    list(findings_of_rule(detectors()["stale-2m-2500"], given))
    assert "_matches" in vars(given)


def test_a_rule_that_reads_no_movement_is_told_from_one_that_does() -> None:
    assert not reads_history(detectors()["silence"].module)
    assert reads_history(detectors()["neg-balance"].module)
